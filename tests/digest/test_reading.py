"""How many pages a morning reads, which it keeps, and what becomes of pages and hosts that fail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.digest.newsroom import article, sentences
from tests.digest.town import Town, told
from tests.fetch.servers import Answer, Handler, page

from briefing.digest import Digest, DigestContext, plan_digest, run_digest
from briefing.fetch import Deadline
from briefing.storage import Library, Source


def publish_many(town: Town, feed: str, number: int) -> None:
    for one in range(number):
        title = f"{feed.title()} {town.news.day} {one}"
        more = " ".join(sentences(f"more {title}", 6))
        town.news.publish(feed, f"/{feed}/{town.news.day}/{one}", title, article(title, title, more))


def pages_asked(town: Town) -> list[str]:
    return [path for path, _ in town.news.server.seen if path.count("/") > 2]


def test_a_backlog_costs_no_more_than_what_is_told(town: Town) -> None:
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed/wire"), "feed", "wire", most=100))
    publish_many(town, "wire", 60)
    for day in range(3):
        town.news.day = day
        town.news.server.seen.clear()
        digest = town.digest(minutes=4)
        assert len(told(digest)) == 3
        assert len(pages_asked(town)) == 3
    assert digest.made is not None
    waiting = [choice for choice in digest.choices if not choice.told]
    assert [line.text for line in digest.made.episode.transcript][-4:] == [
        "51 more stories wait for the next programme, among them:",
        f"{waiting[0].title}.",
        f"{waiting[1].title}.",
        "That was Morning.",
    ]
    assert len(waiting) == 51
    assert waiting[0].why.startswith("no time left; it may come tomorrow (not read; story 3 of wire")


def test_a_rare_source_is_heard_beside_one_that_publishes_all_day(town: Town) -> None:
    town.subscribe("wire", "blog")
    publish_many(town, "blog", 1)
    publish_many(town, "wire", 10)
    digest = town.digest(minutes=4)
    whole = [choice.title.split()[0] for choice in digest.choices if choice.told and not choice.brief]
    assert sorted(whole) == ["Blog", "Wire"]


def conditional(body: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"v1"':
            handler.send(b"", 304)
        else:
            handler.send(body, ETag='"v1"', Content_Type="text/html")

    return answer


def test_a_page_that_was_read_is_kept_and_asked_for_only_if_it_changed(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.news.server.routes["/a"] = conditional(article("a", "A"))
    with town.context() as context:
        assert told(plan_digest(context, town.run())) == ["A"]
    town.news.server.seen.clear()
    assert told(town.digest()) == ["A"]
    assert [headers.get("If-None-Match") for path, headers in town.news.server.seen if path == "/a"] == [
        '"v1"'
    ]


@pytest.mark.parametrize(
    "refusal",
    [
        lambda handler: handler.send(b"", 403),
        lambda handler: handler.send(b"", 404),
        page(b"<html><head><title>Wait</title></head><body><p>Just a moment...</p></body></html>"),
    ],
)
def test_a_page_that_is_refused_once_is_tried_again_for_two_days(town: Town, refusal: Answer) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "The bridge", article("a", "The bridge"))
    there = town.news.server.routes["/a"]
    town.news.server.routes["/a"] = refusal
    first, second = town.digest(), town.digest()
    [missing] = first.left_out
    assert second.left_out == ()  # it was named today
    assert (missing.title, missing.feed, first.made) == ("The bridge", "paper", None)
    assert missing.named.startswith("paper: 'The bridge' (")
    town.news.day = 1
    town.news.server.routes["/a"] = there
    assert told(town.digest()) == ["The bridge"]


def test_a_page_that_is_refused_for_two_days_is_given_up(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.news.server.routes["/a"] = lambda handler: handler.send(b"", 404)
    tried = []
    for day in range(4):
        town.news.day = day
        tried.append(len(town.digest().left_out))
    assert tried == [1, 1, 1, 0]


def test_a_source_whose_pages_fail_leaves_its_time_to_the_others(town: Town) -> None:
    town.subscribe("wall", "paper")
    publish_many(town, "wall", 10)
    publish_many(town, "paper", 6)
    for one in range(10):
        town.news.server.routes[f"/wall/0/{one}"] = lambda handler: handler.send(b"", 403)
    digest = town.digest(minutes=4)
    assert [title.split()[0] for title in told(digest)] == ["Paper", "Paper", "Paper"]
    assert len(pages_asked(town)) <= 6


def test_a_dry_run_changes_nothing(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.news.server.routes["/b"] = lambda handler: handler.send(b"", 404)
    town.news.publish("paper", "/b", "B", b"")
    town.news.server.routes["/b"] = lambda handler: handler.send(b"", 404)
    before = library_bytes(town)
    with rehearsal(town) as context:
        plan = plan_digest(context, town.run())
    assert library_bytes(town) == before
    done = town.digest()
    assert (told(plan), plan.left_out) == (["A"], done.left_out)
    assert len(done.left_out) == 1


def library_bytes(town: Town) -> bytes:
    return (town.home / "data" / "library.sqlite3").read_bytes()


def rehearsal(town: Town) -> DigestContext:
    context = town.context()
    context.library.close()
    return replace(context, library=Library.rehearsal(town.home / "data" / "library.sqlite3"))


def test_a_run_has_two_thirds_of_its_limit_for_reading(town: Town) -> None:
    town.subscribe("paper")
    seen: list[float] = []

    def context() -> DigestContext:
        return replace(town.context(), deadline=Deadline(0))

    town.news.publish("paper", "/a", "A", article("a", "A"))
    done = run_digest(context, town.run(), limit_s=600)
    seen.append(len(done.choices))
    assert (told(done), done.is_cut_short, seen) == (["A"], False, [1])


def test_what_was_never_chosen_is_told_once_a_week(town: Town) -> None:
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed/wire"), "feed", "The wire", most=100))
    notes = []
    for day in range(9):
        town.news.day = day
        publish_many(town, "wire", 3)
        notes.append(town.digest(minutes=1, max_age_days=2).notes)
    told_of = [(day, note) for day, note in enumerate(notes) if note]
    assert told_of == [(7, ("too old before they were chosen, since the last report: The wire 10",))]


def feed_with(town: Town, items: str) -> None:
    body = f"<rss version='2.0'><channel><title>Harbour News</title>{items}</channel></rss>"
    town.news.server.routes["/feed/paper"] = page(body.encode(), "application/rss+xml")


def item(town: Town, path: str, guid: str) -> str:
    when = (town.news.now() - timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    town.news.server.routes[path] = page(article(path, f"Story {path}"))
    link = town.news.server.at(path)
    return (
        f"<item><title>Story {path}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<pubDate>{when}</pubDate></item>"
    )


def test_stories_that_share_an_id_are_all_told(town: Town) -> None:
    town.subscribe("paper")
    feed_with(town, "".join(item(town, f"/{name}", "item") for name in "abc"))
    assert told(town.digest()) == ["Story /a", "Story /b", "Story /c"]
    town.news.day = 1
    feed_with(town, item(town, "/d", "item"))
    assert told(town.digest()) == ["Story /d"]
    assert town.digest().made is None


@pytest.mark.parametrize("canonical", ["/", "/series/harbour", "https://www.paper.example"])
def test_pages_that_name_another_page_as_canonical_are_all_told(town: Town, canonical: str) -> None:
    town.subscribe("paper")

    def publish(name: str) -> None:
        body = article(name, f"Story {name}").replace(
            b"</head>", f'<link rel="canonical" href="{canonical}"></head>'.encode()
        )
        town.news.publish("paper", f"/{name}.html", f"Story {name}", body)

    publish("a")
    publish("b")
    first = town.digest()
    assert told(first) == ["Story a", "Story b"]
    assert first.made is not None
    links = [chapter.url for chapter in first.made.episode.chapters if chapter.url]
    assert links == [town.news.server.at(f"/{name}.html") for name in "ba"]  # newest first
    town.news.day = 1
    publish("c")
    assert told(town.digest()) == ["Story c"]


def test_a_page_without_a_name_is_called_by_its_feed(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    assert sources_of(town.digest()) == ["paper"]


def test_neither_the_name_of_a_file_nor_an_ip_address_is_told_as_a_source(town: Town) -> None:
    folder, urls = town.home / "Downloads", town.home / "list.txt"
    folder.mkdir()
    (folder / "a.html").write_bytes(article("a", "A"))
    town.news.server.routes["/b"] = page(article("b", "B"))
    urls.write_text(town.news.server.at("/b"), encoding="utf-8")
    with town.library() as library:
        library.add_source(Source(str(folder), "folder", "Downloads"))
        library.add_source(Source(str(urls), "list", "list.txt"))
    assert sources_of(town.digest()) == ["", ""]


def sources_of(digest: Digest) -> list[str]:
    assert digest.made is not None
    return [chapter.source for chapter in digest.made.episode.chapters if chapter.url]
