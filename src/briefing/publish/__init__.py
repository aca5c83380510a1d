"""A finished programme becomes what a phone reads: tag, transcript, feed, page. Pure: it returns bytes."""

from briefing.publish.addresses import newest_first
from briefing.publish.artwork import episode_cover, show_cover
from briefing.publish.chapters import chapters_json
from briefing.publish.episode import NARRATOR, UNNAMED, episode_from
from briefing.publish.feed import FEED_PATH, feed_xml, podcast_guid
from briefing.publish.notes import notes_html
from briefing.publish.page import CONTENT_POLICY, PageOptions
from briefing.publish.public import public_episode
from briefing.publish.site import (
    MARK_WITHIN,
    PROGRAMME_SUFFIXES,
    SiteFile,
    episode_files,
    front_files,
    media_type_of,
    programme_files,
)
from briefing.publish.tag import TagOptions, id3_room, id3_tag
from briefing.publish.transcript import has_word_times, transcript_json, webvtt, webvtt_by_word

__all__ = [
    "CONTENT_POLICY",
    "FEED_PATH",
    "MARK_WITHIN",
    "NARRATOR",
    "PROGRAMME_SUFFIXES",
    "UNNAMED",
    "PageOptions",
    "SiteFile",
    "TagOptions",
    "chapters_json",
    "episode_cover",
    "episode_files",
    "episode_from",
    "feed_xml",
    "front_files",
    "has_word_times",
    "id3_room",
    "id3_tag",
    "media_type_of",
    "newest_first",
    "notes_html",
    "podcast_guid",
    "programme_files",
    "public_episode",
    "show_cover",
    "transcript_json",
    "webvtt",
    "webvtt_by_word",
]
