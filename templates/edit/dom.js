// Builds elements; texts are always texts, never HTML.

export const $ = (id) => document.getElementById(id);

export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && !key.includes("-") && key !== "list") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// Puts children into an element, and the focus back where it was.
export function refill(parent, ...children) {
  const focused = document.activeElement;
  const id = parent.contains(focused) ? focused.id : "";
  const spot = id && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
  const typed = id && "value" in focused ? focused.value : null;
  parent.replaceChildren(...children.flat().filter(Boolean));
  const again = id ? $(id) : null;
  if (!again) return;
  if (typed !== null && "value" in again && again.tagName !== "SELECT") again.value = typed;
  again.focus({ preventScroll: true });
  try {
    if (spot && spot[0] !== null) again.setSelectionRange(...spot);
  } catch {
    // Some kinds of field have no selection.
  }
}

export function ask(title, body, buttons) {
  const dialog = $("dialog");
  $("dialog-title").textContent = title;
  $("dialog-body").replaceChildren(...[body].flat());
  $("dialog-foot").replaceChildren(
    ...buttons.map(([words, act, isMain]) =>
      el("button", { type: "button", className: isMain ? "main" : "", textContent: words, onclick: () => {
        dialog.close();
        act?.();
      } }),
    ),
  );
  if (!dialog.open) dialog.showModal();
  $("dialog-title").focus();
}
