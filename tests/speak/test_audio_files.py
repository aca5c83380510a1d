"""WAV of every form that programs write, and any bytes at all."""

import io
import math
import struct
import subprocess
import wave
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mix.hearing import needs_ffmpeg

from briefing.model import Clip, SpokenWord
from briefing.speak.audio_files import clip_from_wav, wav_from_clip

RATE_HZ = 11_025
WAVE = [round(12_000 * math.sin(place / 9)) for place in range(500)]
CLIP = Clip(RATE_HZ, array("h", WAVE).tobytes())
GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")


def wav(form: bytes, data: bytes, size: int | None = None, before: bytes = b"") -> bytes:
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + before
    chunks += b"data" + struct.pack("<I", len(data) if size is None else size) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def form(tag: int, bits: int, channels: int = 1) -> bytes:
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, RATE_HZ, RATE_HZ * frame, frame, bits)


def extensible(tag: int, bits: int, channels: int = 1) -> bytes:
    return form(0xFFFE, bits, channels) + struct.pack("<HHIH", 22, bits, 0, tag) + GUID_TAIL


def in_24_bits() -> bytes:
    return b"".join((value << 8).to_bytes(3, "little", signed=True) for value in WAVE)


def in_floats(kind: str) -> bytes:
    return array(kind, [value / 32_767 for value in WAVE]).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        wav(form(1, 16), CLIP.pcm),
        wav(form(1, 24), in_24_bits()),
        wav(extensible(1, 24), in_24_bits()),
        wav(form(1, 32), array("i", [value << 16 for value in WAVE]).tobytes()),
        wav(form(3, 32), in_floats("f")),
        wav(form(3, 64), in_floats("d")),
        wav(extensible(3, 32), in_floats("f")),
        wav(form(1, 16), CLIP.pcm, size=0),
        wav(form(1, 16), CLIP.pcm, size=0xFFFFFFFF),
        wav(form(1, 16), CLIP.pcm + b"\x01"),
        wav(form(1, 16), CLIP.pcm, before=b"LIST" + struct.pack("<I", 99_999) + bytes(100_000)),
    ],
    ids=str,
)
def test_the_same_sound_in_another_form_is_the_same_clip(data: bytes) -> None:
    assert clip_from_wav(data) == CLIP


@pytest.mark.parametrize("channels", [2, 3, 6])
def test_what_all_channels_say_alike_is_heard_as_loud(channels: int) -> None:
    many = array("h", [value for value in WAVE for _ in range(channels)]).tobytes()
    clip = clip_from_wav(wav(form(1, 16, channels), many))
    assert clip is not None
    apart = [abs(one - other) for one, other in zip(array("h", clip.pcm), WAVE, strict=True)]
    assert max(apart) <= channels


def test_floats_beyond_full_scale_stay_there_and_what_is_no_number_is_silent() -> None:
    data = array("f", [2.0, -7.0, math.inf, -math.inf, math.nan, 0.0]).tobytes()
    assert clip_from_wav(wav(form(3, 32), data)) == Clip(
        RATE_HZ, array("h", [32_767, -32_767, 32_767, -32_767, 0, 0]).tobytes()
    )


@pytest.mark.parametrize("data", [wav(form(85, 16), CLIP.pcm), wav(form(3, 16), CLIP.pcm), b"RIFF", b"OggS"])
def test_what_is_no_plain_sound_is_none(data: bytes) -> None:
    assert clip_from_wav(data) is None


@given(st.binary(max_size=80))
def test_any_bytes_behind_a_true_beginning_are_a_clip_or_none(data: bytes) -> None:
    for whole in (data, b"RIFF\x00\x00\x00\x00WAVE" + data, wav(data, data)):
        clip = clip_from_wav(whole)
        assert clip is None or len(clip.pcm) % 2 == 0


@given(
    st.integers(1, 192_000), st.lists(st.integers(-32_768, 32_767), min_size=1).map(lambda s: array("h", s))
)
def test_a_clip_comes_back_from_the_store(rate_hz: int, samples: "array[int]") -> None:
    clip = Clip(rate_hz, samples.tobytes())
    assert clip_from_wav(wav_from_clip(clip)) == clip


@needs_ffmpeg
@pytest.mark.parametrize("codec", ["u8", "s16le", "s24le", "s32le", "f32le", "f64le", "alaw", "mulaw"])
def test_what_ffmpeg_writes_to_a_pipe_is_read(codec: str) -> None:
    command = ["ffmpeg", "-v", "error", "-i", "-", "-c:a", f"pcm_{codec}", "-f", "wav", "-"]
    told = subprocess.run(command, input=wav_from_clip(CLIP), capture_output=True, check=True).stdout
    clip = clip_from_wav(told)
    assert clip is not None
    apart = [abs(one - other) for one, other in zip(array("h", clip.pcm), WAVE, strict=True)]
    assert max(apart) <= 500


@st.composite
def clips_with_words(draw: st.DrawFn) -> Clip:
    """Words in order, at any samples of a clip, of any text that has no NUL."""
    letters = st.characters(codec="utf-8", exclude_characters="\0")
    texts = draw(st.lists(st.text(letters, max_size=12), max_size=8))
    edges = sorted(draw(st.lists(st.integers(0, CLIP.samples), min_size=16, max_size=16)))
    words = zip(texts, edges[::2], edges[1::2], strict=False)
    return replace(CLIP, words=tuple(SpokenWord(*word) for word in words))


@given(clips_with_words())
def test_a_clip_comes_back_with_its_words(clip: Clip) -> None:
    assert clip_from_wav(wav_from_clip(clip)) == clip


def test_words_are_labelled_regions_by_the_letter_of_the_format() -> None:
    data = wav_from_clip(replace(CLIP, words=(SpokenWord("Jå,", 3, 90),)))
    points = struct.pack("<III4sIII", 1, 1, 3, b"data", 0, 0, 3)
    labels = b"adtl" + b"labl" + struct.pack("<II", 9, 1) + "Jå,".encode() + b"\0" + b"\0"
    labels += b"ltxt" + struct.pack("<III4sHHHH", 20, 1, 87, b"rgn ", 0, 0, 0, 65_001)
    plain = wav_from_clip(CLIP)
    tail = b"cue " + struct.pack("<I", len(points)) + points
    tail += b"LIST" + struct.pack("<I", len(labels)) + labels
    assert data == b"RIFF" + struct.pack("<I", len(plain) - 8 + len(tail)) + plain[8:] + tail
    with wave.open(io.BytesIO(data)) as read:
        assert read.readframes(10_000) == CLIP.pcm


@pytest.mark.parametrize(
    "words",
    [
        (SpokenWord("late", 400, 501),),
        (SpokenWord("one", 0, 300), SpokenWord("two", 299, 400)),
    ],
    ids=["behind the end", "overlapping"],
)
def test_cues_that_cannot_be_words_are_passed_over(words: tuple[SpokenWord, ...]) -> None:
    assert clip_from_wav(wav_from_clip(replace(CLIP, words=words))) == CLIP


def test_cues_without_a_length_are_no_words() -> None:
    data = wav_from_clip(replace(CLIP, words=(SpokenWord("one", 0, 300),)))
    assert clip_from_wav(data.replace(b"ltxt", b"note")) == CLIP
