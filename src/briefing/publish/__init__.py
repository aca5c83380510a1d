"""Make everything that is published about a programme: ID3 tag, transcripts, chapters, notes, feed, page.

The functions return bytes; they write no files and use no clock.
"""

from briefing.publish.artwork import episode_cover, show_cover
from briefing.publish.episode import NARRATOR, UNNAMED, episode_from
from briefing.publish.feed import FEED_PATH, feed_xml, podcast_guid
from briefing.publish.formatting import newest_first, public_episode
from briefing.publish.notes import notes_html
from briefing.publish.page import (
    CONTENT_POLICY,
    PageOptions,
    WaitingArticle,
    front_page,
    missing_page,
    removed_page,
)
from briefing.publish.sidecars import (
    chapters_json,
    has_word_times,
    transcript_json,
    webvtt,
    webvtt_by_word,
)
from briefing.publish.site import (
    FINGERPRINT_WITHIN_BYTES,
    LATEST_MP3,
    PROGRAMME_SUFFIXES,
    EpisodeFacts,
    SiteFile,
    episode_facts,
    episode_files,
    front_files,
    media_type_of,
    programme_files,
)
from briefing.publish.tag import TagOptions, id3_reserved_bytes, id3_tag

__all__ = [
    "CONTENT_POLICY",
    "FEED_PATH",
    "FINGERPRINT_WITHIN_BYTES",
    "LATEST_MP3",
    "NARRATOR",
    "PROGRAMME_SUFFIXES",
    "UNNAMED",
    "EpisodeFacts",
    "PageOptions",
    "SiteFile",
    "TagOptions",
    "WaitingArticle",
    "chapters_json",
    "episode_cover",
    "episode_facts",
    "episode_files",
    "episode_from",
    "feed_xml",
    "front_files",
    "front_page",
    "has_word_times",
    "id3_reserved_bytes",
    "id3_tag",
    "media_type_of",
    "missing_page",
    "newest_first",
    "notes_html",
    "podcast_guid",
    "programme_files",
    "public_episode",
    "removed_page",
    "show_cover",
    "transcript_json",
    "webvtt",
    "webvtt_by_word",
]
