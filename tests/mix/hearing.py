"""What a listener's player makes of an MP3, by ffmpeg."""

import re
import shutil
import subprocess
from array import array
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import pytest

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
INTEGRATED = re.compile(r"I:\s+(-?[\d.]+|-inf) LUFS")  # 'I:         -16.0 LUFS'
TRUE_PEAK = re.compile(r"Peak:\s+(-?[\d.]+|-inf) dBFS")  # 'Peak:       -2.2 dBFS'


class Heard(NamedTuple):
    """Loudness as played on both sides, and the peak between samples."""

    lufs: float
    peak_dbtp: float


def decoded(mp3: bytes) -> "array[int]":
    """The samples that are heard, at the MP3's own rate."""
    pcm = array("h")
    with NamedTemporaryFile(suffix=".mp3") as file:  # through a pipe ffmpeg does not see where the end is
        file.write(mp3)
        file.flush()
        pcm.frombytes(_run(["-i", file.name, "-f", "s16le", "-"]).stdout)
    return pcm


def measured(mp3: bytes) -> Heard:
    """By ffmpeg's ebur128 (EBU R 128, ITU-R BS.1770-4)."""
    told = _run(["-i", "pipe:", "-af", "ebur128=dualmono=true:peak=true", "-f", "null", "-"], mp3)
    text = told.stderr.decode()
    return Heard(float(INTEGRATED.findall(text)[-1]), float(TRUE_PEAK.findall(text)[-1]))


def measured_pcm(samples: "array[int]", rate_hz: int) -> float:
    """The loudness of a part of what was decoded, in LUFS."""
    raw = ["-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:"]
    told = _run([*raw, "-af", "ebur128=dualmono=true", "-f", "null", "-"], samples.tobytes())
    return float(INTEGRATED.findall(told.stderr.decode())[-1])


def _run(words: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [shutil.which("ffmpeg") or "ffmpeg", "-hide_banner", "-nostats", *words]
    return subprocess.run(command, input=data, capture_output=True, check=True)
