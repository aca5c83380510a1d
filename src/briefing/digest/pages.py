"""Fetch the pages of stories, and keep them: a page that was read is asked for again only if it changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.digest.fairness import Turn
from briefing.digest.sources import DigestContext
from briefing.errors import BriefingError, FetchError
from briefing.fetch import (
    PageAnswer,
    PageRequest,
    fetch_page,
    is_address,
    page_from_bytes,
)
from briefing.model import ClipStore, Page
from briefing.model.audio import cache_key
from briefing.model.codec import from_json, to_json

_FORMAT = "page-1"  # part of the key; a change forgets every kept page


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with the validators of its answer (RFC 9110, section 13)."""

    page: Page
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class PageReader:
    """Fetches the pages of one run."""

    context: DigestContext
    store: ClipStore

    def pages(self, turns: Sequence[Turn]) -> Iterator[tuple[Turn, Page | BriefingError]]:
        """Yield each turn with its page or its error, in the given order."""
        sent = {one.url: one.html for one in self.context.waiting() if one.html}
        urls = [_url_of(turn, sent) for turn in turns]
        remote = [url for url in urls if is_address(url) and url not in sent]
        fetched = self._fetch(remote)
        for turn, url in zip(turns, urls, strict=True):
            try:
                yield turn, fetched[url] if url in fetched else self._page_at_hand(url, sent)
            except FetchError as failure:
                yield turn, failure

    def _fetch(self, urls: Sequence[str]) -> dict[str, Page | BriefingError]:
        kept = {url: self._kept(url) for url in urls}
        requests = [
            PageRequest(url, one.etag, one.modified) if one else PageRequest(url) for url, one in kept.items()
        ]
        found: dict[str, Page | BriefingError] = {}
        for url, answer in self.context.crawler.pages(requests):
            found[url] = self._page_of(url, answer, kept[url]) if isinstance(answer, PageAnswer) else answer
        return found

    def _page_of(self, url: str, answer: PageAnswer, kept: KeptPage | None) -> Page | BriefingError:
        """Return the page that was sent, which is kept, or the kept one if nothing has changed."""
        if answer.page is not None:
            data = to_json(KeptPage(answer.page, answer.etag, answer.modified))
            self.store.put(cache_key(_FORMAT, url), data.encode("utf-8", "surrogatepass"))
            return answer.page
        if kept is not None:
            return kept.page
        return FetchError(f"{url} answers 304 Not Modified to a request without conditions", "Try later.")

    def _kept(self, url: str) -> KeptPage | None:
        data = self.store.get(cache_key(_FORMAT, url))
        try:
            return from_json(KeptPage, data.decode("utf-8", "surrogatepass")) if data else None
        except (ValueError, KeyError, TypeError):
            return None

    def _page_at_hand(self, url: str, sent: Mapping[str, str]) -> Page:
        """Return a page that the phone sent, or one of a folder."""
        if url not in sent:
            return fetch_page(url, self.context.fetch)
        data = sent[url].encode("utf-8", "replace")
        options = self.context.fetch
        return page_from_bytes(data, url, "text/html; charset=utf-8", final_address=url, options=options)


def _url_of(turn: Turn, sent: Mapping[str, str]) -> str:
    """Return the URL of the page that the phone sent, or else that of the first item."""
    items = turn.offer.items
    return next((item.url for item in items if item.url in sent), items[0].url)
