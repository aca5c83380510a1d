"""A finished programme becomes what a phone reads: tag, chapters, transcript. Pure: it returns bytes."""

from briefing.publish.chapters import chapters_json
from briefing.publish.episode import NARRATOR, UNNAMED, episode_from
from briefing.publish.tag import TagOptions, id3_room, id3_tag
from briefing.publish.transcript import transcript_json, webvtt

__all__ = [
    "NARRATOR",
    "UNNAMED",
    "TagOptions",
    "chapters_json",
    "episode_from",
    "id3_room",
    "id3_tag",
    "transcript_json",
    "webvtt",
]
