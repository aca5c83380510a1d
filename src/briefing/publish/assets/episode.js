// An episode as a page describes it, what was played of it, and the list of all episodes.

import { memory } from "./memory.js";

/** The episode of a page, which may be one that was fetched; null if the page has none or is of an older version. */
export function episodeOf(page, base) {
  const main = page.querySelector("main[data-page]");
  if (!main) return null;
  const urlOf = (path) => new URL(path, base).href;
  const title = main.querySelector("h1");
  return {
    id: main.dataset.episode,
    show: main.dataset.show,
    duration: Number(main.dataset.duration),
    audio: urlOf(main.dataset.audio),
    page: urlOf(main.dataset.page),
    thumbnail: urlOf(`${main.dataset.folder}thumb.jpg`),
    cover: urlOf(`${main.dataset.folder}cover.jpg`),
    title: title.textContent,
    language: title.lang,
    chapters: [...main.querySelectorAll(".chapters a[data-start]")].map((link) => ({
      start: Number(link.dataset.start), title: link.querySelector(".name").textContent,
    })),
  };
}

/** The episodes of a front page, the newest first. */
export function listedEpisodes(page, base) {
  const main = page.querySelector("main[data-page]");
  if (!main) return [];
  const newest = { ...main.dataset, href: main.dataset.page };
  const older = [...page.querySelectorAll(".older a[data-episode]")].map((link) => ({ ...link.dataset, href: link.getAttribute("href") }));
  return [newest, ...older].map((one) => ({
    id: one.episode, duration: Number(one.duration), page: new URL(one.href, base).href, audio: new URL(one.audio, base).href,
  }));
}

/** What was played: the position in seconds, whether the end was reached, and the time of the last change. */
export function progressOf(id) {
  const none = { position: 0, played: false, changed: 0 };
  try {
    return { ...none, position: Number(memory.get(`at:${id}`)), ...JSON.parse(memory.get(`episode:${id}`)) };
  } catch {
    return none;
  }
}

/** Store a change of `position` or `played`; the document gets the event 'progress'. */
export function setProgress(id, change) {
  const before = progressOf(id);
  const after = { ...before, ...change };
  if (after.played === before.played && Math.abs(after.position - before.position) < 0.1) return;
  storeProgress(id, { ...after, changed: Date.now() });
}

/** `isRemote` is true for a change that another device made. */
export function storeProgress(id, progress, isRemote = false) {
  memory.set(`episode:${id}`, JSON.stringify(progress));
  memory.remove(`at:${id}`);  // of older versions
  document.dispatchEvent(new CustomEvent("progress", { detail: { id, isRemote, ...progress } }));
}

/**
 * The episode that is played after another one: the oldest of the newer ones that was not played, so that the news comes
 * in order; else the newest of the older ones.
 */
export function nextEpisode(episodes, id) {
  const at = episodes.findIndex((one) => one.id === id);
  const isOpen = (one) => one.id !== id && !progressOf(one.id).played;
  const newer = episodes.slice(0, Math.max(at, 0)).reverse();
  return newer.find(isOpen) ?? episodes.slice(at + 1).find(isOpen);
}
