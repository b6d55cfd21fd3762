// Follows what goes on: <div id="x" data-events="address of server-sent events">. Each event fetches the page again and replaces that part,
// so that there is one place, on the server, that knows how it looks. When the part comes back without data-events, it is over.
import { replaceRegion } from "./region.js";

const atMostEvery = 700;

export function liveRegions() {
  for (const region of document.querySelectorAll("[data-events][id]")) follow(region.id, region.dataset.events);
}

function follow(id, address) {
  const source = new EventSource(address);
  let timer = 0;
  let running = false;
  let again = false;

  const refresh = async () => {
    timer = 0;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await replaceRegion(id, location.href);
    } catch {
      // The service restarts, perhaps; the next event tries again.
    }
    running = false;
    if (!document.getElementById(id)?.dataset.events) source.close();
    else if (again) {
      again = false;
      timer ||= setTimeout(refresh, atMostEvery);
    }
  };

  source.addEventListener("run", () => { timer ||= setTimeout(refresh, atMostEvery); });
}
