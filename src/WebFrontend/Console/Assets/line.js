// Says when the service cannot be reached, and keeps the page that is there: a link that leads nowhere would leave the browser's error page.
const banner = () => document.getElementById("offline");

export function isLost() {
  const shown = banner();
  if (shown) shown.hidden = false;
}

export function isBack() {
  const shown = banner();
  if (shown && navigator.onLine) shown.hidden = true;
}

export function watchLine() {
  addEventListener("offline", isLost);
  addEventListener("online", isBack);
  if (!navigator.onLine) isLost();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || navigator.onLine || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    isLost();
    banner()?.focus();
  });
}
