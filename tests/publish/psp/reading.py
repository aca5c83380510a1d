"""A feed as the rules look at it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as Xml

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
# 'https://radio.example/a%20b.mp3': ASCII, percent-encoded, with a host
ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*)?")


@dataclass(frozen=True)
class ReadFeed:
    """The bytes as they came, and what they are as XML. `base` is what every address must begin with."""

    data: bytes
    base: str = ""

    @cached_property
    def rss(self) -> Xml.Element:
        """The root. Raises ParseError."""
        return Xml.fromstring(self.data)  # noqa: S314  # our own bytes

    @cached_property
    def channel(self) -> Xml.Element:
        """The channel; an empty one where there is none, so that each rule can speak for itself."""
        found = self.rss.find("channel")
        return Xml.Element("channel") if found is None else found

    @property
    def items(self) -> list[Xml.Element]:
        """The episodes."""
        return self.channel.findall("item")

    def places(self) -> Iterator[Xml.Element]:
        """The channel, then each item: where the elements that both may have can stand."""
        yield self.channel
        yield from self.items

    def addresses(self) -> Iterator[str]:
        """Everything in the feed that is an address, but those inside the notes."""
        for element in self.rss.iter():
            yield from (element.attrib[name] for name in ("href", "url") if name in element.attrib)
            if element.tag in ("link", "url"):
                yield element.text or ""


# A rule gives a sentence for each thing that is wrong
Rule = Callable[[ReadFeed], Iterator[str]]


def named(name: str) -> str:
    """'itunes:image' as ElementTree spells it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{SPACES[prefix]}}}{local}" if prefix else local


def found(parent: Xml.Element, name: str) -> list[Xml.Element]:
    """The children of that name."""
    return parent.findall(named(name))


def texts(parent: Xml.Element, name: str) -> list[str]:
    """What the children of that name say."""
    return [child.text or "" for child in found(parent, name)]


def missing(parent: Xml.Element, name: str) -> Iterator[str]:
    """A sentence unless there is such a child and it says something."""
    if not any(text.strip() for text in texts(parent, name)):
        yield f"no <{name}>"


def is_address(value: str) -> bool:
    """Whether a phone can open it: http or https, ASCII only."""
    return ADDRESS.fullmatch(value) is not None
