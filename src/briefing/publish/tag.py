"""The ID3v2.3 tag at the start of an MP3, and the number of bytes to reserve for it.

It has the frames that podcast apps read: title, artist, album, date, language, genre, cover, source link,
CHAP for each chapter, and a CTOC with its own TIT2, without which Overcast and Apple show no chapters.

Standards: id3.org/id3v2.3.0 and id3.org/id3v2-chapters-1.0. Text is UTF-16 with a byte order mark, the
encoding that most v2.3 readers support. The frames are written in the order in which they are given. mutagen
only writes to files and sorts frames by size, so that ffprobe lists chapters out of order; the tests read
every tag back with mutagen.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from briefing.errors import AudioError
from briefing.model import Casting, Cue, Episode, Master, Timeline
from briefing.publish.episode import SHORTEST_CHAPTER_MS, episode_from
from briefing.publish.formatting import PACKAGE, is_web_url, public_episode
from briefing.publish.notes import linked_chapters, synthetic_voices_notice
from briefing.text import primary_tag, read_table

_SPARE_BYTES = 64  # for the digits of a duration that is not known yet
_UTF_16 = b"\x01"
_LATIN_1 = b"\x00"
_UTF_16_END = b"\x00\x00"
_NO_BYTE_OFFSET = 0xFFFFFFFF  # a chapter has times only
_TOP_LEVEL_ORDERED = b"\x03"
_FRONT_COVER = b"\x03"

_HEADER_BYTES = 10
_MAX_TAG_BYTES = (1 << 28) - 1


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
        return id3_bytes(tuple(_frames(public_episode(episode), options)), size)
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
    yield text_frame("TIT2", episode.title)
    yield text_frame("TPE1", options.artist)
    yield text_frame("TALB", options.album)
    yield from _date_frames(episode.date)
    yield text_frame("TLAN", language)
    yield text_frame("TCON", options.genre)
    yield text_frame("TLEN", str(episode.duration_ms))
    yield user_text_frame("Synthetic voices", synthetic_voices_notice(episode))
    yield language_text_frame("COMM", language, _comment(episode))
    yield from _chapter_frames(episode)
    yield language_text_frame("USLT", language, _lyrics(episode))
    if options.cover:
        yield front_cover_frame(options.cover)


def _date_frames(date: str) -> Iterator[bytes]:
    """Yield '2026-11-23T06:30:00+00:00' as year (2026), day and month (2311), hour and minute (0630)."""
    yield text_frame("TYER", date[:4])
    yield text_frame("TDAT", date[8:10] + date[5:7])
    yield text_frame("TIME", date[11:13] + date[14:16])


def _comment(episode: Episode) -> str:
    """Return each source with its URL, and the notice about synthetic voices."""
    sources = [f"{chapter.source or chapter.title}: {chapter.url}" for chapter in linked_chapters(episode)]
    return "\n".join([*sources, synthetic_voices_notice(episode)])


def _lyrics(episode: Episode) -> str:
    return "\n".join(f"{line.speaker}: {line.text}" for line in episode.transcript)


def _chapter_frames(episode: Episode) -> Iterator[bytes]:
    names = [f"chp{number}" for number in range(len(episode.chapters))]
    yield table_of_contents_frame("toc", names, [text_frame("TIT2", episode.title)])
    for name, chapter in zip(names, episode.chapters, strict=True):
        frames = [text_frame("TIT2", chapter.title)]
        if is_web_url(chapter.url):
            frames.append(user_url_frame("source", quote(chapter.url, safe="!#$%&'()*+,/:;=?@[]~")))
        yield chapter_frame(name, chapter.start_ms, chapter.end_ms, frames)


def language_code(language: str) -> str:
    """Return the ISO 639-2 code of a BCP 47 tag: 'eng' for 'en-GB', 'und' if it is unknown."""
    primary = primary_tag(language)
    codes: dict[str, str] = read_table(PACKAGE, "iso639.toml")
    return codes.get(primary, primary if len(primary) == 3 and primary.isalpha() else "und")


def id3_bytes(frames: Sequence[bytes], size: int = 0) -> bytes:
    """Return a tag, padded with zeros to `size` bytes if that is not 0.

    Raises:
        ValueError: The frames need more than `size` bytes, or more than a tag can have.
    """
    body = b"".join(frames)
    needed = _HEADER_BYTES + len(body)
    total = max(size, needed)
    if total > min(size or total, _MAX_TAG_BYTES):
        raise ValueError(f"{needed} bytes do not fit in {size or _MAX_TAG_BYTES}")
    body_size = total - _HEADER_BYTES
    return b"ID3\x03\x00\x00" + _syncsafe(body_size) + body.ljust(body_size, b"\x00")


def text_frame(frame_id: str, value: str) -> bytes:
    """Return a text frame (T000 to TZZZ); b'' for an empty value."""
    return _frame(frame_id, _UTF_16 + _utf16(value)) if value else b""


def user_text_frame(description: str, value: str) -> bytes:
    """Return a TXXX frame: user defined text."""
    return _frame("TXXX", _UTF_16 + _utf16(description) + _UTF_16_END + _utf16(value))


def language_text_frame(frame_id: str, language: str, value: str) -> bytes:
    """Return a comment (COMM) or lyrics (USLT); `language` is an ISO 639-2 code."""
    return _frame(frame_id, _UTF_16 + language.encode("ascii") + _utf16("") + _UTF_16_END + _utf16(value))


def user_url_frame(description: str, url: str) -> bytes:
    """Return a WXXX frame: user defined URL. URLs are Latin-1, so the caller percent-encodes the rest."""
    return _frame("WXXX", _UTF_16 + _utf16(description) + _UTF_16_END + url.encode("latin-1", "replace"))


def front_cover_frame(jpeg: bytes) -> bytes:
    """Return an APIC frame with the front cover."""
    return _frame("APIC", _LATIN_1 + b"image/jpeg\x00" + _FRONT_COVER + b"\x00" + jpeg)


def chapter_frame(element_id: str, start_ms: int, end_ms: int, frames: Sequence[bytes]) -> bytes:
    """Return a CHAP frame that contains the chapter's title and URL frames."""
    times = struct.pack(">4L", start_ms, end_ms, _NO_BYTE_OFFSET, _NO_BYTE_OFFSET)
    return _frame("CHAP", _element_id(element_id) + times + b"".join(frames))


def table_of_contents_frame(element_id: str, children: Sequence[str], frames: Sequence[bytes]) -> bytes:
    """Return a top-level, ordered CTOC frame. Its count is one byte, so it lists the first 255 chapters."""
    listed = children[:255]
    names = b"".join(map(_element_id, listed))
    return _frame(
        "CTOC", _element_id(element_id) + _TOP_LEVEL_ORDERED + bytes([len(listed)]) + names + b"".join(frames)
    )


def _frame(frame_id: str, data: bytes) -> bytes:
    return struct.pack(">4sLH", frame_id.encode("ascii"), len(data), 0) + data


def _element_id(element_id: str) -> bytes:
    return element_id.encode("ascii") + b"\x00"


def _utf16(value: str) -> bytes:
    return b"\xff\xfe" + value.encode("utf-16-le", "replace")


def _syncsafe(number: int) -> bytes:
    """Return four bytes of seven bits each, so that no size contains an MP3 sync word."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
