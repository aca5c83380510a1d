"""The seam for sources of any kind: a source of the tests gives items with text and hears what was told."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.digest.newsroom import article, sentences
from tests.digest.town import Town, told
from tests.fetch.servers import page
from tests.fetch.test_epub import epub, xhtml
from tests.fetch.test_pdf import pdf

from briefing.digest import SourceChoices, plan_digest, source_from_text, try_sources
from briefing.errors import UnavailableError, UsageError
from briefing.fetch import SourceAnswer, SourceContext, SourceKind, SourceVisit, sources
from briefing.model import AfterTold, LeftOut, SourceItem
from briefing.storage import Source

ADDRESS = "bookmarks+https://bookmarks.example/unread"


@dataclass
class Bookmarks:
    """A list of saved articles that stand on no page."""

    items_at_hand: tuple[SourceItem, ...] = ()
    failure: str = ""
    fails_to_hear: str = ""
    heard: list[tuple[tuple[str, ...], AfterTold]] = field(default_factory=list)

    def open_source(self, address: str, context: SourceContext) -> "Bookmarks":
        return self

    def items(self, visit: SourceVisit) -> SourceAnswer:
        if self.failure:
            raise UnavailableError(self.failure)
        return SourceAnswer(self.items_at_hand, "The bookmarks", state=f"{visit.state}+")

    def after_told(self, keys: Sequence[str], action: AfterTold) -> None:
        if self.fails_to_hear:
            raise UnavailableError(self.fails_to_hear)
        self.heard.append((tuple(keys), action))


def saved(name: str) -> SourceItem:
    paragraphs = "".join(f"<p>{' '.join(sentences(name + part, 3))}</p>" for part in "abc")
    return SourceItem(name, "", f"Story {name}", stamp="1", html=paragraphs)


@pytest.fixture
def bookmarks(monkeypatch: pytest.MonkeyPatch) -> Bookmarks:
    """A list of bookmarks whose kind is registered for the time of a test."""
    bookmarks = Bookmarks((saved("one"), saved("two")))
    kind = SourceKind("bookmarks", "bookmarks", ("bookmarks+https",), actions=("keep", "archive"))
    monkeypatch.setattr(sources, "KINDS", (kind, *sources.KINDS))
    monkeypatch.setitem(sys.modules, "briefing.fetch.bookmarks", bookmarks)
    return bookmarks


def add_bookmarks(town: Town, after: AfterTold = "keep") -> Source:
    with town.context() as context:
        source = source_from_text(ADDRESS, context, SourceChoices(after=after))
        context.library.add_source(source)
    return source


def test_a_source_is_recognised_by_its_address_and_tells_its_own_texts(
    town: Town, bookmarks: Bookmarks
) -> None:
    assert add_bookmarks(town) == Source(ADDRESS, "bookmarks", "The bookmarks")
    digest = town.digest()
    assert told(digest) == ["Story one", "Story two"]
    assert digest.made is not None
    stories = [chapter for chapter in digest.made.episode.chapters if chapter.url]
    assert {(chapter.source, chapter.url) for chapter in stories} == {
        ("The bookmarks", f"{ADDRESS}/one"),
        ("The bookmarks", f"{ADDRESS}/two"),
    }
    assert town.digest().made is None
    assert bookmarks.heard == []


def test_a_source_hears_once_of_what_was_told(town: Town, bookmarks: Bookmarks) -> None:
    add_bookmarks(town, after="archive")
    town.digest()
    town.digest()
    assert bookmarks.heard == [(("one", "two"), "archive")]


def test_a_source_that_cannot_be_reached_hears_of_it_after_the_next_run(
    town: Town, bookmarks: Bookmarks
) -> None:
    add_bookmarks(town, after="archive")
    bookmarks.fails_to_hear = "the bookmarks is closed"
    digest = town.digest()
    assert (told(digest), bookmarks.heard) == (["Story one", "Story two"], [])
    assert digest.notes == (f"told items of {ADDRESS} stay as they are: the bookmarks is closed",)
    bookmarks.fails_to_hear = ""
    town.digest()
    assert bookmarks.heard == [(("one", "two"), "archive")]


def test_a_bug_in_a_source_that_hears_what_was_told_costs_no_programme(
    town: Town, bookmarks: Bookmarks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(keys: Sequence[str], action: AfterTold) -> None:
        raise ZeroDivisionError("a bug")

    add_bookmarks(town, after="archive")
    monkeypatch.setattr(bookmarks, "after_told", broken)
    digest = town.digest()
    assert digest.made is not None
    assert ["ZeroDivisionError: a bug" in note for note in digest.notes] == [True]


def test_a_source_that_fails_costs_no_other_and_its_failures_are_counted(
    town: Town, bookmarks: Bookmarks
) -> None:
    source = add_bookmarks(town)
    bookmarks.failure = "the bookmarks is closed"
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    first, second = town.digest(), town.digest()
    assert (told(first), first.left_out) == (
        ["A"],
        (LeftOut(ADDRESS, "the bookmarks is closed", feed="The bookmarks"),),
    )
    assert second.left_out == ()
    with town.library() as library:
        known = library.sources()[0]
    assert known == replace(source, failures=2, failure="the bookmarks is closed")


def test_a_source_that_fails_is_named_once_a_day(town: Town, bookmarks: Bookmarks) -> None:
    add_bookmarks(town)
    town.subscribe("paper")
    town.news.open("paper")
    bookmarks.failure = "the bookmarks is closed"
    failures = []
    for town.news.day in (0, 0, 1, 1):
        with town.context() as context:
            planned = plan_digest(context, town.run())
        failures.append(tuple(len(one.left_out) for one in (planned, town.digest())))
    assert failures == [(1, 1), (1, 0), (1, 1), (1, 0)]


def test_each_source_is_tried_without_a_trace(town: Town, bookmarks: Bookmarks) -> None:
    source = add_bookmarks(town)
    town.subscribe("paper")
    town.news.open("paper")
    bookmarks.failure = "the bookmarks is closed"
    with town.context() as context:
        context.library.add_source(Source(str(town.home / "missing"), "folder"))
        failed = [failure.message if failure else "" for _, failure in try_sources(context)]
        known = context.library.sources()[0]
    assert failed == [
        "the bookmarks is closed",
        "",
        f"cannot read {town.home / 'missing'}: no such file or folder",
    ]
    assert known == source


def test_a_book_is_told_in_its_order_however_many_chapters_fit(town: Town) -> None:
    titles = [f"Chapter {number}" for number in range(1, 4)]
    files = {f"{title}.xhtml": xhtml(f"<h1>{title}</h1>{saved(title).html * 2}") for title in titles}
    town.home.mkdir(exist_ok=True)
    (town.home / "book.epub").write_bytes(epub(files, {f"{title}.xhtml": title for title in titles}))
    with town.library() as library:
        library.add_source(Source(str(town.home / "book.epub"), "book"))
    heard = [told(town.digest(minutes=1)) for town.news.day in range(3)]
    assert heard == [[title] for title in titles]


def test_what_a_kind_cannot_do_is_wrong_usage(town: Town, bookmarks: Bookmarks) -> None:
    with town.context() as context, pytest.raises(UsageError, match="--after read"):
        source_from_text(ADDRESS, context, SourceChoices(after="read"))


def test_an_address_that_no_kind_reads_is_wrong_usage(town: Town) -> None:
    with town.context() as context, pytest.raises(UsageError, match="gopher://x"):
        source_from_text("gopher://x", context)


def test_documents_of_a_folder_and_of_a_feed_are_stories_and_a_book_gives_its_chapters(
    town: Town, tmp_path: Path
) -> None:
    pytest.importorskip("pypdfium2")
    folder, server = tmp_path / "reading", town.news.server
    folder.mkdir()
    said = "The gate of the harbour was closed on Monday, and divers looked at it for an hour and a half."
    (folder / "gate.pdf").write_bytes(pdf(((60, 740, 20, "A gate is closed"), (60, 700, 11, said))))
    chapters = {name: xhtml(f"<p>{' '.join(sentences(name, 4))}</p>") for name in ("one.xhtml", "two.xhtml")}
    (folder / "ferry.epub").write_bytes(epub(chapters, {"one.xhtml": "The quay", "two.xhtml": "The sea"}))
    (folder / "broken.epub").write_bytes(b"PK")
    server.routes["/report"] = page(
        pdf(((60, 740, 20, "A report"), (60, 700, 11, said[::-1]))), "application/pdf"
    )
    enclosure = f'<enclosure url="{server.at("/report")}" type="application/pdf"/>'
    items = f"<channel><title>Town</title><item><title>Report</title>{enclosure}</item></channel>"
    server.routes["/feed/town"] = page(f"<rss version='2.0'>{items}</rss>".encode(), "application/rss+xml")
    town.subscribe("town")
    with town.library() as library:
        library.add_source(Source(str(folder), "folder", "Reading"))
    assert told(town.digest()) == ["A gate is closed", "A report", "The quay", "The sea"]
    assert town.digest().made is None
