"""PSP-1's required, recommended and situational elements of a channel, and what keeps a feed private."""

import re
from collections.abc import Iterator
from uuid import UUID

from tests.publish.psp.categories import CATEGORIES
from tests.publish.psp.dates import is_rfc_2822
from tests.publish.psp.reading import ReadFeed, Rule, found, is_address, missing, texts

LONGEST_DESCRIPTION_BYTES = 4000
# 'en', 'de-at', 'zh-hant-tw': ISO 639 with the parts that RSS allows behind it
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
PICTURE = re.compile(r".+\.(?:jpg|jpeg|png)")


def says_where_it_is(feed: ReadFeed) -> Iterator[str]:
    own = [link for link in found(feed.channel, "atom:link") if link.get("rel") == "self"]
    if [link.get("type") for link in own if link.get("href")] != ["application/rss+xml"]:
        yield "no atom:link rel=self of the type application/rss+xml"


def has_a_title(feed: ReadFeed) -> Iterator[str]:
    yield from missing(feed.channel, "title")


def has_a_description(feed: ReadFeed) -> Iterator[str]:
    yield from missing(feed.channel, "description")


def keeps_its_description_to_4000_bytes(feed: ReadFeed) -> Iterator[str]:
    for text in texts(feed.channel, "description"):
        if len(text.encode()) > LONGEST_DESCRIPTION_BYTES:
            yield f"{len(text.encode())} bytes"


def has_a_page(feed: ReadFeed) -> Iterator[str]:
    yield from missing(feed.channel, "link")


def has_a_language(feed: ReadFeed) -> Iterator[str]:
    if [text for text in texts(feed.channel, "language") if LANGUAGE.fullmatch(text)] == []:
        yield f"language {texts(feed.channel, 'language')}"


def has_a_category_of_apples(feed: ReadFeed) -> Iterator[str]:
    """Spelled as Apple spells it, a subcategory inside its own category."""
    categories = found(feed.channel, "itunes:category")
    if not categories:
        yield "no itunes:category"
    for category in categories:
        name = category.get("text", "")
        yield from (() if name in CATEGORIES else (f"no category {name!r}",))
        for below in found(category, "itunes:category"):
            if below.get("text") not in CATEGORIES.get(name, ()):
                yield f"no {below.get('text')!r} in {name!r}"


def says_whether_it_is_explicit(feed: ReadFeed) -> Iterator[str]:
    if texts(feed.channel, "itunes:explicit") not in (["true"], ["false"]):
        yield f"itunes:explicit {texts(feed.channel, 'itunes:explicit')}"


def has_a_cover(feed: ReadFeed) -> Iterator[str]:
    covers = [image.get("href", "") for image in found(feed.channel, "itunes:image")]
    if not [cover for cover in covers if PICTURE.fullmatch(cover)]:
        yield f"itunes:image {covers}"


def has_a_guid_of_version_5(feed: ReadFeed) -> Iterator[str]:
    for text in texts(feed.channel, "podcast:guid") or [""]:
        try:
            is_right = UUID(text).version == 5 and text == str(UUID(text))
        except ValueError:
            is_right = False
        if not is_right:
            yield f"podcast:guid {text!r}"


def is_locked_by_its_owner(feed: ReadFeed) -> Iterator[str]:
    """The namespace's first schema requires `owner`, its prose does not: with it both are content."""
    said = [(one.text, "owner" in one.attrib) for one in found(feed.channel, "podcast:locked")]
    if said != [("yes", True)]:
        yield f"podcast:locked {said}"


def is_blocked_for_directories(feed: ReadFeed) -> Iterator[str]:
    said = (texts(feed.channel, "podcast:block"), texts(feed.channel, "itunes:block"))
    if said != (["yes"], ["Yes"]):
        yield f"podcast:block, itunes:block: {said}"


def has_an_author(feed: ReadFeed) -> Iterator[str]:
    yield from missing(feed.channel, "itunes:author")


def is_episodic_or_serial(feed: ReadFeed) -> Iterator[str]:
    if texts(feed.channel, "itunes:type") not in (["episodic"], ["serial"]):
        yield f"itunes:type {texts(feed.channel, 'itunes:type')}"


def says_what_kind_of_medium_it_is(feed: ReadFeed) -> Iterator[str]:
    if texts(feed.channel, "podcast:medium") != ["podcast"]:
        yield f"podcast:medium {texts(feed.channel, 'podcast:medium')}"


def has_a_picture_that_agrees_with_it(feed: ReadFeed) -> Iterator[str]:
    """RSS 2.0: <image> has url, title and link, and the last two are the channel's own."""
    for image in found(feed.channel, "image"):
        for name in ("title", "link"):
            own = texts(feed.channel, name)
            if own and texts(image, name) != own[:1]:
                yield f"<image> has another {name}: {texts(image, name)}"
        if not all(is_address(url) for url in texts(image, "url") or [""]):
            yield "<image> has no url"


def says_when_it_changed(feed: ReadFeed) -> Iterator[str]:
    for text in texts(feed.channel, "lastBuildDate"):
        yield from (() if is_rfc_2822(text) else (f"lastBuildDate {text!r}",))


RULES: tuple[Rule, ...] = (
    says_where_it_is,
    has_a_title,
    has_a_description,
    keeps_its_description_to_4000_bytes,
    has_a_page,
    has_a_language,
    has_a_category_of_apples,
    says_whether_it_is_explicit,
    has_a_cover,
    has_a_guid_of_version_5,
    is_locked_by_its_owner,
    is_blocked_for_directories,
    has_an_author,
    is_episodic_or_serial,
    says_what_kind_of_medium_it_is,
    has_a_picture_that_agrees_with_it,
    says_when_it_changed,
)
