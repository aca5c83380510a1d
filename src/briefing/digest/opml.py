"""Feeds to and from OPML 2.0 (opml.org/spec2.opml)."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from briefing.errors import UsageError
from briefing.shelf import Source


def opml_from_sources(sources: Sequence[Source]) -> bytes:
    """The feeds among the sources; weight and limit in attributes of our own, which others skip."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Feeds of briefing"
    body = ElementTree.SubElement(root, "body")
    for source in sources:
        if source.kind == "feed":
            said = {"type": "rss", "text": source.title or source.address, "xmlUrl": source.address}
            ElementTree.SubElement(
                body, "outline", said | {"weight": str(source.weight), "most": str(source.most)}
            )
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def sources_from_opml(data: bytes, known: Sequence[Source] = ()) -> tuple[Source, ...]:
    """Every outline with an xmlUrl, however deep. Raises UsageError when it is no OPML.

    What the file does not say of a source (most files know no weights) is as it is in `known`.
    """
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - expat bounds what entities expand to
    except (ElementTree.ParseError, ValueError) as cause:
        raise UsageError(f"no OPML: {cause}", "Export the feeds again from the other reader.") from cause
    if root.tag != "opml":
        raise UsageError("no OPML: it holds something else", "Export the feeds again from the other reader.")
    found = [outline for outline in root.iter("outline") if outline.get("xmlUrl", "").startswith("http")]
    before = {source.address: source for source in known}
    return tuple(_source_from(outline, before) for outline in found)


def _source_from(outline: ElementTree.Element, before: Mapping[str, Source]) -> Source:
    address = outline.get("xmlUrl", "")
    old = before.get(address, Source(address, "feed"))
    return Source(
        address,
        "feed",
        outline.get("title") or outline.get("text") or old.title,
        _number(outline.get("weight"), old.weight),
        _number(outline.get("most"), old.most),
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) > 0 else otherwise
