"""A feed: the episodes that a phone is told about."""

from dataclasses import dataclass

from briefing.model.episode import Episode


@dataclass(frozen=True, slots=True)
class PublishedEpisode:
    """An episode on disk: `folder/slug.mp3` and the files beside it, below the feed.

    `audio_bytes` is the length of the MP3.
    """

    folder: str
    slug: str
    audio_bytes: int
    episode: Episode


@dataclass(frozen=True, slots=True)
class Feed:
    """Episodes, newest first. `base` is the address of the folder that holds them, without a last slash.

    In a private feed `base` carries the token, and so does every address that is made from it. `guid` is the
    podcast's own id, whatever its address; where it is '', one is made of the address.
    """

    title: str
    description: str
    language: str
    author: str
    base: str
    episodes: tuple[PublishedEpisode, ...]
    email: str = ""
    guid: str = ""
