// The transcript and the chapters of the page that is shown, while its episode plays.

import { $ } from "./memory.js";
import { wordHighlighter } from "./words.js";

const OWN_SCROLLING = 1000;  // milliseconds: scroll events within them are not the reader's

/** The index of the last cue (sorted by start) that has started at `time`; -1 before the first. */
export const lastStarted = (cues, time) => {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle].start <= time + 0.01) low = middle + 1; else high = middle;
  }
  return low - 1;
};

const cuesOf = (selector) => [...document.querySelectorAll(selector)].map(
  (element) => ({ element, start: Number(element.dataset.start) }));

const inView = (element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
};

/** `show` marks the line and the chapter at a time, `clear` none; `stop` ends it when another page is shown. */
export function startTranscript(audio) {
  const lines = cuesOf(".line");
  const chapters = cuesOf(".chapters a[data-start]");
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const words = wordHighlighter(audio);
  const stopping = new AbortController();
  let chapter = -1;
  let line = -1;
  let isRead = false;  // true once the reader has seen the current line, or asked for it
  let scrolledAt = 0;

  const scrollToLine = () => {
    if (line < 0) return;
    isRead = true;
    scrolledAt = Date.now();
    $("follow").hidden = true;
    lines[line].element.scrollIntoView({ block: "center", behavior: reducedMotion.matches ? "auto" : "smooth" });
  };
  /** Offer the way back only to a reader who has left the line by scrolling. */
  const watchReader = (hasScrolled) => {
    const isSeen = line >= 0 && inView(lines[line].element);
    if (isSeen && !audio.paused) isRead = true;
    if (audio.paused || line < 0 || isSeen) $("follow").hidden = true;
    else if (hasScrolled && isRead && Date.now() - scrolledAt > OWN_SCROLLING) $("follow").hidden = false;
  };

  const mark = (cues, before, after) => {
    cues[before]?.element.removeAttribute("aria-current");
    cues[after]?.element.setAttribute("aria-current", "true");
    return after;
  };
  function showLine(next) {
    if (next === line) return;
    const wasInView = line >= 0 && inView(lines[line].element);
    line = mark(lines, line, next);
    words.enterLine(lines[line]?.element);
    if (wasInView && !audio.paused) scrollToLine();
  }
  const show = (time) => {
    const next = lastStarted(chapters, time);
    if (next !== chapter) chapter = mark(chapters, chapter, next);
    showLine(lastStarted(lines, time));
    words.update();
    watchReader(false);
  };
  const clear = () => show(-1);

  $("follow").addEventListener("click", scrollToLine);
  addEventListener("scroll", () => watchReader(true), { passive: true, signal: stopping.signal });
  return {
    show, clear, scrollToLine,
    stop() { stopping.abort(); clear(); },
    nextStart: () => Math.min(lines[line + 1]?.start ?? Infinity, chapters[chapter + 1]?.start ?? Infinity),
  };
}
