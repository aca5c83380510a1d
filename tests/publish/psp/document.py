"""The document itself: RSS 2.0, PSP-1's 'Namespace Declarations', Apple's technical requirements."""

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from tests.publish.psp.reading import SPACES, ReadFeed, Rule, is_address, named

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'
LONGEST_NODE = 255  # characters, PSP-1
ROOMY = {
    named(name) for name in ("description", "content:encoded", "podcast:txt")
}  # with limits of their own
CHANNEL_NAMES = (
    "atom:link", "title", "description", "link", "language", "generator", "lastBuildDate", "image", "item",
    "itunes:category", "itunes:explicit", "itunes:image", "itunes:author", "itunes:type", "itunes:block",
    "podcast:guid", "podcast:locked", "podcast:block", "podcast:medium", "podcast:txt",
)  # fmt: skip
ITEM_NAMES = (
    "title", "enclosure", "guid", "link", "pubDate", "description", "content:encoded", "itunes:author",
    "itunes:duration", "itunes:explicit", "itunes:episodeType", "itunes:image", "podcast:transcript",
    "podcast:chapters", "podcast:txt",
)  # fmt: skip
REPEATABLE = {named(name) for name in ("item", "podcast:transcript", "podcast:txt", "itunes:category")}


def begins_with_its_declaration(feed: ReadFeed) -> Iterator[str]:
    if not feed.data.startswith(DECLARATION):
        yield f"begins with {feed.data[:40]!r}"


def declares_the_namespaces(feed: ReadFeed) -> Iterator[str]:
    for name, uri in SPACES.items():
        if f'xmlns:{name}="{uri}"'.encode() not in feed.data:
            yield f"does not declare {name}"


def is_rss_2(feed: ReadFeed) -> Iterator[str]:
    if (feed.rss.tag, feed.rss.get("version")) != ("rss", "2.0"):
        yield f"is {feed.rss.tag} {feed.rss.get('version')}"


def has_one_channel(feed: ReadFeed) -> Iterator[str]:
    if len(feed.rss.findall("channel")) != 1:
        yield f"{len(feed.rss.findall('channel'))} channels"


def spells_its_elements_as_the_standards_do(feed: ReadFeed) -> Iterator[str]:
    """Apple: 'Respect case-sensitivity across all XML tags'."""
    for place, names in [(feed.channel, CHANNEL_NAMES), *((item, ITEM_NAMES) for item in feed.items)]:
        known = set(map(named, names))
        yield from (f"{child.tag} in <{place.tag}>" for child in place if child.tag not in known)


def repeats_only_what_may_be_repeated(feed: ReadFeed) -> Iterator[str]:
    for place in feed.places():
        once = [child.tag for child in place if child.tag not in REPEATABLE]
        yield from sorted({f"{tag} twice in <{place.tag}>" for tag in once if once.count(tag) > 1})


def has_no_spaces_around_its_values(feed: ReadFeed) -> Iterator[str]:
    for element in _values(feed):
        if element.text != (element.text or "").strip():
            yield f"{element.tag}: {element.text!r}"


def keeps_values_to_255_characters(feed: ReadFeed) -> Iterator[str]:
    for element in _values(feed):
        if element.tag not in ROOMY and len(element.text or "") > LONGEST_NODE:
            yield f"{element.tag}: {len(element.text or '')} characters"


def has_addresses_of_ascii(feed: ReadFeed) -> Iterator[str]:
    yield from (f"{address!r}" for address in feed.addresses() if not is_address(address))


def keeps_every_address_below_its_base(feed: ReadFeed) -> Iterator[str]:
    """A private feed's token stands in every address, since apps send no login to the enclosures."""
    if feed.base:
        yield from (f"{address!r}" for address in feed.addresses() if not address.startswith(f"{feed.base}/"))


def _values(feed: ReadFeed) -> Iterator[Xml.Element]:
    """The elements that hold a text and no other element."""
    return (element for element in feed.rss.iter() if len(element) == 0 and element.text is not None)


RULES: tuple[Rule, ...] = (
    begins_with_its_declaration,
    declares_the_namespaces,
    is_rss_2,
    has_one_channel,
    spells_its_elements_as_the_standards_do,
    repeats_only_what_may_be_repeated,
    has_no_spaces_around_its_values,
    keeps_values_to_255_characters,
    has_addresses_of_ascii,
    keeps_every_address_below_its_base,
)
