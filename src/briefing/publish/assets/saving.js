// Articles for tomorrow: the form, what other apps share, the bookmarklet. Without a network an address waits here.

import { memory } from "./memory.js";

const $ = (id) => document.getElementById(id);
const UNSENT = "unsent";

const unsent = () => { try { return JSON.parse(memory.get(UNSENT)) || []; } catch { return []; } };

/** The server's answer in its own words; throws TypeError where there is no server. */
async function send(action, url) {
  const answer = await fetch(action, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ url }),
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told.say;
  throw new Error(told.error || "This address saves nothing any more. Open the page again from your computer’s new address.");
}

/** Put an address aside until there is a network; the sentence that says so. */
function putAside(url) {
  const waiting = [...new Set([...unsent(), url])];
  if (!memory.set(UNSENT, JSON.stringify(waiting))) return "There is no network, and nothing was saved.";
  const many = waiting.length === 1 ? "The address waits" : `${waiting.length} addresses wait`;
  return `Not saved yet: there is no network. ${many} on this phone, and will be sent when this page is open with one.`;
}

export function startSaving(form) {
  const field = $("url");
  const say = (text, failed) => {
    $("saved").textContent = text;
    $("saved").classList.toggle("failed", Boolean(failed));
  };
  const save = async (url) => {
    say("Saving …");
    try {
      say(await send(form.action, url));
      field.value = "";
    } catch (error) {
      if (!(error instanceof TypeError)) { say(error.message, true); return; }
      field.value = "";
      say(putAside(url), true);
    }
  };
  const sendWaiting = async () => {
    for (const url of unsent()) {
      try {
        say(await send(form.action, url));
      } catch (error) {
        if (error instanceof TypeError) return;
        say(`${url}: ${error.message}`, true);
      }
      memory.set(UNSENT, JSON.stringify(unsent().filter((one) => one !== url)));
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); save(field.value); });
  addEventListener("online", sendWaiting);

  const shared = new URLSearchParams(location.search);
  const address = ["url", "text", "title"].map((name) => /https?:\/\/\S+/.exec(shared.get(name) || "")).find(Boolean);
  if (address && "now" in form.dataset) {
    field.value = address[0];
    sendWaiting().then(() => save(address[0]));
  } else sendWaiting();
  startBookmarklet($("bookmarklet"), say);
}

function startBookmarklet(mark, say) {
  if (!mark) return;
  const target = new URL("add.html", document.baseURI).href;
  mark.href = `javascript:void window.open(${JSON.stringify(`${target}?url=`)}+encodeURIComponent(location.href),"_blank","width=480,height=420")`;
  mark.addEventListener("click", (event) => { event.preventDefault(); say("Drag it to the bookmarks; it saves the page that is open there."); });
}
