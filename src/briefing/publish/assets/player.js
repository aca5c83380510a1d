// The player: one audio element that keeps playing while the page shows another episode.

import { progressOf, setProgress } from "./episode.js";
import { setActionHandlers, showMetadata, showPosition } from "./lockscreen.js";
import { $, memory, spokenTime, timestamp } from "./memory.js";
import { cachedUrl, hasFailed, showStatus } from "./offline.js";
import { sleepTimer } from "./sleep.js";
import { lastStarted } from "./transcript.js";

const BACK = 15;  // seconds
const FORWARD = 30;
const AT_END = 5;  // seconds: who stops within them has played the episode
const LOOKFORWARD = 1;  // seconds of audio: a line that starts within them gets a timer
const STALL_TIMEOUT = 2000;  // milliseconds until cached audio replaces a stalled network
const MIN_DELAY = 20;  // milliseconds, for audio that stalls just before a line

/** `whenEnded` is called with the episode that was played to its end. */
export function startPlayer(main, whenEnded) {
  const audio = main.querySelector("audio");
  let episode;
  let view;  // the episode and the transcript that the page shows
  let length = 0;
  let chapters = [];
  let chapter;  // undefined at first; -1 before the first chapter and without chapters
  let dragging = false;
  let savedAt = 0;
  let lineTimer = 0;
  let stallTimer = 0;

  audio.controls = false;
  main.querySelector(".controls").hidden = false;
  document.documentElement.classList.add("ready");

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
    const [time, playing, failed] = [audio.currentTime, !audio.paused, episode];
    const url = audio.src.endsWith("?kept") ? "" : await cachedUrl(episode.audio);
    if (!url || episode !== failed) return false;
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
  const isShown = () => view?.episode.id === episode.id;

  /**
   * Load an episode at a time, else where it was left. A player must not mix the responses of two sources: the audio of a
   * cached episode therefore has a URL of its own, which the service worker answers from the cache only.
   */
  async function load(next, time, playing = false) {
    if (episode) savePosition();
    [episode, length, chapters, chapter] = [next, next.duration, next.chapters, undefined];
    $("position").max = Math.ceil(length);
    for (const id of ["previous", "next"]) $(id).hidden = !chapters.length;
    const option = $("sleep").querySelector("[value=chapter]");
    option.hidden = option.disabled = !chapters.length;
    if (!chapters.length && sleep.endsWithChapter) sleep.stop();
    $("now").href = next.page;
    $("now").lang = next.language;
    $("now").textContent = next.title;
    showLoaded();
    const url = await cachedUrl(next.audio) || next.audio;
    if (episode !== next) return;  // another one was chosen meanwhile
    const { position } = progressOf(next.id);
    loadAt(url, time ?? (position < length ? position : 0));
    if (playing) play();
  }
  const showLoaded = () => { $("play-this").hidden = isShown(); };

  /** Show the page of an episode; the player turns to it unless it is playing another one. */
  function showPage(shown, transcript) {
    view?.transcript.stop();
    view = { episode: shown, transcript };
    $("play-this").addEventListener("click", () => load(shown, undefined, true));
    if (!episode) return;
    if (audio.paused && !isShown()) load(shown);
    showLoaded();
    update();
  }

  function showChapter(time) {
    const next = lastStarted(chapters, time);
    if (next === chapter) return;
    chapter = next;
    $("now").textContent = chapters[chapter]?.title ?? episode.title;
    showMetadata(episode, $("now").textContent);
  }

  function update() {
    const time = audio.currentTime;
    if (!dragging) $("position").value = time;
    const shown = dragging ? Number($("position").value) : time;
    $("position").style.setProperty("--done", `${(100 * shown) / length}%`);
    $("position").setAttribute("aria-valuetext", `${spokenTime(shown)} of ${spokenTime(length)}`);
    $("elapsed").textContent = timestamp(shown);
    $("remaining").textContent = `−${timestamp((length - shown) / audio.playbackRate)}`;
    showChapter(time);
    if (isShown()) view.transcript.show(time); else view?.transcript.clear();
    showPosition(audio, length);
    setLineTimer(time);
  }

  /** `timeupdate` comes four times a second; a timer shows a line that starts in between on time. */
  function setLineTimer(time) {
    clearTimeout(lineTimer);
    const nextChapter = chapters[chapter + 1]?.start ?? Infinity;
    const next = Math.min(isShown() ? view.transcript.nextStart() : Infinity, nextChapter);
    if (audio.paused || next - time > LOOKFORWARD) return;
    lineTimer = setTimeout(tick, Math.max(MIN_DELAY, (1000 * (next - time)) / audio.playbackRate));
  }

  // The position is stored every few seconds and when the page may close, the speed with each change
  const savePosition = () => {
    if (audio.ended || audio.currentTime > length - AT_END) setProgress(episode.id, { position: 0, played: true });
    else if (audio.currentTime > 1) setProgress(episode.id, { position: Number(audio.currentTime.toFixed(1)) });
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
  const end = () => {
    if (sleep.endsWithChapter) sleep.stop(); else whenEnded(episode);
  };

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
  $("previous").addEventListener("click", () => toChapter(-1));
  $("next").addEventListener("click", () => toChapter(1));
  $("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  $("position").addEventListener("input", () => { dragging = true; update(); });
  $("position").addEventListener("change", (event) => { dragging = false; seek(Number(event.target.value)); });

  const wide = matchMedia("(min-width: 60rem)");
  main.addEventListener("click", (event) => {
    const jump = event.target.closest(".chapters a[href^='#t='], .line");
    if (!jump || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (jump.matches(".line") && !event.target.closest(".stamp") && String(getSelection())) return;
    event.preventDefault();
    const start = Number(jump.dataset.start ?? jump.hash.slice(3));  // a story in brief is no chapter
    if (isShown()) { seek(start); play(); } else load(view.episode, start, true);
    if (jump.matches(".chapters a") && wide.matches) view.transcript.scrollToLine();
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
  audio.addEventListener("ended", end);
  audio.addEventListener("waiting", watchStall);
  audio.addEventListener("playing", () => { if (hasFailed()) showStatus(""); });
  audio.addEventListener("error", async () => { if (!(await switchToCached())) showError(); });
  document.addEventListener("progress", ({ detail }) => {  // another device is further on
    if (detail.isRemote && detail.id === episode.id && audio.paused) seek(detail.position < length ? detail.position : 0);
  });
  addEventListener("pagehide", savePosition);
  document.addEventListener("visibilitychange", savePosition);

  const speed = memory.get("speed");
  if ([...$("speed").options].some((option) => option.value === speed)) {
    $("speed").value = speed;
    setSpeed(Number(speed));
  }
  return {
    load, showPage,
    get time() { return audio.currentTime; },
    get episode() { return episode; },
    get isPlaying() { return !audio.paused; },
    scrollToLine: () => view.transcript.scrollToLine(),
  };
}
