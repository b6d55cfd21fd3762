// Shows times in the reader's own zone and language.
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const units = [["day", 86400, 129600], ["hour", 3600, 5400], ["minute", 60, 90], ["second", 1, 0]];

function ago(at) {
  const seconds = (at - Date.now()) / 1000;
  const distance = Math.abs(seconds);
  const [unit, size] = units.find(([, , least]) => distance >= least);
  return relative.format(Math.round(seconds / size), unit);
}

export function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-moment]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.textContent = time.dataset.moment === "relative" ? ago(at) : full.format(at);
    time.title = full.format(at);
  }
}

setInterval(() => localTimes(document), 30000);
