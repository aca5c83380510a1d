"""The text of a story: its page, fetched if it changed and then kept, or the text that its source carries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.clean import CleanOptions
from briefing.digest.choice import Turn
from briefing.digest.near_duplicates import shingles_from
from briefing.digest.sources import DigestContext
from briefing.errors import BriefingError, FetchError, UnavailableError, confine_bugs
from briefing.fetch import (
    PageAnswer,
    PageRequest,
    fetch_page,
    is_address,
    is_excerpt,
    page_from_bytes,
    page_from_item,
    text_of,
)
from briefing.model import ClipStore, Page, SourceItem, Story
from briefing.model.audio import cache_key
from briefing.model.codec import from_json, to_json
from briefing.pipeline import story_from_page, story_from_web_page
from briefing.storage import Item, Source

_FORMAT = "page-1"  # part of the key; a change forgets every kept page
_MIN_WORDS = 50  # less is a summary, which does not replace a page that cannot be had
_MIN_WHOLE_WORDS = 150  # so much text without a call to read on can be the whole story
_AS_MUCH = 0.9  # of the page's words; the page also has captions and notes that the cleaner left
_MORE = 1.1
_MAX_WALL = 1.5  # times the words of the own text: a page without any of them is a wall, no longer version
_MIN_SHARED = 0.1  # of the own text's shingles


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


@dataclass(frozen=True, slots=True)
class OwnText:
    """The text of a source: its story, and whether it may be the whole story."""

    item: Item
    story: Story
    whole: bool

    @property
    def words(self) -> int:
        """The number of words."""
        return word_count(self.story)


@dataclass(frozen=True, slots=True)
class ChosenText:
    """The story that is told. `note` says why it is the source's own text; '' for the page's text."""

    story: Story
    note: str = ""


class ItemTexts:
    """The texts that the sources of one run carry, read like pages."""

    def __init__(self, context: DigestContext, rules: CleanOptions, clips: ClipStore) -> None:
        self._context = context
        self._rules = rules
        self._clips = clips
        self._sources: Mapping[str, Source] = {one.address: one for one in context.library.sources()}
        self._verdicts: dict[str, list[bool]] = {}

    def own_text(self, items: Sequence[Item]) -> OwnText | None:
        """Return the longest text that a source carries of a story; None if no source carries any."""
        carried = [item for item in items if text_of(item.text) and self._policy(item) != "page"]
        if not carried:
            return None
        item = max(carried, key=lambda one: len(one.text))
        try:
            with confine_bugs(item.url or item.title):
                story = self.read_own(item)
        except BriefingError:
            return None
        cut = is_excerpt(item.text)
        story = replace(story, article=replace(story.article, cut=story.article.cut or cut))
        return OwnText(item, story, not story.article.cut and word_count(story) >= _MIN_WHOLE_WORDS)

    def read_own(self, item: Item) -> Story:
        """Return the story of an item's own text. Raises NoArticleError."""
        source = self._sources.get(item.source)
        named = SourceItem(item.key, item.url or item.story, item.title, item.published, html=item.text)
        page = page_from_item(named, source.title if source else "", self._context.fetch)
        return story_from_page(page, self._rules, self._clips)

    def read_page(self, page: Page, own: OwnText | None = None) -> Story:
        """Return the story of a page, in a browser only without a whole own text. Raises BriefingError."""
        if own is not None and own.whole:
            return story_from_page(page, self._rules, self._clips)
        options = self._context.fetch
        if not self._context.deadline.left():  # Chromium takes up to 20 s a page
            options = replace(options, browser=False)
        return story_from_web_page(page, options, self._rules, self._clips)

    def needs_page(self, own: OwnText | None) -> bool:
        """Return True if the page is requested: the source is not known to carry the whole story."""
        if own is None:
            return True
        source = self._sources[own.item.source]
        return source.text != "feed" and not (source.full_text and own.whole)

    def choose(self, own: OwnText | None, page: Story | BriefingError) -> ChosenText:
        """Return the text that holds more of the story. Raises the page's error if neither is one."""
        if own is None or (isinstance(page, BriefingError) and own.words < _MIN_WORDS):
            if isinstance(page, BriefingError):
                raise page
            return ChosenText(page)
        self._compare(own, page)
        if isinstance(page, BriefingError):
            return ChosenText(own.story, f"text of the source, since {page.message}")
        note = _why_own(own, page)
        if not note:
            return ChosenText(page)
        cut = own.story.article.cut or (page.article.cut and not own.whole)
        return ChosenText(replace(own.story, article=replace(own.story.article, cut=cut)), note)

    def remember(self) -> None:
        """Store which sources carry whole stories, as far as this run has compared them with their pages."""
        for address, verdicts in self._verdicts.items():
            self._context.library.record_full_text(address, all(verdicts))

    def _compare(self, own: OwnText, page: Story | BriefingError) -> None:
        """Note whether a text that may be whole has as much as its page."""
        if not own.whole or isinstance(page, UnavailableError):
            return
        as_much = (
            isinstance(page, BriefingError)
            or page.article.cut
            or own.words >= _AS_MUCH * word_count(page)
            or not _shares_text(own.story, page)
        )
        self._verdicts.setdefault(own.item.source, []).append(as_much)

    def _policy(self, item: Item) -> str:
        source = self._sources.get(item.source)
        return source.text if source else "auto"


def word_count(story: Story) -> int:
    """Return the number of words of a story."""
    return sum(len(block.text.split()) for block in story.article.blocks)


def _why_own(own: OwnText, page: Story) -> str:
    """Return why the source's text is told instead of the page's; '' if the page's is better."""
    there = word_count(page)
    if page.article.cut and not own.story.article.cut and own.words >= _AS_MUCH * there:
        return "text of the source, since the page shows only the beginning"
    if own.words > _MORE * there:
        return "text of the source, since it has more of the story than the page"
    if own.whole and there <= _MAX_WALL * own.words and not _shares_text(own.story, page):
        return "text of the source, since the page has another text"
    return ""


def _shares_text(own: Story, page: Story) -> bool:
    mine, theirs = set(shingles_from(own.article)), set(shingles_from(page.article))
    return len(mine & theirs) >= _MIN_SHARED * len(mine)
