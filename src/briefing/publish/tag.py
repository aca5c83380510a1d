"""Episode -> the ID3v2.3 tag at the front of its MP3, and the room to keep free for it.

The frames are those that podcast apps read: title, artist, album, date, language, genre, cover, source link,
CHAP for each chapter, and a CTOC with a TIT2 of its own, without which Overcast and Apple show no chapters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from briefing.errors import AudioError
from briefing.model import Casting, Cue, Episode, Master, Timeline
from briefing.publish import id3
from briefing.publish.chapters import is_address
from briefing.publish.episode import SHORTEST_CHAPTER_MS, episode_from
from briefing.publish.public import public_episode
from briefing.text import primary_tag, read_table

SYNTHETIC = "The voices in this recording are synthetic. No real person's voice is imitated."
SPARE_BYTES = 64  # the digits of a length that is not known yet
ROOM = "briefing.publish"


def voices_line(episode: Episode) -> str:
    """The honest line about an episode's voices, and where they come from."""
    return " ".join((SYNTHETIC, *episode.origins))


@dataclass(frozen=True, slots=True)
class TagOptions:
    """What a tag says beside the episode. `cover` is a JPEG, empty for none."""

    artist: str = "Briefing"
    album: str = "Briefing"
    genre: str = "Podcast"
    cover: bytes = b""


def id3_tag(episode: Episode, options: TagOptions = TagOptions(), room: int = 0) -> bytes:
    """An ID3v2.3 tag of exactly `room` bytes, or as long as it needs to be where `room` is 0.

    Raises AudioError when it needs more than `room`.
    """
    try:
        return id3.tag(tuple(_frames(public_episode(episode), options)), room)
    except ValueError as cause:
        raise AudioError(f"The tag of '{episode.title}' has no room: {cause}") from cause


def id3_room(casting: Casting, date: str = "", options: TagOptions = TagOptions()) -> int:
    """The bytes to reserve before the audio is streamed: no tag of this programme is longer.

    It is measured on the same programme with ten seconds for each segment, in which every section that may
    become a chapter does.
    """
    return len(id3_tag(episode_from(casting, _slowest_master(casting), date), options)) + SPARE_BYTES


def _slowest_master(casting: Casting) -> Master:
    length = SHORTEST_CHAPTER_MS
    places = [
        (section, segment)
        for section, whole in enumerate(casting.script.sections)
        for segment in range(len(whole.segments))
    ]
    cues = tuple(Cue(*place, at * length, (at + 1) * length) for at, place in enumerate(places))
    return Master(Timeline(1000, len(places) * length, cues), 0, 0)


def _frames(episode: Episode, options: TagOptions) -> Iterator[bytes]:
    language = language_code(episode.language)
    yield id3.text("TIT2", episode.title)
    yield id3.text("TPE1", options.artist)
    yield id3.text("TALB", options.album)
    yield from _date_frames(episode.date)
    yield id3.text("TLAN", language)
    yield id3.text("TCON", options.genre)
    yield id3.text("TLEN", str(episode.duration_ms))
    yield id3.own_text("Synthetic voices", voices_line(episode))
    yield id3.long_text("COMM", language, _comment(episode))
    yield from _chapter_frames(episode)
    yield id3.long_text("USLT", language, _words(episode))
    if options.cover:
        yield id3.picture(options.cover)


def _date_frames(date: str) -> Iterator[bytes]:
    """'2026-11-23T06:30:00+00:00' as year, day and month, hour and minute."""
    yield id3.text("TYER", date[:4])
    yield id3.text("TDAT", date[8:10] + date[5:7])
    yield id3.text("TIME", date[11:13] + date[14:16])


def _comment(episode: Episode) -> str:
    """Each source with its address, and the honest line."""
    sources = [
        f"{chapter.source or chapter.title}: {chapter.url}"
        for chapter in episode.chapters
        if is_address(chapter.url)
    ]
    return "\n".join([*sources, voices_line(episode)])


def _words(episode: Episode) -> str:
    return "\n".join(f"{line.speaker}: {line.text}" for line in episode.transcript)


def _chapter_frames(episode: Episode) -> Iterator[bytes]:
    names = [f"chp{number}" for number in range(len(episode.chapters))]
    yield id3.contents("toc", names, [id3.text("TIT2", episode.title)])
    for name, chapter in zip(names, episode.chapters, strict=True):
        frames = [id3.text("TIT2", chapter.title)]
        if is_address(chapter.url):
            frames.append(id3.address("source", quote(chapter.url, safe="!#$%&'()*+,/:;=?@[]~")))
        yield id3.chapter(name, chapter.start_ms, chapter.end_ms, frames)


def language_code(language: str) -> str:
    """The ISO 639-2 code of a BCP 47 tag: 'eng' for 'en-GB', 'und' where we know none."""
    primary = primary_tag(language)
    codes: dict[str, str] = read_table(ROOM, "iso639.toml")
    return codes.get(primary, primary if len(primary) == 3 and primary.isalpha() else "und")
