// The page's behaviour. Without it the browser's own player, the links and the form still work.

const $ = (id) => document.getElementById(id);
const root = document.body.dataset.root;

const memory = {
  get: (key) => { try { return localStorage.getItem(`briefing:${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`briefing:${key}`, value); } catch { /* private mode */ } },
  drop: (key) => { try { localStorage.removeItem(`briefing:${key}`); } catch { /* private mode */ } },
};

const clock = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(s).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${tail}` : `${m}:${tail}`;
};

const spoken = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)} minutes ${whole % 60} seconds`;
};

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

function startPlayer(main) {
  const audio = main.querySelector("audio");
  const length = Number(main.dataset.duration);
  const place = `at:${main.dataset.episode}`;
  const chapters = marksOf(".chapters a[data-start]");
  const lines = marksOf(".line");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 60rem)");
  let chapter;  // not known yet; -1 before the first, and where there are none
  let line = -1;
  let sleepAt = 0;
  let dragging = false;
  let kept = 0;

  audio.controls = false;
  main.querySelector(".controls").hidden = false;

  const seek = (time) => {
    audio.currentTime = Math.min(Math.max(0, time), Math.max(0, length - 0.1));
    show();
  };
  const complain = () => {
    $("kept").textContent = "The audio cannot be reached.";
    $("kept").classList.add("failed");
  };
  const play = () => audio.play().catch((error) => { if (error.name !== "AbortError") complain(); });
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
    if (sleepAt === "chapter" && chapter >= 0 && next > chapter && !audio.paused) { sleepNow(); return; }
    chapter = next;
    if (chapter >= 0) chapters[chapter].element.setAttribute("aria-current", "true");
    if (chapter >= 0) $("now").textContent = chapters[chapter].element.querySelector(".name").textContent;
    describe();
  }

  function showLine(time) {
    const next = begun(lines, time);
    if (next === line) return;
    const followed = line < 0 ? false : inView(lines[line].element);
    if (line >= 0) lines[line].element.removeAttribute("aria-current");
    line = next;
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
    $("follow").hidden = audio.paused || line < 0 || inView(lines[line].element);
    tellPosition();
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

  function sleepNow() {
    audio.pause();
    audio.volume = 1;
    sleepAt = 0;
    $("sleep").value = "";
  }
  const checkSleep = () => {
    if (typeof sleepAt !== "number" || !sleepAt) return;
    const left = (sleepAt - Date.now()) / 1000;
    audio.volume = Math.min(1, Math.max(0, left / 8));  // the last eight seconds fade
    if (left <= 0) sleepNow();
  };

  // Lock screen, headset and car
  const session = navigator.mediaSession;
  function describe() {
    if (!session || !window.MediaMetadata) return;
    const cover = new URL(main.dataset.folder, location.href);
    session.metadata = new MediaMetadata({
      title: $("now").textContent,
      artist: main.dataset.show,
      album: main.querySelector("h1").textContent,
      artwork: [
        { src: new URL("thumb.jpg", cover).href, sizes: "320x320", type: "image/jpeg" },
        { src: new URL("cover.jpg", cover).href, sizes: "3000x3000", type: "image/jpeg" },
      ],
    });
  }
  function tellPosition() {
    try {
      session?.setPositionState?.({ duration: length, playbackRate: audio.playbackRate, position: Math.min(audio.currentTime, length) });
    } catch { /* an old browser's idea of a position */ }
  }
  const toChapter = (by) => {
    if (!chapters.length) return;
    const restart = by < 0 && chapter >= 0 && audio.currentTime - chapters[chapter].start > 3;
    const next = Math.min(Math.max(0, chapter + (restart ? 0 : by)), chapters.length - 1);
    if (by > 0 && next === chapter) return;
    seek(chapters[next].start);
  };
  const actions = {
    play, pause: () => audio.pause(),
    seekbackward: (step) => seek(audio.currentTime - (step.seekOffset || 15)),
    seekforward: (step) => seek(audio.currentTime + (step.seekOffset || 30)),
    seekto: (step) => seek(step.seekTime),
    previoustrack: () => toChapter(-1), nexttrack: () => toChapter(1),
  };
  for (const [name, act] of Object.entries(actions)) {
    try { session?.setActionHandler(name, act); } catch { /* not known here */ }
  }

  // Controls
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => seek(audio.currentTime - 15));
  $("ahead").addEventListener("click", () => seek(audio.currentTime + 30));
  $("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  $("sleep").addEventListener("change", (event) => {
    const choice = event.target.value;
    sleepAt = choice === "chapter" ? "chapter" : choice ? Date.now() + Number(choice) * 60000 : 0;
    audio.volume = 1;
  });
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const onControl = event.target.closest("a, button");
    const act = {
      " ": onControl ? null : toggle, k: toggle,
      j: () => seek(audio.currentTime - 15), ArrowLeft: () => seek(audio.currentTime - 15),
      l: () => seek(audio.currentTime + 30), ArrowRight: () => seek(audio.currentTime + 30),
      n: () => toChapter(1), p: () => toChapter(-1), "<": () => stepSpeed(-1), ">": () => stepSpeed(1),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  audio.addEventListener("timeupdate", () => {
    show();
    checkSleep();
    if (Date.now() - kept > 3000) { keep(); kept = Date.now(); }
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
  audio.addEventListener("error", complain);
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

/**
 * A player mixes no answers of two origins: an episode that was kept before is asked for by another name, and only
 * that name is answered from what is kept, from the first byte to the last.
 */
async function startWithKept(main) {
  const audio = main.querySelector("audio");
  const address = audio.src;
  try {
    if (navigator.serviceWorker?.controller && await (await caches.open("briefing-audio")).match(address)) audio.src = `${address}?kept`;
  } catch { /* no storage here */ }
  startPlayer(main);
  keepOffline(address);
}

/** What was opened can be heard again without a network: the worker answers from what is kept here. */
async function keepOffline(address) {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
    await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData || new URL(address).origin !== location.origin) return;
    const cache = await caches.open("briefing-audio");
    if (!(await cache.match(address))) await cache.add(address);
    const shell = (await caches.keys()).find((name) => name.startsWith("briefing-shell-"));
    await (await caches.open(shell)).addAll([location.pathname, document.querySelector(".hero img").src]);
    for (const old of (await cache.keys()).slice(0, -3)) await cache.delete(old);
    $("kept").textContent = "Ready offline";
    $("kept").classList.remove("failed");
  } catch { /* a private window, a full disk: then it plays from the network */ }
}

/** The form that puts an article into tomorrow's programme. */
function startSaving(form) {
  const field = $("url");
  const say = (text, failed) => {
    $("saved").textContent = text;
    $("saved").classList.toggle("failed", Boolean(failed));
  };
  const save = async () => {
    say("Saving …");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ url: field.value }),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      say(`Saved. ${told.waiting === 1 ? "One article waits" : `${told.waiting} articles wait`} for tomorrow.`);
      field.value = "";
    } catch (error) {
      say(navigator.onLine ? error.message || "It could not be saved." : "There is no network. Try again later.", true);
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });

  const shared = new URLSearchParams(location.search);
  const address = ["url", "text", "title"].map((name) => /https?:\/\/\S+/.exec(shared.get(name) || "")).find(Boolean);
  if (address && "now" in form.dataset) {
    field.value = address[0];
    save();
  }
  const mark = $("bookmarklet");
  if (mark) {
    const target = new URL("add.html", document.baseURI).href;
    mark.href = `javascript:void window.open(${JSON.stringify(`${target}?url=`)}+encodeURIComponent(location.href),"_blank","width=480,height=420")`;
    mark.addEventListener("click", (event) => { event.preventDefault(); say("Drag it to the bookmarks; it saves the page that is open there."); });
  }
}

/** A touch on the feed's link copies its address, which is what a podcast app wants. */
function startCopying(link) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      link.firstElementChild.textContent = "Address copied";
    } catch { location.assign(link.href); }
  });
}

const main = document.querySelector("main[data-episode]");
if (main) startWithKept(main); else keepShell();
if ($("save")) startSaving($("save"));
if ($("feed")) startCopying($("feed"));

function keepShell() {
  if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(`${root}sw.js`, { scope: root }).catch(() => {});
}
