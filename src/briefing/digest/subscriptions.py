"""The list of sources: what the user adds to it, and OPML 2.0."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from briefing.digest.sources import DigestContext
from briefing.errors import BriefingError, FetchError, UsageError
from briefing.fetch import (
    Crawler,
    SourceAnswer,
    SourceKind,
    SourceVisit,
    fetch_page,
    find_feeds,
    source_kind_of,
)
from briefing.model import AfterTold, TextPolicy
from briefing.storage import Source

# 'feed:https://example.org/feed', 'feed://example.org/feed'
_FEED_SCHEME = re.compile(r"^feed:(?://)?", re.IGNORECASE)
# 'example.org/feed', '127.0.0.1:8080', 'localhost/feed'
_HOST = re.compile(
    r"^(?:localhost|\[[0-9a-f:]+\]|(?:[\w-]+\.)+(?:[a-z]{2,}|\d{1,3}))(?::\d{1,5})?(?:[/?]|$)", re.IGNORECASE
)
# 'saved.html': a file that does not exist rather than a host
_FILE_ENDING = re.compile(r"^[^/]+\.(?:html?|txt|opml|xml|json|csv|eml|mbox|epub|pdf|md|gz|zip)$", re.I)
_KINDS_HINT = (
    "Give a URL, a mailbox, a read-later list, a file that lists URLs, or a folder of saved pages or mails."
)


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """What the user chooses for a source; the attributes are those of `Source`.

    Attributes:
        weight: Per cent by which the source counts when stories are chosen.
        most: Articles of the source in one programme, at most.
        text: Whose text is told: the page's or the source's own.
        after: What happens in the source to items that were told.
    """

    weight: int = 100
    most: int = 10
    text: TextPolicy = "auto"
    after: AfterTold = "keep"


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source, the other feeds that its page names, and what the user should know of it ('' for nothing)."""

    source: Source
    others: tuple[str, ...] = ()
    note: str = ""


def source_from_text(
    text: str,
    context: DigestContext,
    choices: SourceChoices = SourceChoices(),
) -> Source:
    """Return the source of `find_source`, without the other feeds.

    Args:
        text: A URL or a path, as the user typed it.
        context: How addresses are fetched.
        choices: What the user chose for the source.

    Raises:
        FetchError: There is no such feed or path.
        UsageError: No kind of source reads this, or the kind cannot do what was chosen.
    """
    return find_source(text, context, choices).source


def find_source(text: str, context: DigestContext, choices: SourceChoices) -> FoundSource:
    """Find the source for what the user typed: a feed, a page that names its feed, a file, a folder, or
    another place that a kind of source reads.

    Args:
        text: A URL or a path. An address without a scheme, or with `feed:`, is tried by https, then by http.
        context: How addresses are fetched.
        choices: What the user chose for the source.

    Returns:
        The source, and the other feeds that the page names.

    Raises:
        FetchError: The address holds neither a feed nor a page that names one, or the path does not exist.
        UsageError: No kind of source reads this, or the kind cannot do what was chosen.
    """
    *first, last = web_addresses_of(text) or [text]
    for address in first:
        try:
            return _find(address, context, choices)
        except FetchError:
            continue
    return _find(last, context, choices)


def web_addresses_of(text: str) -> list[str]:
    """Return the URLs that an address without http or https may mean, the likeliest first; [] for others.

    Args:
        text: What the user named as a source.
    """
    given = _FEED_SCHEME.sub("", text)
    if given.startswith(("http://", "https://")):
        return [given]
    is_local = given == text and Path(text).expanduser().exists()
    if is_local or not (_HOST.match(given) or given != text) or _FILE_ENDING.search(given):
        return []
    return [f"https://{given}", f"http://{given}"]


def _find(text: str, context: DigestContext, choices: SourceChoices) -> FoundSource:
    _refuse_password(text)
    kind = source_kind_of(text)
    if kind is None:
        found = FoundSource(_local_source(text))
    elif kind.name == "feed":
        found = _feed_source(text, context)
    else:
        found = FoundSource(_place_source(kind, text, context))
    actions = kind.actions if kind is not None else ("keep",)
    if choices.after not in actions:
        raise UsageError(
            f"told items of a {found.source.kind} cannot be changed by --after {choices.after}",
            f"Possible here: {', '.join(actions)}.",
        )
    chosen = {"weight": choices.weight, "most": choices.most, "text": choices.text, "after": choices.after}
    return replace(found, source=replace(found.source, **chosen))  # type: ignore[arg-type]  # of four types


def _refuse_password(text: str) -> None:
    """Raise UsageError if a password is a part of an address: the library and `feeds list` would show it."""
    try:
        has_password = "://" in text and urlsplit(text).password is not None
    except ValueError:
        return
    if has_password:
        raise UsageError(
            "an address with a password is not stored",
            "Leave the password out, and name it under [[fetch.accounts]] in briefing.toml.",
        )


def _place_source(kind: SourceKind, text: str, context: DigestContext) -> Source:
    """Return a source of one of the kinds beside feeds, which is visited once to know that it works."""
    address = text if "://" in text else str(Path(text).expanduser().resolve())
    visit = SourceVisit(kind.name, address, most=1)
    [(_, answer)] = Crawler(context.fetch, context.crawl_policy).sources([visit])
    if isinstance(answer, BriefingError):
        raise answer
    return Source(answer.moved_to or address, kind.name, answer.title, full_text=kind.has_texts)


def _feed_source(text: str, context: DigestContext) -> FoundSource:
    crawler = Crawler(context.fetch, context.crawl_policy)
    [(_, answer)] = crawler.sources([SourceVisit("feed", text)])
    if isinstance(answer, SourceAnswer):
        return FoundSource(Source(answer.moved_to or text, "feed", answer.title), note=answer.note)
    feeds = find_feeds(_page_of(text, context, answer), text)
    for address in feeds:
        [(_, answer)] = crawler.sources([SourceVisit("feed", address)])
        if isinstance(answer, SourceAnswer):
            source = Source(answer.moved_to or address, "feed", answer.title)
            return FoundSource(source, tuple(other for other in feeds if other != address))
    raise FetchError(
        f"{text} is not a feed and names none", "Look for an RSS link on the page and give that."
    )


def _page_of(address: str, context: DigestContext, failure: BriefingError) -> str:
    """Return the page's HTML to look for feeds in; raise `failure` if the address is not a page."""
    if "is not a feed" not in failure.message:
        raise failure
    return fetch_page(address, context.fetch).text


def _local_source(text: str) -> Source:
    if "://" in text:
        raise UsageError(f"{text}: no source is read from such an address", _KINDS_HINT)
    path = Path(text).expanduser()
    if path.is_dir():
        return Source(str(path.resolve()), "folder", path.name)
    if path.is_file():
        return Source(str(path.resolve()), "list", path.name)
    raise FetchError(f"{path} does not exist", _KINDS_HINT)


def opml_from_sources(sources: Sequence[Source]) -> bytes:
    """Return the feeds as OPML; weight and limit are attributes that other readers ignore.

    Args:
        sources: The sources, with or without feeds.
    """
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
    """Return every outline with an xmlUrl, at any depth.

    Args:
        data: The OPML file.
        known: Present sources; they give the values that the file lacks, such as weights.

    Raises:
        UsageError: The data is not OPML.
    """
    try:
        root = ElementTree.fromstring(data)  # nosec B314  # noqa: S314 - expat bounds what entities expand to
    except (ElementTree.ParseError, ValueError) as cause:
        raise UsageError(
            f"the file is not OPML: {cause}", "Export it again from the other feed reader."
        ) from cause
    if root.tag != "opml":
        raise UsageError(
            "the file is not OPML: its root element has another name",
            "Export it again from the other feed reader.",
        )
    before = {source.address: source for source in known}
    found = [(_feed_address(outline), outline) for outline in root.iter("outline")]
    return tuple(_source_from(address, outline, before) for address, outline in found if address)


def _feed_address(outline: ElementTree.Element) -> str:
    """Return the feed of an outline, '' without any; some programs write `xmlurl`, or 'feed:' for 'http:'."""
    names = {name.lower(): value.strip() for name, value in outline.attrib.items()}
    addresses = web_addresses_of(names.get("xmlurl", ""))
    return addresses[-1] if addresses else ""


def _source_from(address: str, outline: ElementTree.Element, before: Mapping[str, Source]) -> Source:
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
