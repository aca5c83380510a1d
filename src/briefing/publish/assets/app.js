// The page's behaviour. Without it the browser's own player, the links and the form still work.

import { keepEpisode, keptAddress, startWorker } from "./offline.js";
import { startPlayer } from "./player.js";
import { startSaving } from "./saving.js";

const $ = (id) => document.getElementById(id);

/**
 * A player mixes no answers of two origins: an episode that was kept before is asked for by another name, and only
 * that name is answered from what is kept, from the first byte to the last.
 */
async function startEpisode(main) {
  const audio = main.querySelector("audio");
  const address = audio.src;
  audio.src = await keptAddress(address) || address;
  startPlayer(main, () => keptAddress(address));
  keepEpisode(address);
}

/** A touch on the feed's link copies its address, which is what a podcast app wants. */
function startCopying(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!(await copied(link.href))) { location.assign(link.href); return; }
    link.textContent = "Address copied";
    $("copied").textContent = "The feed’s address was copied.";
    link.focus();
  });
}

/** Plain http, as in a home network, has no clipboard but the old one. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* not here, or not allowed */ }
  const field = document.body.appendChild(document.createElement("textarea"));
  field.value = text;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

const main = document.querySelector("main[data-episode]");
startWorker();
if (main) startEpisode(main);
if ($("save")) startSaving($("save"));
if ($("feed")) startCopying($("feed"));
