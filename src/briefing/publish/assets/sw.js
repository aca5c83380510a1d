// Offline: the pages and their parts are fetched from the network and kept; kept audio is played from here.
// Assets {{ version }}: with these letters the worker changes whenever an asset does.

const SHELL = "briefing-shell";
const AUDIO = "briefing-audio";
const PARTS = {{ parts | tojson }};
const MOST = 60;  // pages, pictures and parts
const PATIENCE = 4000;  // milliseconds, after which a slow network gives way to what is kept

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(PARTS.map((part) => new Request(part, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const others = (await caches.keys()).filter((name) => name !== SHELL && name !== AUDIO);
    await Promise.all(others.map((name) => caches.delete(name)));
    await self.clients.claim();  // the page that is open can hear what is kept, should its network go away
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (request.cache === "no-store") return;  // the page asks the network itself
  if (!address.pathname.endsWith(".mp3")) event.respondWith(fresh(event));
  else if (address.search === "?kept") event.respondWith(audio(request));
});

/** The network's answer; what is kept when there is none, or none in time. A late answer is kept and announced. */
async function fresh(event) {
  const { request } = event;
  const key = request.mode === "navigate" ? request.url.split(/[?#]/)[0] : request.url;
  const answer = fetch(request, { cache: "no-cache" });
  const keeping = answer.then((good) => keep(key, good.clone())).catch(() => {});
  event.waitUntil(keeping);
  const kept = await (await caches.open(SHELL)).match(key);
  const late = new Promise((resolve) => { setTimeout(resolve, kept ? PATIENCE : 2 ** 31 - 1, null); });
  try {
    const first = await Promise.race([answer, late]);
    if (first) return first;
    event.waitUntil(keeping.then(() => announce(event.resultingClientId)));
    return kept;
  } catch (error) {
    if (kept) return kept;
    if (request.mode === "navigate") return Response.redirect(`${self.registration.scope}#not-kept`);
    throw error;
  }
}

async function keep(key, answer) {
  if (answer.status !== 200) return;
  const cache = await caches.open(SHELL);
  await cache.put(key, answer);
  const parts = new Set(PARTS.map((part) => new URL(part, self.registration.scope).href));
  const others = (await cache.keys()).filter((one) => !parts.has(one.url));
  await Promise.all(others.slice(0, Math.max(0, others.length - MOST)).map((one) => cache.delete(one)));
}

async function announce(id) {
  (await self.clients.get(id))?.postMessage("late");
}

/** Kept audio, cut as the player asks for it; else the network's. */
async function audio(request) {
  const kept = await (await caches.open(AUDIO)).match(request.url, { ignoreSearch: true });
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") || "");  // 'bytes=1024-'
  if (!kept) return fetch(request);
  if (!asked || (!asked[1] && !asked[2])) return kept;
  const whole = await kept.blob();
  const start = asked[1] ? Number(asked[1]) : Math.max(0, whole.size - Number(asked[2]));
  const end = asked[1] && asked[2] ? Math.min(Number(asked[2]) + 1, whole.size) : whole.size;
  if (start >= end) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  return new Response(whole.slice(start, end), {
    status: 206,
    headers: {
      "Content-Type": "audio/mpeg",
      "Content-Length": String(end - start),
      "Content-Range": `bytes ${start}-${end - 1}/${whole.size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
