// Shows where a number comes from, beside the number, on hover and on focus.
(() => {
  const store = document.getElementById("outcomes");
  const note = document.querySelector(".evidence-note");
  if (!store || !note) return;
  const says = note.dataset;
  let ledger = JSON.parse(store.textContent);

  // A page over many organizations carries its evidence deflated.
  if (typeof ledger === "string") {
    const bytes = Uint8Array.from(atob(ledger), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    ledger = {};
    new Response(stream).json().then((found) => { ledger = found; });
  }

  const line = (text, bold) => {
    const item = document.createElement(bold ? "b" : "span");
    item.textContent = text;
    item.style.display = "block";
    note.append(item);
  };

  // Numbers of further analyses stand with their verdict, not among the quantities.
  const further = (id) => {
    const parts = /^verdicts\.(.+)\.sensitivity\.(.+)\.(estimate|p_value)$/.exec(id);
    const verdict = parts && (ledger.verdicts || {})[parts[1]];
    const item = verdict && verdict.sensitivity.find((one) => one.method === parts[2]);
    if (!item) return null;
    if (parts[3] === "p_value") return { value: item.p_value, formula: item.label };
    return { ...item, value: item.estimate, formula: item.label };
  };

  const fill = (mark) => {
    note.replaceChildren();
    const id = mark.dataset.q;
    const found = (ledger.quantities || {})[id] || further(id);
    line(id, true);
    if (!found) return;
    const unit = found.unit ? " " + found.unit : "";
    if (found.value !== null) line(found.value + unit);
    if ((found.ci_low ?? null) !== null || (found.ci_high ?? null) !== null) {
      const level = found.confidence_level ? found.confidence_level * 100 + "% " : "";
      line(level + says.interval + " " + (found.ci_low ?? "−∞") + " " + says.to + " " + (found.ci_high ?? "∞"));
    }
    if (found.n) line("n = " + found.n);
    if (found.formula) line(found.formula);
    for (const source of found.source || []) {
      line(source.file + ", " + source.column + (source.rows ? ", " + says.rows + " " + source.rows : ""));
    }
    if ((found.derived_from || []).length) line(says.from + " " + found.derived_from.join(", "));
  };

  let shown = null;
  let leaving = 0;

  const hide = () => {
    clearTimeout(leaving);
    note.hidden = true;
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
  };

  // Below the number, or above it where the window ends.
  const show = (mark) => {
    hide();
    shown = mark;
    fill(mark);
    note.hidden = false;
    const box = mark.getBoundingClientRect();
    const room = document.documentElement.clientWidth - note.offsetWidth - 8;
    const above = box.top - note.offsetHeight - 6;
    const isBelow = box.bottom + note.offsetHeight + 6 <= window.innerHeight || above < 0;
    note.style.left = window.scrollX + Math.max(8, Math.min(box.left, room)) + "px";
    note.style.top = window.scrollY + (isBelow ? box.bottom + 6 : above) + "px";
    mark.setAttribute("aria-describedby", note.id);
  };

  // The pointer may cross the gap into the note, to select what it says.
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => document.activeElement === shown || hide(), 200);
  };

  for (const mark of document.querySelectorAll("[data-q]")) {
    mark.tabIndex = 0;
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("mouseleave", leave);
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("blur", hide);
  }
  note.addEventListener("mouseenter", () => clearTimeout(leaving));
  note.addEventListener("mouseleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
