// The sleep timer: minutes, or to the end of the chapter. It fades out, and says how long it still lasts.

const FADE = 8;  // seconds
const TICK = 500;  // milliseconds

/** A timer over the `list` of choices; `pause` is called when the time is over. */
export function sleepTimer(list, audio, pause) {
  const rest = list.appendChild(new Option("", "left"));
  rest.hidden = true;
  let end = 0;
  let ticking = 0;

  const stop = () => {
    clearInterval(ticking);
    end = 0;
    audio.volume = 1;
    list.value = "";
  };
  const look = () => {
    if (!end) return;
    const left = (end - Date.now()) / 1000;
    audio.volume = Math.min(1, Math.max(0, left / FADE));
    rest.textContent = left > 60 ? `${Math.ceil(left / 60)} min` : `${Math.ceil(left)} s`;
    if (left <= 0) { stop(); pause(); }
  };
  list.addEventListener("change", () => {
    const choice = list.value;
    stop();
    list.value = choice;
    if (!Number(choice)) return;
    end = Date.now() + Number(choice) * 60_000;
    list.value = "left";
    ticking = setInterval(look, TICK);
    look();
  });
  return { look, stop, get endsWithChapter() { return list.value === "chapter"; } };
}
