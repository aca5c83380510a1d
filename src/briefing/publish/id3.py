"""ID3v2.3 as bytes: the frames that an episode needs, in the order in which they are given.

The form: id3.org/id3v2.3.0 and id3.org/id3v2-chapters-1.0. Text is UTF-16 with a byte order mark, which v2.3
readers know best. Written here because mutagen only writes to files and sorts frames by size, so that ffprobe
lists chapters out of order; our tests read every tag back with mutagen.
"""

import struct
from collections.abc import Sequence

UTF_16 = b"\x01"
LATIN_1 = b"\x00"
END = b"\x00\x00"  # ends a UTF-16 string
NO_OFFSET = 0xFFFFFFFF  # a chapter is found by its times, not by its bytes
TOP_LEVEL_ORDERED = b"\x03"
FRONT_COVER = b"\x03"

HEADER_BYTES = 10
LARGEST_TAG_BYTES = 1 << 28


def tag(frames: Sequence[bytes], room: int = 0) -> bytes:
    """A whole tag, filled with zeros to `room` bytes. Raises ValueError when the frames need more."""
    body = b"".join(frames)
    size = max(room, HEADER_BYTES + len(body))
    if (room and size > room) or size >= LARGEST_TAG_BYTES:
        raise ValueError(f"{HEADER_BYTES + len(body)} bytes of tag do not fit in {room}")
    return b"ID3\x03\x00\x00" + _syncsafe(size - HEADER_BYTES) + body.ljust(size - HEADER_BYTES, b"\x00")


def text(frame_id: str, value: str) -> bytes:
    """A T frame; nothing at all for an empty value."""
    return _frame(frame_id, UTF_16 + _utf16(value)) if value else b""


def own_text(description: str, value: str) -> bytes:
    """A TXXX frame."""
    return _frame("TXXX", UTF_16 + _utf16(description) + END + _utf16(value))


def long_text(frame_id: str, language: str, value: str) -> bytes:
    """A COMM or USLT frame; `language` is ISO 639-2."""
    return _frame(frame_id, UTF_16 + language.encode("ascii") + _utf16("") + END + _utf16(value))


def address(description: str, url: str) -> bytes:
    """A WXXX frame; an address is Latin-1 by the standard, so the caller percent-encodes the rest."""
    return _frame("WXXX", UTF_16 + _utf16(description) + END + url.encode("latin-1", "replace"))


def picture(jpeg: bytes) -> bytes:
    """An APIC frame with the front cover."""
    return _frame("APIC", LATIN_1 + b"image/jpeg\x00" + FRONT_COVER + b"\x00" + jpeg)


def chapter(element_id: str, start_ms: int, end_ms: int, frames: Sequence[bytes]) -> bytes:
    """A CHAP frame with its own title and address frames inside."""
    times = struct.pack(">4L", start_ms, end_ms, NO_OFFSET, NO_OFFSET)
    return _frame("CHAP", _name(element_id) + times + b"".join(frames))


def contents(element_id: str, children: Sequence[str], frames: Sequence[bytes]) -> bytes:
    """A CTOC frame: the top level, ordered. It counts in one byte, so the first 255 chapters are listed."""
    listed = children[:255]
    names = b"".join(map(_name, listed))
    return _frame(
        "CTOC", _name(element_id) + TOP_LEVEL_ORDERED + bytes([len(listed)]) + names + b"".join(frames)
    )


def _frame(frame_id: str, data: bytes) -> bytes:
    return struct.pack(">4sLH", frame_id.encode("ascii"), len(data), 0) + data


def _name(element_id: str) -> bytes:
    return element_id.encode("ascii") + b"\x00"


def _utf16(value: str) -> bytes:
    return b"\xff\xfe" + value.encode("utf-16-le", "replace")


def _syncsafe(number: int) -> bytes:
    """Four bytes of seven bits each, so that no length looks like the start of an MP3 frame."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
