// Says something at a form or a list that did not get its answer: a notice like the server's, in place of the one before.
export function tell(at, tone, title, text, link) {
  at.querySelector(":scope > .told, :scope .told")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice told";
  notice.dataset.tone = tone;
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  const body = notice.appendChild(document.createElement("div"));
  body.className = "notice-body";
  const head = body.appendChild(document.createElement("p"));
  head.className = "notice-title";
  head.textContent = title;
  body.appendChild(document.createElement("p")).textContent = text;
  if (link) {
    const go = notice.appendChild(document.createElement("a"));
    Object.assign(go, { className: "button small", textContent: link.text, href: link.href, target: "_blank", rel: "noopener" });
  }
  const place = at.dataset.into ? document.getElementById(at.dataset.into) : at;
  // What travels with the form stays in it.
  if (at.dataset.into) place.replaceChildren(...place.querySelectorAll(":scope > input[type=hidden]"), notice);
  else place.prepend(notice);
  notice.scrollIntoView({ block: "center" });
}
