// The editor's page: tabs, saving, undo, conflicts and the brief beside the answers.

import * as brief from "./brief.js";
import { $, ask, el } from "./dom.js";
import * as facts from "./facts.js";
import * as fields from "./fields.js";
import * as server from "./server.js";
import * as text from "./text.js";

const MOST_STEPS = 300;
const ONE_STEP_MS = 1200;
let model = { questions: [], texts: [], problems: [], is_readable: true };
let built = { goals: {}, metrics: {}, facts: [], problems: [] };
const undone = { back: [], forth: [], last: 0, isMoving: false };

const say = (words, kind = "") => {
  if ($("status").textContent !== words) $("status").textContent = words;
  document.body.dataset.state = kind;
};

// Tabs

const tabs = [...document.querySelectorAll("[role=tab]")];
const panes = { questions: $("pane-questions"), text: $("pane-text"), facts: $("pane-facts"), brief: null };

function choose(name, isFocused = false) {
  document.body.dataset.tab = name;
  for (const tab of tabs) {
    const isChosen = tab.id === "tab-" + name;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    if (isChosen && isFocused) tab.focus();
  }
  for (const [key, pane] of Object.entries(panes)) if (pane) pane.hidden = key !== name;
}

for (const tab of tabs) tab.addEventListener("click", () => choose(tab.id.slice(4)));
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const there = tabs.filter((tab) => tab.offsetParent !== null);
  const here = there.indexOf(document.activeElement);
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: there.length - 1 }[event.key];
  if (next === undefined || here < 0) return;
  choose(there[(next + there.length) % there.length].id.slice(4), true);
  event.preventDefault();
});

function asFile(isFile) {
  $("as-file").setAttribute("aria-pressed", String(isFile));
  $("as-texts").setAttribute("aria-pressed", String(!isFile));
  $("whole").hidden = !isFile;
  $("texts").hidden = isFile;
  if (isFile) text.show(server.state.text, model.problems);
}
$("as-file").addEventListener("click", () => asFile(true));
$("as-texts").addEventListener("click", () => asFile(false));

// What the server says

const errors = () => model.problems.filter((one) => one.severity === "error");

function draw() {
  const extra = { goals: built.goals ?? {}, metrics: built.metrics ?? {}, dropZone };
  fields.remember(extra);
  if (model.is_readable) {
    fields.draw($("questions"), model.questions, extra);
    fields.draw($("texts"), model.texts, { ...extra, isFlat: true });
  }
  $("questions").inert = $("texts").inert = !model.is_readable;
  text.show(server.state.text, model.problems);
  const done = model.questions.filter((one) => one.answer).length;
  $("progress").textContent = model.is_readable
    ? done + " of " + model.questions.length + " questions are answered. The brief changes as you type."
    : "The file can't be read at the moment. Put it right on the tab Text, under “Whole file”.";
  const name = model.questions[0]?.fields[0]?.value;
  if (name) $("name").textContent = name;
  $("file").textContent = server.state.file;
  $("synthetic").hidden = !built.is_synthetic;
  const textIds = new Set(model.texts.flatMap((one) => [one, ...one.items]).flatMap((one) => one.fields).map((one) => one.id));
  const inText = errors().filter((one) => textIds.has(one.field) || (!model.is_readable && one.line)).length;
  count($("tab-text"), inText);
  count($("tab-questions"), errors().length - inText);
  drawOthers();
}

function count(tab, number) {
  const badge = tab.querySelector(".count");
  badge.hidden = number === 0;
  badge.textContent = number ? number + (number === 1 ? " thing to put right" : " things to put right") : "";
}

// Problems that belong to no field: of the data, or of the brief as a whole.
function drawOthers() {
  const list = [...model.problems.filter((one) => !one.field), ...builtProblems()];
  $("others").hidden = list.length === 0;
  $("others-title").textContent = list.some((one) => one.severity === "error") ? "Also to put right" : "Also worth knowing";
  $("others").querySelector("ul").replaceChildren(
    ...list.map((one) =>
      el("li", { className: "line-" + one.severity },
        el("p", {}, el("b", { textContent: one.message }), " ", one.help),
        one.place ? el("p", { className: "hint", textContent: one.place }) : null,
        one.question ? el("button", { type: "button", textContent: "Go to the question", onclick: () => fields.openQuestion(one.question) }) : null,
        one.line && !one.question ? el("button", { type: "button", textContent: "Show it in the file", onclick: () => {
          choose("text");
          asFile(true);
          text.goTo(one.line);
        } }) : null,
        one.field && document.getElementById(one.field) ? el("button", { type: "button", textContent: "Go to the field", onclick: () => goToField(one.field) }) : null,
      ),
    ),
  );
}

function builtProblems() {
  const known = new Set(model.problems.map((one) => one.code + one.message));
  return server.state.state === "saved" ? (built.problems ?? []).filter((one) => !known.has(one.code + one.message)) : [];
}

function goToField(id) {
  if (fields.goTo(id, model.questions)) return;
  choose("text");
  asFile(false);
  fields.goTo(id, model.texts);
}

function take(said) {
  model = said;
  draw();
  const wrong = errors();
  $("behind").hidden = wrong.length === 0 || $("brief").hidden;
  if (wrong.length) {
    const first = wrong[0];
    $("behind").textContent = "Shown as it was before the last change. Put right: " + (first.label ? first.label + " " : "") + first.message;
  }
  if (said.state === "saved") say("Saved. Nothing leaves this computer.", "saved");
  else if (said.state === "draft") say("Kept as a draft: " + wrong.length + (wrong.length === 1 ? " thing" : " things") + " to put right.", "draft");
}

server.listen((news) => {
  if (news.kind === "saving") return;
  if (news.kind === "ended") {
    say(news.why ? "Not saved yet: " + news.why : "The editor has ended; what you type is kept here. Start it again with: reportgen edit", "ended");
    return;
  }
  if (news.kind === "refused") {
    say(news.why, "ended");
    return;
  }
  if (news.kind === "failed") {
    model = news.said;
    draw();
    say("Not saved: " + news.said.why + ". Your text is kept in this page; it is tried again.", "ended");
    return;
  }
  const said = news.said;
  if (said.state === "conflict") {
    conflict(said);
    return;
  }
  if (said.text !== current && said.state === "saved") $("view-status").textContent = "is being made anew …";
  step(said.text);
  take(said);
});

// Undo

let current = "";
function step(next) {
  if (next === current) return;
  const now = performance.now();
  if (!undone.isMoving) {
    if (now - undone.last > ONE_STEP_MS || !undone.back.length) undone.back.push(current);
    if (undone.back.length > MOST_STEPS) undone.back.shift();
    undone.forth = [];
    undone.last = now;
  }
  undone.isMoving = false;
  current = next;
  $("undo").disabled = undone.back.length === 0;
  $("redo").disabled = undone.forth.length === 0;
}

function move(from, to) {
  if (!from.length || server.isUnsaved()) return;
  to.push(current);
  undone.isMoving = true;
  undone.last = 0;
  document.activeElement?.blur?.();
  server.write(from.pop());
  server.saveNow();
}
$("undo").addEventListener("click", () => move(undone.back, undone.forth));
$("redo").addEventListener("click", () => move(undone.forth, undone.back));
document.addEventListener("keydown", (event) => {
  const isField = event.target.closest("input, textarea, select");
  if (!(event.ctrlKey || event.metaKey) || isField) return;
  if (event.key === "z" && !event.shiftKey) move(undone.back, undone.forth);
  else if (event.key === "y" || event.key === "Z") move(undone.forth, undone.back);
  else return;
  event.preventDefault();
});

// Two versions

function differing(mine, other) {
  const a = mine.split(/\r?\n/);
  const b = other.split(/\r?\n/);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [start + 1, a.slice(start, a.length - end).join("\n"), b.slice(start, b.length - end).join("\n")];
}

function conflict(said) {
  const [line, mine, other] = differing(said.text, said.other);
  say("Somebody else has changed the same file. Choose which version to keep.", "ended");
  const version = (title, words) =>
    el("section", {}, el("h3", { textContent: title }), el("pre", { tabIndex: 0, textContent: words || "(these lines are not there)" }));
  ask("Two versions of " + server.state.file, [
    el("p", { textContent: "The file was changed in another window or program. From line " + line + " on, the two differ. Nothing is lost: the version that you don't choose is kept as " + server.state.file + ".not-chosen." }),
    el("div", { className: "versions" }, version("Your version", mine), version("The other version", other)),
  ], [
    ["Keep my version", () => {
      server.goOnFrom(said.other_version);
      server.write(said.text);
      server.saveNow();
    }, true],
    ["Take the other version", async () => {
      await server.drop(Boolean(said.isOfDraft));
      await open();
    }],
  ]);
}

// Facts

fields.onNumberWanted((box, field, isWanted) => {
  facts.setPlace(box, field.label);
  if (!isWanted) return;
  choose("facts");
  $("search").focus();
});
document.addEventListener("selectionchange", () => {
  const box = document.activeElement;
  if (box?.tagName === "TEXTAREA" && box.closest("#texts")) facts.follow(box);
});
facts.onInserted((box, mark, start, end, fact) => {
  choose("text");
  asFile(false);
  box.focus();
  box.setRangeText(mark, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  say("Inserted: " + fact.words, "saved");
});
$("pane-facts").addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose("text", true);
});
brief.onNumber((name) => {
  choose("facts");
  facts.search(name);
  $("search").focus();
});

// Files

function dropZone() {
  const input = el("input", { type: "file", id: "choose-file", className: "out", accept: ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods", multiple: true, onchange: (event) => add([...event.target.files]) });
  const zone = el("div", { className: "drop" }, el("label", { for: "choose-file", textContent: "Choose a file" }), input, el("span", { className: "soft", textContent: " or drop one here" }), el("p", { className: "problem", id: "file-problem", role: "alert" }));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add([...event.dataTransfer.files]);
  });
  return zone;
}

async function add(files) {
  for (const file of files) {
    say("Reading " + file.name + " …");
    try {
      const said = await server.addFile(file);
      step(said.text);
      take(said);
      notice([file.name + " was read.", ...said.said]);
    } catch (problem) {
      const words = problem.message || "the editor does not answer";
      $("file-problem").textContent = file.name + ": " + words;
      say("Not read: " + file.name, "draft");
    }
  }
}

function notice(lines) {
  $("notice").hidden = false;
  $("notice").replaceChildren(
    el("ul", {}, lines.map((line) => el("li", { textContent: line.replaceAll("`", "") }))),
    el("button", { type: "button", className: "quiet", textContent: "Close", onclick: () => {
      $("notice").hidden = true;
    } }),
  );
}

// The finished brief

$("make").addEventListener("click", async () => {
  // A disabled button would lose the focus.
  if ($("make").getAttribute("aria-disabled") === "true") return;
  say("Making the brief as HTML, PDF and Word …");
  $("make").setAttribute("aria-disabled", "true");
  try {
    const said = await server.make();
    if (said.why) ask("The brief can't be made yet", el("p", { textContent: said.why }), [["Close", null, true]]);
    else {
      ask("The brief is finished", [
        el("p", { textContent: "It is in the folder " + said.folder + "." }),
        server.state.state === "draft" ? el("p", { className: "problem", textContent: "Your last answers are not in it: some are still to be put right." }) : "",
        el("ul", {}, said.files.map((name) => el("li", {}, el("a", { href: "made/" + encodeURIComponent(name), download: name, textContent: name })))),
      ], [["Close", null, true]]);
    }
    say(said.why ? "The brief can't be made yet." : "The brief is finished.", said.why ? "draft" : "saved");
  } catch {
    say("The brief could not be made.", "ended");
  }
  $("make").removeAttribute("aria-disabled");
});

// Beginning, and news of the server

async function follow() {
  built = await server.get("built");
  fields.knowFacts(built.facts ?? []);
  facts.setFacts(built.facts ?? []);
  draw();
  if (built.page) brief.show(built.page);
  $("view-status").textContent = built.is_made === false && built.page ? "as it was before the last change" : "";
  if (server.isUnsaved() || server.state.state === "conflict") return;
  const now = await server.get("state");
  if (server.isUnsaved() || now.version === server.state.version) return;
  // Another page or program has saved, and nothing is waiting here.
  Object.assign(server.state, { version: now.version, text: now.text, state: now.state });
  step(now.text);
  take(now);
}

async function open() {
  const said = await server.load();
  if (!current) {
    current = said.text;
    fields.openFirst(said.questions);
  }
  step(said.text);
  take(said);
  if (said.state === "conflict") {
    conflict({ ...said, isOfDraft: true });
    return;
  }
  const left = server.leftOver();
  if (!left) return;
  if (left.version === said.version) server.restore(left);
  else {
    ask("Some answers were not saved", el("p", { textContent: "They were typed when the editor ended, and the file has changed since. Put them back?" }), [
      ["Put them back", () => server.restore(left), true],
      ["Forget them", server.forgetLeftOver],
    ]);
  }
}

window.addEventListener("beforeunload", (event) => {
  if (server.isUnsaved()) event.preventDefault();
});

try {
  await open();
  const news = new EventSource("events");
  news.onmessage = () => follow().catch(() => {});
  news.onerror = () => say("The editor has ended; what you type is kept here. Start it again with: reportgen edit", "ended");
} catch (problem) {
  say(problem.message, "ended");
}
