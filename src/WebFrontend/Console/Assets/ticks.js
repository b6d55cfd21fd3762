// Ticks all rows of a list at once, and says how many are ticked:
// <input type="checkbox" data-ticks="name of the boxes">, <span data-ticked="name of the boxes">.
export function ticks() {
  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.ticks ?? event.target.name;
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name ?? "")}"]`)];
    const counter = document.querySelector(`[data-ticked="${CSS.escape(name ?? "")}"]`);
    if (!counter || boxes.length === 0) return;
    if (event.target.dataset.ticks) {
      for (const box of boxes) box.checked = event.target.checked;
    }
    const count = boxes.filter((box) => box.checked).length;
    counter.textContent = count > 0 ? ` (${count})` : "";
    for (const all of document.querySelectorAll(`[data-ticks="${CSS.escape(name)}"]`)) {
      all.checked = count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    }
  });
}
