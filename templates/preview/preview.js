"use strict";
// Follows the state of the preview: fetches the problems, and the brief when it has changed.
(() => {
  const frame = document.querySelector(".brief");
  const kinds = document.querySelector("[name=kind]");
  const languages = document.querySelector("[name=language]");
  const list = document.querySelector(".problem-list");
  const panel = document.querySelector(".problems");
  const status = document.querySelector(".bar-status");
  const pdf = document.querySelector(".bar-pdf");
  let shown = "";
  let asked = 0;

  const counted = (count) => (count === 1 ? "1 message" : count + " messages");

  const asking = () => "language=" + encodeURIComponent(languages.value);

  function say(state, words) {
    document.body.dataset.state = state;
    status.textContent = words;
  }

  function showBrief(page) {
    const old = frame.contentWindow ? frame.contentWindow.scrollY : 0;
    frame.onload = () => frame.contentWindow.scrollTo(0, old);
    frame.hidden = false;
    frame.contentWindow.location.replace("kind/" + encodeURIComponent(kinds.value) + "?" + asking());
    shown = page;
  }

  function showProblems(state) {
    list.innerHTML = state.problems;
    panel.hidden = state.count === 0;
    panel.firstElementChild.textContent = counted(state.count);
    if (!state.is_made) panel.open = true;
    else if (document.body.dataset.state !== "made") panel.open = false;
  }

  async function follow() {
    asked += 1;
    const mine = asked;
    const kind = encodeURIComponent(kinds.value);
    const answer = await fetch("state?kind=" + kind + "&" + asking(), { cache: "no-store" });
    const state = await answer.json();
    if (mine !== asked) return;
    showProblems(state);
    pdf.href = "kind/" + kind + ".pdf?" + asking();
    const page = kind + " " + languages.value + " " + state.page;
    if (state.page === "") { frame.hidden = true; shown = ""; }
    else if (page !== shown) showBrief(page);
    if (state.is_made) say("made", "Up to date");
    else say("broken", state.page ? "Mend this first; below is the last brief that could be made" : "Mend this first");
  }

  kinds.addEventListener("change", follow);
  languages.addEventListener("change", follow);
  const news = new EventSource("events");
  news.onmessage = follow;
  news.onerror = () => say("ended", "The preview has ended; start it again to go on");
})();
