// [data-order]: a unit is dragged to the place of another. By touch and keys one uses the arrows beside it.
const list = document.querySelector("[data-order]");
const form = list?.parentElement.querySelector("form:has([name=position])");
let held = null;
if (form && matchMedia("(pointer: fine)").matches) document.querySelector("[data-drag-hint]").hidden = false;

for (const unit of form ? list.querySelectorAll("[data-place]") : []) {
  unit.draggable = true;
  unit.addEventListener("dragstart", (event) => {
    held = unit;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", unit.querySelector("a").textContent);
  });
  unit.addEventListener("dragend", () => {
    held = null;
    for (const place of list.querySelectorAll("[data-over]")) place.removeAttribute("data-over");
  });
  unit.addEventListener("dragover", (event) => {
    if (!held || held === unit) return;
    event.preventDefault();
    unit.dataset.over = "";
  });
  unit.addEventListener("dragleave", () => unit.removeAttribute("data-over"));
  unit.addEventListener("drop", (event) => {
    if (!held || held === unit) return;
    event.preventDefault();
    form.action = held.dataset.place;
    form.elements.position.value = unit.dataset.position;
    form.requestSubmit();
  });
}
