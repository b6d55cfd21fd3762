// Times come from the server in the zone that the page names. Here the relative ones go on, and the server hears which zone the browser has.
const units = [["day", 86400, 129600, "day"], ["hour", 3600, 5400, "h"], ["minute", 60, 90, "min"], ["second", 1, 0, "s"]];
const chosenByBrowser = "auto:";

function ago(at) {
  const seconds = (at - Date.now()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return seconds <= 0 ? "just now" : "in a moment";
  const [, size, , word] = units.find(([, , least]) => distance >= least);
  const count = Math.round(distance / size);
  const length = `${count} ${word}${word === "day" && count !== 1 ? "s" : ""}`;
  return seconds <= 0 ? `${length} ago` : `in ${length}`;
}

export function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-moment=relative]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.textContent = ago(at);
  }
}

/** Unless somebody chose another zone, times are shown in the browser's: it is told once, and again after a journey. */
export function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const stored = document.cookie.split("; ").find((one) => one.startsWith("jobvite-zone="))?.slice("jobvite-zone=".length);
  const wanted = chosenByBrowser + zone;
  if (!zone || stored === wanted || (stored && !stored.startsWith(chosenByBrowser))) return;
  document.cookie = `jobvite-zone=${wanted}; path=/; max-age=31536000; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
  // The page that is there was made without it. Only when the browser keeps the cookie: otherwise this would go on for ever.
  if (document.cookie.includes(wanted) && document.documentElement.dataset.zone !== zone && document.querySelector(".foot")) location.reload();
}

setInterval(() => localTimes(document), 30000);
