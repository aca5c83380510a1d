// The player: audio, chapters, and the transcript that scrolls with the audio.

import { setActionHandlers, showMetadata, showPosition } from "./lockscreen.js";
import { memory, spokenTime, timestamp } from "./memory.js";
import { hasFailed, showStatus } from "./offline.js";
import { sleepTimer } from "./sleep.js";
import { wordHighlighter } from "./words.js";

const $ = (id) => document.getElementById(id);
const BACK = 15;  // seconds
const FORWARD = 30;
const LOOKFORWARD = 1;  // seconds of audio: a line that starts within them gets a timer
const STALL_TIMEOUT = 2000;  // milliseconds until cached audio replaces a stalled network
const MIN_DELAY = 20;  // milliseconds, for audio that stalls just before a line

/** The index of the last cue (sorted by start) that has started at `time`; -1 before the first. */
const lastStarted = (cues, time) => {
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

/** `findCachedUrl` returns the URL of the cached audio, or ''. */
export function startPlayer(main, findCachedUrl) {
  const audio = main.querySelector("audio");
  const length = Number(main.dataset.duration);
  const positionKey = `at:${main.dataset.episode}`;
  const chapters = cuesOf(".chapters a[data-start]");
  const lines = cuesOf(".line");
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 60rem)");
  const words = wordHighlighter(audio);
  let chapter;  // undefined at first; -1 before the first chapter and without chapters
  let line = -1;
  let dragging = false;
  let savedAt = 0;
  let lineTimer = 0;
  let stallTimer = 0;

  audio.controls = false;
  main.querySelector(".controls").hidden = false;

  const seek = (time) => {
    audio.currentTime = Math.min(Math.max(0, time), Math.max(0, length - 0.1));
    update();
  };
  const loadAt = (url, time) => {
    if (url) audio.src = url; else audio.load();
    seek(time);
  };
  const showError = () => showStatus("The audio cannot be loaded. Check the network.", true);
  const play = () => {
    if (audio.error) loadAt("", audio.currentTime);  // the network may be back
    return audio.play().catch((error) => { if (error.name !== "AbortError") showError(); });
  };
  /** Continue with the cached audio after the network has failed; return false if there is none. */
  const switchToCached = async () => {
    const [time, playing] = [audio.currentTime, !audio.paused];
    const url = audio.src.endsWith("?kept") ? "" : await findCachedUrl();
    if (!url) return false;
    loadAt(url, time);
    if (playing) play();
    return true;
  };
  const watchStall = () => {
    clearTimeout(stallTimer);
    stallTimer = setTimeout(() => {
      if (!audio.paused && audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) switchToCached();
    }, STALL_TIMEOUT);
  };
  const toggle = () => (audio.paused ? play() : audio.pause());

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const scrollToLine = () => {
    if (line >= 0) lines[line].element.scrollIntoView({ block: "center", behavior: reducedMotion.matches ? "auto" : "smooth" });
  };

  function showChapter(time) {
    const next = lastStarted(chapters, time);
    if (next === chapter) return;
    chapters[chapter]?.element.removeAttribute("aria-current");
    chapter = next;
    if (chapter >= 0) chapters[chapter].element.setAttribute("aria-current", "true");
    if (chapter >= 0) $("now").textContent = chapters[chapter].element.querySelector(".name").textContent;
    showMetadata(main, $("now").textContent);
  }

  function showLine(time) {
    const next = lastStarted(lines, time);
    if (next === line) return;
    const wasInView = line < 0 ? false : inView(lines[line].element);
    if (line >= 0) lines[line].element.removeAttribute("aria-current");
    line = next;
    words.enterLine(lines[line]?.element);
    if (line < 0) return;
    lines[line].element.setAttribute("aria-current", "true");
    if (wasInView && !audio.paused) scrollToLine();
  }

  function update() {
    const time = audio.currentTime;
    if (!dragging) $("position").value = time;
    const shown = dragging ? Number($("position").value) : time;
    $("position").style.setProperty("--done", `${(100 * shown) / length}%`);
    $("position").setAttribute("aria-valuetext", `${spokenTime(shown)} of ${spokenTime(length)}`);
    $("elapsed").textContent = timestamp(shown);
    $("remaining").textContent = `−${timestamp(length - shown)}`;
    showChapter(time);
    showLine(time);
    words.update();
    $("follow").hidden = audio.paused || line < 0 || inView(lines[line].element);
    showPosition(audio, length);
    setLineTimer(time);
  }

  /** `timeupdate` comes four times a second; a timer shows a line that starts in between on time. */
  function setLineTimer(time) {
    clearTimeout(lineTimer);
    const next = Math.min(lines[line + 1]?.start ?? Infinity, chapters[chapter + 1]?.start ?? Infinity);
    if (audio.paused || next - time > LOOKFORWARD) return;
    lineTimer = setTimeout(tick, Math.max(MIN_DELAY, (1000 * (next - time)) / audio.playbackRate));
  }

  // The position is stored every few seconds and when the page may close, the speed with each change
  const savePosition = () => {
    if (audio.ended || audio.currentTime > length - 5) memory.remove(positionKey);
    else if (audio.currentTime > 1) memory.set(positionKey, audio.currentTime.toFixed(1));
  };
  const setSpeed = (rate) => {
    audio.defaultPlaybackRate = rate;
    audio.playbackRate = rate;
    memory.set("speed", String(rate));
  };
  const stepSpeed = (by) => {
    const list = $("speed");
    list.selectedIndex = Math.min(Math.max(0, list.selectedIndex + by), list.length - 1);
    setSpeed(Number(list.value));
  };

  const sleep = sleepTimer($("sleep"), audio, () => audio.pause());
  /** Pause at the end of the chapter, unless the user has jumped to another one. */
  const pauseAfterChapter = () => {
    const now = lastStarted(chapters, audio.currentTime);
    if (!sleep.endsWithChapter || audio.paused || chapter < 0 || now <= chapter) return;
    sleep.stop();
    audio.pause();
    seek(chapters[now].start);
  };
  function tick() {
    sleep.update();
    pauseAfterChapter();
    update();
  }

  const toChapter = (by) => {
    if (!chapters.length) { seek(audio.currentTime + (by < 0 ? -BACK : FORWARD)); return; }
    const restart = by < 0 && chapter >= 0 && audio.currentTime - chapters[chapter].start > 3;
    const next = Math.min(Math.max(0, chapter + (restart ? 0 : by)), chapters.length - 1);
    if (by > 0 && next === chapter) return;
    seek(chapters[next].start);
  };
  setActionHandlers({
    play, pause: () => audio.pause(),
    seekbackward: (step) => seek(audio.currentTime - (step.seekOffset || BACK)),
    seekforward: (step) => seek(audio.currentTime + (step.seekOffset || FORWARD)),
    seekto: (step) => seek(step.seekTime),
    previoustrack: () => toChapter(-1), nexttrack: () => toChapter(1),
  });

  // Controls
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => seek(audio.currentTime - BACK));
  $("forward").addEventListener("click", () => seek(audio.currentTime + FORWARD));
  $("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  $("position").addEventListener("input", () => { dragging = true; update(); });
  $("position").addEventListener("change", (event) => { dragging = false; seek(Number(event.target.value)); });
  $("follow").addEventListener("click", () => { scrollToLine(); $("follow").hidden = true; });

  main.addEventListener("click", (event) => {
    const jump = event.target.closest(".chapters a[data-start], .line");
    if (!jump || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (jump.matches(".line") && !event.target.closest(".stamp") && String(getSelection())) return;
    event.preventDefault();
    seek(Number(jump.dataset.start));
    play();
    if (jump.matches(".chapters a") && wide.matches) scrollToLine();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range]), select, textarea")) return;
    const onControl = event.target.closest("a, button");
    const act = {
      " ": onControl ? null : toggle, k: toggle,
      j: () => seek(audio.currentTime - BACK), ArrowLeft: () => seek(audio.currentTime - BACK),
      l: () => seek(audio.currentTime + FORWARD), ArrowRight: () => seek(audio.currentTime + FORWARD),
      n: () => toChapter(1), p: () => toChapter(-1), "<": () => stepSpeed(-1), ">": () => stepSpeed(1),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  audio.addEventListener("timeupdate", () => {
    tick();
    if (Date.now() - savedAt > 3000) { savePosition(); savedAt = Date.now(); }
  });
  for (const name of ["play", "pause", "ended"]) {
    audio.addEventListener(name, () => {
      document.body.classList.toggle("playing", !audio.paused);
      $("play").setAttribute("aria-label", audio.paused ? "Play" : "Pause");
      savePosition();
      update();
    });
  }
  for (const name of ["seeked", "ratechange", "loadedmetadata"]) audio.addEventListener(name, update);
  audio.addEventListener("waiting", watchStall);
  audio.addEventListener("playing", () => { if (hasFailed()) showStatus(""); });
  audio.addEventListener("error", async () => { if (!(await switchToCached())) showError(); });
  addEventListener("pagehide", savePosition);
  document.addEventListener("visibilitychange", savePosition);
  addEventListener("scroll", () => { if (!audio.paused) $("follow").hidden = line < 0 || inView(lines[line].element); }, { passive: true });

  const speed = memory.get("speed");
  if ([...$("speed").options].some((option) => option.value === speed)) {
    $("speed").value = speed;
    setSpeed(Number(speed));
  }
  const fragment = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);  // '#t=83.2', a link to a position
  const start = fragment ? Number(fragment[1]) : Number(memory.get(positionKey));
  if (start > 0 && start < length) seek(start); else update();
}
