// Offline playback: the page, its cover and its audio are cached. A cached page never hides a newer episode.

const $ = (id) => document.getElementById(id);
const root = document.body.dataset.root;
const SHELL = "briefing-shell";
const AUDIO = "briefing-audio";
const MAX_EPISODES = 3;

const isWorkerSupported = () => "serviceWorker" in navigator && window.isSecureContext;

/** The URL that the service worker answers from the cache; '' if the audio is not cached. */
export async function cachedUrl(url) {
  try {
    if (navigator.serviceWorker?.controller && await (await caches.open(AUDIO)).match(url)) return `${url}?kept`;
  } catch { /* no storage */ }
  return "";
}

export function showStatus(text, isFailure) {
  $("status").textContent = text;
  $("status").classList.toggle("failed", Boolean(isFailure));
}

export const hasFailed = () => $("status").classList.contains("failed");

export function startWorker() {
  if (root === "./" && $("new-episode")) watchForNewEpisodes();
  if (isWorkerSupported()) navigator.serviceWorker.register(`${root}sw.js`, { scope: root }).catch(() => {});
}

/** Cache this page, its cover and its audio. If there is no space, the audio plays from the network. */
export async function cacheEpisode(url) {
  if (location.hash === "#not-kept") showStatus("No network. That episode is not available offline: it was never opened on this device.", true);
  if (!isWorkerSupported()) return;
  try {
    await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData || new URL(url).origin !== location.origin) return;
    const [shell, audio] = [await caches.open(SHELL), await caches.open(AUDIO)];
    await withSpace(audio, () => shell.addAll([location.pathname, document.querySelector(".hero img").src]));
    if (!(await audio.match(url))) await withSpace(audio, () => audio.add(url));
    await removeOldest(audio, MAX_EPISODES);
    if (!hasFailed()) showStatus("Available offline");
  } catch { /* private window or full disk: the audio plays from the network */ }
}

/** Add to the cache; if there is no space, remove all cached episodes first. */
async function withSpace(audio, add) {
  try {
    await add();
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    await removeOldest(audio, 0);
    await add();
  }
}

async function removeOldest(cache, max) {
  const keys = await cache.keys();
  for (const old of keys.slice(0, keys.length - max)) await cache.delete(old);
}

/** A page on the home screen stays open for days: check when it becomes visible and when the network is back. */
function watchForNewEpisodes() {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) checkForNewEpisode(); });
  addEventListener("online", checkForNewEpisode);
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "late") checkForNewEpisode(); });
}

async function checkForNewEpisode() {
  try {
    const response = await fetch(root, { cache: "no-store" });
    if (!response.ok) return;
    if (isWorkerSupported()) await (await caches.open(SHELL)).put(new URL(root, location.href), response.clone());
    const newest = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main[data-episode]");
    if (!newest || newest.dataset.episode === document.querySelector("main").dataset.episode) return;
    $("new-episode").querySelector("b").textContent = newest.querySelector("h1").textContent;
    $("new-episode").hidden = false;
  } catch { /* no network: the next check finds it */ }
}
