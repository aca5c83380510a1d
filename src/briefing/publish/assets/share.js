// Share an episode, a story of it or a moment; install the page; the size of the text.

import { $, memory } from "./memory.js";

const SIZES = [100, 115, 130, 150, 175, 200];  // percent
const TOAST = 6000;  // milliseconds
let toastTimer = 0;

export function showToast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  toastTimer = setTimeout(() => { $("toast").textContent = ""; }, TOAST);
}

/** Copy text; return false if that fails. Over plain http, as in a home network, there is only execCommand. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* not supported or not allowed */ }
  const field = document.body.appendChild(document.createElement("textarea"));
  field.value = text;
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

/** The URL of an episode's page, at a time in whole seconds. */
function urlAt(episode, seconds) {
  const url = new URL(episode.page);
  if (seconds >= 1) url.searchParams.set("t", Math.floor(seconds));
  return url.href;
}

/** Share by the system's dialog, else copy the URL. */
async function share(title, url) {
  try {
    if (navigator.share) { await navigator.share({ title, url }); return; }
  } catch (error) {
    if (error.name === "AbortError") return;  // the listener closed the dialog
  }
  const isPrivate = "private" in document.body.dataset ? " It contains the secret address of this page." : "";
  showToast(await copy(url) ? `The link is copied.${isPrivate}` : url);
}

/** `shown` returns the episode that the page shows, `time` the position in it. */
export function startSharing(shown, time) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-share]");
    if (!button) return;
    const episode = shown();
    const start = Number(button.dataset.share);
    share(episode.chapters.find((one) => one.start === start)?.title ?? episode.title, urlAt(episode, start));
  });
  $("share").addEventListener("click", () => share(shown().title, urlAt(shown(), time())));
}

export function startTextSize() {
  const root = document.documentElement;
  const step = (by) => {
    const now = SIZES.indexOf(parseInt(root.style.fontSize || "100", 10));
    const size = SIZES[Math.min(Math.max(0, now + by), SIZES.length - 1)];
    root.style.fontSize = size === 100 ? "" : `${size}%`;
    memory.set("text-size", String(size));
    showToast(`Text size ${size} %`);
  };
  $("smaller").addEventListener("click", () => step(-1));
  $("larger").addEventListener("click", () => step(1));
}

// A browser that can install the page says so; others have a menu of their own for it
let installing;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installing = event;
  $("install")?.classList.remove("pending");
});
addEventListener("appinstalled", () => $("install")?.classList.add("pending"));

export function startInstalling() {
  $("install").addEventListener("click", async () => {
    const prompt = installing;
    installing = undefined;
    $("install").classList.add("pending");
    await prompt?.prompt();
  });
}
