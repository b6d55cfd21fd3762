// Follows what goes on: <div id="x" data-events="address of server-sent events">. Each event fetches the page again and replaces that part,
// so that there is one place, on the server, that knows how it looks. An address that the new part does not name any more is over.
import { replaceRegion } from "./region.js";

const atMostEvery = 600;

export function liveRegions() {
  for (const region of document.querySelectorAll("[data-events][id]")) follow(region.id);
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
    } catch {
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

  const listen = () => {
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
