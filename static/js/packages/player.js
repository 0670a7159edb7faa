// [data-package]: shows a package on its stage, at another origin, and keeps for it what it asks to keep. Only the newest
// is sent: it is the whole. What could not be sent is tried again while the page is open.
const root = document.querySelector("[data-package]");
const frame = root.querySelector("iframe");
const standing = root.querySelector("[data-standing]");
const { stage, origin, begin, keep, token } = root.dataset;
const AGAIN = 5000; // milliseconds
const SMALL = 60000; // bytes a browser still sends while a page closes
let waiting = null;
let sending = false;

function post(url, body) {
  const sent = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return fetch(url, { method: "POST", headers, body: sent, redirect: "manual", keepalive: sent.length < SMALL });
}

function show({ html }) {
  standing.innerHTML = html;
}

async function send() {
  if (sending || !waiting) return;
  sending = true;
  const now = waiting;
  try {
    const answer = await post(keep, { kept: now });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    if (waiting === now) waiting = null;
  } catch {
    setTimeout(send, AGAIN);
  } finally {
    sending = false;
    root.querySelector("[data-unkept]").hidden = waiting === null || navigator.onLine;
  }
  if (waiting && waiting !== now) send();
}

async function open() {
  let kept = {};
  try {
    if (begin) {
      const answer = await post(begin, {});
      if (!answer.ok) throw new Error(answer.status);
      const begun = await answer.json();
      kept = begun.kept;
      show(begun);
    }
  } catch {
    root.querySelector("[data-lost]").hidden = false;
    return;
  }
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow) return;
    if (data.ready) frame.contentWindow.postMessage({ kept }, origin);
    if (data.keep && keep) {
      kept = waiting = data.keep;
      send();
    }
  });
  frame.src = stage;
  frame.hidden = false;
  const wide = root.querySelector("[data-wide]");
  wide.hidden = !document.fullscreenEnabled;
  wide.addEventListener("click", () => frame.requestFullscreen());
}

addEventListener("online", send);
open();
