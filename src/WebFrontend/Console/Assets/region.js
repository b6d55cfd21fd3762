// Takes one part of another page, and puts it in the place of the same part here.
import { localTimes } from "./times.js";
import { copyButtons } from "./copy.js";

const latest = new Map();
const pauseBetweenWords = 4000;
let said = "";
let lastSaid = 0;

/** @returns true when the part was replaced; false when a later call for it overtook this one, or the page has no such part. */
export async function replaceRegion(id, address, options = {}) {
  const mine = (latest.get(id) ?? 0) + 1;
  latest.set(id, mine);
  const answer = await fetch(address, { credentials: "same-origin", ...options, headers: { Accept: "text/html" } });
  if (answer.redirected && (options.method === "POST" || new URL(answer.url).pathname === "/sign-in")) {
    location.assign(options.method === "POST" ? answer.url : location.href);
    return true;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const wanted = page.getElementById(id) ? id : "content";
  if (!answer.ok && wanted === id) throw new Error(`${answer.status}`);
  if (!answer.ok && options.method !== "POST") throw new Error(`${answer.status}`);
  const fresh = page.getElementById(wanted);
  const old = document.getElementById(wanted);
  if (mine !== latest.get(id) || !fresh || !old) return false;
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.adoptNode(fresh));
  if (held) document.getElementById(held)?.focus();
  localTimes(fresh);
  copyButtons(fresh);
  say(fresh.dataset.says);
  return true;
}

/** Tells a screen reader what has changed, without reading the whole part out again. */
function say(words) {
  if (!words || words === said || Date.now() - lastSaid < pauseBetweenWords) return;
  said = words;
  lastSaid = Date.now();
  document.getElementById("spoken").textContent = words;
}
