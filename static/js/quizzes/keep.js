// [data-keeps]: what is filled in is kept on the server as one goes along, and again when there is a connection.
const root = document.querySelector("[data-keeps]");
const form = root.closest("form");
const status = document.querySelector("[data-kept]");
const WAIT = 1500; // after the last change
let waiting = null;
let unkept = false;

async function keep() {
  clearTimeout(waiting);
  if (!unkept) return;
  unkept = false;
  try {
    const answer = await fetch(root.dataset.keeps, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true });
    if (!answer.ok) throw new Error(answer.status);
    status.textContent = status.dataset.yes;
  } catch {
    unkept = true;
    status.textContent = status.dataset.no;
  }
}

root.addEventListener("input", () => {
  unkept = true;
  clearTimeout(waiting);
  waiting = setTimeout(keep, WAIT);
});
addEventListener("online", keep);
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
form.addEventListener("submit", () => { unkept = false; });
