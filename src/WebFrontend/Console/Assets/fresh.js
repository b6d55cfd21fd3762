// Says that records changed since a list was read, <section id="list" data-fresh="candidate,application">, or the record that a page shows,
// <div id="fresh" data-fresh="candidate" data-fresh-of="its id">. The page stays as it is until the reader asks: rows do not move under their hands.
import { SessionOver, replaceRegion } from "./region.js";
import { showSessionEnd } from "./session.js";
import { tell } from "./tell.js";

const operations = ["created", "updated", "deleted", "restored", "erased", "stageChanged"];
const mostCounted = 1000;

const placeNow = async () => {
  try {
    const answer = await fetch("/console/changes?after=now", { credentials: "same-origin", headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).nextCursor : "";
  } catch {
    return "";
  }
};

export function freshParts() {
  const part = document.querySelector("[data-fresh][id]");
  if (part) watch(part);
}

function watch({ id, dataset }) {
  const kinds = dataset.fresh.split(",");
  const only = dataset.freshOf;
  const changed = new Set();
  let after = "";
  let source = null;
  let bar = null;

  const show = async () => {
    if (only) return location.reload();
    try {
      await replaceRegion(id, location.href);
    } catch (error) {
      if (error instanceof SessionOver) showSessionEnd();
      else tell(document.getElementById(id), "bad", error.trouble?.title ?? "That did not work", error.trouble?.text ?? "The service did not answer. Try again.");
    }
  };

  const forget = () => {
    changed.clear();
    if (bar) bar.hidden = true;
  };

  const makeBar = () => {
    const made = document.createElement("div");
    made.className = "fresh";
    made.setAttribute("role", "status");
    made.appendChild(document.createElement("span"));
    const button = made.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", className: "button small", textContent: "Show" });
    button.addEventListener("click", show);
    document.getElementById(id).before(made);
    return made;
  };

  const count = (event) => {
    after = event.lastEventId;
    const change = JSON.parse(event.data);
    const record = change.candidateId ?? change.recordId;
    if ((only && record !== only) || changed.size >= mostCounted) return;
    changed.add(record);
    bar ??= makeBar();
    bar.hidden = false;
    bar.firstChild.textContent = only ? "This record changed." : changed.size === 1 ? "1 record changed." : changed.size < mostCounted ? `${changed.size} records changed.` : "Many records changed.";
  };

  const listen = async () => {
    source?.close();
    source = null;

    // A browser opens few connections at once: pages that nobody looks at leave theirs to the others.
    if (document.hidden) return;

    // The place at which the page was read: what changes while nobody looks, or before the stream is open, is told as well.
    after ||= await placeNow();
    if (!after || source || document.hidden) return;
    source = new EventSource(`/console/changes?kinds=${kinds.join(",")}&after=${encodeURIComponent(after)}`);
    for (const kind of kinds) for (const operation of operations) source.addEventListener(`${kind}.${operation}`, count);
  };

  document.addEventListener("visibilitychange", listen);
  document.addEventListener("shown", (event) => { if (event.detail === id) forget(); });
  addEventListener("pagehide", () => source?.close());
  listen();
}
