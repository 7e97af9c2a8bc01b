// The numbers of the brief: found by their words, and put into a text.

import { $, el } from "./dom.js";

const FIRST = 40;
let all = [];
let shown = FIRST;
let place = null; // the text and the cursor to which a number goes
let inserted = () => {};

export function onInserted(act) {
  inserted = act;
}

export function setPlace(box, label) {
  place = { id: box.id, label, start: box.selectionStart ?? box.value.length, end: box.selectionEnd ?? box.value.length };
  $("goes-to").textContent = "Goes to the cursor: " + label + ".";
}

export function follow(box) {
  if (place && place.id === box.id) Object.assign(place, { start: box.selectionStart, end: box.selectionEnd });
}

export function setFacts(list) {
  all = list.map((fact) => ({ ...fact, searched: (fact.words + " " + fact.text + " " + fact.unit + " " + fact.id).toLowerCase() }));
  draw();
}

function matches() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = all.filter((fact) => words.every((word) => fact.searched.includes(word)));
  const plain = hits.filter((fact) => !fact.is_technical);
  return [...plain, ...hits.filter((fact) => fact.is_technical)];
}

function row(fact) {
  const insert = el("button", { type: "button", textContent: fact.is_sentence ? "Insert the sentence" : "Insert", "aria-label": "Insert " + fact.words, onclick: () => put(fact) });
  return el("li", { className: "fact" + (fact.is_sentence ? " sentence" : "") },
    el("p", { className: "fact-number" }, el("b", { textContent: fact.is_sentence ? "“ ”" : fact.text }), fact.unit ? el("span", { textContent: fact.unit }) : null),
    el("div", {}, el("p", { textContent: fact.words }), fact.source ? el("p", { className: "hint", textContent: fact.source }) : null),
    insert,
  );
}

export function draw() {
  const found = matches();
  const rows = [];
  let isTechnical = false;
  for (const fact of found.slice(0, shown)) {
    if (fact.is_technical && !isTechnical) {
      isTechnical = true;
      rows.push(el("li", { className: "grp", textContent: "For readers of statistics" }));
    }
    rows.push(row(fact));
  }
  $("facts").replaceChildren(...rows);
  const count = all.filter((fact) => !fact.is_sentence).length;
  $("found").textContent = $("search").value ? found.length + " of " + all.length : count + " numbers";
  $("more-facts").hidden = found.length <= shown;
}

function put(fact) {
  const box = place ? $(place.id) : document.querySelector("#texts textarea[aria-describedby], #texts .field textarea");
  if (!box) {
    $("goes-to").textContent = "First add a section on the tab Text; the number goes into its text.";
    return;
  }
  const mark = fact.is_sentence ? '{{ say("' + fact.id + '") }}' : "{{ " + fact.id + " }}";
  const start = place?.id === box.id ? place.start : box.value.length;
  const end = place?.id === box.id ? place.end : start;
  const gap = start > 0 && !/\s$/.test(box.value.slice(0, start)) ? " " : "";
  inserted(box, gap + mark, start, end, fact);
}

export function search(words) {
  $("search").value = words;
  shown = FIRST;
  draw();
}

$("search").addEventListener("input", () => {
  shown = FIRST;
  draw();
});
$("more-facts").addEventListener("click", () => {
  const first = shown;
  shown += FIRST * 2;
  draw();
  $("facts").children[first]?.querySelector("button")?.focus();
});
$("pane-facts").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [$("search"), ...$("facts").querySelectorAll("button")];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (next >= 0 && next < stops.length) stops[next].focus();
  event.preventDefault();
});
