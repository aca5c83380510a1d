"""Read-later lists, feed readers and exports in the digest: what is unread is told once, and marked after."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.digest.newsroom import article, sentences
from tests.digest.town import Town, told
from tests.fetch.reading_services import PASSWORD, SERVICES, TOKEN, ReadingServer, Saved
from tests.fetch.servers import page
from tests.fetch.test_epub import epub, xhtml

from briefing.digest import Digest, DigestContext, SourceChoices, make_digest, source_from_text
from briefing.fetch import Account, Secret, source_kind
from briefing.model import AfterTold
from briefing.storage import Source


@dataclass
class Reader:
    """A listener with a list in every service."""

    town: Town
    reading: ReadingServer

    def context(self) -> DigestContext:
        context = self.town.context()
        fetch = replace(context.fetch, accounts=tuple(map(self._account, SERVICES)))
        return DigestContext(context.now, context.library, fetch, context.crawl_policy)

    def _account(self, service: str) -> Account:
        user = "anna" if service in ("freshrss", "wallabag") else ""
        options = (("client_id", Secret("1_client")), ("client_secret", Secret("cl1ent-s3cret")))
        return Account(self.address(service), user, Secret(PASSWORD if user else TOKEN), options)

    def address(self, service: str) -> str:
        return f"{service}+{self.town.news.server.at('')}"

    def add(self, text: str, after: AfterTold = "keep", most: int = 10) -> Source:
        with self.context() as context:
            source = source_from_text(text, context, SourceChoices(most=most, after=after))
            context.library.add_source(source)
        return source

    def digest(self, minutes: int = 0) -> Digest:
        with self.context() as context:
            return make_digest(context, self.town.run(minutes=minutes))

    def save(self, service: str, number: int) -> Saved:
        """Save an article; its page stands on the web."""
        url = self.town.news.server.at(f"/{number}")
        self.town.news.server.routes[f"/{number}"] = page(article(f"page {number}", f"Story {number}"))
        seeds = [f"{number}{part}" for part in "abc"]
        html = "".join(f"<p>{' '.join(sentences(seed, 3))}</p>" for seed in seeds)
        saved = Saved(number, f"Story {number}", url, html)
        self.reading.lists[service].append(saved)
        return saved


@pytest.fixture
def reader(town: Town) -> Iterator[Reader]:
    reading = ReadingServer()
    town.news.server.routes["*"] = reading.answer
    yield Reader(town, reading)
    assert reading.problems == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_unread_is_told_once_and_marked_after_the_episode_is_published(
    reader: Reader, service: str
) -> None:
    first, second = reader.save(service, 1), reader.save(service, 2)
    source = reader.add(reader.address(service), after=source_kind(service).actions[-1])
    assert (source.kind, source.address) == (service, reader.address(service))
    assert not any((first.read, first.archived, second.read, second.archived))
    digest = reader.digest()
    assert (told(digest), digest.left_out, digest.notes) == (["Story 1", "Story 2"], (), ())
    assert all(one.read or one.archived for one in (first, second))
    again = reader.digest()
    assert (again.made, again.choices, again.notes) == (None, (), ())


@pytest.mark.parametrize("service", ["wallabag", "readeck", "linkding"])
def test_the_text_that_a_list_has_saved_is_told_without_a_request_to_its_page(
    reader: Reader, service: str
) -> None:
    reader.save(service, 1)
    reader.add(reader.address(service))
    digest = reader.digest()
    assert told(digest) == ["Story 1"]
    assert "/1" not in [path for path, _ in reader.town.news.server.seen]
    assert digest.made is not None
    spoken = " ".join(line.text for line in digest.made.episode.transcript)
    assert sentences("1a", 1)[0] in spoken


def test_a_list_that_keeps_everything_is_told_part_by_part(reader: Reader) -> None:
    for number in range(1, 6):
        reader.save("wallabag", number)
    reader.add(reader.address("wallabag"), most=2)
    assert [told(reader.digest()) for _ in range(4)] == [
        ["Story 4", "Story 5"],
        ["Story 2", "Story 3"],
        ["Story 1"],
        [],
    ]


def test_what_was_read_or_deleted_elsewhere_is_not_told(reader: Reader) -> None:
    saved = [reader.save("readeck", number) for number in (1, 2, 3, 4)]
    reader.add(reader.address("readeck"))
    assert len(told(reader.digest(minutes=1))) == 1  # the others wait in the library
    saved[0].read, saved[1].deleted = True, True
    assert told(reader.digest()) == ["Story 3"]


def test_what_waits_does_not_grow_too_old(reader: Reader) -> None:
    for number in (1, 2, 3):
        reader.save("linkding", number)
    reader.add(reader.address("linkding"))
    heard = []
    for _ in range(3):
        heard += told(reader.digest(minutes=1))
        reader.town.news.day += 10
    assert sorted(heard) == ["Story 1", "Story 2", "Story 3"]


def test_two_lists_may_give_one_number_to_two_stories(reader: Reader) -> None:
    for service in ("miniflux", "wallabag"):
        saved = reader.save(service, 1)
        parts = [sentences(f"{service}{part}", 4) for part in "ab"] + [sentences("what both say", 4)]
        saved.html = "".join(f"<p>{' '.join(part)}</p>" for part in parts)
        saved.url, saved.title = "", f"Story of {service}"
        reader.add(reader.address(service))
    assert told(reader.digest()) == ["Story of miniflux", "Story of wallabag"]


def test_marks_that_fail_are_tried_after_the_next_run(reader: Reader) -> None:
    saved = reader.save("miniflux", 1)
    reader.add(reader.address("miniflux"), after="read")
    answer = reader.reading.answer

    def refuse_marks(handler: object) -> None:
        if handler.command == "PUT":  # type: ignore[attr-defined]
            handler.send(b"", 500)  # type: ignore[attr-defined]
        else:
            answer(handler)  # type: ignore[arg-type]

    reader.town.news.server.routes["*"] = refuse_marks
    digest = reader.digest()
    assert (told(digest), saved.read) == (["Story 1"], False)
    assert digest.notes[0].startswith(f"told items of {reader.address('miniflux')} stay as they are: ")
    reader.town.news.server.routes["*"] = answer
    assert (told(reader.digest()), saved.read) == ([], True)


def test_a_list_that_refuses_the_login_costs_no_other_source(reader: Reader) -> None:
    reader.save("miniflux", 1)
    reader.save("readeck", 2)
    for service in ("miniflux", "readeck"):
        reader.add(reader.address(service))
    with reader.context() as context:
        accounts = tuple(one for one in context.fetch.accounts if not one.address.startswith("miniflux"))
        fetch = replace(context.fetch, accounts=accounts)
        digest = make_digest(
            DigestContext(context.now, context.library, fetch, context.crawl_policy), reader.town.run()
        )
    assert told(digest) == ["Story 2"]
    assert [one.source for one in digest.left_out] == [reader.address("miniflux")]


def test_an_export_is_told_part_by_part(reader: Reader, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        reader.save("raindrop", number)
    rows = [f"{reader.town.news.server.at(f'/{n}')},Story {n},,Unread,179500000{n}" for n in (1, 2, 3)]
    export = tmp_path / "instapaper-export.csv"
    export.write_text("\n".join(["URL,Title,Selection,Folder,Timestamp", *rows]), encoding="utf-8")
    source = reader.add(str(export), most=2)
    assert (source.kind, source.title) == ("export", "instapaper-export.csv")
    assert [told(reader.digest()) for _ in range(3)] == [["Story 2", "Story 3"], ["Story 1"], []]


def test_a_book_is_told_chapter_by_chapter(reader: Reader, tmp_path: Path) -> None:
    titles = {f"c{number}.xhtml": f"Chapter {number}" for number in (1, 2, 3)}
    files = {
        name: xhtml(f"<h1>{title}</h1><p>{' '.join(sentences(title, 6))}</p>")
        for name, title in titles.items()
    }
    (tmp_path / "book.epub").write_bytes(epub(files, titles))
    reader.add(str(tmp_path / "book.epub"), most=2)
    assert [told(reader.digest()) for _ in range(3)] == [["Chapter 1", "Chapter 2"], ["Chapter 3"], []]


def test_an_export_with_texts_needs_no_page(reader: Reader, tmp_path: Path) -> None:
    saved = reader.save("raindrop", 1)
    entry = {"id": "a", "slug": "one", "title": "Story 1", "url": saved.url, "state": "Active"}
    (tmp_path / "omnivore" / "content").mkdir(parents=True)
    (tmp_path / "omnivore" / "metadata_0_to_20.json").write_text(json.dumps([entry]), encoding="utf-8")
    (tmp_path / "omnivore" / "content" / "one.html").write_text(saved.html, encoding="utf-8")
    assert reader.add(str(tmp_path / "omnivore")).kind == "export"
    assert told(reader.digest()) == ["Story 1"]
    assert reader.town.news.server.seen == []
