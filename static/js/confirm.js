// <form data-confirm="Really?">: asks in the page's own dialog before it is sent. Without JavaScript it is sent at once.
const dialog = document.querySelector("[data-confirm-dialog]");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!dialog || !form.dataset.confirm || form.dataset.confirmed) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("[data-question]").textContent = form.dataset.confirm;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
  }, { once: true });
  dialog.showModal();
}, true);
