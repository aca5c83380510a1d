"""Feeds of every kind, and what only looks like one."""

import json
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean import clean_page
from briefing.errors import FetchError
from briefing.fetch import feed_from_bytes, find_feeds, page_from_item
from briefing.model import NewsFeed, SourceItem

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>Harbour News</title><link>https://news.example/</link>
<item><title>Ferry sails &amp;amp; returns</title><link>/ferry</link><guid isPermaLink="false">f1</guid>
<pubDate>Mon, 23 Nov 2026 06:00:00 +0100</pubDate><description>At noon.</description></item>
<item><title>Zürich – später</title><link>https://news.example/zurich</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<link rel="alternate" href="https://news.example/"/><link rel="self" href="https://news.example/atom"/>
<entry><id>tag:news.example,2026:1</id><title type="html">&lt;b&gt;Ferry&lt;/b&gt;</title>
<link rel="alternate" href="https://news.example/ferry"/>
<published>2026-11-23T05:00:00Z</published><updated>2026-11-23T07:30:00+01:00</updated></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "home_page_url": "https://news.example/",
    "items": [
        {"id": 7, "url": "/ferry", "title": "Ferry", "date_published": "2026-11-23T06:00:00+01:00"},
        {"id": "8", "external_url": "https://other.example/a", "content_text": "Words."},
        {"id": "9", "title": "no address"},
        "not an item",
    ],
}


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_rss_in_any_encoding(encoding: str) -> None:
    feed = feed_from_bytes(RSS.format(encoding=encoding).encode(encoding), "https://news.example/rss")
    assert (feed.title, feed.site) == ("Harbour News", "https://news.example/")
    first, second = feed.items
    assert (first.key, first.url, first.title) == (
        "f1",
        "https://news.example/ferry",
        "Ferry sails & returns",
    )
    assert first.published == "2026-11-23T05:00:00Z"
    assert (second.key, second.title) == ("https://news.example/zurich", "Zürich – später")


def test_atom_tells_when_an_entry_was_updated() -> None:
    feed = feed_from_bytes(ATOM.encode(), "https://news.example/atom")
    assert feed.items == (
        SourceItem(
            "tag:news.example,2026:1",
            "https://news.example/ferry",
            "Ferry",
            "2026-11-23T05:00:00Z",
            "2026-11-23T06:30:00Z",
            "2026-11-23T06:30:00Z",
        ),
    )


def test_json_feed() -> None:
    feed = feed_from_bytes(json.dumps(JSON_FEED).encode(), "https://news.example/feed.json")
    assert (feed.title, feed.site) == ("Harbour", "https://news.example/")
    assert [(item.key, item.url) for item in feed.items] == [
        ("7", "https://news.example/ferry"),
        ("8", "https://other.example/a"),
    ]


def test_the_stamp_changes_with_what_an_entry_says() -> None:
    before, after = (
        feed_from_bytes(
            RSS.format(encoding="utf-8").replace("At noon.", said).encode(), "https://news.example/rss"
        )
        for said in ("At noon.", "At one.")
    )
    assert before.items[0].stamp != after.items[0].stamp
    assert before.items[1].stamp == after.items[1].stamp


@pytest.mark.parametrize(
    "data", [b"<html><body>A page</body></html>", b"{}", b"{broken", b"[1, 2]", b"words", b"<rss", b"\0\0\0"]
)
def test_what_is_no_feed_is_our_error(data: bytes) -> None:
    with pytest.raises(FetchError):
        feed_from_bytes(data, "https://news.example/")


ITEM = "<item><link>https://news.example/a</link></item>"


@pytest.mark.parametrize(
    "cut", ["<item><title>oops", "<item><title>A</title><link>https://news.ex", "<item>"]
)
def test_a_feed_that_breaks_off_before_its_first_article_is_damaged(cut: str) -> None:
    broken = f'<rss version="2.0"><channel><title>Harbour</title>{cut}'
    with pytest.raises(FetchError, match="is a damaged feed"):
        feed_from_bytes(broken.encode(), "https://news.example/rss")


def test_a_feed_that_breaks_off_later_tells_what_it_has() -> None:
    broken = f'<rss version="2.0"><channel><title>Harbour</title>{ITEM}<item><title>oops'
    feed = feed_from_bytes(broken.encode(), "https://news.example/rss")
    assert [item.url for item in feed.items] == ["https://news.example/a"]


def test_the_text_of_an_entry_that_breaks_off_is_not_taken_for_its_whole_text() -> None:
    entry = ITEM.replace("</item>", "<description>The ferry sailed and</description></item>")
    broken = f'<rss version="2.0"><channel><title>Harbour</title>{entry}'
    texts = [
        [item.html for item in feed_from_bytes(feed.encode(), "https://news.example/rss").items]
        for feed in (broken, f"{broken}</channel></rss>\n<!-- served at noon -->")
    ]
    assert texts == [[""], ["<p>The ferry sailed and</p>"]]


def test_a_feed_with_nothing_new_is_no_damage() -> None:
    empty = '<rss version="2.0"><channel><title>Harbour</title></channel></rss>'
    assert feed_from_bytes(empty.encode(), "https://news.example/rss").items == ()


def test_entities_that_expand_are_bounded() -> None:
    entities = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    declared = f'<!DOCTYPE l [<!ENTITY a "{"a" * 10}">{entities}]>'
    bomb = f'{declared}<rss version="2.0"><channel><title>&j;</title>{ITEM}</channel></rss>'
    started = time.monotonic()
    feed = feed_from_bytes(bomb.encode(), "https://news.example/rss")
    assert len(feed.title) < 1000
    assert time.monotonic() - started < 5


def test_external_entities_are_not_read() -> None:
    declared = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    outside = f'{declared}<rss version="2.0"><channel><title>a&x;b</title>{ITEM}</channel></rss>'
    assert "root" not in feed_from_bytes(outside.encode(), "https://news.example/rss").title


@given(st.binary(max_size=300))
def test_any_bytes_give_a_feed_or_our_error(data: bytes) -> None:
    try:
        feed = feed_from_bytes(b"<rss version='2.0'><channel><item><link>" + data, "https://news.example/")
    except FetchError:
        return
    assert isinstance(feed, NewsFeed)


def test_the_feed_of_a_section_comes_before_the_feed_of_the_site() -> None:
    page = """<head><link rel="alternate" type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" type="application/rss+xml" href="/feed.xml">
    <link rel="ALTERNATE" type="application/atom+xml" href="/harbour/feed.xml">
    <link rel="stylesheet" href="/x.css"></head><a href="/all.rss?x=1">RSS</a><a href="mailto:x">mail</a>"""
    assert find_feeds(page, "https://news.example/harbour/") == (
        "https://news.example/harbour/feed.xml",
        "https://news.example/feed.xml",
        "https://news.example/all.rss?x=1",
        "https://news.example/comments/feed",
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("<dc:creator>Maria Okafor</dc:creator>", ("Maria Okafor",)),
        ("<author>maria@news.example (Maria Okafor)</author>", ("Maria Okafor",)),
        ("<author>maria@news.example</author>", ()),
        ("<dc:creator>admin</dc:creator>", ()),
        ("", ()),
    ],
)
def test_the_text_of_an_entry_has_its_authors(author: str, names: tuple[str, ...]) -> None:
    text = f"<p>{'The ferry sailed at noon, and nobody was left on the quay. ' * 8}</p>"
    item = f"<item><title>A</title><link>https://news.example/a</link>{author}<description>{escape(text)}"
    spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    rss = f"<rss version='2.0' {spaces}><channel><title>T</title>{item}</description></item></channel></rss>"
    [found] = feed_from_bytes(rss.encode(), "https://news.example/rss").items
    assert clean_page(page_from_item(found, "T")).byline == names


@pytest.mark.parametrize(
    "said", [{"authors": [{"name": "Maria Okafor"}]}, {"author": {"name": "Maria Okafor"}}]
)
def test_the_text_of_a_json_entry_has_its_authors(said: dict[str, object]) -> None:
    entry = {"id": "1", "url": "https://news.example/a", "content_text": "At noon. " * 30, **said}
    data = json.dumps(JSON_FEED | {"items": [entry]}).encode()
    [found] = feed_from_bytes(data, "https://news.example/feed.json").items
    assert clean_page(page_from_item(found, "T")).byline == ("Maria Okafor",)
