// N stops the film and opens the note at this moment; Esc leaves it and lets the film go on. The form works without:
// then the time is typed.
const film = () => document.querySelector(".player video, audio[controls]");
const form = () => document.querySelector("[data-notes] .note-form");
const field = (name) => form()?.elements[`note-${name}`];
let wasPlaying = false;

const said = (seconds) => {
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
};

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

// What the form offers only where there is a film to ask.
const offer = () => {
  if (!film()) return;
  for (const part of document.querySelectorAll("[data-notes] :is([data-with-player], [data-up-to-here])")) part.hidden = false;
};

const open = async () => {
  wasPlaying = !film().paused;
  film().pause();
  if (document.fullscreenElement) await document.exitFullscreen();
  form().closest("details").open = true;
  const started = field("text").value !== "";
  if (!started) field("starts").value = said(film().currentTime);
  field("text").focus();
};

document.addEventListener("keydown", (event) => {
  if (!form() || !film() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && form().contains(event.target)) {
    event.target.blur();
    if (wasPlaying) film().play();
  } else if (event.key.toLowerCase() === "n" && !isTyping(event.target)) {
    event.preventDefault();
    open();
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target === field("text") && !field("starts").value && film()) {
    field("starts").value = said(film().currentTime);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-up-to-here]")) field("ends").value = said(film().currentTime);
});

document.addEventListener("htmx:afterSettle", offer);
offer();
