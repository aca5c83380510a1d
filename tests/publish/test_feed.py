"""What the feed says, and how other people's readers see it; the rules that it obeys are in test_psp.py."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as Xml

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.feeds import BASE, FEED, FEEDS, a_feed, published
from tests.publish.psp.checking import faults
from tests.publish.psp.reading import SPACES, ReadFeed

from briefing.model import Episode, Feed, LeftOut, PublishedEpisode
from briefing.publish import feed_xml, newest_first
from briefing.publish.feed import podcast_guid
from briefing.publish.notes import SYNTHETIC_VOICES
from briefing.publish.page import front_page


def find(element: Xml.Element, path: str) -> Xml.Element:
    found = element.find(path, SPACES)
    assert found is not None, path
    return found


def text(element: Xml.Element, path: str) -> str:
    return find(element, path).text or ""


def channel_of(feed: Feed) -> Xml.Element:
    """The channel of a feed that obeys every rule."""
    data = feed_xml(feed)
    assert faults(data, feed.base) == {}
    return ReadFeed(data).channel


def test_a_feed_has_the_addresses_of_its_page_its_covers_and_its_episodes() -> None:
    assert len(list(ReadFeed(feed_xml(FEED)).addresses())) == 5 + 2 * 6


def test_an_item_says_what_the_episode_is() -> None:
    item = find(channel_of(FEED), "item")
    assert text(item, "title") == "Edition 23 <b>&amp;</b>"
    assert find(item, "enclosure").attrib == {
        "url": f"{BASE}/2026-11-23-%C3%A9dition/edition.mp3",
        "length": "1234567",
        "type": "audio/mpeg",
    }
    assert text(item, "pubDate") == "Mon, 23 Nov 2026 06:30:00 +0100"
    assert text(item, "itunes:duration") == "101"


def test_descriptions_hold_chapter_times_from_zero_and_every_source() -> None:
    description = text(find(channel_of(FEED), "item"), "description")
    assert description.startswith("00:00:00 Today\n00:00:13 Harbour &lt;reopens> & nobody came\n")
    assert "The Example: https://news.example/harbour?a=1&b=ü" in description


def test_a_description_that_is_too_long_keeps_its_times_and_what_is_said_of_the_voices() -> None:
    lines = text(find(channel_of(FEEDS["long notes"]), "item"), "description").split("\n")
    assert len("\n".join(lines).encode()) > 3900
    assert lines[0] == "00:00:00 The harbour reopens after eleven years"
    assert (lines[-2][:8].replace(":", "").isdigit(), lines[-1]) == (True, SYNTHETIC_VOICES)


def test_an_item_and_its_notes_say_where_the_voices_come_from() -> None:
    first = FEED.episodes[0]
    episode = replace(first.episode, origins=("Voices by nobody, CC0.",))
    feed = replace(FEED, episodes=(replace(first, episode=episode), *FEED.episodes[1:]))
    item = find(channel_of(feed), "item")
    honest = f"{SYNTHETIC_VOICES} Voices by nobody, CC0."
    described = text(item, "description").split("\n")[-1]
    assert (described, text(item, "podcast:txt")) == (honest, honest)
    assert honest in text(item, "content:encoded")
    assert b"is imitated. Voices by nobody, CC0." in front_page(feed)


def test_a_guid_outlives_the_address() -> None:
    moved = replace(FEED, base="https://other.example")
    guids = [[text(item, "guid") for item in channel_of(feed).findall("item")] for feed in (FEED, moved)]
    assert guids[0] == guids[1]


def test_the_podcasts_guid_is_that_of_the_standards_example() -> None:
    assert podcast_guid("https://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_long_texts_are_cut_at_the_standards_limits() -> None:
    long = a_feed(description="ä" * 5000)
    assert len(text(channel_of(long), "description").encode()) == 4000
    longest = Episode("i", "T" * 300, "2026-11-23", "en", 1000, (), (), ())
    item = find(channel_of(a_feed(PublishedEpisode("a", "b", 1, longest))), "item")
    assert len(text(item, "title")) == 255


def test_the_folders_day_stands_in_for_a_missing_date() -> None:
    undated = Episode("i", "T", "", "en", 1000, (), (), ())
    item = find(channel_of(a_feed(PublishedEpisode("2026-11-20-a", "a", 1, undated))), "item")
    assert text(item, "pubDate") == "Fri, 20 Nov 2026 00:00:00 +0000"


def test_episodes_are_told_newest_first_whatever_their_zone() -> None:
    early, late = published("23", "+09:00"), published("23", "-05:00")
    undated = PublishedEpisode("undated", "x", 1, Episode("i", "T", "", "en", 1000, (), (), ()))
    assert newest_first((undated, early, late)) == (late, early, undated)


@given(title=st.text(max_size=60), name=st.text(max_size=60), folder=st.text("abc é%/?#&<\"'", min_size=1))
def test_whatever_a_page_says_the_feed_obeys_every_rule(title: str, name: str, folder: str) -> None:
    episode = Episode("i", f"T{title}", "2026-11-23", "en", 1000, (), (), (), (LeftOut(name, title),))
    channel_of(a_feed(PublishedEpisode(folder, "x", 1, episode), description=f"D{name}"))


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
