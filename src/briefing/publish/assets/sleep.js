// The sleep timer: a number of minutes, or the end of the chapter. It fades out and shows the remaining time.

const FADE = 8;  // seconds
const TICK = 500;  // milliseconds

/** A timer with the choices of `list`; calls `pause` when the time is over. */
export function sleepTimer(list, audio, pause) {
  const remaining = list.appendChild(new Option("", "remaining"));
  remaining.hidden = true;
  let end = 0;
  let interval = 0;

  const stop = () => {
    clearInterval(interval);
    end = 0;
    audio.volume = 1;
    list.value = "";
  };
  const update = () => {
    if (!end) return;
    const left = (end - Date.now()) / 1000;
    audio.volume = Math.min(1, Math.max(0, left / FADE));
    remaining.textContent = left > 60 ? `${Math.ceil(left / 60)} min` : `${Math.ceil(left)} s`;
    if (left <= 0) { stop(); pause(); }
  };
  list.addEventListener("change", () => {
    const choice = list.value;
    stop();
    list.value = choice;
    if (!Number(choice)) return;
    end = Date.now() + Number(choice) * 60_000;
    list.value = "remaining";
    interval = setInterval(update, TICK);
    update();
  });
  return { update, stop, get endsWithChapter() { return list.value === "chapter"; } };
}
