"""The feed: PSP-1, Apple and Podcasting 2.0 rule by rule, then as other people's readers see it."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as Xml

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.programmes import CLOSING, HARBOUR, OPENING, TREES, casting, master

from briefing.model import Episode, Feed, LeftOut, PublishedEpisode
from briefing.publish import episode_from, feed_xml, newest_first
from briefing.publish.feed import podcast_guid

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
BASE = "https://phone.example:8443/t0ken"


def published(day: str = "23", zone: str = "+01:00", left_out: tuple[LeftOut, ...] = ()) -> PublishedEpisode:
    edition = casting(OPENING, HARBOUR, TREES, CLOSING, title=f"Edition {day} <b>&amp;</b>")
    episode = episode_from(edition, master(edition, 12_345), f"2026-11-{day}T06:30:00{zone}", left_out)
    return PublishedEpisode(f"2026-11-{day}-édition", "edition", 1_234_567, episode)


def a_feed(*episodes: PublishedEpisode, description: str = "News, read aloud.") -> Feed:
    return Feed("Our <news> & more", description, "en-GB", "A & B", BASE, episodes)


FEED = a_feed(
    published("23"), published("22", left_out=(LeftOut("https://gone.example/a?b=1&c=2", "404 <gone>"),))
)


def find(element: Xml.Element, path: str) -> Xml.Element:
    found = element.find(path, SPACES)
    assert found is not None, path
    return found


def text(element: Xml.Element, path: str) -> str:
    return find(element, path).text or ""


def is_address(value: str) -> bool:
    return value.isascii() and re.fullmatch(r"https?://[^\s<>\"]+", value) is not None


def check_channel(channel: Xml.Element) -> None:
    """PSP-1's required and recommended elements of a channel, and what makes a feed private."""
    link = find(channel, "atom:link[@rel='self']")
    assert is_address(link.get("href", ""))
    assert link.get("type") == "application/rss+xml"
    assert 0 < len(text(channel, "title")) <= 255
    assert 0 < len(text(channel, "description").encode()) <= 4000
    assert is_address(text(channel, "link"))
    assert re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", text(channel, "language"))
    assert find(channel, "itunes:category").get("text") == "News"
    assert find(channel, "itunes:category/itunes:category").get("text") == "Daily News"
    assert text(channel, "itunes:explicit") in ("true", "false")
    assert re.fullmatch(r"\S+\.(jpg|png)", find(channel, "itunes:image").get("href", ""))
    assert is_address(find(channel, "itunes:image").get("href", ""))
    assert text(channel, "itunes:author")
    assert UUID(text(channel, "podcast:guid")).version == 5
    assert text(channel, "podcast:locked") == "yes"
    assert find(channel, "podcast:locked").get("owner") is not None  # the namespace's schema requires it
    assert (text(channel, "podcast:block"), text(channel, "itunes:block")) == ("yes", "Yes")
    assert "synthetic" in text(channel, "podcast:txt[@purpose='ai-content']")
    assert len(channel.findall("podcast:locked", SPACES)) == len(channel.findall("podcast:guid", SPACES)) == 1


def check_item(item: Xml.Element) -> None:
    """PSP-1's required and recommended elements of an item."""
    assert 0 < len(text(item, "title")) <= 255
    enclosure = find(item, "enclosure")
    assert is_address(enclosure.get("url", ""))
    assert enclosure.get("url", "").endswith(".mp3")
    assert int(enclosure.get("length", "")) > 0
    assert enclosure.get("type") == "audio/mpeg"
    assert find(item, "guid").get("isPermaLink") == "false"
    assert text(item, "guid").strip() == text(item, "guid") != ""
    assert parsedate_to_datetime(text(item, "pubDate")).tzinfo
    assert 0 < len(text(item, "description").encode()) <= 4000
    assert text(item, "itunes:duration").isdigit()
    assert text(item, "itunes:explicit") in ("true", "false")
    assert is_address(text(item, "link"))
    assert is_address(find(item, "itunes:image").get("href", ""))
    kinds = {t.get("type"): t for t in item.findall("podcast:transcript", SPACES)}
    assert set(kinds) == {"text/vtt", "application/json"}
    assert all(is_address(t.get("url", "")) and t.get("language") for t in kinds.values())
    chapters = find(item, "podcast:chapters")
    assert chapters.get("type") == "application/json+chapters"
    assert is_address(chapters.get("url", ""))


def check_feed(data: bytes) -> Xml.Element:
    """All of it; returns the channel."""
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    for name, uri in SPACES.items():
        assert f'xmlns:{name}="{uri}"'.encode() in data
    rss = Xml.fromstring(data)  # noqa: S314  # our own bytes
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channels = rss.findall("channel")
    assert len(channels) == 1
    check_channel(channels[0])
    items = channels[0].findall("item")
    for item in items:
        check_item(item)
    for path in ("guid", "enclosure"):
        seen = [find(item, path).text or find(item, path).get("url") for item in items]
        assert len(set(seen)) == len(seen)
    return channels[0]


def test_a_feed_obeys_every_rule() -> None:
    channel = check_feed(feed_xml(FEED))
    assert len(channel.findall("item")) == 2


def test_an_empty_feed_is_a_feed() -> None:
    assert not check_feed(feed_xml(a_feed())).findall("item")


def test_every_address_of_a_private_feed_carries_its_token() -> None:
    elements = list(check_feed(feed_xml(FEED)).iter())
    addresses = [e.get(name, "") for e in elements for name in ("url", "href") if e.get(name)]
    addresses += [e.text or "" for e in elements if e.tag in ("link", "url")]
    assert len(addresses) == 5 + 2 * 6
    assert all(address.startswith(BASE) for address in addresses)


def test_an_item_says_what_the_episode_is() -> None:
    item = find(check_feed(feed_xml(FEED)), "item")
    assert text(item, "title") == "Edition 23 <b>&amp;</b>"
    assert find(item, "enclosure").attrib == {
        "url": f"{BASE}/2026-11-23-%C3%A9dition/edition.mp3",
        "length": "1234567",
        "type": "audio/mpeg",
    }
    assert text(item, "pubDate") == "Mon, 23 Nov 2026 06:30:00 +0100"
    assert text(item, "itunes:duration") == "101"


def test_descriptions_hold_chapter_times_from_zero_and_every_source() -> None:
    description = text(find(check_feed(feed_xml(FEED)), "item"), "description")
    assert description.startswith("00:00:00 Today\n00:00:13 Harbour <reopens> & nobody came\n")
    assert "The Example: https://news.example/harbour?a=1&b=ü" in description


def test_a_guid_outlives_the_address() -> None:
    moved = Feed(FEED.title, FEED.description, "en", "A", "https://other.example", FEED.episodes)
    guids = [[text(i, "guid") for i in check_feed(feed_xml(f)).findall("item")] for f in (FEED, moved)]
    assert guids[0] == guids[1]


def test_the_podcasts_guid_is_that_of_the_standards_example() -> None:
    assert podcast_guid("https://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_long_texts_are_cut_at_the_standards_limits() -> None:
    long = a_feed(description="ä" * 5000)
    assert len(text(check_feed(feed_xml(long)), "description").encode()) == 4000
    longest = Episode("i", "T" * 300, "2026-11-23", "en", 1000, (), (), ())
    item = find(check_feed(feed_xml(a_feed(PublishedEpisode("a", "b", 1, longest)))), "item")
    assert len(text(item, "title")) == 255


def test_the_folders_day_stands_in_for_a_missing_date() -> None:
    undated = Episode("i", "T", "", "en", 1000, (), (), ())
    item = find(check_feed(feed_xml(a_feed(PublishedEpisode("2026-11-20-a", "a", 1, undated)))), "item")
    assert text(item, "pubDate") == "Fri, 20 Nov 2026 00:00:00 +0000"


def test_episodes_are_told_newest_first_whatever_their_zone() -> None:
    early, late = published("23", "+09:00"), published("23", "-05:00")
    undated = PublishedEpisode("undated", "x", 1, Episode("i", "T", "", "en", 1000, (), (), ()))
    assert newest_first((undated, early, late)) == (late, early, undated)


@given(title=st.text(max_size=60), name=st.text(max_size=60), folder=st.text("abc é%/?#&<\"'", min_size=1))
def test_whatever_a_page_says_the_feed_is_well_formed(title: str, name: str, folder: str) -> None:
    episode = Episode("i", f"T{title}", "2026-11-23", "en", 1000, (), (), (), (LeftOut(name, title),))
    data = feed_xml(a_feed(PublishedEpisode(folder, "x", 1, episode), description=f"D{name}"))
    check_feed(data)


def test_podcastparser_reads_it() -> None:
    seen = podcastparser.parse(f"{BASE}/feed.xml", BytesIO(feed_xml(FEED)))
    assert (seen["title"], seen["language"], seen["type"]) == ("Our <news> & more", "en-gb", "episodic")
    assert seen["cover_url"] == f"{BASE}/cover.jpg"
    first = seen["episodes"][0]
    assert (first["title"], first["total_time"]) == ("Edition 23 <b>&amp;</b>", 101)
    assert first["published"] == datetime.fromisoformat("2026-11-23T06:30:00+01:00").timestamp()
    assert [(e["url"], e["file_size"], e["mime_type"]) for e in first["enclosures"]] == [
        (f"{BASE}/2026-11-23-%C3%A9dition/edition.mp3", 1_234_567, "audio/mpeg")
    ]
    assert first["episode_art_url"].startswith(BASE)
    assert "Marta Lind" in first["description_html"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_feedparser_reads_it() -> None:
    seen: Any = feedparser.parse(feed_xml(FEED))
    assert not seen.bozo
    assert seen.feed.title == "Our <news> & more"
    assert [entry.title for entry in seen.entries] == ["Edition 23 <b>&amp;</b>", "Edition 22 <b>&amp;</b>"]
    assert seen.entries[0].itunes_duration == "101"
    assert "Marta Lind" in seen.entries[0].content[0].value
