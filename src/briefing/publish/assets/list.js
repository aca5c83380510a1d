// The list of episodes: what was played, and which episode comes next.

import { listedEpisodes, nextEpisode, progressOf, setProgress } from "./episode.js";
import { $, memory } from "./memory.js";
import { ROOT } from "./offline.js";
import { fetchPage } from "./pages.js";

let known = [];

/** Show the marks of the list, if this page has one. */
export function startList() {
  if (document.body.dataset.root === "./") known = listedEpisodes(document, ROOT);
  for (const link of document.querySelectorAll(".older a[data-episode]")) {
    showMark(link);
    link.nextElementSibling.addEventListener("click", () => {
      const { played } = progressOf(link.dataset.episode);
      setProgress(link.dataset.episode, { position: 0, played: !played });
    });
  }
  const box = $("continue");
  if (!box) return;
  box.checked = continues();
  box.addEventListener("change", () => memory.set("continue", box.checked ? "yes" : "no"));
}

document.addEventListener("progress", (event) => {
  const link = document.querySelector(`.older a[data-episode="${CSS.escape(event.detail.id)}"]`);
  if (link) showMark(link);
});

function showMark(link) {
  const { position, played } = progressOf(link.dataset.episode);
  const [mark, length] = [link.nextElementSibling, Number(link.dataset.duration)];
  const left = length - position;
  const isBegun = position > 1;
  mark.setAttribute("aria-pressed", String(played));
  mark.style.setProperty("--done", isBegun ? position / length : 0);
  mark.classList.toggle("begun", isBegun);
  const text = left >= 60 ? `${Math.round(left / 60)} min left` : `${Math.round(left)} s left`;
  mark.querySelector(".state").textContent = isBegun ? text : played ? "Heard" : "";
}

const continues = () => memory.get("continue") !== "no";

/** The page of the episode that follows, as its URL; '' if all were played or the listener wants none. */
export async function nextPage(id) {
  if (!continues()) return "";
  try {
    known = listedEpisodes(await fetchPage(ROOT), ROOT);
  } catch { /* no network: the list that was shown */ }
  return nextEpisode(known, id)?.page ?? "";
}
