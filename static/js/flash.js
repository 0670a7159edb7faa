// When HTMX gets no good answer, say so in the reader's language; nothing typed is lost, the form still stands.
const flash = document.getElementById("flash");

function say(sentence) {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.dataset.state = "bad";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence;
  flash.replaceChildren(notice);
  notice.scrollIntoView({ block: "center" });
}

if (flash) {
  document.addEventListener("htmx:responseError", () => say(flash.dataset.failed));
  document.addEventListener("htmx:sendError", () => say(flash.dataset.offline));
  document.addEventListener("htmx:timeout", () => say(flash.dataset.offline));
}
