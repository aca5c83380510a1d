// One page: a link to another episode replaces what is shown around the player, which keeps playing (History API).

import { showNotKept } from "./offline.js";

const parser = new DOMParser();
const pathOf = (url) => url.pathname + url.search;

/** A page of this site, as a document; null if the server has none. Throws TypeError without a network. */
export async function fetchPage(url) {
  const response = await fetch(url);
  return response.ok && !response.redirected ? parser.parseFromString(await response.text(), "text/html") : null;
}

/** Show the pages of links with data-view in place. `render` is called when a page is shown. */
export function startPages(render) {
  let shown = pathOf(location);
  // Icon and manifest stay where they are when the page's address changes
  for (const link of document.head.querySelectorAll("link:not([rel=stylesheet])")) link.setAttribute("href", link.href);

  async function show(url, { isNew, scroll = 0 }) {
    let page;
    try {
      page = await fetchPage(url);
    } catch {
      showNotKept();
      return;
    }
    if (!page?.querySelector("main[data-page]")) { location.assign(url); return; }
    if (isNew) {
      history.replaceState({ scroll: scrollY }, "");
      history.pushState(null, "", url);
    }
    shown = pathOf(location);
    replace(page);
    render();
    scrollTo(0, scroll);
    const title = document.querySelector("h1");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, { isNew: true });
  });
  addEventListener("popstate", (event) => {
    if (pathOf(location) !== shown) show(location.href, { isNew: false, scroll: event.state?.scroll });
  });
  return (url) => show(url, { isNew: true });
}

/** Replace everything but the player. Relative URLs of the page are those of the address that is shown now. */
function replace(page) {
  const [main, next] = [document.querySelector("main"), page.querySelector("main")];
  document.title = page.title;
  document.body.dataset.root = page.body.dataset.root;
  for (const [name, value] of Object.entries(next.dataset)) main.dataset[name] = value;
  main.querySelector(".chapters")?.remove();
  const chapters = next.querySelector(".chapters");
  if (chapters) main.querySelector(".aside").append(document.adoptNode(chapters));
  for (const part of [".top", ".hero", ".story"]) {
    document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
  }
}
