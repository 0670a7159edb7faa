// Speaks SCORM with a package in the frame, and with the page around: what was kept comes from there, what is to be
// kept goes there. This page lives at another origin and knows nobody.
const { home, standard, start, launch, passedFrom } = document.body.dataset;
const frame = document.querySelector("iframe");
const around = window.parent;
window.parent = window; // packages that look for the platform climb up to here, and no further
const is12 = standard === "scorm_12";
const EVERY = 15; // seconds after the last change

function made(kept) {
  const settings = { autocommit: true, autocommitSeconds: EVERY, autoCompleteLessonStatus: true, logLevel: 5 };
  const api = is12 ? new window.Scorm12API(settings) : new window.Scorm2004API(settings);
  api.loadFromJSON({ cmi: { ...kept.cmi, ...given(kept.cmi) } });
  return api;
}

// What is said by us and not by the package: whether it goes on, what it is launched with, from when it is passed.
function given(cmi) {
  if (is12) {
    const core = { ...cmi?.core, entry: entryAfter(cmi, cmi?.core?.exit), credit: "credit", lesson_mode: "normal" };
    delete core.exit;
    delete core.session_time;
    return { core, launch_data: launch, student_data: { ...cmi?.student_data, mastery_score: passedFrom ?? "" } };
  }
  const own = { entry: entryAfter(cmi, cmi?.exit), credit: "credit", mode: "normal", launch_data: launch, exit: "" };
  if (passedFrom) own.scaled_passing_score = passedFrom;
  return own;
}

function entryAfter(cmi, exit) {
  if (!cmi) return "ab-initio";
  return exit === "suspend" ? "resume" : "";
}

function tell(message) {
  around.postMessage(message, home);
}

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== home || source !== around || !data?.kept || window.API || window.API_1484_11) return;
  const api = made(data.kept);
  window[is12 ? "API" : "API_1484_11"] = api;
  const events = is12 ? ["LMSCommit", "LMSFinish"] : ["Commit", "Terminate"];
  for (const event of events) api.on(event, () => tell({ keep: api.renderCMIToJSONObject(), over: event === events[1] }));
  frame.src = start;
});

tell({ ready: true });
