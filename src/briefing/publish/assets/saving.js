// Articles for the next episode: the form, URLs shared by other apps, the bookmarklet. Offline, URLs are stored here.

import { memory } from "./memory.js";

const $ = (id) => document.getElementById(id);
const UNSENT = "unsent";

const unsentUrls = () => { try { return JSON.parse(memory.get(UNSENT)) || []; } catch { return []; } };

/** Send a URL; return the server's sentence. Throws TypeError without a network, Error if the URL is rejected. */
async function send(action, url) {
  const response = await fetch(action, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ url }),
  });
  const result = await response.json().catch(() => ({}));
  if (response.ok) return result.say;
  throw new Error(result.error || "The address of this page is no longer valid. Open the page at its new address.");
}

/** Store a URL until there is a network; return a sentence about it. */
function storeUnsent(url) {
  const urls = [...new Set([...unsentUrls(), url])];
  if (!memory.set(UNSENT, JSON.stringify(urls))) return "Not saved: there is no network, and this browser stores nothing.";
  const count = urls.length === 1 ? "1 URL is" : `${urls.length} URLs are`;
  return `No network. ${count} stored on this device and will be sent when this page is open with a network.`;
}

export function startSaving(form) {
  const field = $("url");
  const showResult = (text, isFailure) => {
    $("saved").textContent = text;
    $("saved").classList.toggle("failed", Boolean(isFailure));
  };
  const save = async (url) => {
    showResult("Saving …");
    try {
      showResult(await send(form.action, url));
      field.value = "";
    } catch (error) {
      if (!(error instanceof TypeError)) { showResult(error.message, true); return; }
      field.value = "";
      showResult(storeUnsent(url), true);
    }
  };
  const sendUnsent = async () => {
    for (const url of unsentUrls()) {
      try {
        showResult(await send(form.action, url));
      } catch (error) {
        if (error instanceof TypeError) return;
        showResult(`${url}: ${error.message}`, true);
      }
      memory.set(UNSENT, JSON.stringify(unsentUrls().filter((one) => one !== url)));
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); save(field.value); });
  addEventListener("online", sendUnsent);

  const query = new URLSearchParams(location.search);
  const shared = ["url", "text", "title"].map((name) => /https?:\/\/\S+/.exec(query.get(name) || "")).find(Boolean);
  if (shared && "now" in form.dataset) {
    field.value = shared[0];
    sendUnsent().then(() => save(shared[0]));
  } else sendUnsent();
  startBookmarklet($("bookmarklet"), showResult);
}

function startBookmarklet(link, showResult) {
  if (!link) return;
  const target = new URL("add.html", document.baseURI).href;
  link.href = `javascript:void window.open(${JSON.stringify(`${target}?url=`)}+encodeURIComponent(location.href),"_blank","width=480,height=420")`;
  link.addEventListener("click", (event) => { event.preventDefault(); showResult("Drag this link to your bookmarks bar. A click there saves the page that is open."); });
}
