// Lock screen, headset, watch and car: what is played, where it stands, and which of their buttons do what.

const session = navigator.mediaSession;

/** `actions` by the names of the Media Session standard. */
export function answerButtons(actions) {
  for (const [name, act] of Object.entries(actions)) {
    try { session?.setActionHandler(name, act); } catch { /* not known here */ }
  }
}

/** What is told now: the chapter's title above the show, with the episode's cover. */
export function describe(main, title) {
  if (!session || !window.MediaMetadata) return;
  const cover = new URL(main.dataset.folder, location.href);
  session.metadata = new MediaMetadata({
    title,
    artist: main.dataset.show,
    album: main.querySelector("h1").textContent,
    artwork: [
      { src: new URL("thumb.jpg", cover).href, sizes: "320x320", type: "image/jpeg" },
      { src: new URL("cover.jpg", cover).href, sizes: "3000x3000", type: "image/jpeg" },
    ],
  });
}

export function tellPosition(audio, duration) {
  const position = Math.min(audio.currentTime, duration);
  try { session?.setPositionState?.({ duration, playbackRate: audio.playbackRate, position }); } catch { /* an old browser's idea of a position */ }
}
