// Media Session: title, cover and position on the lock screen, and the buttons of headset, watch and car.

const session = navigator.mediaSession;

/** Set the handlers; `actions` by the names of the Media Session standard. */
export function setActionHandlers(actions) {
  for (const [name, act] of Object.entries(actions)) {
    try { session?.setActionHandler(name, act); } catch { /* not supported by this browser */ }
  }
}

/** Show the title of the current chapter, the show, the episode and its cover. */
export function showMetadata(episode, title) {
  if (!session || !window.MediaMetadata) return;
  session.metadata = new MediaMetadata({
    title,
    artist: episode.show,
    album: episode.title,
    artwork: [
      { src: episode.thumbnail, sizes: "320x320", type: "image/jpeg" },
      { src: episode.cover, sizes: "3000x3000", type: "image/jpeg" },
    ],
  });
}

export function showPosition(audio, duration) {
  const position = Math.min(audio.currentTime, duration);
  try { session?.setPositionState?.({ duration, playbackRate: audio.playbackRate, position }); } catch { /* older browsers reject some positions */ }
}
