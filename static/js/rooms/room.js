// [data-room]: the room of a session, live. Everything on it also works as a plain form; here it is sent without leaving
// the page, and what others do comes by a stream. The clock is the server's.
const room = document.querySelector("[data-room]");
const ahead = Number(room.dataset.now) * 1000 - Date.now(); // how far the server's clock is before ours
const voted = new Set(room.dataset.voted.split(" ").filter(Boolean));
const clockFormat = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
const place = (name) => room.querySelector(`[data-${name}]`);
const clock = (seconds) => clockFormat.format(new Date(seconds * 1000));

// What comes live is a copy of what the server would have written, with its words filled in.
function copy(kind, id) {
  const fresh = document.querySelector(`template[data-copy="${kind}"]`).content.firstElementChild.cloneNode(true);
  fresh.id = `${kind}-${id}`;
  fresh.dataset.id = id;
  for (const form of fresh.querySelectorAll("form")) form.action = form.getAttribute("action").replace("/0", `/${id}`);
  return fresh;
}

function fill(node, words) {
  for (const [slot, text] of Object.entries(words)) {
    const here = node.querySelector(`[data-slot="${slot}"]`);
    if (here) here.textContent = text;
  }
}

function find(kind, id) {
  return room.querySelector(`#${kind}-${id}`);
}

function add(list, kind, id) {
  const fresh = copy(kind, id);
  list.append(fresh);
  list.parentElement.querySelector("[data-none]")?.remove();
  return fresh;
}

const told = {
  question({ id, text, by, at, votes, state }) {
    const list = place("questions");
    if (state === "hidden") return find("question", id)?.remove();
    const node = find("question", id) ?? add(list, "question", id);
    fill(node, { text, by, votes, at: clock(at) });
    Object.assign(node.dataset, { votes, questionState: state });
    for (const mark of node.querySelectorAll("[data-shows]")) mark.hidden = mark.dataset.shows !== state;
    if (mine.delete(text)) node.querySelector(".vote").disabled = true;
    order(list);
  },
  message({ id, text, by, at, hidden }) {
    if (hidden) return find("message", id)?.remove();
    if (find("message", id)) return;
    const list = place("messages");
    fill(add(list, "message", id), { text, by, at: clock(at) });
    list.scrollTop = list.scrollHeight;
  },
  hand({ id, by, up }) {
    const own = place("my-hand");
    if (String(id) === own.dataset.myHand) own.dataset.up = up ? "yes" : "no";
    if (!up) return find("hand", id)?.remove();
    if (!find("hand", id)) fill(add(place("hands"), "hand", id), { by });
  },
  poll({ id, text, options, counts, closed }) {
    const list = place("votes");
    const node = find("vote", id) ?? list.insertBefore(asked(id, text, options), list.firstChild);
    const all = counts.reduce((sum, count) => sum + count, 0);
    for (const [number, count] of counts.entries()) {
      const option = node.querySelector(`[data-option="${number}"]`);
      fill(option, { count });
      option.querySelector("[data-bar]").setAttribute("width", `${all ? (100 * count) / all : 0}%`);
      if (closed) option.querySelector("button").disabled = true;
    }
    if (closed) node.querySelector("[data-while-open]")?.setAttribute("hidden", "");
  },
  shown({ id }) {
    for (const material of room.querySelectorAll("[data-material]")) {
      if (material.dataset.material === String(id)) material.setAttribute("aria-current", "true");
      else material.removeAttribute("aria-current");
    }
  },
  step({ position, since }) {
    Object.assign(room.dataset, { position, stepSince: since });
    tick();
  },
};

function asked(id, text, options) {
  const fresh = copy("vote", id);
  const one = fresh.querySelector("[data-option]");
  fill(fresh, { text });
  for (const [number, option] of options.entries()) {
    const line = one.cloneNode(true);
    line.dataset.option = number;
    line.querySelector("button").value = number;
    fill(line, { option, count: 0 });
    one.before(line);
  }
  one.remove();
  place("votes").parentElement.querySelector("[data-none]")?.remove();
  return fresh;
}

// What is talked about stands first, then by votes, what is answered last.
const RANK = { now: 0, open: 1, answered: 2 };
function order(list) {
  const rank = (node) => [RANK[node.dataset.questionState], -node.dataset.votes, Number(node.dataset.id)];
  const sorted = [...list.children].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
  if (sorted.some((node, index) => node !== list.children[index])) list.append(...sorted);
}

// The clock: by the host's step, and without one by the agenda.
const steps = [...room.querySelectorAll("[data-agenda] > li")];
const planned = new Map(steps.map((step) => [step, Number(step.dataset.begins)]));

function tick() {
  const now = (Date.now() + ahead) / 1000;
  const at = steps.findIndex((step) => step.dataset.position === room.dataset.position);
  let begins = null;
  let current = null;
  for (const [number, step] of steps.entries()) {
    begins = number === at ? Number(room.dataset.stepSince) : begins ?? planned.get(step);
    const ends = begins + step.dataset.minutes * 60;
    step.querySelector("time").textContent = clock(begins);
    const isNow = at >= 0 ? number === at : begins <= now && now < ends;
    if (isNow) current = { step, begins, ends };
    step.toggleAttribute("data-done", !isNow && (at >= 0 ? number < at : ends <= now));
    if (isNow) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
    begins = ends;
  }
  const shown = place("clock");
  shown.hidden = !current;
  if (!current) return;
  const left = Math.max(0, Math.round(current.ends - now));
  shown.querySelector("[data-title]").textContent = current.step.querySelector("span").textContent;
  shown.querySelector("[data-left]").textContent = [left / 60, left % 60].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":");
  shown.querySelector("[data-bar]").setAttribute("width", `${Math.max(0, 100 - (100 * left) / (current.ends - current.begins))}%`);
}
setInterval(tick, 1000);
tick();

// The stream. The browser takes it up again by itself; if the server cannot spare one, the page is asked for anew.
const away = document.querySelector("[data-away]");
let last = room.dataset.since;

function listen() {
  const source = new EventSource(`${room.dataset.stream}?since=${last}`);
  source.addEventListener("open", () => { away.hidden = true; });
  source.addEventListener("error", () => {
    away.hidden = false;
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, 5000);
  });
  for (const [kind, show] of Object.entries(told)) {
    source.addEventListener(kind, (event) => {
      last = event.lastEventId;
      show(JSON.parse(event.data));
    });
  }
}
listen();

// Forms. What cannot be sent stays in its field; what the server refuses is shown on its own page.
const mine = new Set(); // texts of questions this page has asked: one does not vote for them
room.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  event.preventDefault();
  const body = new FormData(form, button);
  body.delete("once_token"); // it stands in for this very page; a copy of a form is another intent each time
  if (button) button.disabled = true;
  try {
    if (form.querySelector("#question-text")) mine.add(body.get("text").trim());
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), redirect: "manual" });
    if (answer.type === "opaqueredirect") done(form, button);
    else HTMLFormElement.prototype.submit.call(withChoice(form, button));
  } catch {
    away.hidden = false; // offline: it is still in its field
  }
  if (button && !button.hasAttribute("data-answered")) button.disabled = false;
});

function done(form, button) {
  for (const field of form.querySelectorAll("input[type=text], textarea")) field.value = "";
  const question = form.closest(".question");
  if (question && button.classList.contains("vote")) {
    const { id } = question.dataset;
    if (!voted.delete(id)) voted.add(id);
    button.setAttribute("aria-pressed", String(voted.has(id)));
  }
  const vote = form.closest(".quick-vote");
  if (vote && button.name === "option") {
    button.setAttribute("aria-pressed", "true");
    for (const other of form.querySelectorAll("button")) {
      other.disabled = true;
      other.setAttribute("data-answered", "");
    }
  }
  form.closest("details")?.removeAttribute("open");
}

// A plain submit does not name its button.
function withChoice(form, button) {
  if (!button?.name) return form;
  const choice = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  form.append(choice);
  return form;
}
