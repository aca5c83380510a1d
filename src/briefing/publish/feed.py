"""Feed -> RSS 2.0 as podcast apps want it: PSP-1, Apple's namespace, Podcasting 2.0; private by default.

PSP-1: github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification. Podcasting 2.0:
github.com/Podcastindex-org/podcast-namespace. feedgen 1.0.0 rejects `itunes:explicit` true and false and has
no `podcast` namespace; no other writer on PyPI knows both, so ElementTree writes the elements.
"""

import re
from email.utils import format_datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from briefing.model import Feed, PublishedEpisode
from briefing.publish.addresses import (
    address_of,
    audio_path,
    chapters_path,
    cover_path,
    moment_of,
    page_path,
    transcript_path,
    vtt_path,
)
from briefing.publish.notes import described, notes_html, notes_text
from briefing.publish.tag import SYNTHETIC, voices_line
from briefing.publish.wording import plain_line, writable

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
FEED_PATH = "feed.xml"
COVER_PATH = "cover.jpg"
PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace of podcast:guid
LONGEST_NODE = 255  # characters, PSP-1
LONGEST_DESCRIPTION_BYTES = 4000  # PSP-1 and Apple
NAMELESS = "Briefing"  # PSP-1 requires a title; a feed without one is passed over
UNKNOWN_LANGUAGE = "und"  # ISO 639-2: undetermined
# 'en', 'de-AT', 'zh-Hant-TW'
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def feed_xml(feed: Feed) -> bytes:
    """The feed as `application/rss+xml`."""
    rss = Xml.Element("rss", {"version": "2.0", **{f"xmlns:{name}": uri for name, uri in NAMESPACES.items()}})
    channel = Xml.SubElement(rss, "channel")
    _describe_channel(channel, feed)
    for published in feed.episodes:
        _describe_item(Xml.SubElement(channel, "item"), feed, published)
    Xml.indent(rss, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(rss, encoding="unicode")}\n'.encode()


def podcast_guid(address: str) -> str:
    """The podcast's own id, made once of its feed's address without the scheme and the last slashes.

    It stays when the address changes: see `Feed.guid`.
    """
    return str(uuid5(PODCAST_NAMESPACE, address.split("://", 1)[-1].rstrip("/")))


def _describe_channel(channel: Xml.Element, feed: Feed) -> None:
    address, page, cover = (address_of(feed, path) for path in (FEED_PATH, "", COVER_PATH))
    title = _node(feed.title) or NAMELESS
    _add(channel, "atom:link", href=address, rel="self", type="application/rss+xml")
    _add(channel, "title", title)
    _add(channel, "description", described(plain_line(feed.description), LONGEST_DESCRIPTION_BYTES) or title)
    _add(channel, "link", page)
    _add(channel, "language", _language(feed.language).lower() or UNKNOWN_LANGUAGE)
    _add(channel, "generator", "briefing")
    if feed.episodes and (moment := moment_of(feed.episodes[0])):
        _add(channel, "lastBuildDate", format_datetime(moment))
    _add(Xml.SubElement(channel, "itunes:category", text="News"), "itunes:category", text="Daily News")
    _add(channel, "itunes:explicit", "false")
    _add(channel, "itunes:image", href=cover)
    _add(channel, "itunes:author", _node(feed.author) or title)
    _add(channel, "itunes:type", "episodic")
    _add(channel, "itunes:block", "Yes")
    image = Xml.SubElement(channel, "image")
    for name, text in (("url", cover), ("title", title), ("link", page)):
        _add(image, name, text)
    _add(channel, "podcast:guid", feed.guid or podcast_guid(address))
    _add(channel, "podcast:locked", "yes", owner=feed.email)
    _add(channel, "podcast:block", "yes")
    _add(channel, "podcast:medium", "podcast")
    _add(channel, "podcast:txt", SYNTHETIC, purpose="ai-content")


def _describe_item(item: Xml.Element, feed: Feed, published: PublishedEpisode) -> None:
    episode = published.episode
    _add(item, "title", _node(episode.title) or _node(feed.title) or NAMELESS)
    _add(
        item,
        "enclosure",
        url=address_of(feed, audio_path(published)),
        length=str(published.audio_bytes),
        type="audio/mpeg",
    )
    _add(item, "guid", episode.id, isPermaLink="false")
    _add(item, "link", address_of(feed, page_path(published)))
    if moment := moment_of(published):
        _add(item, "pubDate", format_datetime(moment))
    _add(item, "description", notes_text(episode, LONGEST_DESCRIPTION_BYTES))
    _add(item, "content:encoded", notes_html(episode).decode().strip())
    _add(item, "itunes:author", _node(feed.author))
    _add(item, "itunes:duration", str((episode.duration_ms + 500) // 1000))
    _add(item, "itunes:explicit", "false")
    _add(item, "itunes:episodeType", "full")
    _add(item, "itunes:image", href=address_of(feed, cover_path(published)))
    _add_sidecars(item, feed, published)
    _add(item, "podcast:txt", voices_line(episode), purpose="ai-content")


def _add_sidecars(item: Xml.Element, feed: Feed, published: PublishedEpisode) -> None:
    language = _language(published.episode.language)
    spoken = {"language": language} if language else {}  # without it the feed's own language is meant
    for path, media_type in (
        (vtt_path(published), "text/vtt"),
        (transcript_path(published), "application/json"),
    ):
        _add(item, "podcast:transcript", url=address_of(feed, path), type=media_type, **spoken)
    chapters = address_of(feed, chapters_path(published))
    _add(item, "podcast:chapters", url=chapters, type="application/json+chapters")


def _add(parent: Xml.Element, name: str, text: str = "", /, **attributes: str) -> None:
    """A child, unless it would say nothing at all."""
    if text or attributes:
        Xml.SubElement(parent, name, attributes).text = writable(text) or None


def _node(text: str) -> str:
    """A node's value by PSP-1: one line of at most 255 characters."""
    line = plain_line(text)
    return line if len(line) <= LONGEST_NODE else line[: LONGEST_NODE - 1].rstrip() + "…"


def _language(tag: str) -> str:
    """A language as RSS names one; '' for what is none."""
    return tag if _LANGUAGE.fullmatch(tag) else ""
