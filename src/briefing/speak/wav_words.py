"""Word times in a WAV file: cue points with a label and a length, as audio editors show and write them.

A word is a point of the chunk 'cue ', and in the 'LIST' of kind 'adtl' its text ('labl') and its length
('ltxt', for a region): Microsoft and IBM, 'Multimedia Programming Interface and Data Specifications', 1991.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.model import SpokenWord

CHUNK = struct.Struct("<4sI")  # name, bytes
COUNT = struct.Struct("<I")
POINT = struct.Struct("<II4sIII")  # number, place in the play list, chunk, its start, its block, sample
LENGTH = struct.Struct("<II4sHHHH")  # number, samples, purpose, country, language, dialect, code page
LIST_KIND = b"adtl"
REGION = b"rgn "
UTF_8 = 65_001  # the code page


def chunk(name: bytes, body: bytes) -> bytes:
    """A RIFF chunk; the next one begins at an even byte."""
    return CHUNK.pack(name, len(body)) + body + bytes(len(body) % 2)


def chunks(data: bytes, position: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and length of each chunk; a length that ends behind the data ends with it."""
    while position + CHUNK.size <= len(data):
        name, size = CHUNK.unpack_from(data, position)
        position += CHUNK.size
        yield name, position, min(size, len(data) - position)
        position += size + size % 2


def word_chunks(words: Sequence[SpokenWord]) -> bytes:
    """The chunks 'cue ' and 'LIST' for the words of a clip; nothing for no words."""
    if not words:
        return b""
    points, notes = [COUNT.pack(len(words))], [LIST_KIND]
    for number, word in enumerate(words, 1):
        length = LENGTH.pack(number, word.end - word.start, REGION, 0, 0, 0, UTF_8)
        text = word.text.encode("utf-8", "replace") + b"\0"
        points.append(POINT.pack(number, word.start, b"data", 0, 0, word.start))
        notes += [chunk(b"labl", COUNT.pack(number) + text), chunk(b"ltxt", length)]
    return chunk(b"cue ", b"".join(points)) + chunk(b"LIST", b"".join(notes))


def words_from_chunks(points: bytes, notes: bytes, samples: int) -> tuple[SpokenWord, ...]:
    """The words of a clip of so many samples, from what its chunks 'cue ' and 'LIST' hold.

    None unless every point has a text and a length and they lie in the clip without overlapping: then they
    are something else than the words of a line.
    """
    try:
        words = tuple(_words(points, notes))
    except (struct.error, KeyError):
        return ()
    edges = [0, *(edge for word in words for edge in (word.start, word.end)), samples]
    return words if all(one <= two for one, two in pairwise(edges)) else ()


def _words(points: bytes, notes: bytes) -> Iterator[SpokenWord]:
    texts: dict[int, str] = {}
    lengths: dict[int, int] = {}
    for name, start, size in chunks(notes, len(LIST_KIND)):
        body = notes[start : start + size]
        if name == b"labl":
            texts[COUNT.unpack_from(body)[0]] = body[COUNT.size :].split(b"\0")[0].decode("utf-8", "replace")
        elif name == b"ltxt":
            number, samples, *_ = LENGTH.unpack_from(body)
            lengths[number] = samples
    starts = {number: sample for number, *_, sample in POINT.iter_unpack(points[COUNT.size :])}
    for number, start in sorted(starts.items(), key=lambda item: item[1]):
        yield SpokenWord(texts[number], start, start + lengths[number])
