// What was played, in step with the server that wrote the page; the newest change of an episode wins.

import { progressOf, storeProgress } from "./episode.js";
import { memory } from "./memory.js";

const INTERVAL = 15_000;  // milliseconds between two requests while something plays
const UNSENT = "unsent-positions";

const unsentIds = () => { try { return JSON.parse(memory.get(UNSENT)) || []; } catch { return []; } };

/** Exchange positions with the server now, after changes, and when the page comes into view or leaves it. */
export function startSync(url) {
  let timer = 0;

  async function exchange() {
    clearTimeout(timer);
    timer = 0;
    const ids = unsentIds();
    const sent = Object.fromEntries(ids.map((id) => [id, progressOf(id)]));
    try {
      const response = await fetch(url, {
        method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ positions: sent }),
      });
      if (!response.ok) return;
      const changedMeanwhile = unsentIds().filter((id) => progressOf(id).changed !== sent[id]?.changed);
      memory.set(UNSENT, JSON.stringify(changedMeanwhile));
      const { positions } = await response.json();
      for (const [id, progress] of Object.entries(positions)) {
        if (progress.changed > progressOf(id).changed) storeProgress(id, progress, true);
      }
    } catch { /* no network: the next exchange sends them */ }
  }

  document.addEventListener("progress", ({ detail }) => {
    if (detail.isRemote) return;
    memory.set(UNSENT, JSON.stringify([...new Set([...unsentIds(), detail.id])]));
    timer ||= setTimeout(exchange, INTERVAL);
  });
  document.addEventListener("visibilitychange", exchange);
  document.querySelector("audio").addEventListener("pause", () => setTimeout(exchange));
  addEventListener("online", exchange);
  exchange();
}
