"""What can be read: feeds of three kinds, pages that name one, lists, folders; and OPML both ways."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digest.newsroom import article
from tests.digest.town import Town, told
from tests.fetch.servers import page, redirect

from briefing.digest import SourceChoices, opml_from_sources, source_from_text, sources_from_opml
from briefing.errors import FetchError, UsageError
from briefing.storage import Source

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom news</title><id>x</id>
<entry><id>1</id><title>A</title><link href="/a"/><updated>2026-11-23T05:00:00Z</updated></entry></feed>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "JSON news", "items": []}
).encode()


def home_page(*links: str) -> bytes:
    heads = "".join(
        f'<link rel="alternate" type="{kind}" href="{href}">' for kind, href in map(str.split, links)
    )
    return f"<!doctype html><html><head>{heads}</head><body><p>Welcome.</p></body></html>".encode()


def test_a_feed_is_found_by_its_address_or_by_a_page_that_names_it(town: Town) -> None:
    town.news.open("rss")
    at = town.news.server.at
    town.news.server.routes |= {
        "/atom": page(ATOM, "application/atom+xml"),
        "/json": page(JSON_FEED, "application/feed+json"),
        "/moved": redirect("/atom", 301),
        "/home": page(home_page("application/rss+xml /feed/rss")),
        "/section/": page(
            home_page("application/rss+xml /feed/rss", "application/feed+json /section/feed.json")
        ),
        "/section/feed.json": page(JSON_FEED, "application/json"),
        "/stale": page(home_page("application/rss+xml /gone", "application/atom+xml /atom")),
    }
    with town.context() as context:
        found = {
            name: source_from_text(at(name), context, SourceChoices(150, 5))
            for name in ("/feed/rss", "/atom", "/json", "/moved", "/home", "/section/", "/stale")
        }
    assert found == {
        "/feed/rss": Source(at("/feed/rss"), "feed", "rss", 150, 5),
        "/atom": Source(at("/atom"), "feed", "Atom news", 150, 5),
        "/json": Source(at("/json"), "feed", "JSON news", 150, 5),
        "/moved": Source(at("/atom"), "feed", "Atom news", 150, 5),
        "/home": Source(at("/feed/rss"), "feed", "rss", 150, 5),
        "/section/": Source(at("/section/feed.json"), "feed", "JSON news", 150, 5),
        "/stale": Source(at("/atom"), "feed", "Atom news", 150, 5),
    }


@pytest.mark.parametrize("path", ["/plain", "/gone", "nothing-of-that-name.txt"])
def test_what_names_no_feed_is_our_error(town: Town, path: str) -> None:
    town.news.server.routes["/plain"] = page(home_page())
    with town.context() as context, pytest.raises(FetchError):
        source_from_text(town.news.server.at(path) if path.startswith("/") else path, context)


def test_a_list_of_addresses_is_read_each_morning(town: Town) -> None:
    for name in "ab":
        town.news.server.routes[f"/{name}"] = page(article(name, name.upper()))
    listed = town.home / "read.txt"
    listed.write_text(
        f"# mine\n{town.news.server.at('/a')}  # the ferry\n\nnot an address\n", encoding="utf-8"
    )
    with town.context() as context:
        context.library.add_source(source_from_text(str(listed), context))
    assert told(town.digest()) == ["A"]
    with listed.open("a", encoding="utf-8") as file:
        file.write(town.news.server.at("/b"))
    assert told(town.digest()) == ["B"]


def test_a_feed_gives_its_newest_wherever_they_stand(town: Town) -> None:
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed/upside"), "feed", most=2))
    days = (3, 1, 4, 2)
    items = "".join(
        f"<item><title>{day}</title><link>/{day}</link>"
        f"<pubDate>{(town.news.now() - timedelta(days=day)):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
        for day in days
    )
    body = f"<rss version='2.0'><channel><title>u</title>{items}</channel></rss>".encode()
    town.news.server.routes["/feed/upside"] = page(body, "application/rss+xml")
    for day in days:
        town.news.server.routes[f"/{day}"] = page(article(str(day), f"Day {day}"))
    assert told(town.digest()) == ["Day 1", "Day 2"]


def test_what_is_too_old_is_not_told_and_not_kept_for_later(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/old", "Old", article("old", "Old"))
    town.news.day = 9
    town.news.publish("paper", "/new", "New", article("new", "New"))
    assert told(town.digest(max_age_days=7)) == ["New"]
    assert town.digest(max_age_days=0).made is None


def test_since_passes_over_what_is_older_and_keeps_it_for_later(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/old", "Old", article("old", "Old"))
    yesterday = town.news.now()
    town.news.day = 1
    town.news.publish("paper", "/new", "New", article("new", "New"))
    assert told(town.digest_since(yesterday + timedelta(hours=1))) == ["New"]
    assert told(town.digest()) == ["Old"]


SOURCES = st.builds(
    Source,
    st.integers(1, 999).map("https://news.example/{}?a=1&b=<2>".format),
    st.just("feed"),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1),
    st.integers(1, 1000),
    st.integers(1, 500),
)


@given(st.lists(SOURCES, unique_by=lambda source: source.address))
def test_feeds_survive_opml(sources: list[Source]) -> None:
    assert sources_from_opml(opml_from_sources(sources)) == tuple(sources)


def test_opml_of_other_readers_is_read_however_deep() -> None:
    data = b"""<?xml version="1.0"?><opml version="1.1"><head/><body><outline text="All"><outline text="Town">
    <outline text="Harbour" xmlUrl="https://news.example/rss" type="rss" weight="many"/></outline></outline>
    <outline text="a podcast" xmlUrl="ftp://x"/><outline text="an empty folder"/></body></opml>"""
    address = "https://news.example/rss"
    assert sources_from_opml(data) == (Source(address, "feed", "Harbour", 100, 10),)
    known = [Source(address, "feed", "Old name", 300, 5)]
    assert sources_from_opml(data, known) == (Source(address, "feed", "Harbour", 300, 5),)


@pytest.mark.parametrize("data", [b"", b"<html/>", b"{}", b"<opml"])
def test_what_is_no_opml_is_wrong_usage(data: bytes) -> None:
    with pytest.raises(UsageError):
        sources_from_opml(data)
