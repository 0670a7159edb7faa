// A film with marks: <a data-at="76000"> plays from there, `#t=76` in the address as well; chapters and notes show where
// the film is. Found anew at each step, for a list below the film may have been swapped since.
const film = () => document.querySelector(".player video, audio[controls]");

const playFrom = (ms) => {
  const player = film();
  if (!player) return;
  const seek = () => { player.currentTime = ms / 1000; };
  if (player.readyState) seek();
  else {
    player.addEventListener("loadedmetadata", seek, { once: true });
    player.load();
  }
};

// "76", "76.5,90", "1:16"
const fromAddress = () => {
  const time = /^#t=([\d.:]+)/.exec(location.hash)?.[1];
  if (time) playFrom(1000 * time.split(":").reduce((sum, part) => 60 * sum + Number(part), 0));
};

const mark = (now) => {
  const chapters = [...document.querySelectorAll(".chapters [data-at]")];
  const current = chapters.findLast((chapter) => Number(chapter.dataset.at) <= now);
  for (const chapter of chapters) chapter.toggleAttribute("aria-current", chapter === current);
  current?.setAttribute("aria-current", "true");
  for (const note of document.querySelectorAll("[data-starts]")) {
    const starts = Number(note.dataset.starts);
    const ends = Number(note.dataset.ends ?? starts + 4000);
    note.toggleAttribute("data-now", starts <= now && now < ends);
  }
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  const player = film();
  if (!link || !player || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(history.state, "", `#t=${Number(link.dataset.at) / 1000}`);
  playFrom(Number(link.dataset.at));
  player.scrollIntoView({ block: "nearest" });
});

film()?.addEventListener("timeupdate", (event) => mark(1000 * event.target.currentTime));
film()?.addEventListener("seeked", (event) => mark(1000 * event.target.currentTime));
addEventListener("hashchange", fromAddress);
fromAddress();
