// Service worker: pages and assets come from the network first and are cached; cached audio plays from the cache.
// Assets {{ version }}: this hash changes the worker whenever an asset changes.

const SHELL = "briefing-shell";
const AUDIO = "briefing-audio";
const ASSETS = {{ assets | tojson }};
const MAX_ENTRIES = 60;  // pages, pictures and assets
const TIMEOUT = 4000;  // milliseconds until a cached page is shown instead of waiting for a slow network
const SLOW = 60000;  // milliseconds for which a network that was slow is not waited for again
let slowUntil = 0;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(ASSETS.map((asset) => new Request(asset, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const others = (await caches.keys()).filter((name) => name !== SHELL && name !== AUDIO);
    await Promise.all(others.map((name) => caches.delete(name)));
    await self.clients.claim();  // so that the page that is already open can play cached audio
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (request.cache === "no-store") return;  // the page checks for a new episode
  if (!url.pathname.endsWith(".mp3")) event.respondWith(networkFirst(event));
  else if (url.search === "?kept") event.respondWith(cachedAudio(request));
});

/** The network's response, or the cached one on failure or timeout. A late response is cached, and the page is notified. */
async function networkFirst(event) {
  const { request } = event;
  const key = request.mode === "navigate" ? request.url.split(/[?#]/)[0] : request.url;
  const isSlow = Date.now() < slowUntil;
  const asset = isSlow && assetUrls().has(key) && await (await caches.open(SHELL)).match(key);
  if (asset) return asset;
  const response = fetch(request, { cache: "no-cache" });
  const caching = response.then((good) => addToCache(key, good.clone())).catch(() => {});
  event.waitUntil(caching);
  const cached = await (await caches.open(SHELL)).match(key);
  const timeout = new Promise((resolve) => { setTimeout(resolve, !cached ? 2 ** 31 - 1 : isSlow ? 0 : TIMEOUT, null); });
  try {
    const first = await Promise.race([response, timeout]);
    if (first) return first;
    slowUntil = Date.now() + SLOW;
    event.waitUntil(caching.then(() => notifyPage(event.resultingClientId)));
    return cached;
  } catch (error) {
    if (cached) return cached;
    if (request.mode === "navigate") return Response.redirect(`${self.registration.scope}#not-kept`);
    throw error;
  }
}

function assetUrls() {
  return new Set(ASSETS.map((asset) => new URL(asset, self.registration.scope).href));
}

async function addToCache(key, response) {
  if (response.status !== 200) return;
  const cache = await caches.open(SHELL);
  await cache.put(key, response);
  const assets = assetUrls();
  const others = (await cache.keys()).filter((one) => !assets.has(one.url));
  await Promise.all(others.slice(0, Math.max(0, others.length - MAX_ENTRIES)).map((one) => cache.delete(one)));
}

async function notifyPage(id) {
  (await self.clients.get(id))?.postMessage("late");
}

/** Cached audio, or the range of it that the player requests; from the network if it is not cached. */
async function cachedAudio(request) {
  const cached = await (await caches.open(AUDIO)).match(request.url, { ignoreSearch: true });
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") || "");  // 'bytes=1024-'
  if (!cached) return fetch(request);
  if (!range || (!range[1] && !range[2])) return cached;
  const whole = await cached.blob();
  const start = range[1] ? Number(range[1]) : Math.max(0, whole.size - Number(range[2]));
  const end = range[1] && range[2] ? Math.min(Number(range[2]) + 1, whole.size) : whole.size;
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
