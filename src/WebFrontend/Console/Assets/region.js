// Takes one part of another page, and puts it in the place of the same part here.
import { localTimes } from "./times.js";
import { copyButtons } from "./copy.js";

const latest = new Map();
const pauseBetweenWords = 4000;
let said = "";
let lastSaid = 0;

/** The session is over: the answer was the page to sign in at. */
export class SessionOver extends Error {}

/** Asks for a page. @returns its document, where it led, and, when it tells of trouble, the words. */
export async function readPage(address, options = {}, part = "") {
  const answer = await fetch(address, { credentials: "same-origin", ...options, headers: { Accept: "text/html", ...(part ? { "Jobvite-Part": part } : {}) } });
  if (answer.redirected && new URL(answer.url).pathname === "/sign-in") throw new SessionOver();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const trouble = answer.ok ? null : {
    title: page.querySelector(".trouble h1")?.textContent ?? "That did not work",
    text: page.querySelector(".trouble-text")?.textContent ?? `The service answered ${answer.status}.`,
  };
  return { page, trouble, redirected: answer.redirected, url: answer.url };
}

/** Replaces a part by the same part of another page. @returns the new part, or null when one of the pages has none. */
export function showPart(id, page) {
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) return null;
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.adoptNode(fresh));
  if (held) document.getElementById(held)?.focus();
  localTimes(fresh);
  copyButtons(fresh);
  say(fresh.dataset.says);
  document.dispatchEvent(new CustomEvent("shown", { detail: id }));
  return fresh;
}

/** @returns true when the part was replaced; false when a later call for it overtook this one. Throws what the page tells of. */
export async function replaceRegion(id, address) {
  const mine = (latest.get(id) ?? 0) + 1;
  latest.set(id, mine);
  const { page, trouble, url } = await readPage(address, {}, id);
  if (new URL(url).pathname === "/setup-link/over") throw new SessionOver();
  if (mine !== latest.get(id)) return false;
  if (trouble) throw Object.assign(new Error(trouble.title), { trouble });
  return showPart(id, page) !== null;
}

/** Shows beside each field what the answer says about it. The fields themselves stay: they hold what was typed. */
export function markFields(form, page) {
  for (const field of form.querySelectorAll(".field[data-field]")) {
    const name = CSS.escape(field.dataset.field);
    const fresh = page.querySelector(`.field[data-field="${name}"]`);
    const error = fresh?.querySelector(":scope > .field-error");
    field.querySelector(":scope > .field-error")?.remove();
    if (error) field.append(document.adoptNode(error));
    const input = field.querySelector("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (error) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
    if (error) field.closest("details")?.setAttribute("open", "");
  }
}

/** Tells a screen reader what has changed, without reading the whole part out again. */
function say(words) {
  if (!words || words === said || Date.now() - lastSaid < pauseBetweenWords) return;
  said = words;
  lastSaid = Date.now();
  document.getElementById("spoken").textContent = words;
}
