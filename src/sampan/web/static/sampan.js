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
function refused(type, text) {
  say(type?.startsWith("text/plain") ? text : sentences.failed, "bad");
}
document.addEventListener("htmx:sendError", () => say(sentences.offline, "bad"));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  refused(xhr.getResponseHeader("Content-Type"), xhr.responseText);
});

// A part of a page from its address; null where it did not come. Views know by the header that a part is wanted.
async function part(url, how) {
  try {
    const answer = await fetch(url, { ...how, headers: { "HX-Request": "true" } });
    if (answer.redirected || answer.headers.has("HX-Refresh")) location.reload();
    else if (answer.ok) return await answer.text();
    else refused(answer.headers.get("Content-Type"), await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") say(sentences.offline, "bad");
  }
  return null;
}

// data-part: filled once, when it is pointed at or focused, or the details around it open.
async function fill(later) {
  const url = later.dataset.part;
  delete later.dataset.part;
  const text = await part(url);
  if (text === null) later.dataset.part = url;
  else later.innerHTML = text;
}
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const later = event.target.closest("[data-part]");
    if (later) fill(later);
  });
}
document.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelectorAll("[data-part]").forEach(fill);
}, true);

// data-again: while work goes on, replaced every two seconds by what has its id in the answer. The focus stays.
async function again(old) {
  await new Promise((done) => setTimeout(done, 2000));
  const text = old.isConnected && (await part(old.dataset.again));
  if (!old.isConnected) return;
  if (!text) return again(old);
  const found = new DOMParser().parseFromString(text, "text/html").getElementById(old.id);
  if (!found) return location.reload();
  const focused = old.contains(document.activeElement) && document.activeElement.id;
  old.replaceWith(found);
  if (focused) document.getElementById(focused)?.focus();
  if (found.dataset.again) again(found);
}
document.querySelectorAll("[data-again]").forEach(again);

// data-typed: told anew of its form as somebody fills it in; an answer that is overtaken is let go.
for (const told of document.querySelectorAll("[data-typed]")) {
  const form = told.closest("form");
  let waiting, asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    const text = await part(told.dataset.typed, { method: "POST", body, signal: asking.signal });
    if (text !== null) told.innerHTML = text;
  };
  for (const [kind, pause] of [["input", 500], ["change", 100]]) {
    form.addEventListener(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, pause);
    });
  }
  ask();
}

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

// After an error the summary takes the focus, so that screen readers begin there.
document.querySelector(".errors")?.focus();
