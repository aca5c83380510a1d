// The player: sound, chapters, and the transcript that follows the voice.

import { answerButtons, describe, tellPosition } from "./lockscreen.js";
import { clock, memory, spoken } from "./memory.js";
import { hasFailed, say } from "./offline.js";
import { sleepTimer } from "./sleep.js";
import { wordMarker } from "./words.js";

const $ = (id) => document.getElementById(id);
const BACK = 15;  // seconds
const AHEAD = 30;
const SOON = 1;  // seconds of sound: a line that begins within them is waited for
const PATIENCE = 2000;  // milliseconds, after which what is kept goes on for a network that does not
const LEAST_WAIT = 20;  // milliseconds, while sound that stalls stands just before a line

/** The last element of `marks` (sorted by start) that has begun at `time`; -1 before the first. */
const begun = (marks, time) => {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle].start <= time + 0.01) low = middle + 1; else high = middle;
  }
  return low - 1;
};

const marksOf = (selector) => [...document.querySelectorAll(selector)].map(
  (element) => ({ element, start: Number(element.dataset.start) }));

/** `kept` gives the address of what the phone keeps, or ''. */
export function startPlayer(main, kept) {
  const audio = main.querySelector("audio");
  const length = Number(main.dataset.duration);
  const place = `at:${main.dataset.episode}`;
  const chapters = marksOf(".chapters a[data-start]");
  const lines = marksOf(".line");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 60rem)");
  const words = wordMarker(audio);
  let chapter;  // not known yet; -1 before the first, and where there are none
  let line = -1;
  let dragging = false;
  let noted = 0;
  let alarm = 0;  // the timer of the next line
  let patience = 0;  // the timer of sound that does not come

  audio.controls = false;
  main.querySelector(".controls").hidden = false;

  const seek = (time) => {
    audio.currentTime = Math.min(Math.max(0, time), Math.max(0, length - 0.1));
    show();
  };
  const from = (address, time) => {
    if (address) audio.src = address; else audio.load();
    seek(time);
  };
  const complain = () => say("The audio cannot be reached.", true);
  const play = () => {
    if (audio.error) from("", audio.currentTime);  // a network that went away may have come back
    return audio.play().catch((error) => { if (error.name !== "AbortError") complain(); });
  };
  /** The network went away under way: what is kept goes on where it stopped. False where nothing is kept. */
  const switchToKept = async () => {
    const [time, playing] = [audio.currentTime, !audio.paused];
    const address = audio.src.endsWith("?kept") ? "" : await kept();
    if (!address) return false;
    from(address, time);
    if (playing) play();
    return true;
  };
  const waitForSound = () => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      if (!audio.paused && audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) switchToKept();
    }, PATIENCE);
  };
  const toggle = () => (audio.paused ? play() : audio.pause());

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const scrollToLine = () => {
    if (line >= 0) lines[line].element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  function showChapter(time) {
    const next = begun(chapters, time);
    if (next === chapter) return;
    chapters[chapter]?.element.removeAttribute("aria-current");
    chapter = next;
    if (chapter >= 0) chapters[chapter].element.setAttribute("aria-current", "true");
    if (chapter >= 0) $("now").textContent = chapters[chapter].element.querySelector(".name").textContent;
    describe(main, $("now").textContent);
  }

  function showLine(time) {
    const next = begun(lines, time);
    if (next === line) return;
    const followed = line < 0 ? false : inView(lines[line].element);
    if (line >= 0) lines[line].element.removeAttribute("aria-current");
    line = next;
    words.enter(lines[line]?.element);
    if (line < 0) return;
    lines[line].element.setAttribute("aria-current", "true");
    if (followed && !audio.paused) scrollToLine();
  }

  function show() {
    const time = audio.currentTime;
    if (!dragging) $("position").value = time;
    const shown = dragging ? Number($("position").value) : time;
    $("position").style.setProperty("--done", `${(100 * shown) / length}%`);
    $("position").setAttribute("aria-valuetext", `${spoken(shown)} of ${spoken(length)}`);
    $("elapsed").textContent = clock(shown);
    $("remaining").textContent = `−${clock(length - shown)}`;
    showChapter(time);
    showLine(time);
    words.show();
    $("follow").hidden = audio.paused || line < 0 || inView(lines[line].element);
    tellPosition(audio, length);
    awaitNext(time);
  }

  /** Sound tells the time four times a second; a line that begins in between is not late. */
  function awaitNext(time) {
    clearTimeout(alarm);
    const begins = Math.min(lines[line + 1]?.start ?? Infinity, chapters[chapter + 1]?.start ?? Infinity);
    if (audio.paused || begins - time > SOON) return;
    alarm = setTimeout(tick, Math.max(LEAST_WAIT, (1000 * (begins - time)) / audio.playbackRate));
  }

  // Remembered: the position every few seconds and whenever the page may go away; the speed always
  const keep = () => {
    if (audio.ended || audio.currentTime > length - 5) memory.drop(place);
    else if (audio.currentTime > 1) memory.set(place, audio.currentTime.toFixed(1));
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
  /** At the end of the chapter, unless the listener went there by hand. */
  const endChapter = () => {
    const now = begun(chapters, audio.currentTime);
    if (!sleep.endsWithChapter || audio.paused || chapter < 0 || now <= chapter) return;
    sleep.stop();
    audio.pause();
    seek(chapters[now].start);
  };
  function tick() {
    sleep.look();
    endChapter();
    show();
  }

  const toChapter = (by) => {
    if (!chapters.length) { seek(audio.currentTime + (by < 0 ? -BACK : AHEAD)); return; }
    const restart = by < 0 && chapter >= 0 && audio.currentTime - chapters[chapter].start > 3;
    const next = Math.min(Math.max(0, chapter + (restart ? 0 : by)), chapters.length - 1);
    if (by > 0 && next === chapter) return;
    seek(chapters[next].start);
  };
  answerButtons({
    play, pause: () => audio.pause(),
    seekbackward: (step) => seek(audio.currentTime - (step.seekOffset || BACK)),
    seekforward: (step) => seek(audio.currentTime + (step.seekOffset || AHEAD)),
    seekto: (step) => seek(step.seekTime),
    previoustrack: () => toChapter(-1), nexttrack: () => toChapter(1),
  });

  // Controls
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => seek(audio.currentTime - BACK));
  $("ahead").addEventListener("click", () => seek(audio.currentTime + AHEAD));
  $("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  $("position").addEventListener("input", () => { dragging = true; show(); });
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
      l: () => seek(audio.currentTime + AHEAD), ArrowRight: () => seek(audio.currentTime + AHEAD),
      n: () => toChapter(1), p: () => toChapter(-1), "<": () => stepSpeed(-1), ">": () => stepSpeed(1),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  audio.addEventListener("timeupdate", () => {
    tick();
    if (Date.now() - noted > 3000) { keep(); noted = Date.now(); }
  });
  for (const name of ["play", "pause", "ended"]) {
    audio.addEventListener(name, () => {
      document.body.classList.toggle("playing", !audio.paused);
      $("play").setAttribute("aria-label", audio.paused ? "Play" : "Pause");
      keep();
      show();
    });
  }
  for (const name of ["seeked", "ratechange", "loadedmetadata"]) audio.addEventListener(name, show);
  audio.addEventListener("waiting", waitForSound);
  audio.addEventListener("playing", () => { if (hasFailed()) say(""); });
  audio.addEventListener("error", async () => { if (!(await switchToKept())) complain(); });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  addEventListener("scroll", () => { if (!audio.paused) $("follow").hidden = line < 0 || inView(lines[line].element); }, { passive: true });

  const speed = memory.get("speed");
  if ([...$("speed").options].some((option) => option.value === speed)) {
    $("speed").value = speed;
    setSpeed(Number(speed));
  }
  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);  // '#t=83.2', a link to a moment
  const start = asked ? Number(asked[1]) : Number(memory.get(place));
  if (start > 0 && start < length) seek(start); else show();
}
