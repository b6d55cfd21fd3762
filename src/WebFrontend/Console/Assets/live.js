// Follows what goes on: <div id="x" data-events="address of server-sent events">. Each event fetches the page again and replaces that part,
// so that there is one place, on the server, that knows how it looks. An address that the new part does not name any more is over.
import { SessionOver, replaceRegion } from "./region.js";
import { showSessionEnd } from "./session.js";

const atMostEvery = 600;

export function liveRegions() {
  for (const region of document.querySelectorAll("[data-events][id], [data-poll][id]")) follow(region.id);
}

function follow(id) {
  const sources = new Map();
  let timer = 0;
  let running = false;
  let again = false;

  // Nobody's open list is taken away under their hands.
  const isInUse = () => document.activeElement?.matches("input, select, textarea") && document.getElementById(id)?.contains(document.activeElement);

  const later = () => {
    if (running) again = true;
    else timer ||= setTimeout(refresh, atMostEvery);
  };

  const refresh = async () => {
    timer = 0;
    if (isInUse()) {
      timer = setTimeout(refresh, atMostEvery);
      return;
    }
    running = true;
    try {
      await replaceRegion(id, location.href);
    } catch (error) {
      if (error instanceof SessionOver) {
        for (const source of sources.values()) source.close();
        showSessionEnd();
        return;
      }
      // The service restarts, perhaps; the next event tries again.
      again = sources.size > 0;
    }
    running = false;
    listen();
    if (again) {
      again = false;
      later();
    }
  };

  // Where nothing announces what is waited for, the part says after how many seconds to look again.
  let poll = 0;

  const listen = () => {
    const every = Number(document.getElementById(id)?.dataset.poll);
    clearTimeout(poll);
    if (every > 0) poll = setTimeout(later, every * 1000);
    const wanted = new Set((document.getElementById(id)?.dataset.events ?? "").split(" ").filter(Boolean));
    for (const [address, source] of sources) {
      if (!wanted.has(address)) {
        source.close();
        sources.delete(address);
      }
    }
    for (const address of wanted) {
      if (sources.has(address)) continue;
      const source = new EventSource(address);
      source.addEventListener("run", later);
      sources.set(address, source);
    }
  };

  listen();
}
