// N leads to the next one that is not marked, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "n") return;
  document.querySelector("[data-next]").click();
});
