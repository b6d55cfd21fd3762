// Sends the forms of a page without leaving it, so that what was typed stays whatever happens to the request. A form that writes is sent once,
// with the button that was pressed, and never a second time by itself: nobody knows whether the first one arrived.
//   <form data-into="id">         only that part of the answer is shown, and the fields are marked; otherwise the whole content is replaced
//   <form data-native>            is left to the browser
import { SessionOver, markFields, readPage, showPart } from "./region.js";
import { isBack, isLost } from "./line.js";
import { tell } from "./tell.js";

export function quietForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-native") || !form.querySelector("input[name=_handler]")) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
  });
}

async function send(form, button) {
  const busy = [form, button].filter(Boolean);
  for (const one of busy) one.setAttribute("aria-busy", "true");
  try {
    const answer = await readPage(form.getAttribute("action") ?? location.href, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    isBack();
    if (answer.redirected) location.assign(answer.url);
    else if (answer.trouble) tell(form, "bad", answer.trouble.title, answer.trouble.text);
    else show(form, answer.page);
  } catch (error) {
    if (error instanceof SessionOver) {
      tell(form, "warn", "Your session has ended, and nothing was sent", "What you typed is still here. Sign in in a new tab, then come back and send it again.", { text: "Sign in again", href: "/sign-in" });
    } else {
      isLost();
      tell(form, "bad", "No answer came", "What you typed is still here. Check your connection. Before you send it again, open this page in another tab to see whether it arrived.");
    }
  } finally {
    for (const one of busy) one.removeAttribute("aria-busy");
  }
}

function show(form, page) {
  const into = form.dataset.into;
  const whole = !into || page.getElementById(into)?.dataset.replaces === "content";
  if (!whole) markFields(form, page);
  const shown = showPart(whole ? "content" : into, page);
  (document.querySelector("[aria-invalid=true]") ?? shown)?.scrollIntoView({ block: "center" });
  shown?.focus();
}
