// The little that HTML cannot do by itself. Everything else works before this file has arrived.
"use strict";

// Buttons that open a dialog, where the browser does not know `command` yet.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[commandfor]");
  if (button && !("command" in HTMLButtonElement.prototype)) {
    const dialog = document.getElementById(button.getAttribute("commandfor"));
    if (button.getAttribute("command") === "show-modal") dialog.showModal();
    else dialog.close();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.querySelector(".search input");
  if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
});

// A sentence in the corner. A view sends one by the header HX-Trigger: {"notice": {"text": "…", "kind": "good"}}.
function say(text, kind) {
  const toast = document.createElement("p");
  toast.className = `notice ${kind || ""}`;
  toast.textContent = text;
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), 8000);
}
document.addEventListener("notice", (event) => say(event.detail.text, event.detail.kind));

// When a partial request fails, the reader hears it; the page stays as it was.
const sentences = document.getElementById("toasts").dataset;
document.addEventListener("htmx:sendError", () => say(sentences.offline, "bad"));
document.addEventListener("htmx:responseError", (event) => {
  const type = event.detail.xhr.getResponseHeader("Content-Type") || "";
  say(type.startsWith("text/plain") ? event.detail.xhr.responseText : sentences.failed, "bad");
});

// The marks of a chart say below it what they show: under the pointer or finger, or as arrow keys go through them.
const MARKS = "[role=graphics-symbol][aria-label]";
function tell(mark) {
  for (const told of mark.closest(".chart").querySelectorAll(".is-told")) told.classList.remove("is-told");
  mark.classList.add("is-told");
  mark.closest(".charted").querySelector(".told").textContent = mark.getAttribute("aria-label");
}
document.addEventListener("pointerover", (event) => {
  const mark = event.target.closest(`.chart ${MARKS}`);
  if (mark) tell(mark);
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const chart = step && event.target.closest(".chart");
  const marks = chart ? [...chart.querySelectorAll(MARKS)] : [];
  if (!marks.length) return;
  event.preventDefault();
  const at = marks.findIndex((mark) => mark.classList.contains("is-told"));
  tell(marks[at < 0 ? 0 : (at + step + marks.length) % marks.length]);
});

// A form is sent once, however often its button is pressed; it can be sent again when somebody comes back to its page.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-get], [hx-post]") || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// After an error the summary takes the focus, so that screen readers begin there.
document.querySelector(".errors")?.focus();
