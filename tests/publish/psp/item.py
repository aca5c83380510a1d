"""PSP-1's required and recommended elements of an item."""

import re
from collections.abc import Iterator

from tests.publish.psp.channel import LONGEST_DESCRIPTION_BYTES, PICTURE
from tests.publish.psp.dates import is_rfc_2822
from tests.publish.psp.reading import ReadFeed, Rule, found, missing, texts

# The end of an enclosure's address, and the type that goes with it
KINDS = {
    ".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".mov": "video/quicktime", ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
}  # fmt: skip


def titles_its_episodes(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        yield from missing(item, "title")


def encloses_one_file_an_episode(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        if [one.get("url", "") != "" for one in found(item, "enclosure")] != [True]:
            yield f"{len(found(item, 'enclosure'))} enclosures"


def tells_the_length_of_its_enclosures(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        for enclosure in found(item, "enclosure"):
            if not re.fullmatch(r"[1-9]\d*", enclosure.get("length", "")):
                yield f"length {enclosure.get('length')!r}"


def tells_the_type_of_its_enclosures(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        for enclosure in found(item, "enclosure"):
            url = enclosure.get("url", "")
            if url and enclosure.get("type") != KINDS.get(url[url.rfind(".") :]):
                yield f"{enclosure.get('type')!r} for {url}"


def encloses_each_file_once(feed: ReadFeed) -> Iterator[str]:
    """'Apple Podcasts will ignore duplicate enclosure URLs.'"""
    urls = [one.get("url", "") for item in feed.items for one in found(item, "enclosure")]
    yield from sorted({f"twice {url}" for url in urls if urls.count(url) > 1})


def identifies_its_episodes(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        yield from missing(item, "guid")


def says_that_a_guid_is_no_address(feed: ReadFeed) -> Iterator[str]:
    """RSS 2.0: without isPermaLink="false" a guid is an address that can be opened."""
    for item in feed.items:
        for guid in found(item, "guid"):
            if guid.get("isPermaLink") != "false":
                yield f"isPermaLink {guid.get('isPermaLink')!r}"


def identifies_each_episode_differently(feed: ReadFeed) -> Iterator[str]:
    guids = [text for item in feed.items for text in texts(item, "guid")]
    yield from sorted({f"twice {guid!r}" for guid in guids if guids.count(guid) > 1})


def links_its_episodes_to_a_page(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        yield from missing(item, "link")


def dates_its_episodes(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        for text in texts(item, "pubDate"):
            yield from (() if is_rfc_2822(text) else (f"pubDate {text!r}",))


def describes_its_episodes(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        yield from missing(item, "description")


def keeps_descriptions_of_episodes_to_4000_bytes(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        for text in texts(item, "description"):
            if len(text.encode()) > LONGEST_DESCRIPTION_BYTES:
                yield f"{len(text.encode())} bytes"


def tells_durations_in_seconds(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        if not all(re.fullmatch(r"\d+", text) for text in texts(item, "itunes:duration") or [""]):
            yield f"itunes:duration {texts(item, 'itunes:duration')}"


def says_whether_an_episode_is_explicit(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        if texts(item, "itunes:explicit") not in (["true"], ["false"]):
            yield f"itunes:explicit {texts(item, 'itunes:explicit')}"


def says_what_kind_of_episode_it_is(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        if texts(item, "itunes:episodeType") not in (["full"], ["trailer"], ["bonus"]):
            yield f"itunes:episodeType {texts(item, 'itunes:episodeType')}"


def has_a_cover_an_episode(feed: ReadFeed) -> Iterator[str]:
    for item in feed.items:
        covers = [image.get("href", "") for image in found(item, "itunes:image")]
        if not [cover for cover in covers if PICTURE.fullmatch(cover)]:
            yield f"itunes:image {covers}"


RULES: tuple[Rule, ...] = (
    titles_its_episodes,
    encloses_one_file_an_episode,
    tells_the_length_of_its_enclosures,
    tells_the_type_of_its_enclosures,
    encloses_each_file_once,
    identifies_its_episodes,
    says_that_a_guid_is_no_address,
    identifies_each_episode_differently,
    links_its_episodes_to_a_page,
    dates_its_episodes,
    describes_its_episodes,
    keeps_descriptions_of_episodes_to_4000_bytes,
    tells_durations_in_seconds,
    says_whether_an_episode_is_explicit,
    says_what_kind_of_episode_it_is,
    has_a_cover_an_episode,
)
