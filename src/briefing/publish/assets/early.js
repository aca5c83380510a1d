// Runs before the first paint, so that nothing moves later: with scripts the page shows its own player, at the size of
// text that was chosen. If a script cannot be loaded, the browser's own player comes back.
(() => {
  if (!("noModule" in HTMLScriptElement.prototype)) return;
  const root = document.documentElement;
  root.classList.add("js");
  addEventListener("error", (event) => { if (event.target.tagName === "SCRIPT") root.classList.remove("js"); }, true);
  try {
    const percent = Number(localStorage.getItem("briefing:text-size"));
    if (percent >= 100 && percent <= 200) root.style.fontSize = `${percent}%`;
  } catch { /* private window */ }
})();
