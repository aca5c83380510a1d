"""What listeners are told beside the audio: transcripts, chapters, notes, order, and that voices are made."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from itertools import pairwise

from tests.publish.psp.channel import LANGUAGE
from tests.publish.psp.dates import is_rfc_2822
from tests.publish.psp.reading import ReadFeed, Rule, found, texts

TRANSCRIPTS = {".vtt": "text/vtt", ".transcript.json": "application/json"}
LONGEST_TXT, LONGEST_PURPOSE = 4000, 128
NOTES_TAGS = {"a", "em", "h3", "li", "ol", "p", "strong", "ul"}
TIME = re.compile(r"^(\d\d):([0-5]\d):([0-5]\d) \S", re.MULTILINE)  # '00:01:07 The harbour reopens'
# What would open a tag for an app that reads a description as HTML: '<b', '</p', '<!--'
MARKUP = re.compile(r"<[A-Za-z/!?]")


def offers_both_forms_of_transcript(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        ends = [
            (end, one.get("type"))
            for one in found(item, "podcast:transcript")
            for end in TRANSCRIPTS
            if one.get("url", "").endswith(end)
        ]
        if sorted(ends, key=str) != sorted(TRANSCRIPTS.items()):
            yield f"podcast:transcript {ends}"


def tells_the_language_of_a_transcript(feed: ReadFeed) -> Iterator[str]:
    """Where none is told it is the channel's."""
    for item in feed.items:
        for one in found(item, "podcast:transcript"):
            if not LANGUAGE.fullmatch(one.get("language", "und").lower()):
                yield f"language {one.get('language')!r}"


def offers_json_chapters(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        said = [
            one.get("type") for one in found(item, "podcast:chapters") if one.get("url", "").endswith(".json")
        ]
        if said != ["application/json+chapters"]:
            yield f"podcast:chapters {said}"


def says_that_voices_are_synthetic(feed: ReadFeed) -> Iterator[str]:
    """In the channel and in each item, as <podcast:txt purpose="ai-content">."""
    for place in feed.places():
        said = [one.text or "" for one in found(place, "podcast:txt") if one.get("purpose") == "ai-content"]
        if not any("synthetic" in text for text in said):
            yield f"podcast:txt in <{place.tag}>: {said}"


def keeps_free_text_short(feed: ReadFeed) -> Iterator[str]:
    for place in feed.places():
        for one in found(place, "podcast:txt"):
            if len(one.text or "") > LONGEST_TXT or len(one.get("purpose", "")) > LONGEST_PURPOSE:
                yield f"podcast:txt of {len(one.text or '')} characters"


def lists_the_newest_episode_first(feed: ReadFeed) -> Iterator[str]:
    dated = [text for item in feed.items for text in texts(item, "pubDate") if is_rfc_2822(text)]
    for earlier, later in pairwise(dated):
        if parsedate_to_datetime(earlier) < parsedate_to_datetime(later):
            yield f"{earlier} stands before {later}"


def begins_its_list_of_times_at_zero(feed: ReadFeed) -> Iterator[str]:
    """At least three times, from 00:00:00, each later than the one before: else apps see no chapters."""
    for item in feed.items:
        for text in texts(item, "description"):
            times = [tuple(map(int, one.groups())) for one in TIME.finditer(text)]
            if times and (times[0] != (0, 0, 0) or len(times) < 3 or times != sorted(set(times))):
                yield f"times {times}"


def holds_no_markup_in_descriptions(feed: ReadFeed) -> Iterator[str]:
    """Some apps read a description as text and some as HTML (RSS 2.0 allows it): both must see the same."""
    for place in feed.places():
        for text in texts(place, "description"):
            yield from (f"{mark!r} in a description" for mark in MARKUP.findall(text))


def holds_nothing_active_in_notes(feed: ReadFeed) -> Iterator[str]:
    """Text, lists and links to the web: the tags that podcast apps show, and no attribute but an address."""
    for item in feed.items:
        for text in texts(item, "content:encoded"):
            reader = _TagReader()
            reader.feed(text)
            yield from reader.complaints


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in NOTES_TAGS:
            self.complaints.append(f"<{tag}>")
        for name, value in attrs:
            if (tag, name) == ("a", "href") and (value or "").startswith(("https://", "http://")):
                continue
            if (tag, name) != ("a", "rel"):
                self.complaints.append(f"<{tag} {name}={value!r}>")


RULES: tuple[Rule, ...] = (
    offers_both_forms_of_transcript,
    tells_the_language_of_a_transcript,
    offers_json_chapters,
    says_that_voices_are_synthetic,
    keeps_free_text_short,
    lists_the_newest_episode_first,
    begins_its_list_of_times_at_zero,
    holds_no_markup_in_descriptions,
    holds_nothing_active_in_notes,
)
