// Fetches a page and puts one part of it in the place of the same part here.
import { localTimes } from "./times.js";
import { copyButtons } from "./copy.js";

let asked = 0;

/** @returns true when the part was replaced; false when a later call overtook this one or the page came without it. */
export async function replaceRegion(id, address) {
  const mine = ++asked;
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (answer.redirected && new URL(answer.url).pathname === "/sign-in") {
    location.assign(location.href);
    return false;
  }
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (mine !== asked || !fresh || !old) return false;
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.adoptNode(fresh));
  if (held) document.getElementById(held)?.focus();
  localTimes(fresh);
  copyButtons(fresh);
  return true;
}
