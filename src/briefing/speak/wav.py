"""WAV: how clips lie in the clip store, and what programs and servers answer with.

Read here and not by the standard library, which knows neither the floating point that neural voices write
nor, before Python 3.12, the extensible header of what has 24 bits (Microsoft, 'Multiple channel audio data').
"""

import io
import struct
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from briefing.model import Clip
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, add, alaw2lin, bias, lin2lin, mul, ulaw2lin
from briefing.speak.wav_words import CHUNK, LIST_KIND, chunks, word_chunks, words_from_chunks

RIFF_BYTES = 12
SUBFORMAT = slice(24, 26)  # of an extensible header: the first bytes of a GUID are the format's old number


class WavTag(IntEnum):
    """The formats that are read: WAVE_FORMAT_PCM and its like."""

    PCM = 1
    FLOAT = 3
    A_LAW = 6
    MU_LAW = 7
    EXTENSIBLE = 0xFFFE


WIDTHS: dict[int, tuple[int, ...]] = {  # bytes a sample
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
    return CHUNK.pack(b"RIFF", len(data) - CHUNK.size) + data[CHUNK.size :]


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
            pcm = _mono(_16_bits(data[start : start + size // frame * frame], form), form)
            clip = Clip(form.rate_hz, pcm)
        elif name == b"cue ":
            points = data[start : start + size]
        elif name == b"LIST" and data[start : start + len(LIST_KIND)] == LIST_KIND:
            notes = data[start : start + size]
    return replace(clip, words=words_from_chunks(points, notes, clip.samples)) if clip else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The chunks of the file. The data of a stream may say that it is empty: then it is the rest."""
    for name, start, size in chunks(data, RIFF_BYTES):
        if name == b"data" and size == 0:
            yield name, start, len(data) - start
            return
        yield name, start, size


def _form_of(header: bytes) -> WavForm | None:
    if len(header) < 16:
        return None
    tag, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", header)
    if tag == WavTag.EXTENSIBLE:
        tag = int.from_bytes(header[SUBFORMAT], "little")
    width = (bits + 7) // 8
    return WavForm(tag, channels, rate_hz, width) if channels and width in WIDTHS.get(tag, ()) else None


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


def _mono(pcm: bytes, form: WavForm) -> bytes:
    """All channels in equal parts."""
    if form.channels == 1:
        return pcm
    samples = array("h", pcm)
    total = bytes(len(pcm) // form.channels)
    for channel in range(form.channels):
        part = mul(samples[channel :: form.channels].tobytes(), SAMPLE_BYTES, 1 / form.channels)
        total = add(total, part, SAMPLE_BYTES)
    return total
