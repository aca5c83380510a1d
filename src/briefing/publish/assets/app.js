// Entry point of the page. Without scripts, the browser's own player, the links and the forms still work.

import { episodeOf } from "./episode.js";
import { nextPage, startList } from "./list.js";
import { cacheEpisode, ROOT, startWorker } from "./offline.js";
import { $ } from "./memory.js";
import { fetchPage, startPages } from "./pages.js";
import { startPlayer } from "./player.js";
import { copy, startInstalling, startSharing, startTextSize } from "./share.js";
import { startTranscript } from "./transcript.js";

/** A click on the feed link copies its URL, which a podcast app asks for. */
async function copyFeed(event) {
  const link = event.target.closest("#feed");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!(await copy(link.href))) { location.assign(link.href); return; }
  link.textContent = "URL copied";
  $("copied").textContent = "The URL of the feed is copied.";
  link.focus();
}

/** The time of '?t=83' or '#t=83.2', a link to a moment; undefined for other addresses. */
function timeOfAddress() {
  const text = new URLSearchParams(location.search).get("t") ?? /^#t=(.*)$/.exec(location.hash)?.[1];
  return /^\d+(\.\d+)?$/.test(text ?? "") ? Number(text) : undefined;
}

// Neither the form for articles nor the server's positions are needed for the first paint
async function startForm() {
  if ($("save")) (await import("./saving.js")).startSaving($("save"));
}

async function startSyncing() {
  (await import("./sync.js")).startSync(`${ROOT}positions`);
}

function startEpisodes(main) {
  let shown;
  const render = () => {
    shown = episodeOf(document, location.href);
    player.showPage(shown, startTranscript(main.querySelector("audio")));
    startList();
    startForm();
    cacheEpisode(shown);
  };
  const playNext = async (ended) => {
    try {
      const url = await nextPage(ended.id);
      const next = url && episodeOf(await fetchPage(url), url);
      if (!next || player.isPlaying) return;
      player.load(next, undefined, true);
      if (shown.id === ended.id) showPage(url);
    } catch { /* no network: the listener chooses the next episode */ }
  };
  const player = startPlayer(main, playNext);
  const time = timeOfAddress();
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);  // a reload continues
  const showPage = startPages(render);
  render();
  player.load(shown, time < shown.duration ? time : undefined);
  $("now").addEventListener("click", (event) => {
    event.preventDefault();
    if (shown.id === player.episode.id) player.scrollToLine(); else showPage(player.episode.page);
  });
  if ("positions" in document.body.dataset) startSyncing();
  startSharing(() => shown, () => (shown.id === player.episode.id ? player.time : 0));
  startTextSize();
  startInstalling();
}

const main = document.querySelector("main[data-page]");
startWorker();
document.addEventListener("click", copyFeed);
if (main) startEpisodes(main);
else startForm();
