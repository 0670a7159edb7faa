// <form role="search" data-suggestions="/…">: options below the box while somebody types, as a combobox with a list.
// Without JavaScript, or when the server does not answer, the box is simply a box.
const PAUSE = 120; // ms without a key before asking

document.querySelectorAll("form[data-suggestions]").forEach((form, box) => {
  const input = form.querySelector("input[type=search]");
  if (!input || !form.dataset.suggestions) return;
  let list = null, waiting = 0, asking = null, chosen = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";

  const told = document.createElement("span"); // how many there are, for a screen reader
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  form.append(told);

  const options = () => [...(list?.children ?? [])];

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list?.remove();
    list = null;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.removeAttribute("aria-controls");
  }

  function open(html) {
    close();
    const made = document.createElement("ul");
    made.innerHTML = html;
    told.textContent = form.dataset.found.replace("#", made.children.length);
    if (!made.children.length) return;
    made.id = `suggestions-${box}`;
    made.className = "suggestions";
    made.setAttribute("role", "listbox");
    made.setAttribute("aria-label", input.getAttribute("aria-label"));
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    made.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
    input.parentElement.append(made);
    list = made;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", made.id);
  }

  async function ask() {
    const typed = input.value.trim();
    if (!typed) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed, box })}`;
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
      if (answer.ok && input.value.trim() === typed && document.activeElement === input) open(await answer.text());
    } catch {
      // stopped by the next key, or offline: the box still searches
    }
  }

  function mark(index) {
    const all = options();
    all[chosen]?.setAttribute("aria-selected", "false");
    chosen = (index + all.length + 1) % (all.length + 1); // one beyond the last: back in what was typed
    const option = all[chosen];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    if (!option) return;
    input.value = option.dataset.value;
    close();
    location.assign(option.dataset.url);
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // pinyin on its way to characters
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !list) return;
    if (event.key === "ArrowDown") mark(chosen < 0 ? 0 : chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? options().length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && options()[chosen]) take(options()[chosen]);
    else return;
    event.preventDefault();
  });
});
