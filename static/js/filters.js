// <form data-filters>: a choice is applied as soon as it is made; its own button is for browsers without JavaScript.
for (const form of document.querySelectorAll("form[data-filters]")) {
  for (const button of form.querySelectorAll("[data-without-js]")) button.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });
}
