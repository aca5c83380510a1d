"""Recordings: what an audio file becomes in a programme, and what is no audio."""

import io
import math
import struct
import subprocess
import wave
from array import array
from functools import cache
from pathlib import Path

import pytest
from tests.mix.hearing import decoded, measured, needs_ffmpeg

from briefing.errors import AudioError
from briefing.mix import (
    MixOptions,
    Place,
    RecordingOptions,
    jingle_options,
    mix_programme,
    read_recording,
    recording_take,
)
from briefing.mix.encoded_line import encode_clip
from briefing.mix.programme import chime_clip
from briefing.model import Clip

RATE_HZ = 22_050
PLACE = Place(0, 0)


@cache
def music(seconds: float, peak: int, rate_hz: int = RATE_HZ) -> Clip:
    """A chord of three tones that swells and falls once a second."""
    tones = (110, 660, 1_900)
    samples = array("h")
    for index in range(round(seconds * rate_hz)):
        time = index / rate_hz
        swell = 0.6 + 0.4 * math.sin(2 * math.pi * time)
        level = sum(math.sin(2 * math.pi * hertz * time) for hertz in tones) / len(tones)
        samples.append(round(peak * swell * level))
    return Clip(rate_hz, samples.tobytes())


def wav_file(folder: Path, pcm: bytes, width: int = 2, channels: int = 1, rate_hz: int = RATE_HZ) -> Path:
    path = folder / f"{channels}-{8 * width}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        file.writeframes(pcm)
    return path


def mp3_file(folder: Path, clip: Clip) -> Path:
    path = folder / "episode.mp3"
    path.write_bytes(encode_clip(clip, MixOptions(bitrate_kbps=128)))
    return path


def programme_of(path: Path, options: RecordingOptions) -> tuple[bytes, int]:
    """The MP3 of a programme that is this recording alone, and where its cue ends."""
    sink = io.BytesIO()
    quiet = MixOptions(silence_start_ms=0, silence_end_ms=0)
    master = mix_programme([recording_take(path, options, PLACE)], sink, quiet)
    return sink.getvalue(), master.timeline.cues[0].end


@needs_ffmpeg
@pytest.mark.parametrize("peak", [1_500, 30_000])
def test_an_mp3_gets_the_loudness_of_the_programme_however_loud_it_was(tmp_path: Path, peak: int) -> None:
    pytest.importorskip("miniaudio")
    mp3, _ = programme_of(mp3_file(tmp_path, music(4, peak)), RecordingOptions())
    heard = measured(mp3)
    assert heard.lufs == pytest.approx(-16, abs=0.7)
    assert heard.peak_dbtp < -1


@needs_ffmpeg
def test_what_is_longer_than_the_limit_fades_out_and_ends_there(tmp_path: Path) -> None:
    path = wav_file(tmp_path, music(4, 12_000).pcm)
    mp3, end = programme_of(path, RecordingOptions(limit_ms=3_000, fade_ms=1_000))
    samples = decoded(mp3)
    tenths = [max(map(abs, samples[start : start + 4_410])) for start in range(0, end, 4_410)]
    assert abs(end - 3 * 44_100) < 2_205
    assert tenths[10] > 4 * tenths[28] > 0


@needs_ffmpeg
@pytest.mark.parametrize("peak", [1_500, 30_000])
def test_a_jingle_has_the_loudness_and_the_fade_of_the_chime(tmp_path: Path, peak: int) -> None:
    chime = encode_clip(chime_clip(44_100), MixOptions())
    mp3, end = programme_of(wav_file(tmp_path, music(3, peak).pcm), jingle_options(10_000))
    samples = decoded(mp3)
    tenths = [max(map(abs, samples[start : start + 4_410])) for start in range(0, end, 4_410)]
    assert measured(mp3).lufs == pytest.approx(measured(chime).lufs, abs=0.5)
    assert tenths[10] > 4 * tenths[28] > 0


def test_a_recording_of_the_length_of_the_limit_is_not_faded(tmp_path: Path) -> None:
    pcm = music(2, 12_000).pcm
    path = wav_file(tmp_path, pcm)
    assert read_recording(path, RecordingOptions(limit_ms=2_000)).clip == Clip(RATE_HZ, pcm)


def test_both_channels_of_an_mp3_are_heard_at_its_own_rate(tmp_path: Path) -> None:
    pytest.importorskip("miniaudio")
    clip = music(2, 12_000, 22_050)
    path = tmp_path / "22.mp3"
    path.write_bytes(encode_clip(clip, MixOptions(sample_rate_hz=22_050, bitrate_kbps=64)))
    spoken = read_recording(path)
    assert spoken.clip.rate_hz == 22_050
    assert abs(spoken.clip.samples - clip.samples) < 22_050 // 10


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_wav_of_every_width_becomes_mono_of_16_bits(tmp_path: Path, width: int, channels: int) -> None:
    loud = array("h", music(1, 12_000, 8_000).pcm)
    frames = (sample for sample in loud for _ in range(channels))
    packed = {
        1: lambda s: struct.pack("<B", (s >> 8) + 128),
        2: lambda s: struct.pack("<h", s),
        3: lambda s: struct.pack("<i", s << 8)[:3],
        4: lambda s: struct.pack("<i", s << 16),
    }[width]
    path = wav_file(tmp_path, b"".join(map(packed, frames)), width, channels, 8_000)
    heard = array("h", read_recording(path).clip.pcm)
    step = 256 if width == 1 else 2
    assert len(heard) == len(loud)
    assert max(abs(a - b) for a, b in zip(heard, loud, strict=True)) <= step


@needs_ffmpeg
@pytest.mark.parametrize("ending", ["m4a", "ogg", "flac", "aiff"])
def test_other_kinds_are_decoded_by_ffmpeg_whatever_they_are_called(tmp_path: Path, ending: str) -> None:
    given, made, path = wav_file(tmp_path, music(2, 12_000).pcm), tmp_path / f"x.{ending}", tmp_path / "x.mp3"
    subprocess.run(["ffmpeg", "-v", "error", "-i", given, made], check=True)  # noqa: S607
    made.rename(path)
    clip = read_recording(path, RecordingOptions(limit_ms=1_000)).clip
    assert clip.samples == clip.rate_hz


def test_the_same_file_has_the_same_key_and_another_limit_has_another(tmp_path: Path) -> None:
    path = wav_file(tmp_path, music(1, 9_000).pcm)
    copy = tmp_path / "copy.wav"
    copy.write_bytes(path.read_bytes())
    one, two, three = (
        recording_take(file, RecordingOptions(limit_ms=limit), PLACE).key
        for file, limit in ((path, 500), (copy, 500), (copy, 600))
    )
    assert one == two != three


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("list.mp3", b"#EXTM3U\nfile:///etc/hostname\n", "list.mp3 is no audio file"),
        ("list.mp3", b"ffconcat version 1.0\nfile other.wav\n", "list.mp3 is no audio file"),
        ("page.mp3", b"<!doctype html><title>404</title>", "page.mp3 is no audio file"),
        ("empty.mp3", b"", "empty.mp3 is no audio file"),
        (
            "cut.wav",
            b"RIFF\xff\xff\xff\xffWAVEfmt ",
            "cut.wav cannot be decoded: it is damaged, or its",
        ),
        ("cut.flac", b"fLaC" + bytes(40), "cut.flac cannot be decoded: it is damaged, or its decoder"),
        ("cut.m4a", bytes(4) + b"ftypM4A " + bytes(40), "cut.m4a cannot be decoded: it is damaged, or its"),
    ],
)
def test_what_cannot_be_decoded_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AudioError) as failure:
        read_recording(path)
    assert failure.value.message.startswith(message)


def test_a_silent_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="is silent"):
        read_recording(wav_file(tmp_path, bytes(2 * RATE_HZ)))


def test_a_programme_is_made_without_a_recording_that_is_gone(tmp_path: Path) -> None:
    whole = recording_take(wav_file(tmp_path, music(1, 9_000).pcm), RecordingOptions(), PLACE)
    gone = recording_take(tmp_path / "gone.mp3", RecordingOptions(), Place(0, 1))
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\0\0\0\0WAVE")
    master = mix_programme(
        [whole, gone, recording_take(broken, RecordingOptions(), Place(0, 2))], io.BytesIO()
    )
    assert [cue.end > cue.start for cue in master.timeline.cues] == [True, False, False]
    assert master.failures == (
        "a recording is missing: gone.mp3 cannot be read: No such file or directory",
        "a recording is missing: broken.wav cannot be decoded: "
        "it is damaged, or its decoder is not installed",
    )
