// The whole file: a text with line numbers, and each problem with its line.

import { $, el } from "./dom.js";
import * as server from "./server.js";

const source = $("source");
const gutter = source.parentElement.querySelector(".gutter");

source.addEventListener("input", () => {
  number();
  server.write(source.value);
});
source.addEventListener("scroll", () => {
  gutter.scrollTop = source.scrollTop;
});

function number(wrong = null) {
  const count = source.value.split("\n").length;
  if (wrong === null && gutter.childElementCount === count) return;
  gutter.replaceChildren(
    ...Array.from({ length: count }, (_, place) =>
      el("span", { className: wrong?.has(place + 1) ? "bad" : "", textContent: place + 1 + "\n" }),
    ),
  );
  gutter.scrollTop = source.scrollTop;
}

export function show(text, problems) {
  const plain = text.replaceAll("\r\n", "\n");
  if (document.activeElement !== source && source.value !== plain) source.value = plain;
  const here = problems.filter((one) => one.line);
  number(new Set(here.map((one) => one.line)));
  $("source-problems").replaceChildren(
    ...here.map((one) =>
      el("li", { className: "line-" + one.severity },
        el("button", { type: "button", textContent: "Line " + one.line, onclick: () => goTo(one.line) }),
        el("p", {}, el("b", { textContent: one.message }), " ", one.help),
      ),
    ),
  );
}

export function goTo(line) {
  const lines = source.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  source.focus();
  source.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = source.scrollHeight / lines.length;
  source.scrollTop = Math.max(0, (line - 6) * height);
}
