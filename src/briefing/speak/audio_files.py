"""Read and write audio files: WAV in its common encodings, WAV with word times, and AIFF, which macOS writes.

WAV: Microsoft, 'Multimedia Programming Interface and Data Specifications 1.0' (1991). AIFF: Apple, 'Audio
Interchange File Format' (1989) and AIFF-C (1991). Word times are cue points with labels, so audio editors
show them.
"""

import io
import struct
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from briefing.model import Clip, SpokenWord
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, alaw2lin, bias, byteswap, lin2lin, mix_down, ulaw2lin

_RIFF_BYTES = 12
_SUBFORMAT = slice(24, 26)  # of an extensible header: the first bytes of a GUID are the format's old number
_CHUNK = struct.Struct("<4sI")  # name, bytes
_COUNT = struct.Struct("<I")
_POINT = struct.Struct("<II4sIII")  # number, place in the play list, chunk, its start, its block, sample
_LENGTH = struct.Struct("<II4sHHHH")  # number, samples, purpose, country, language, dialect, code page
_LIST_KIND = b"adtl"
_REGION = b"rgn "
_UTF_8 = 65_001  # the code page
_HEADER_BYTES = 12
_BIG, _LITTLE = (b"NONE", b"twos"), (b"sowt",)  # kinds of AIFF-C that are plain PCM
_FLOAT_BIAS, _FLOAT_BITS = 16_383, 63  # of an 80-bit extended float


class WavTag(IntEnum):
    """The formats that are read: WAVE_FORMAT_PCM and its like."""

    PCM = 1
    FLOAT = 3
    A_LAW = 6
    MU_LAW = 7
    EXTENSIBLE = 0xFFFE


_WIDTHS: dict[int, tuple[int, ...]] = {  # bytes a sample
    WavTag.PCM: (1, 2, 3, 4),
    WavTag.FLOAT: (4, 8),
    WavTag.A_LAW: (1,),
    WavTag.MU_LAW: (1,),
}


@dataclass(frozen=True, slots=True)
class WavForm:
    """How the samples lie in the data; `width` is bytes a sample."""

    tag: int
    channels: int
    rate_hz: int
    width: int


def wav_from_clip(clip: Clip) -> bytes:
    """Mono 16-bit WAV, with a labelled region for each word (`wav_words`)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(clip.rate_hz)
        wav.writeframes(clip.pcm)
    data = file.getvalue() + word_chunks(clip.words)
    return _CHUNK.pack(b"RIFF", len(data) - _CHUNK.size) + data[_CHUNK.size :]


def clip_from_wav(data: bytes) -> Clip | None:
    """PCM, floating point, A-law or µ-law of any width and number of channels as mono of 16 bits.

    None for anything else. A length of nonsense, as programs write that do not know it yet, means all there
    is.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    form: WavForm | None = None
    clip: Clip | None = None
    points = notes = b""
    for name, start, size in _chunks(data):
        if name == b"fmt ":
            form = _form_of(data[start : start + size])
        elif name == b"data" and form and clip is None:
            frame = form.width * form.channels
            pcm = mix_down(_16_bits(data[start : start + size // frame * frame], form), form.channels)
            clip = Clip(form.rate_hz, pcm)
        elif name == b"cue ":
            points = data[start : start + size]
        elif name == b"LIST" and data[start : start + len(_LIST_KIND)] == _LIST_KIND:
            notes = data[start : start + size]
    return replace(clip, words=words_from_chunks(points, notes, clip.samples)) if clip else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the chunks of the file. The data of a stream may say that it is empty: then it is the rest."""
    for name, start, size in chunks(data, _RIFF_BYTES):
        if name == b"data" and size == 0:
            yield name, start, len(data) - start
            return
        yield name, start, size


def _form_of(header: bytes) -> WavForm | None:
    if len(header) < 16:
        return None
    tag, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", header)
    if tag == WavTag.EXTENSIBLE:
        tag = int.from_bytes(header[_SUBFORMAT], "little")
    width = (bits + 7) // 8
    return WavForm(tag, channels, rate_hz, width) if channels and width in _WIDTHS.get(tag, ()) else None


def _16_bits(data: bytes, form: WavForm) -> bytes:
    match form.tag, form.width:
        case (WavTag.PCM, 1):
            return lin2lin(bias(data, 1, -128), 1, SAMPLE_BYTES)  # WAV's 8 bits are unsigned
        case (WavTag.PCM, 2):
            return data
        case (WavTag.PCM, width):
            return lin2lin(data, width, SAMPLE_BYTES)
        case (WavTag.FLOAT, width):
            return _from_floats(array("f" if width == 4 else "d", data))
        case (WavTag.A_LAW, _):
            return alaw2lin(data, SAMPLE_BYTES)
        case _:
            return ulaw2lin(data, SAMPLE_BYTES)


def _from_floats(samples: "array[float]") -> bytes:
    """Full scale is 1; what is beyond stays at full scale, and what is no number is silent."""
    top = FULL_SCALE - 1
    whole = (round(top * x) if -1 <= x <= 1 else top * ((x > 1) - (x < -1)) for x in samples)
    return array("h", whole).tobytes()


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a RIFF chunk; the next one begins at an even byte."""
    return _CHUNK.pack(name, len(body)) + body + bytes(len(body) % 2)


def chunks(data: bytes, position: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and length of each chunk; a length that ends behind the data ends with it."""
    while position + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, position)
        position += _CHUNK.size
        yield name, position, min(size, len(data) - position)
        position += size + size % 2


def word_chunks(words: Sequence[SpokenWord]) -> bytes:
    """Return the chunks 'cue ' and 'LIST' for the words of a clip; nothing for no words."""
    if not words:
        return b""
    points, notes = [_COUNT.pack(len(words))], [_LIST_KIND]
    for number, word in enumerate(words, 1):
        length = _LENGTH.pack(number, word.end - word.start, _REGION, 0, 0, 0, _UTF_8)
        text = word.text.encode("utf-8", "replace") + b"\0"
        points.append(_POINT.pack(number, word.start, b"data", 0, 0, word.start))
        notes += [chunk(b"labl", _COUNT.pack(number) + text), chunk(b"ltxt", length)]
    return chunk(b"cue ", b"".join(points)) + chunk(b"LIST", b"".join(notes))


def words_from_chunks(points: bytes, notes: bytes, samples: int) -> tuple[SpokenWord, ...]:
    """Return the words of a clip of so many samples, from what its chunks 'cue ' and 'LIST' hold.

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
    for name, start, size in chunks(notes, len(_LIST_KIND)):
        body = notes[start : start + size]
        if name == b"labl":
            texts[_COUNT.unpack_from(body)[0]] = (
                body[_COUNT.size :].split(b"\0")[0].decode("utf-8", "replace")
            )
        elif name == b"ltxt":
            number, samples, *_ = _LENGTH.unpack_from(body)
            lengths[number] = samples
    starts = {number: sample for number, *_, sample in _POINT.iter_unpack(points[_COUNT.size :])}
    for number, start in sorted(starts.items(), key=lambda item: item[1]):
        yield SpokenWord(texts[number], start, start + lengths[number])


def clip_from_aiff(data: bytes) -> Clip | None:
    """Mono of 16 bits as a clip; None for anything else."""
    if data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        return None
    chunks = dict(_aiff_chunks(data))
    common, sound = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")
    if len(common) < 18 or len(sound) < 8:
        return None
    channels, _, bits = struct.unpack(">hIh", common[:8])
    kind = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
    if (channels, bits) != (1, 8 * SAMPLE_BYTES) or kind not in _BIG + _LITTLE:
        return None
    skipped = 8 + struct.unpack(">I", sound[:4])[0]
    pcm = sound[skipped : skipped + (len(sound) - skipped) // SAMPLE_BYTES * SAMPLE_BYTES]
    return Clip(_rate_hz(common[8:18]), byteswap(pcm, SAMPLE_BYTES) if kind in _BIG else pcm)


def _aiff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content, each padded to an even length."""
    position = _HEADER_BYTES
    while position + 8 <= len(data):
        name, size = struct.unpack(">4sI", data[position : position + 8])
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _rate_hz(extended: bytes) -> int:
    """Return an IEEE 754 extended number, big-endian, as a whole number."""
    exponent, mantissa = struct.unpack(">HQ", extended)
    shift = (exponent & 0x7FFF) - _FLOAT_BIAS - _FLOAT_BITS
    return int(mantissa >> -shift if -64 < shift <= 0 else 0)
