// The brief beside the answers: loaded anew when it has changed, at the same place of the page.

import { $ } from "./dom.js";

const frame = $("brief");
let shown = "";
let asked = 0;
let chosen = () => {};

export function onNumber(act) {
  chosen = act;
}

export function show(page) {
  if (page === shown || page === "") return;
  shown = page;
  const old = frame.contentWindow?.scrollY ?? 0;
  const started = performance.now();
  frame.onload = () => {
    const inside = frame.contentWindow;
    inside.scrollTo(0, old);
    inside.document.addEventListener("click", (event) => {
      const number = event.target.closest("[data-q]");
      const link = event.target.closest("a[href]");
      if (number) chosen(number.dataset.q);
      // Links within the brief work; others would leave the editor.
      if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
    });
    document.body.dataset.page = page;
    document.body.dataset.pageMs = String(Math.round(performance.now() - started));
  };
  asked += 1;
  frame.hidden = false;
  $("empty").hidden = true;
  frame.contentWindow.location.replace("brief?" + asked);
}
