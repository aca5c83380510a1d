"""ID3v2.3 as bytes: the frames that an episode needs, in the order in which they are given.

Standards: id3.org/id3v2.3.0 and id3.org/id3v2-chapters-1.0. Text is UTF-16 with a byte order mark, the
encoding that most v2.3 readers support. mutagen only writes to files and sorts frames by size, so that
ffprobe lists chapters out of order; the tests read every tag back with mutagen.
"""

import struct
from collections.abc import Sequence

_UTF_16 = b"\x01"
_LATIN_1 = b"\x00"
_UTF_16_END = b"\x00\x00"
_NO_BYTE_OFFSET = 0xFFFFFFFF  # a chapter has times only
_TOP_LEVEL_ORDERED = b"\x03"
_FRONT_COVER = b"\x03"

_HEADER_BYTES = 10
_MAX_TAG_BYTES = (1 << 28) - 1


def tag(frames: Sequence[bytes], size: int = 0) -> bytes:
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
