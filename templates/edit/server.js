// Talks to the editor's server: one save at a time, nothing typed is forgotten before it is saved.

const PAUSE_MS = 90;
const RETRY_MS = 1500;
const tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const state = { version: "", text: "", file: "", state: "" };

let waiting = new Map(); // by field: the newest answer
let whole = null; // the whole text, where that was edited
let sending = null;
let timer = 0;
let heard = () => {};

export function listen(hear) {
  heard = hear;
}

export async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw Object.assign(new Error((await answer.json()).why), { isRefused: true });
  return answer.json();
}

async function post(path, body, type = "application/json") {
  const answer = await fetch(path, { method: "POST", body, headers: { "Content-Type": type } });
  const said = await answer.json();
  // 400, 413 and 422 are refused for good; what the machine could not do now is tried again.
  if (!answer.ok) throw Object.assign(new Error(said.why), { isRefused: [400, 413, 422].includes(answer.status), why: said.why });
  return said;
}

// What is not saved yet survives the end of the server and of the page.
const key = () => "reportgen edit " + state.file;

function keep() {
  const answers = [...waiting.values(), ...(sending ? sending.answers : [])];
  const text = whole ?? (sending ? sending.text : null) ?? null;
  try {
    if (answers.length || text !== null) localStorage.setItem(key(), JSON.stringify({ version: state.version, answers, text }));
    else localStorage.removeItem(key());
  } catch {
    // A full or forbidden store: the page itself still has everything.
  }
}

export function leftOver() {
  try {
    return JSON.parse(localStorage.getItem(key()) ?? "null");
  } catch {
    return null;
  }
}

export function forgetLeftOver() {
  localStorage.removeItem(key());
}

export function restore(left) {
  for (const one of left.answers) waiting.set(JSON.stringify(one.path), one);
  if (left.text !== null) whole = left.text;
  schedule(0);
}

export const isUnsaved = () => waiting.size > 0 || whole !== null || sending !== null;

export function answer(path, kind, words) {
  waiting.set(JSON.stringify(path), { path, kind, answer: words });
  keep();
  schedule();
}

export function write(text) {
  waiting = new Map();
  whole = text;
  keep();
  schedule();
}

export function saveNow() {
  schedule(0);
}

function schedule(pause = PAUSE_MS) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
  heard({ kind: "saving" });
}

async function send() {
  if (sending) return;
  if (!waiting.size && whole === null) return;
  sending = { answers: [...waiting.values()], text: whole };
  waiting = new Map();
  whole = null;
  const body = { based_on: state.version, tab };
  if (sending.text !== null) body.text = sending.text;
  else body.answers = sending.answers;
  const started = performance.now();
  let said = null;
  try {
    said = await post("save", JSON.stringify(body));
  } catch (problem) {
    const back = sending;
    sending = null;
    if (problem.isRefused) {
      keep();
      heard({ kind: "refused", why: problem.message });
      return;
    }
    // The server does not answer: what was being sent waits, unless something newer was typed.
    for (const one of back.answers) {
      const name = JSON.stringify(one.path);
      if (!waiting.has(name)) waiting.set(name, one);
    }
    if (whole === null && back.text !== null) whole = back.text;
    keep();
    heard({ kind: "ended", why: problem.why });
    timer = setTimeout(send, RETRY_MS);
    return;
  }
  document.body.dataset.ms = String(Math.round(performance.now() - started));
  sending = null;
  if (said.state === "failed") {
    heard({ kind: "failed", said });
    state.version = said.version;
    state.text = said.text;
    keep();
    timer = setTimeout(() => { if (!isUnsaved()) write(said.text); }, RETRY_MS * 2);
    return;
  }
  if (said.state !== "conflict") {
    state.version = said.version;
    state.text = said.text;
  }
  state.state = said.state;
  keep();
  heard({ kind: "answered", said });
  if (waiting.size || whole !== null) schedule(0);
}

export async function load() {
  const said = await get("state");
  Object.assign(state, { version: said.version, text: said.text, file: said.file, state: said.state });
  return said;
}

// Goes on from another text: the one that somebody else has saved.
export function goOnFrom(version) {
  state.version = version;
}

// Takes the file instead of the draft, or of what was typed here.
export const drop = (isDraft) => post("drop", JSON.stringify({ based_on: state.version, tab, is_draft: isDraft }));
export const make = () => post("make", "{}");

export async function addFile(file) {
  const said = await post(
    "file?name=" + encodeURIComponent(file.name) + "&tab=" + tab, file, "application/octet-stream",
  );
  state.version = said.version;
  state.text = said.text;
  return said;
}
