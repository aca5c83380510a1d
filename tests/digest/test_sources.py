"""What can be read: feeds of three kinds, pages that name one, lists, folders; and OPML both ways."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digest.newsroom import article
from tests.digest.town import Town, told
from tests.fetch.servers import page, redirect

from briefing.digest import SourceChoices, find_source, opml_from_sources, source_from_text, sources_from_opml
from briefing.digest.sources import poll_sources
from briefing.digest.subscriptions import FoundSource
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


@pytest.mark.parametrize("opening", ["", "feed://", "feed:http://", "FEED:"])
def test_an_address_without_a_scheme_is_found_by_http_too(town: Town, opening: str) -> None:
    town.news.server.routes["/atom"] = page(ATOM, "application/atom+xml")
    address = town.news.server.at("/atom").removeprefix("http://")
    with town.context() as context:
        assert source_from_text(opening + address, context) == Source(
            f"http://{address}", "feed", "Atom news"
        )


def test_a_missing_file_is_no_host(town: Town) -> None:
    with town.context() as context, pytest.raises(FetchError, match="does not exist"):
        source_from_text("saved.html", context)


@pytest.mark.parametrize(
    "links",
    [
        (("Harbour » Comments Feed", "/atom"), ("Harbour » Feed", "/json")),
        (("Harbour » The ferry Comments Feed", "/atom"), ("Harbour", "/json")),
        (("RSS", "/atom?of=comments"), ("RSS", "/json")),
        (("Kommentare", "/atom"), ("Artikel", "/json")),
    ],
)
def test_a_feed_of_comments_is_not_taken_and_the_others_are_named(
    town: Town, links: tuple[tuple[str, str], ...]
) -> None:
    at = town.news.server.at
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in links
    )
    town.news.server.routes |= {
        "/home": page(f"<html><head>{head}</head><body><p>Welcome.</p></body></html>".encode()),
        "/json": page(JSON_FEED, "application/feed+json"),
        "/atom": page(ATOM, "application/atom+xml"),
    }
    with town.context() as context:
        found = find_source(at("/home"), context, SourceChoices())
    assert (found.source.address, found.others) == (at("/json"), (at(links[0][1]),))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_feed_in_a_gzip_file_is_read(town: Town, layers: int) -> None:
    data = ATOM
    for _ in range(layers):
        data = gzip.compress(data)
    town.news.server.routes["/feed.gz"] = page(data, "application/x-gzip")
    with town.context() as context:
        assert source_from_text(town.news.server.at("/feed.gz"), context).title == "Atom news"


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


def test_opml_of_other_programs_is_read() -> None:
    data = (
        b"<opml version='1.0'><body><outline text='A' xmlurl='https://a.example/feed'/>"
        b"<outline text='B' xmlUrl='feed://b.example/feed'/><outline text='C' XMLURL='feed:https://c.example/'/>"
        b"<outline text='D' xmlUrl='d.example/feed'/><outline text='E' xmlUrl=''/></body></opml>"
    )
    assert [source.address for source in sources_from_opml(data)] == [
        "https://a.example/feed",
        "http://b.example/feed",
        "https://c.example/",
        "http://d.example/feed",
    ]


def test_a_date_in_the_future_counts_as_the_day_when_the_item_was_first_seen(town: Town) -> None:
    town.subscribe("paper")
    entries = "".join(
        f"<item><title>{name}</title><link>/{name}</link><pubDate>{date}</pubDate></item>"
        for name, date in (("a", "Tue, 01 Jan 2999 00:00:00 GMT"), ("b", "0"), ("c", "1795300200"))
    )
    body = f"<rss version='2.0'><channel><title>p</title>{entries}</channel></rss>".encode()
    town.news.server.routes["/feed/paper"] = page(body, "application/rss+xml")
    with town.context() as opened:
        context = replace(opened, fetch=replace(opened.fetch, fetched=town.news.now().isoformat()))
        poll_sources(context)
        dates = {item.title: item.published for item in context.library.new_items()}
    assert dates == {"a": "", "b": "", "c": "2026-11-21T22:30:00Z"}


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


def test_a_podcast_is_named_as_one_when_it_is_added(town: Town) -> None:
    item = "<item><title>A</title><guid>1</guid><enclosure url='/a.mp3' type='audio/mpeg' length='1'/></item>"
    body = f"<rss version='2.0'><channel><title>Talk</title>{item}</channel></rss>"
    town.news.server.routes["/talk"] = page(body.encode(), "application/rss+xml")
    address = town.news.server.at("/talk")
    with town.context() as context:
        found = find_source(address, context, SourceChoices())
    assert found == FoundSource(
        Source(address, "feed", "Talk"),
        note=f"{address} is a podcast: its episodes are audio without a text. To hear the newest one in each "
        f'digest, add these two lines to briefing.toml: [[digest.audio]] and source = "{address}"',
    )
