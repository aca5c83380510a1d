// What was opened can be heard without a network, and what is kept never hides a newer programme.

const $ = (id) => document.getElementById(id);
const root = document.body.dataset.root;
const SHELL = "briefing-shell";
const AUDIO = "briefing-audio";
const MOST = 3;  // episodes

const workerRuns = () => "serviceWorker" in navigator && window.isSecureContext;

/** The address from which the worker answers with what is kept; '' where nothing is. */
export async function keptAddress(address) {
  try {
    if (navigator.serviceWorker?.controller && await (await caches.open(AUDIO)).match(address)) return `${address}?kept`;
  } catch { /* no storage here */ }
  return "";
}

export function say(text, failed) {
  $("kept").textContent = text;
  $("kept").classList.toggle("failed", Boolean(failed));
}

export const hasFailed = () => $("kept").classList.contains("failed");

export function startWorker() {
  if (root === "./" && $("news")) watchForNews();
  if (workerRuns()) navigator.serviceWorker.register(`${root}sw.js`, { scope: root }).catch(() => {});
}

/** Keep this page, its picture and its audio on the phone; a full disk leaves it playing from the network. */
export async function keepEpisode(address) {
  if (location.hash === "#not-kept") say("No network, and that episode was not opened on this phone before.", true);
  if (!workerRuns()) return;
  try {
    await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData || new URL(address).origin !== location.origin) return;
    const [shell, sound] = [await caches.open(SHELL), await caches.open(AUDIO)];
    await withRoom(sound, () => shell.addAll([location.pathname, document.querySelector(".hero img").src]));
    if (!(await sound.match(address))) await withRoom(sound, () => sound.add(address));
    await keepOnly(sound, MOST);
    if (!hasFailed()) say("Ready offline");
  } catch { /* a private window, a full disk: then it plays from the network */ }
}

/** The newest episode matters most: where there is no room for it, the older ones go. */
async function withRoom(sound, add) {
  try {
    await add();
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    await keepOnly(sound, 0);
    await add();
  }
}

async function keepOnly(cache, most) {
  const keys = await cache.keys();
  for (const old of keys.slice(0, keys.length - most)) await cache.delete(old);
}

/** A page on the home screen stays open for days: it looks again when it is looked at, or has a network again. */
function watchForNews() {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) lookForNews(); });
  addEventListener("online", lookForNews);
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "late") lookForNews(); });
}

async function lookForNews() {
  try {
    const answer = await fetch(root, { cache: "no-store" });
    if (!answer.ok) return;
    if (workerRuns()) await (await caches.open(SHELL)).put(new URL(root, location.href), answer.clone());
    const newest = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main[data-episode]");
    if (!newest || newest.dataset.episode === document.querySelector("main").dataset.episode) return;
    $("news").querySelector("b").textContent = newest.querySelector("h1").textContent;
    $("news").hidden = false;
  } catch { /* no network: the next look will tell */ }
}
