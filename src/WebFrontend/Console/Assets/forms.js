// Sends a form without leaving the page, so that what was typed stays where it is: <form data-into="id of the part that shows the answer">.
import { replaceRegion } from "./region.js";

export function quietForms() {
  for (const form of document.querySelectorAll("form[data-into]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (form.getAttribute("aria-busy") === "true") return;
      const body = new URLSearchParams(new FormData(form, button));
      form.setAttribute("aria-busy", "true");
      button?.setAttribute("aria-busy", "true");
      try {
        await replaceRegion(form.dataset.into, form.getAttribute("action") ?? location.href, { method: "POST", body });
        const answer = document.getElementById(form.dataset.into);
        answer?.scrollIntoView({ block: "center" });
        answer?.focus();
      } catch {
        form.submit();
      } finally {
        form.removeAttribute("aria-busy");
        button?.removeAttribute("aria-busy");
      }
    });
  }
}
