// [data-watch]: tells the server what was played or read, a beat at a time, and shows what it counted. The server
// decides; nothing here is believed. Beats that cannot be sent are kept in this browser and sent when there is a
// connection again, also by another page of this reader.
const root = document.querySelector("[data-watch]");
const { person, token, beats: beatsUrl, sessions: sessionsUrl, presence: presenceUrl, kind } = root.dataset;
const EVERY = 20; // seconds between beats
const PORTION = 100; // beats in one request
const MOST = 5000; // beats kept
const SHELF = `teachnet.beats.${person}`;

let memory = []; // where the browser keeps nothing
let session = null;
let opening = null;
let seq = 0;
let busy = false;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(SHELF)) ?? [];
  } catch {
    return memory;
  }
}

function keep(beats) {
  memory = beats.slice(-MOST);
  try {
    localStorage.setItem(SHELF, JSON.stringify(memory));
  } catch { /* then for as long as the page is open */ }
  root.querySelector("[data-kept]").hidden = navigator.onLine || memory.length === 0;
}

function post(url, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual", keepalive: true });
}

// A beat belongs to the session it was played in; what was played before that is known waits for it.
function open() {
  opening ??= post(sessionsUrl, {})
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((opened) => {
      if (!opened) return;
      session = opened.session;
      keep(kept().map((beat) => (beat.session === null && beat.url === beatsUrl ? { ...beat, session } : beat)));
    })
    .catch(() => {})
    .finally(() => { opening = null; });
  return opening;
}

function say(from, to, rate) {
  seq += 1;
  const round = (seconds) => Math.round(seconds * 1000) / 1000;
  const visible = document.visibilityState === "visible";
  keep([...kept(), { url: beatsUrl, session, seq, from: round(from), to: round(to), rate, visible }]);
}

async function send() {
  if (busy) return;
  busy = true;
  try {
    for (let sent = true; sent;) sent = await sendPortion();
  } catch { /* offline: they stay */ } finally {
    busy = false;
  }
}

async function sendPortion() {
  const first = kept().find((beat) => beat.session !== null);
  if (!first) return false;
  const portion = kept().filter((beat) => beat.session === first.session).slice(0, PORTION);
  const answer = await post(first.url, { session: first.session, beats: portion.map(({ url, session: _, ...beat }) => beat) });
  if (!answer.ok && answer.status !== 404) return false; // signed out, or the server is in trouble: later
  const done = new Set(portion.map((beat) => beat.seq));
  keep(kept().filter((beat) => beat.session !== first.session || !done.has(beat.seq)));
  if (answer.ok && first.url === beatsUrl) show(await answer.json(), first.session);
  return true;
}

function show(now, from) {
  root.querySelector("[data-counted]").innerHTML = now.html;
  if (from !== session) return;
  if (now.prompt) ask(now.prompt);
  if (now.newest) meter.go(now);
  else meter.stop();
}

// Now and then the server asks whether somebody is there. Nothing stops while it waits.
const question = document.querySelector("[data-presence-question]");
let asked = null;
let over = null;

function ask({ code, seconds }) {
  if (asked?.code === code) return;
  asked = { session, code };
  if (document.fullscreenElement) document.exitFullscreen();
  question.show();
  clearTimeout(over);
  over = setTimeout(() => question.close(), seconds * 1000);
}

question.querySelector("button").addEventListener("click", () => {
  question.close();
  post(presenceUrl, asked).catch(() => { asked = null; }); // offline: the next beat asks again
});

// A film: what was played without a jump is one span.
function filmMeter(film) {
  let span = null;
  let ticked = 0;
  function close() {
    if (span && span.to > span.from) say(span.from, span.to, film.playbackRate);
    span = null;
  }
  function begin() {
    ticked = performance.now();
    span ??= { from: film.currentTime, to: film.currentTime, since: ticked };
  }
  function tick() {
    const at = film.currentTime;
    const passed = (performance.now() - ticked) / 1000;
    ticked = performance.now();
    const jumped = span && (at < span.to - 0.5 || at - span.to > passed * film.playbackRate + 1);
    if (jumped) close();
    begin();
    span.to = Math.max(span.to, at);
    if (ticked - span.since >= EVERY * 1000) {
      close();
      begin();
      send();
    }
  }
  film.addEventListener("play", () => { begin(); if (session === null) open(); });
  film.addEventListener("seeked", () => { if (!film.paused) begin(); });
  film.addEventListener("timeupdate", () => { if (!film.paused && !film.seeking) tick(); });
  film.addEventListener("seeking", close);
  film.addEventListener("ratechange", close);
  for (const end of ["pause", "ended"]) film.addEventListener(end, () => { if (!film.seeking) tick(); close(); send(); });
  return { close, go() {}, stop() { session = null; film.pause(); } };
}

// A text: time counts while the page is in sight, or while its handout is open beside it.
function pageMeter() {
  let from = Number(root.dataset.from);
  let clock = from;
  let away = false;
  let running = true;
  let ticked = performance.now();
  function close() {
    if (clock > from) say(from, clock, 1);
    from = clock;
  }
  function tick() {
    const passed = Math.min((performance.now() - ticked) / 1000, EVERY);
    ticked = performance.now();
    if (!running || (document.hidden && !away)) return;
    clock = Math.min(clock + passed, Number(root.dataset.length));
    if (clock - from >= EVERY || clock === Number(root.dataset.length)) {
      close();
      send();
    }
  }
  root.querySelector("[data-handout]")?.addEventListener("click", () => { away = true; });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) away = false;
    if (!document.hidden && !running) { running = true; open(); }
  });
  setInterval(tick, 1000);
  return {
    close,
    // What was not credited the first time is read again from there.
    go(now) { if (clock >= Number(root.dataset.length) && now.next < clock) from = clock = now.next; },
    stop() { running = false; session = null; },
  };
}

const meter = kind === "video" ? filmMeter(root.querySelector("video")) : pageMeter();

addEventListener("online", send);
addEventListener("pagehide", () => { meter.close(); send(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) { meter.close(); send(); } });
setInterval(() => (session === null && kind !== "video" ? open() : Promise.resolve()).then(send), EVERY * 1000);

// What an earlier page kept goes first: once a new session is open, the old one is not credited any more.
await send();
await open();
