// Offline playback: the newest episodes are cached with page and cover. A cached page never hides a newer episode.

import { listedEpisodes } from "./episode.js";
import { $ } from "./memory.js";

const SHELL = "briefing-shell";
const AUDIO = "briefing-audio";
const MAX_EPISODES = 3;

/** The URL of the front page. */
export const ROOT = new URL(document.body.dataset.root, location.href).href;

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

export const showNotKept = () => showStatus("No network. That episode is not available offline: it was never opened on this device.", true);
export const hasFailed = () => $("status").classList.contains("failed");

export function startWorker() {
  watchForNewEpisodes();
  if (isWorkerSupported()) navigator.serviceWorker.register(`${ROOT}sw.js`, { scope: ROOT }).catch(() => {});
}

/** Cache the episode that is shown, then the newest ones. If there is no space, the audio plays from the network. */
export async function cacheEpisode(episode) {
  if (location.hash === "#not-kept") showNotKept();
  if (!isWorkerSupported()) return;
  try {
    await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData || new URL(episode.audio).origin !== location.origin) return;
    await withSpace(episode, () => addFiles(episode));
    await removeOldest(MAX_EPISODES, episode);
    if (!hasFailed() && document.querySelector("main").dataset.episode === episode.id) showStatus("Available offline");
    await cacheNewest();
  } catch { /* private window or full disk: the audio plays from the network */ }
  await showStorage().catch(() => {});
}

async function addFiles(episode) {
  const [shell, audio] = [await caches.open(SHELL), await caches.open(AUDIO)];
  await shell.addAll([episode.page, new URL("thumb.jpg", episode.audio).href]);
  if (!(await audio.match(episode.audio))) await audio.add(episode.audio);
}

/** Add the newest episodes of the list, as far as there is space, unless the phone pays for its data. */
async function cacheNewest() {
  if (document.body.dataset.root !== "./" || navigator.connection?.type === "cellular") return;
  const newest = listedEpisodes(document, ROOT).slice(0, MAX_EPISODES);
  const audio = await caches.open(AUDIO);
  for (const episode of newest) {
    if (!(await audio.match(episode.audio))) await addFiles(episode);
  }
  await removeOldest(MAX_EPISODES, newest[0]);
}

/** Add to the cache; while there is no space, remove the oldest of the other episodes. */
async function withSpace(episode, add) {
  for (;;) {
    try {
      await add();
      return;
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      const { length } = await (await caches.open(AUDIO)).keys();
      if (!length || !(await removeOldest(length - 1, episode))) throw error;
    }
  }
}

/** Remove the oldest episodes until `max` are left, but not the one that is shown; return how many were removed. */
async function removeOldest(max, shown) {
  const cache = await caches.open(AUDIO);
  const keys = (await cache.keys()).filter(({ url }) => url !== shown.audio).sort((one, other) => ageOf(other) - ageOf(one));
  const surplus = keys.slice(0, Math.max(0, keys.length - max + 1));
  for (const key of surplus) await cache.delete(key);
  return surplus.length;
}

/** The age of a cached episode by the day in its folder's name; one of another address of the site is the oldest. */
function ageOf({ url }) {
  const day = url.startsWith(ROOT) ? /^\d{4}-\d\d-\d\d/.exec(url.slice(ROOT.length)) : null;
  return day ? Date.now() - Date.parse(day[0]) : Infinity;
}

/** Show in the list which episodes are available offline, and how much space they take. */
async function showStorage() {
  const cached = await (await caches.open(AUDIO)).matchAll();
  const sizes = cached.map((response) => Number(response.headers.get("Content-Length")));
  for (const response of cached) response.body?.cancel();  // an open response keeps the space of a removed episode
  const urls = new Set(cached.map((response) => response.url));
  for (const link of document.querySelectorAll(".older a[data-audio]")) {
    link.querySelector(".kept").hidden = !urls.has(new URL(link.dataset.audio, ROOT).href);
  }
  const count = cached.length === 1 ? "1 episode" : `${cached.length} episodes`;
  const megabytes = Math.max(0.1, sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1);
  if ($("storage")) $("storage").textContent = cached.length ? `On this device: ${count}, ${megabytes} MB. The oldest is removed when a new one comes.` : "";
}

/** A page on the home screen stays open for days: check when it becomes visible and when the network is back. */
function watchForNewEpisodes() {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) checkForNewEpisode(); });
  addEventListener("online", checkForNewEpisode);
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "late") checkForNewEpisode(); });
}

async function checkForNewEpisode() {
  if (document.body.dataset.root !== "./" || !$("new-episode")) return;
  try {
    const response = await fetch(ROOT, { cache: "no-store" });
    if (!response.ok) return;
    if (isWorkerSupported()) await (await caches.open(SHELL)).put(ROOT, response.clone());
    const newest = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main[data-episode]");
    if (!newest || newest.dataset.episode === document.querySelector("main").dataset.episode) return;
    $("new-episode").querySelector("b").textContent = newest.querySelector("h1").textContent;
    $("new-episode").hidden = false;
  } catch { /* no network: the next check finds it */ }
}
