"""How natural, how clear and how alike voices sound: four published models behind four functions.

    pip install distillmos resemblyzer faster-whisper praat-parselmouth scipy

All of them take samples at 16 kHz as float32. None of them is a listener: differences of the opinion score
below 0.1 are noise.
"""

import os
import re
import sys
import types
from functools import cache
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

RATE_HZ = 16_000
SPEAKER_RMS = 0.03  # the level at which Resemblyzer was trained
NOT_A_LETTER = re.compile(r"[^a-z0-9' ]")


def opinion_score(samples: Any) -> float:
    """What DistillMOS predicts that listeners say, from 1 to 5."""
    import torch

    with torch.no_grad():
        return float(_opinion_model()(torch.from_numpy(samples[None].copy())).item())


def speaker_embedding(samples: Any) -> Any:
    """Resemblyzer's vector of the speaker, of length 1."""
    rms = np.sqrt((samples**2).mean()) + 1e-9
    return _speaker_model().embed_utterance((samples * (SPEAKER_RMS / rms)).astype(np.float32))


def median_pitch_hz(samples: Any) -> float:
    """Praat's, over the voiced frames."""
    import parselmouth

    sound = parselmouth.Sound(samples.astype(np.float64), RATE_HZ)
    pitch = sound.to_pitch_ac(pitch_floor=60, pitch_ceiling=450).selected_array["frequency"]
    return float(np.median(pitch[pitch > 0]))


def word_errors(samples: Any, text: str, whisper: str) -> tuple[int, int]:
    """The words that Whisper hears wrong, and the words of the text; `whisper` is a model's name or path."""
    segments, _ = _whisper_model(whisper).transcribe(
        samples, language="en", beam_size=5, temperature=0, condition_on_previous_text=False
    )
    return _edits(_words(text), _words(" ".join(segment.text for segment in segments)))


def _words(text: str) -> list[str]:
    return NOT_A_LETTER.sub(" ", text.lower().replace("-", " ")).split()


def _edits(said: list[str], heard: list[str]) -> tuple[int, int]:
    """Levenshtein's distance in words, and the number of words that were said."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row = row, [number]
        for place, other in enumerate(heard, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (word != other)))
    return row[-1], len(said)


@cache
def _opinion_model() -> Any:
    import torch

    torch.set_num_threads(1)
    sys.modules.setdefault("torchaudio", types.ModuleType("torchaudio"))  # it is imported and never called
    import distillmos

    return distillmos.ConvTransformerSQAModel().eval()


@cache
def _speaker_model() -> Any:
    import torch

    sys.modules.setdefault("webrtcvad", types.ModuleType("webrtcvad"))  # only for recordings with pauses
    from resemblyzer import VoiceEncoder

    plain = torch.load
    torch.load = lambda *a, **k: plain(*a, **{**k, "weights_only": False})  # its file holds more than weights
    try:
        return VoiceEncoder("cpu", verbose=False)
    finally:
        torch.load = plain


@cache
def _whisper_model(whisper: str) -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(whisper, device="cpu", compute_type="int8", cpu_threads=1)
