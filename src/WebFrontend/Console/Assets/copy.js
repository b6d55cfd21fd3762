// A button that copies the text of the element it names: <button data-copy="id">.
export function copyButtons(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = !navigator.clipboard;
    if (button.dataset.ready) continue;
    button.dataset.ready = "yes";
    button.addEventListener("click", async () => {
      const label = button.querySelector("[data-label]") ?? button;
      const usual = label.textContent;
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        label.textContent = "Copied";
      } catch {
        label.textContent = "Select it and copy by hand";
      }
      setTimeout(() => { label.textContent = usual; }, 2000);
    });
  }
}
