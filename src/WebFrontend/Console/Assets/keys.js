// Keys: Ctrl-K and "/" find anything, "g" and a letter go to a page, "?" explains. Single keys can be switched off, for whoever speaks to the browser.
const places = { o: "/", j: "/jobs", c: "/candidates", n: "/onboarding", w: "/webhooks", s: "/sync" };
const offKey = "jobvite-keys-off";
const patience = 1500;

export function keys() {
  const find = document.getElementById("find");
  const help = document.getElementById("keys");
  if (!help) return;
  let wentAt = 0;

  const open = () => {
    if (!find) document.getElementById("q")?.focus();
    else if (!find.open) find.showModal();
    find?.querySelector("input").select();
  };

  const isOn = document.getElementById("keys-on");
  isOn.checked = localStorage.getItem(offKey) !== "yes";
  isOn.addEventListener("change", () => localStorage.setItem(offKey, isOn.checked ? "no" : "yes"));
  for (const opener of document.querySelectorAll("[data-find]")) {
    opener.addEventListener("click", (event) => { if (find) { event.preventDefault(); open(); } });
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn.checked || event.target.closest("input, textarea, select, dialog")) return;
    if (event.key === "/") {
      event.preventDefault();
      open();
    } else if (event.key === "?") {
      help.showModal();
    } else if (event.key === "g") {
      wentAt = Date.now();
    } else if (places[event.key] && Date.now() - wentAt < patience) {
      location.assign(places[event.key]);
    }
  });

  // Arrows walk through what was found, and Enter opens the first of it.
  find?.addEventListener("keydown", (event) => {
    const links = [...find.querySelectorAll("#found a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (links[next] ?? find.querySelector("input")).focus();
    } else if (event.key === "Enter" && at < 0 && links.length > 0) {
      event.preventDefault();
      links[0].click();
    }
  });
  for (const dialog of [find, help].filter(Boolean)) {
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
}
