// Search as you type: <form method="get" data-live="id of the part that shows the results">.
import { SessionOver, replaceRegion } from "./region.js";
import { isBack, isLost } from "./line.js";
import { tell } from "./tell.js";

const pause = 200;

export function liveSearch() {
  for (const form of document.querySelectorAll("form[data-live]")) {
    let timer = 0;
    let waits = false;
    const search = async () => {
      const address = new URL(form.getAttribute("action") ?? location.href, location.href);
      const wanted = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (value !== "") wanted.append(name, value);
      }
      address.search = wanted.toString();
      const region = () => document.getElementById(form.dataset.live);
      region()?.setAttribute("aria-busy", "true");
      try {
        if (await replaceRegion(form.dataset.live, address) && !form.hasAttribute("data-quiet")) history.replaceState(null, "", address);
        waits = false;
        isBack();
      } catch (error) {
        region()?.removeAttribute("aria-busy");
        if (error instanceof SessionOver) {
          // The page to sign in at leads back here, with what was typed.
          location.assign(address);
        } else if (error.trouble) {
          tell(region(), "warn", error.trouble.title, error.trouble.text);
        } else {
          waits = true;
          isLost();
          tell(region(), "warn", "The service cannot be reached", "The list below is from before. Your search runs as soon as the connection is back.");
        }
      }
    };
    addEventListener("online", () => { if (waits) search(); });
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, pause);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      search();
    });
  }
}
