// Questions and texts: draws the fields that the server describes, and keeps what is being typed.

import { $, el, refill } from "./dom.js";
import * as server from "./server.js";

const drawn = {}; // by container: the shape that is drawn
const open = new Set();
const adding = new Set();
let facts = new Map();
let asksForNumber = () => {};

export function onNumberWanted(act) {
  asksForNumber = act;
}

export function knowFacts(list) {
  facts = new Map(list.map((fact) => [fact.id, fact]));
}

function described(field) {
  const ids = [];
  if (field.hint) ids.push(field.id + "-hint");
  if (field.problem) ids.push(field.id + "-problem");
  return ids.join(" ") || undefined;
}

function control(field) {
  const shared = {
    id: field.id,
    "aria-describedby": described(field),
    "aria-invalid": field.problem ? "true" : undefined,
    "aria-required": field.is_required ? "true" : undefined,
  };
  const send = (event) => server.answer(field.path, field.kind, event.target.value);
  if (field.kind === "choice" || field.kind === "measure") {
    const options = field.choices.map(([value, words]) =>
      el("option", { value, textContent: words, selected: value === field.value }),
    );
    return el("select", { ...shared, onchange: send }, options);
  }
  if (field.kind === "long") {
    return el("textarea", { ...shared, value: field.value, rows: rowsFor(field.value), oninput: (event) => {
      event.target.rows = rowsFor(event.target.value);
      send(event);
      showNumbers(field);
    }, onfocus: field.has_numbers ? (event) => asksForNumber(event.target, field, false) : undefined });
  }
  return el("input", { ...shared, type: "text", autocomplete: "off", value: field.value, oninput: send });
}

const rowsFor = (text) => {
  const lines = text.split("\n");
  const count = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 78)), 0);
  return Math.min(18, Math.max(2, count));
};

function checks(field) {
  const chosen = new Set(field.value.split(", ").filter(Boolean));
  const order = [...chosen];
  const boxes = [...field.choices, ...order.filter((one) => !field.choices.some(([value]) => value === one)).map((one) => [one, one])];
  return el("fieldset", { className: "field", id: field.id, tabIndex: -1 },
    el("legend", { textContent: field.label }),
    boxes.map(([value, words], place) =>
      el("label", { className: "check", for: field.id + "-" + place },
        el("input", { type: "checkbox", id: field.id + "-" + place, value, checked: chosen.has(value), onchange: (event) => {
          if (event.target.checked) order.push(value);
          else order.splice(order.indexOf(value), 1);
          server.answer(field.path, field.kind, order.join(", "));
        } }),
        el("span", { textContent: words }),
      ),
    ),
    problem(field),
  );
}

const problem = (field) =>
  el("p", { className: "problem", id: field.id + "-problem", hidden: !field.problem, textContent: field.problem });

function drawField(field) {
  if (field.kind === "parts") return field.choices.length || field.value ? checks(field) : null;
  const label = el("label", { for: field.id, textContent: field.label });
  const head = el("div", { className: "field-head" }, label);
  if (field.has_numbers) {
    head.append(el("button", { type: "button", className: "quiet", textContent: "Insert a number", onclick: () => asksForNumber($(field.id), field, true) }));
  }
  return el("div", { className: "field field-" + field.kind },
    head,
    control(field),
    field.hint ? el("p", { className: "hint", id: field.id + "-hint", textContent: field.hint }) : null,
    problem(field),
    field.has_numbers ? el("ul", { className: "numbers", id: field.id + "-numbers", "aria-label": "Numbers in this text", hidden: true }) : null,
  );
}

function showNumbers(field) {
  const list = $(field.id + "-numbers");
  const box = $(field.id);
  if (!list || !box) return;
  const names = [...new Set([...box.value.matchAll(/\{\{\s*([A-Za-z][\w.-]*)\s*\}\}/g)].map((found) => found[1]))];
  const known = names.filter((name) => facts.has(name));
  list.hidden = known.length === 0;
  refill(list, known.map((name) => {
    const fact = facts.get(name);
    return el("li", {}, el("b", { textContent: fact.text + (fact.unit ? " " + fact.unit : "") }), " " + fact.words);
  }));
}

const grid = (fields) => el("div", { className: "form" }, fields.map(drawField));

function drawItem(item, question, goals, metrics) {
  const name = JSON.stringify(item.path);
  const isOpen = open.has(name);
  const body = "b-" + item.path.map((part) => String(part).replace(/\W/g, "_")).join("-");
  const wrong = item.fields.filter((field) => field.problem).length;
  const said = goals[item.about];
  const note = question === "goals" && said
    ? el("span", { className: "said said-" + said.status, textContent: said.words + (said.value ? ": " + said.value : "") })
    : item.note ? el("span", { className: "soft", textContent: item.note }) : null;
  const remove = el("button", { type: "button", className: "quiet", textContent: "Remove", "aria-label": "Remove " + item.title, onclick: () => {
    open.delete(name);
    server.answer(item.path, "remove", "");
  } });
  if (!item.fields.length) return el("li", { className: "item file" }, el("b", { textContent: item.title }), " ", note, remove);
  const more = question === "goals" && said?.sentence ? said.sentence : metrics[item.about] && question === "columns" ? metrics[item.about] : "";
  return el("li", { className: "item" },
    el("div", { className: "item-head" },
      el("button", { type: "button", className: "item-name", id: body + "-button", "aria-expanded": String(isOpen), "aria-controls": body, onclick: (event) => {
        if (open.has(name)) open.delete(name);
        else open.add(name);
        const isNow = open.has(name);
        event.currentTarget.setAttribute("aria-expanded", String(isNow));
        $(body).hidden = !isNow;
      } }, el("span", { textContent: item.title })),
      note,
      wrong ? el("span", { className: "count", textContent: wrong + " to put right" }) : null,
    ),
    el("div", { className: "item-body", id: body, hidden: !isOpen },
      grid(item.fields),
      el("div", { className: "foot" }, more ? el("p", { className: "data-say" }, el("b", { textContent: "Your data say: " }), more) : null, el("span", { className: "space" }), remove),
    ),
  );
}

function drawQuestion(question, number, extra) {
  const isOpen = open.has(question.id) || Boolean(extra.isFlat);
  const body = "q-" + question.id;
  const wrong = [question, ...question.items].flatMap((one) => one.fields).filter((field) => field.problem).length;
  const blankName = "blank " + question.id;
  const parts = [];
  if (question.hint) parts.push(el("p", { className: "hint", textContent: question.hint }));
  if (question.takes_files) parts.push(extra.dropZone());
  if (question.fields.length) parts.push(grid(question.fields));
  if (question.items.length) parts.push(el("ul", { className: "items" }, question.items.map((item) => drawItem(item, question.id, extra.goals, extra.metrics))));
  if (question.blank) {
    const isAdding = adding.has(blankName);
    parts.push(el("button", { type: "button", id: body + "-add", textContent: question.adds, hidden: isAdding, onclick: (event) => {
      adding.add(blankName);
      event.currentTarget.hidden = true;
      $(body + "-blank").hidden = false;
      $(question.blank.fields[0].id).focus();
    } }));
    parts.push(el("div", { className: "item-body", id: body + "-blank", hidden: !isAdding }, grid(question.blank.fields)));
  }
  if (extra.isFlat) {
    return el("section", { className: "texts", "aria-labelledby": body + "-title" },
      el("h2", { id: body + "-title", className: question.title === "Front" ? "out" : "", textContent: question.title }), parts);
  }
  const isDone = Boolean(question.answer) && !wrong;
  return el("section", { className: "q" + (isDone ? " done" : "") },
    el("span", { className: "no", "aria-hidden": "true", textContent: isDone ? "✓" : "●" }),
    el("div", {},
      el("h2", {}, el("button", { type: "button", className: "q-name", id: body + "-button", "aria-expanded": String(isOpen), "aria-controls": body, onclick: (event) => {
        if (open.has(question.id)) open.delete(question.id);
        else open.add(question.id);
        const isNow = open.has(question.id);
        event.currentTarget.setAttribute("aria-expanded", String(isNow));
        $(body).hidden = !isNow;
      } },
        el("b", { textContent: number + ". " + question.title }),
        el("span", { className: "a", textContent: question.answer }),
        wrong ? el("span", { className: "count", textContent: wrong + " to put right" }) : null,
      )),
      el("div", { className: "q-body", id: body, hidden: !isOpen }, parts),
    ),
  );
}

const shapeOf = (list) =>
  JSON.stringify(list.map((one) => [one.id, one.items.map((item) => [item.path, item.fields.map((field) => [field.id, field.choices])]), one.fields.map((field) => [field.id, field.choices]), one.blank?.fields[0].id]));

// Draws questions or texts; where only values and messages differ, changes these alone.
export function draw(container, list, extra) {
  const shape = shapeOf(list) + JSON.stringify([extra.goals, extra.metrics]);
  for (const question of list) {
    // The entry that is being typed is now one of the list: it stays open.
    const blank = "blank " + question.id;
    const last = question.items.at(-1);
    if (adding.has(blank) && last && (drawn[container.id + question.id] ?? 0) < question.items.length) {
      adding.delete(blank);
      open.add(JSON.stringify(last.path));
    }
    drawn[container.id + question.id] = question.items.length;
  }
  if (drawn[container.id] !== shape) {
    drawn[container.id] = shape;
    refill(container, list.map((question, place) => drawQuestion(question, place + 1, extra)));
  } else {
    list.forEach((question, place) => update(question, place + 1, container));
  }
  for (const question of list) {
    for (const one of [question, ...question.items]) one.fields.filter((field) => field.has_numbers).forEach(showNumbers);
  }
}

function update(question, number, container) {
  const fresh = drawQuestion(question, number, { isFlat: container.id === "texts", goals: lastExtra.goals, metrics: lastExtra.metrics, dropZone: () => el("div") });
  for (const head of fresh.querySelectorAll(".q-name, .item-head")) {
    const button = head.id ? head : head.querySelector(".item-name");
    const old = $(button.id);
    const standing = head.id ? old : old?.parentElement;
    if (!standing || standing.textContent === head.textContent) continue;
    if (head.id) old.replaceChildren(...head.childNodes);
    else {
      old.replaceChildren(...button.childNodes);
      for (const extra of [...standing.children].slice(1)) extra.remove();
      standing.append(...[...head.children].slice(1));
    }
  }
  const section = $("q-" + question.id)?.closest(".q");
  if (section) {
    section.className = fresh.className;
    section.firstElementChild.textContent = fresh.firstElementChild.textContent;
  }
  for (const field of [question, ...question.items].flatMap((one) => one.fields)) setField(field);
}

let lastExtra = { goals: {}, metrics: {} };
export function remember(extra) {
  lastExtra = extra;
}

function setField(field) {
  const box = $(field.id);
  if (!box || box.tagName === "FIELDSET") return;
  if (document.activeElement !== box && box.value !== field.value) {
    box.value = field.value;
    if (box.tagName === "TEXTAREA") box.rows = rowsFor(field.value);
  }
  const said = $(field.id + "-problem");
  said.hidden = !field.problem;
  said.textContent = field.problem;
  const ids = described(field);
  if (ids) box.setAttribute("aria-describedby", ids);
  else box.removeAttribute("aria-describedby");
  if (field.problem) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

// Opens what hides a field, and goes to it.
export function goTo(id, list) {
  for (const question of list) {
    for (const item of [{ path: null, fields: question.fields }, ...question.items]) {
      if (!item.fields.some((field) => field.id === id)) continue;
      const names = [$("q-" + question.id + "-button")];
      if (item.path) names.push($("b-" + item.path.map((part) => String(part).replace(/\W/g, "_")).join("-") + "-button"));
      for (const button of names) if (button?.getAttribute("aria-expanded") === "false") button.click();
      $(id)?.focus();
      return true;
    }
  }
  return false;
}

export function openQuestion(id) {
  const button = $("q-" + id + "-button");
  if (button.getAttribute("aria-expanded") === "false") button.click();
  button.focus();
}

export function openFirst(list) {
  const wanted = list.find((question) => !question.answer) ?? null;
  if (wanted) open.add(wanted.id);
}
