// Articles for the next episode: the form, URLs shared by other apps, the bookmarklet, and the list of those that wait.
// Offline, URLs are stored here.

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

function showResult(text, isFailure) {
  $("saved").textContent = text;
  $("saved").classList.toggle("failed", Boolean(isFailure));
}

async function save(url) {
  const [form, field] = [$("save"), $("url")];
  showResult("Saving …");
  try {
    showResult(await send(form.action, url));
    field.value = "";
    await showWaiting();
  } catch (error) {
    if (!(error instanceof TypeError)) { showResult(error.message, true); return; }
    field.value = "";
    showResult(storeUnsent(url), true);
  }
}

async function sendUnsent() {
  if (!$("save")) return;  // the page shows another episode
  for (const url of unsentUrls()) {
    try {
      showResult(await send($("save").action, url));
    } catch (error) {
      if (error instanceof TypeError) return;
      showResult(`${url}: ${error.message}`, true);
    }
    memory.set(UNSENT, JSON.stringify(unsentUrls().filter((one) => one !== url)));
  }
}
addEventListener("online", sendUnsent);

/** Show the articles that wait, as the server lists them. */
async function showWaiting() {
  const response = $("waiting") && await fetch($("save").action, { headers: { Accept: "application/json" } });
  if (!response?.ok) return;
  const { articles } = await response.json();
  const rows = articles.map(({ url, name }) => {
    const row = $("waiting-row").content.cloneNode(true);
    Object.assign(row.querySelector("a"), { href: url, textContent: name });
    row.querySelector("input").value = url;
    row.querySelector(".sr").textContent = ` ${name}`;
    return row;
  });
  $("waiting").hidden = !rows.length;
  $("waiting").querySelector("ul").replaceChildren(...rows);
}

async function remove(event) {
  event.preventDefault();
  try {
    showResult(await send(event.target.action, event.target.elements.url.value));
  } catch (error) {
    showResult(error instanceof TypeError ? "Not removed: there is no network." : error.message, true);
  }
  await showWaiting().catch(() => {});
  $("url").focus();
}

export function startSaving(form) {
  const field = $("url");
  form.addEventListener("submit", (event) => { event.preventDefault(); save(field.value); });
  $("waiting")?.addEventListener("submit", remove);

  const query = new URLSearchParams(location.search);
  const shared = ["url", "text", "title"].map((name) => /https?:\/\/\S+/.exec(query.get(name) || "")).find(Boolean);
  if (shared && "now" in form.dataset) {
    field.value = shared[0];
    sendUnsent().then(() => save(shared[0]));
  } else sendUnsent();
  startBookmarklet($("bookmarklet"));
}

function startBookmarklet(link) {
  if (!link) return;
  const target = new URL("add.html", document.baseURI).href;
  link.href = `javascript:void window.open(${JSON.stringify(`${target}?url=`)}+encodeURIComponent(location.href),"_blank","width=480,height=420")`;
  link.addEventListener("click", (event) => { event.preventDefault(); showResult("Drag this link to your bookmarks bar. A click there saves the page that is open."); });
}
