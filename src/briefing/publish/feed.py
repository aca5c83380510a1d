"""The podcast feed: RSS 2.0 with the elements of PSP-1, Apple and Podcasting 2.0; private by default.

PSP-1: github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification. Podcasting 2.0:
github.com/Podcastindex-org/podcast-namespace. ElementTree writes the elements, since feedgen 1.0.0 rejects
`itunes:explicit` true and false and does not support the `podcast` namespace.
"""

import re
from email.utils import format_datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from briefing.model import Feed, PublishedEpisode
from briefing.publish.formatting import (
    absolute_url,
    audio_path,
    chapters_path,
    cover_path,
    one_line,
    page_path,
    publication_time,
    replace_invalid,
    transcript_path,
    vtt_path,
)
from briefing.publish.notes import (
    SYNTHETIC_VOICES,
    notes_html,
    notes_text,
    plain_description,
    synthetic_voices_notice,
)

_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
FEED_PATH = "feed.xml"
COVER_PATH = "cover.jpg"
_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace of podcast:guid
_MAX_VALUE_CHARACTERS = 255  # PSP-1
_MAX_DESCRIPTION_BYTES = 4000  # PSP-1 and Apple
_DEFAULT_TITLE = "Briefing"  # PSP-1 requires a title
_UNKNOWN_LANGUAGE = "und"  # ISO 639-2: undetermined
# 'en', 'de-AT', 'zh-Hant-TW'
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def feed_xml(feed: Feed) -> bytes:
    """Return the feed as `application/rss+xml`: RSS 2.0 with the podcast namespace.

    Args:
        feed: The feed, its episodes newest first.
    """
    rss = Xml.Element(
        "rss", {"version": "2.0", **{f"xmlns:{name}": uri for name, uri in _NAMESPACES.items()}}
    )
    channel = Xml.SubElement(rss, "channel")
    _describe_channel(channel, feed)
    for published in feed.episodes:
        _describe_item(Xml.SubElement(channel, "item"), feed, published)
    Xml.indent(rss, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(rss, encoding="unicode")}\n'.encode()


def podcast_guid(url: str) -> str:
    """Return the podcast:guid of a feed, as the podcast namespace defines it.

    It is a version 5 UUID of the feed's URL without the scheme and trailing slashes. It does not change when
    the URL changes; `Feed.guid` stores it.

    Args:
        url: URL of the feed.
    """
    return str(uuid5(_PODCAST_NAMESPACE, url.split("://", 1)[-1].rstrip("/")))


def _describe_channel(channel: Xml.Element, feed: Feed) -> None:
    own_url, page, cover = (absolute_url(feed, path) for path in (FEED_PATH, "", COVER_PATH))
    title = _value(feed.title) or _DEFAULT_TITLE
    _add(channel, "atom:link", href=own_url, rel="self", type="application/rss+xml")
    _add(channel, "title", title)
    _add(
        channel, "description", plain_description(one_line(feed.description), _MAX_DESCRIPTION_BYTES) or title
    )
    _add(channel, "link", page)
    _add(channel, "language", _language(feed.language).lower() or _UNKNOWN_LANGUAGE)
    _add(channel, "generator", "briefing")
    if feed.episodes and (time := publication_time(feed.episodes[0])):
        _add(channel, "lastBuildDate", format_datetime(time))
    _add(Xml.SubElement(channel, "itunes:category", text="News"), "itunes:category", text="Daily News")
    _add(channel, "itunes:explicit", "false")
    _add(channel, "itunes:image", href=cover)
    _add(channel, "itunes:author", _value(feed.author) or title)
    _add(channel, "itunes:type", "episodic")
    _add(channel, "itunes:block", "Yes")
    image = Xml.SubElement(channel, "image")
    for name, text in (("url", cover), ("title", title), ("link", page)):
        _add(image, name, text)
    _add(channel, "podcast:guid", feed.guid or podcast_guid(own_url))
    _add(channel, "podcast:locked", "yes", owner=feed.email)
    _add(channel, "podcast:block", "yes")
    _add(channel, "podcast:medium", "podcast")
    _add(channel, "podcast:txt", SYNTHETIC_VOICES, purpose="ai-content")


def _describe_item(item: Xml.Element, feed: Feed, published: PublishedEpisode) -> None:
    episode = published.episode
    _add(item, "title", _value(episode.title) or _value(feed.title) or _DEFAULT_TITLE)
    _add(
        item,
        "enclosure",
        url=absolute_url(feed, audio_path(published)),
        length=str(published.audio_bytes),
        type="audio/mpeg",
    )
    _add(item, "guid", episode.id, isPermaLink="false")
    _add(item, "link", absolute_url(feed, page_path(published)))
    if time := publication_time(published):
        _add(item, "pubDate", format_datetime(time))
    _add(item, "description", notes_text(episode, _MAX_DESCRIPTION_BYTES))
    _add(item, "content:encoded", notes_html(episode).decode().strip())
    _add(item, "itunes:author", _value(feed.author))
    _add(item, "itunes:duration", str((episode.duration_ms + 500) // 1000))
    _add(item, "itunes:explicit", "false")
    _add(item, "itunes:episodeType", "full")
    _add(item, "itunes:image", href=absolute_url(feed, cover_path(published)))
    _add_sidecars(item, feed, published)
    _add(item, "podcast:txt", synthetic_voices_notice(episode), purpose="ai-content")


def _add_sidecars(item: Xml.Element, feed: Feed, published: PublishedEpisode) -> None:
    language = _language(published.episode.language)
    attributes = {"language": language} if language else {}  # the default is the feed's language
    for path, media_type in (
        (vtt_path(published), "text/vtt"),
        (transcript_path(published), "application/json"),
    ):
        _add(item, "podcast:transcript", url=absolute_url(feed, path), type=media_type, **attributes)
    chapters = absolute_url(feed, chapters_path(published))
    _add(item, "podcast:chapters", url=chapters, type="application/json+chapters")


def _add(parent: Xml.Element, name: str, text: str = "", /, **attributes: str) -> None:
    """Add a child element, unless it would have neither text nor attributes."""
    if text or attributes:
        Xml.SubElement(parent, name, attributes).text = replace_invalid(text) or None


def _value(text: str) -> str:
    """Return a node's value for PSP-1: one line of at most 255 characters."""
    line = one_line(text)
    is_short = len(line) <= _MAX_VALUE_CHARACTERS
    return line if is_short else line[: _MAX_VALUE_CHARACTERS - 1].rstrip() + "…"


def _language(tag: str) -> str:
    """Return the language tag if it is well-formed, else ''."""
    return tag if _LANGUAGE_TAG.fullmatch(tag) else ""
