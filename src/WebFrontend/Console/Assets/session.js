// Warns two minutes before the session ends, so that nobody loses what they are typing.
const ahead = 120000;

export function showSessionEnd() {
  const banner = document.querySelector("[data-session-ends]");
  if (banner) banner.hidden = false;
}

export function sessionEnd() {
  const banner = document.querySelector("[data-session-ends]");
  const left = banner ? new Date(banner.dataset.sessionEnds) - Date.now() - ahead : NaN;
  // A timer cannot wait longer than 24 days.
  if (left < 2 ** 31) setTimeout(showSessionEnd, Math.max(0, left));
}
