// [data-lesson]: one tap for each thing that happens in a lesson. Everything is kept in this browser first, under the
// number of the sheet, and sent when there is a network; the server takes each once, whatever is sent again.
const root = document.querySelector("[data-lesson]");
const { sheet, keep: keepUrl, token } = root.dataset;
const SHELF = `teachnet.lesson.${sheet}`;
const LONGEST = Number(root.dataset.longest); // milliseconds
const PORTION = 200;
const SHOWN = 8;
const find = (name) => root.querySelector(`[data-${name}]`);
const buttons = [...root.querySelectorAll("[data-kind]")];
const status = find("state-of");

// began: when, by this phone's clock; ended: how far into the lesson; waiting: not sent yet; log: all taps and remarks.
let state = { began: null, ended: null, waiting: [], log: [] };
let refused = false;
let busy = false;

function save() {
  try {
    localStorage.setItem(SHELF, JSON.stringify(state));
  } catch { /* then for as long as the page is open */ }
}

try {
  state = JSON.parse(localStorage.getItem(SHELF)) ?? state;
} catch { /* as above */ }
if (state.began === null && root.dataset.begun) { // on another phone
  state.began = Date.now() - Number(root.dataset.begun);
  state.log = JSON.parse(root.dataset.known);
}

function here() {
  return Math.max(0, Math.min(LONGEST, Date.now() - state.began));
}

function name() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function time(ms) {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function note(entry, ...tasks) {
  if (entry) state.log.push(entry);
  state.waiting.push(...tasks);
  save();
  show();
  send();
}

function tap(button) {
  const entry = { key: name(), kind: button.dataset.kind, at: here(), label: button.firstChild.textContent.trim() };
  note(entry, { do: "mark", key: entry.key, kind: entry.kind, at: entry.at });
}

async function send() {
  if (busy || refused) return;
  busy = true;
  try {
    while (state.waiting.length) {
      const portion = state.waiting.slice(0, PORTION);
      const kept = portion.map((task) => (task.do === "begin" ? { do: "begin", ago: Math.max(0, Date.now() - state.began) } : task));
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const answer = await fetch(keepUrl, { method: "POST", headers, body: JSON.stringify({ kept }), redirect: "manual" });
      refused = [403, 404, 409].includes(answer.status);
      if (!answer.ok) break; // signed out, or the server is in trouble: later
      state.waiting.splice(0, portion.length); // what came meanwhile stands behind
      save();
    }
  } catch { /* no network: it stays */ } finally {
    busy = false;
    show();
  }
}

function show() {
  const running = state.began !== null && state.ended === null;
  find("begin").hidden = state.began !== null;
  find("end").hidden = !running;
  for (const set of root.querySelectorAll("[data-taps]")) set.disabled = !running;
  const taps = state.log.filter((entry) => entry.kind);
  const now = taps.findLast((entry) => buttons.some((one) => one.dataset.kind === entry.kind && "lasts" in one.dataset))?.kind;
  for (const button of buttons) {
    if ("lasts" in button.dataset) button.setAttribute("aria-pressed", String(button.dataset.kind === now));
    else button.querySelector("[data-count]").textContent = taps.filter((entry) => entry.kind === button.dataset.kind).length;
  }
  find("back").disabled = !running || !taps.length;
  find("log").replaceChildren(...state.log.slice(-SHOWN).reverse().map((entry) => {
    const line = document.createElement("li");
    line.textContent = `${time(entry.at)} ${entry.label}`;
    return line;
  }));
  if (refused) status.textContent = status.dataset.refused;
  else status.textContent = state.waiting.length ? `${status.dataset.some} ${state.waiting.length}` : status.dataset.all;
  tick();
}

function tick() {
  if (state.began !== null) find("clock").textContent = time(state.ended ?? here());
}

find("begin").addEventListener("click", () => {
  state.began = Date.now();
  note(null, { do: "begin" });
});
find("end").addEventListener("click", () => {
  state.ended = here();
  note(null, { do: "end", at: state.ended });
});
for (const button of buttons) button.addEventListener("click", () => tap(button));
find("back").addEventListener("click", () => {
  const last = state.log.findLastIndex((entry) => entry.kind);
  const [entry] = state.log.splice(last, 1);
  note(null, { do: "back", key: entry.key });
});
find("remark").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.querySelector("textarea");
  const text = field.value.trim();
  if (!text) return;
  const entry = { key: name(), at: here(), label: text };
  field.value = "";
  note(entry, { do: "remark", key: entry.key, at: entry.at, text, reach: event.target.querySelector("select").value });
});

// The page and what it is made of are kept for a classroom without a network; browsers do so for https and localhost.
async function keepPage() {
  await navigator.serviceWorker.register(root.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href || part.src);
  active.postMessage({ keep: [location.href, ...parts] });
}

root.hidden = false;
if ("serviceWorker" in navigator) keepPage().catch(() => {}); // else the page has to stay open
addEventListener("online", send);
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
setInterval(tick, 500);
setInterval(send, 15_000);
show();
send();
