// Entry point of the page. Without scripts, the browser's own player, the links and the form still work.

import { cacheEpisode, cachedUrl, startWorker } from "./offline.js";
import { startPlayer } from "./player.js";
import { startSaving } from "./saving.js";

const $ = (id) => document.getElementById(id);

/**
 * A player must not mix the responses of two sources. The audio of a cached episode therefore has a URL of its own,
 * which the service worker answers from the cache only.
 */
async function startEpisode(main) {
  const audio = main.querySelector("audio");
  const url = audio.src;
  audio.src = await cachedUrl(url) || url;
  startPlayer(main, () => cachedUrl(url));
  cacheEpisode(url);
}

/** A click on the feed link copies its URL, which a podcast app asks for. */
function startCopying(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!(await copy(link.href))) { location.assign(link.href); return; }
    link.textContent = "URL copied";
    $("copied").textContent = "The URL of the feed is copied.";
    link.focus();
  });
}

/** Copy text; return false if that fails. Over plain http, as in a home network, there is only execCommand. */
async function copy(text) {
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

const main = document.querySelector("main[data-episode]");
startWorker();
if (main) startEpisode(main);
if ($("save")) startSaving($("save"));
if ($("feed")) startCopying($("feed"));
