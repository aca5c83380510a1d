"""The ID3v2.3 tag at the start of an MP3, and the number of bytes to reserve for it.

It has the frames that podcast apps read: title, artist, album, date, language, genre, cover, source link,
CHAP for each chapter, and a CTOC with its own TIT2, without which Overcast and Apple show no chapters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from briefing.errors import AudioError
from briefing.model import Casting, Cue, Episode, Master, Timeline
from briefing.publish import id3
from briefing.publish.episode import SHORTEST_CHAPTER_MS, episode_from
from briefing.publish.formatting import PACKAGE, is_web_url, public_episode
from briefing.publish.notes import linked_chapters, synthetic_voices_notice
from briefing.text import primary_tag, read_table

_SPARE_BYTES = 64  # for the digits of a duration that is not known yet


@dataclass(frozen=True, slots=True)
class TagOptions:
    """The parts of a tag that do not come from the episode.

    Attributes:
        artist: Artist of the episode (TPE1).
        album: Album, which apps show as the podcast (TALB).
        genre: Genre (TCON).
        cover: The front cover as JPEG, empty for none.
    """

    artist: str = "Briefing"
    album: str = "Briefing"
    genre: str = "Podcast"
    cover: bytes = b""


def id3_tag(episode: Episode, options: TagOptions = TagOptions(), size: int = 0) -> bytes:
    """Return the ID3v2.3 tag of an episode.

    Args:
        episode: The episode; local paths and passwords are removed.
        options: Artist, album, genre and cover.
        size: Size of the tag in bytes, padded with zeros; 0 for as many as it needs.

    Raises:
        AudioError: The tag needs more than `size` bytes.
    """
    try:
        return id3.tag(tuple(_frames(public_episode(episode), options)), size)
    except ValueError as cause:
        raise AudioError(f"the ID3 tag of '{episode.title}' is too large: {cause}") from cause


def id3_reserved_bytes(casting: Casting, date: str = "", options: TagOptions = TagOptions()) -> int:
    """Return the number of bytes to reserve for the tag before the audio is streamed.

    It is the size of the tag if each segment lasts ten seconds, so that every section that can become a
    chapter is one, and some spare bytes.

    Args:
        casting: The programme.
        date: The episode's date, ISO 8601.
        options: Artist, album, genre and cover.
    """
    return (
        len(id3_tag(episode_from(casting, _master_of_long_segments(casting), date), options)) + _SPARE_BYTES
    )


def _master_of_long_segments(casting: Casting) -> Master:
    length = SHORTEST_CHAPTER_MS
    places = [
        (section, segment)
        for section, whole in enumerate(casting.script.sections)
        for segment in range(len(whole.segments) + (whole.insert is not None))
    ]
    cues = tuple(Cue(*place, at * length, (at + 1) * length) for at, place in enumerate(places))
    return Master(Timeline(1000, len(places) * length, cues), 0, 0)


def _frames(episode: Episode, options: TagOptions) -> Iterator[bytes]:
    language = language_code(episode.language)
    yield id3.text_frame("TIT2", episode.title)
    yield id3.text_frame("TPE1", options.artist)
    yield id3.text_frame("TALB", options.album)
    yield from _date_frames(episode.date)
    yield id3.text_frame("TLAN", language)
    yield id3.text_frame("TCON", options.genre)
    yield id3.text_frame("TLEN", str(episode.duration_ms))
    yield id3.user_text_frame("Synthetic voices", synthetic_voices_notice(episode))
    yield id3.language_text_frame("COMM", language, _comment(episode))
    yield from _chapter_frames(episode)
    yield id3.language_text_frame("USLT", language, _lyrics(episode))
    if options.cover:
        yield id3.front_cover_frame(options.cover)


def _date_frames(date: str) -> Iterator[bytes]:
    """Yield '2026-11-23T06:30:00+00:00' as year (2026), day and month (2311), hour and minute (0630)."""
    yield id3.text_frame("TYER", date[:4])
    yield id3.text_frame("TDAT", date[8:10] + date[5:7])
    yield id3.text_frame("TIME", date[11:13] + date[14:16])


def _comment(episode: Episode) -> str:
    """Return each source with its URL, and the notice about synthetic voices."""
    sources = [f"{chapter.source or chapter.title}: {chapter.url}" for chapter in linked_chapters(episode)]
    return "\n".join([*sources, synthetic_voices_notice(episode)])


def _lyrics(episode: Episode) -> str:
    return "\n".join(f"{line.speaker}: {line.text}" for line in episode.transcript)


def _chapter_frames(episode: Episode) -> Iterator[bytes]:
    names = [f"chp{number}" for number in range(len(episode.chapters))]
    yield id3.table_of_contents_frame("toc", names, [id3.text_frame("TIT2", episode.title)])
    for name, chapter in zip(names, episode.chapters, strict=True):
        frames = [id3.text_frame("TIT2", chapter.title)]
        if is_web_url(chapter.url):
            frames.append(id3.user_url_frame("source", quote(chapter.url, safe="!#$%&'()*+,/:;=?@[]~")))
        yield id3.chapter_frame(name, chapter.start_ms, chapter.end_ms, frames)


def language_code(language: str) -> str:
    """Return the ISO 639-2 code of a BCP 47 tag: 'eng' for 'en-GB', 'und' if it is unknown."""
    primary = primary_tag(language)
    codes: dict[str, str] = read_table(PACKAGE, "iso639.toml")
    return codes.get(primary, primary if len(primary) == 3 and primary.isalpha() else "und")
