// [data-uploads]: a large file chosen in its field goes in pieces at once (tus 1.0), survives a lost connection, and after
// a reload goes on once the same file is chosen again. When all is there and good, its number is added to the form.
const FIRST_PAUSE = 1000; // milliseconds; doubled with each failure
const LONGEST_PAUSE = 30000;

const pause = (milliseconds) => new Promise((go) => {
  const timer = setTimeout(go, milliseconds);
  addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
});
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const markOf = (file) => `${file.size}-${file.lastModified}-${file.name.length}`;

for (const box of document.querySelectorAll("[data-uploads]")) {
  const { uploads: createUrl, token, from, piece, waits, first } = box.dataset;
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-coming]");
  const form = box.closest("form");
  let busy = 0;

  const ask = (url, method, headers = {}, body = undefined) => fetch(url, {
    method, body, redirect: "manual", headers: { "X-CSRFToken": token, "Tus-Resumable": "1.0.0", ...headers },
  });

  // Again and again until the server has said something; what it says is final, unless it is ill itself.
  async function insist(line, ...asked) {
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      const answer = await ask(...asked).catch(() => null);
      if (answer && answer.status < 500) return answer;
      say(line, waits);
      await pause(wait);
      if (asked[1] === "PATCH") return null; // where it stands now has to be asked first
    }
  }

  function say(line, text) {
    line.querySelector("[data-said]").textContent = text;
  }

  function show(line, offset, size) {
    const bar = line.querySelector("progress");
    bar.max = size;
    bar.value = offset;
    say(line, `${Math.floor((100 * offset) / size)} %`);
  }

  function lineFor(file) {
    const known = [...list.children].find((line) => line.dataset.seenAs === markOf(file));
    if (known) return known;
    const line = box.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("b").textContent = file.name;
    line.querySelector("progress").setAttribute("aria-label", file.name);
    list.append(line);
    return line;
  }

  async function begin(line, file) {
    const metadata = `filename ${base64(file.name)},seen_as ${base64(markOf(file))}`;
    const answer = await insist(line, createUrl, "POST", { "Upload-Length": String(file.size), "Upload-Metadata": metadata });
    if (!answer.ok) {
      say(line, (await answer.json().catch(() => ({}))).sentence ?? String(answer.status));
      return false;
    }
    line.dataset.upload = answer.headers.get("Location");
    line.dataset.seenAs = markOf(file);
    return true;
  }

  async function send(line, file) {
    let answer = await insist(line, line.dataset.upload, "GET");
    while (answer === null || answer.ok || answer.status === 409) {
      answer ??= await insist(line, line.dataset.upload, "GET");
      const offset = Number(answer.headers.get("Upload-Offset"));
      show(line, offset, file.size);
      if (offset >= file.size) return true;
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
      answer = await insist(line, line.dataset.upload, "PATCH", headers, file.slice(offset, offset + Number(piece)));
    }
    say(line, String(answer.status));
    return false;
  }

  async function untilLookedAt(line) {
    for (;;) {
      const answer = await insist(line, line.dataset.upload, "GET");
      const told = await answer.json().catch(() => null); // the connection may be lost between head and body
      if (told) say(line, told.sentence || told.label);
      if (told?.state === "ready" || told?.state === "refused") return told.upload;
      await pause(FIRST_PAUSE);
    }
  }

  async function bring(file) {
    const line = lineFor(file);
    busy += 1;
    try {
      if (!(line.dataset.upload || (await begin(line, file)))) return;
      if (!(await send(line, file))) return;
      const number = await untilLookedAt(line);
      if (number) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "upload_id", value: number }));
    } finally {
      busy -= 1;
    }
  }

  input.addEventListener("change", () => {
    const small = new DataTransfer();
    for (const file of input.files) {
      if (file.size < Number(from)) small.items.add(file);
      else bring(file);
    }
    input.files = small.files;
  });

  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    list.lastElementChild?.scrollIntoView({ block: "center" });
    for (const line of list.children) if (line.dataset.upload) say(line, first);
  });
}
