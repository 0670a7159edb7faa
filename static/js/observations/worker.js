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
  if (request.method === "GET" && (PAGE.test(pathname) || pathname.includes("/assets/"))) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? Response.error();
}
