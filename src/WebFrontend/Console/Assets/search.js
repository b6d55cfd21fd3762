// Search as you type: <form method="get" data-live="id of the part that shows the results">.
import { replaceRegion } from "./region.js";

const pause = 250;

export function liveSearch() {
  for (const form of document.querySelectorAll("form[data-live]")) {
    let timer = 0;
    const search = async () => {
      const address = new URL(form.getAttribute("action") ?? location.href, location.href);
      const wanted = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (value !== "") wanted.append(name, value);
      }
      address.search = wanted.toString();
      const region = document.getElementById(form.dataset.live);
      region?.setAttribute("aria-busy", "true");
      try {
        if (await replaceRegion(form.dataset.live, address)) history.replaceState(null, "", address);
      } catch {
        form.submit();
      }
    };
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
