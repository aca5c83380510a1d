// Offline: the pages and their parts are fetched from the network and kept; kept audio is played from here.

const SHELL = "briefing-shell-{{ version }}";
const AUDIO = "briefing-audio";
const PARTS = ["./", "app.css", "app.js", "manifest.webmanifest", "icon-192.png"];
const PATIENCE = 4000;  // milliseconds, after which a slow network counts as none

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("briefing-shell-") && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (!address.pathname.endsWith(".mp3")) event.respondWith(fresh(request));
  else if (address.search === "?kept") event.respondWith(audio(request));
});

/** The network's answer, kept for later; without a network the one that was kept. */
async function fresh(request) {
  const cache = await caches.open(SHELL);
  const options = { ignoreSearch: request.mode === "navigate" };
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && answer.status === 200) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, options);
    if (kept) return kept;
    if (error.name === "TimeoutError") return fetch(request);  // slow, but nothing else is there
    if (request.mode === "navigate") return (await cache.match("./")) || Promise.reject(error);
    throw error;
  }
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
