// [data-passages]: what is marked in the text stands in the field [data-passage] below it.
const text = document.querySelector("[data-passages]");
const field = document.querySelector("[data-passage] textarea");

document.addEventListener("selectionchange", () => {
  const marked = document.getSelection();
  if (!field || marked.isCollapsed || !text.contains(marked.anchorNode) || !text.contains(marked.focusNode)) return;
  field.value = marked.toString().trim();
});
