// Keeps the page for notes in a lesson, so that it opens again in a classroom without a network. Nothing else is kept,
// and with a network every page is a fresh one.
const SHELF = "teachnet.lessons";
const PAGE = /\/observations\/\d+\/live$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(event.data.keep)).catch(() => {}));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (PAGE.test(pathname)) event.respondWith(fetch(request).then((answer) => told(request, answer), () => kept(request)));
  else if (pathname.includes("/assets/")) event.respondWith(fetch(request).catch(() => kept(request)));
});

// Whoever is signed out, or has handed in, is told so by the server: then the page is not kept any longer.
async function told(request, answer) {
  if (!answer.ok) await caches.open(SHELF).then((shelf) => shelf.delete(request, { ignoreVary: true }));
  return answer;
}

async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? Response.error();
}
