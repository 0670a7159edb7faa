// [data-timetable] holds a form, sent when a [data-meeting] is dropped on a [data-day], or on another meeting to change places
// with it. By keys, by touch and without JavaScript one changes a meeting through its form.
const form = document.querySelector("[data-timetable] form");
let held = null;
if (matchMedia("(pointer: fine)").matches) document.querySelector("[data-drag-hint]")?.removeAttribute("hidden");

for (const meeting of form ? document.querySelectorAll("[data-meeting]") : []) {
  meeting.draggable = true;
  meeting.addEventListener("dragstart", (event) => {
    held = meeting;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", meeting.querySelector("strong").textContent);
  });
  meeting.addEventListener("dragend", () => {
    held = null;
    for (const place of document.querySelectorAll("[data-over]")) place.removeAttribute("data-over");
  });
}

for (const place of form ? document.querySelectorAll("[data-day], [data-meeting]") : []) {
  const takes = () => held && held !== place && !(place.dataset.day && place.contains(held));
  place.addEventListener("dragover", (event) => {
    if (!takes()) return;
    event.preventDefault();
    event.stopPropagation(); // a meeting before the day it stands in
    place.dataset.over = "";
  });
  place.addEventListener("dragleave", () => place.removeAttribute("data-over"));
  place.addEventListener("drop", (event) => {
    if (!takes()) return;
    event.preventDefault();
    event.stopPropagation();
    form.elements.meeting.value = held.dataset.meeting;
    form.elements.version.value = held.dataset.version;
    form.elements.day.value = place.dataset.day ?? "";
    form.elements.onto.value = place.dataset.meeting ?? "";
    form.elements.onto_version.value = place.dataset.meeting ? place.dataset.version : "";
    form.requestSubmit();
  });
}
