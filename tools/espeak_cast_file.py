"""Writes a chosen cast as a cast file, with each voice's pitch and gain as measured."""

import json
import re
from collections.abc import Sequence
from itertools import combinations
from math import gcd
from threading import Event
from typing import Any

import numpy as np
from scipy.signal import lfilter, resample_poly
from tools.espeak_candidates import ENGINE, Measured, spoken, voice_of
from tools.espeak_choice import cosine

from briefing.model import Clip
from briefing.pcm import loudness_millibel
from briefing.speak.calibration import text_for

LANGUAGES = {
    "en": "en-GB",
    "en-us": "en-US",
    "en-us-nyc": "en-US-x-nyc",
    "en-gb-x-rp": "en-GB-x-rp",
    "en-gb-x-gbclan": "en-GB-x-gbclan",
    "en-gb-x-gbcwmd": "en-GB-x-gbcwmd",
    "en-gb-scotland": "en-GB-scotland",
    "de": "de-DE",
    "fr": "fr-FR",
    "fr-ch": "fr-CH",
    "fr-be": "fr-BE",
    "es": "es-ES",
}
ALIKE_COSINE = 0.94
"""From here on two speakers of one story get another voice while one is free."""

RATE_HZ = 48_000  # at which BS.1770-4 gives its coefficients
HIGH_SHELF = (
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [1, -1.69065929318241, 0.73248077421585],
)
HIGH_PASS = ([1, -2, 1], [1, -1.99004745483398, 0.99007225036621])
BLOCK, STEP = RATE_HZ * 400 // 1000, RATE_HZ * 100 // 1000
ABSOLUTE_LUFS, RELATIVE_LU = -70.0, -10.0


def cast_file(
    head: str, narrator: Measured, gender: str, pools: dict[str, list[Measured]], texts: list[str]
) -> str:
    """The cast file: `head`, the narrator, and the pools in the order given."""
    voices = [narrator, *(voice for pool in pools.values() for voice in pool)]
    rests = [residual_db(voice, texts) for voice in voices]
    gains = {id(voice): float(np.mean(rests)) - rest for voice, rest in zip(voices, rests, strict=True)}
    tables = [_table("[narrator]", narrator, gains[id(narrator)], gender)]
    tables += [
        _table(f"[[{pool}]]", voice, gains[id(voice)], "")
        for pool, members in pools.items()
        for voice in members
    ]
    head = re.sub(r"^alike = .*\n", "", head, flags=re.MULTILINE).strip() + alike_pairs(pools)
    return "\n\n".join([head, *tables]) + "\n"


def alike_pairs(pools: dict[str, list[Measured]]) -> str:
    """The cast file's line `alike`: the pairs that a speaker recognizer hardly tells apart, else the nearest.

    It names a pair at least, since without the list the pitch decides.
    """
    singular = {"women": "woman", "men": "man", "neutral": "neutral"}
    named = [
        (f"{singular[pool]}-{i}", voice) for pool, each in pools.items() for i, voice in enumerate(each, 1)
    ]
    likeness = {(one[0], other[0]): cosine(one[1], other[1]) for one, other in combinations(named, 2)}
    limit = min(ALIKE_COSINE, max(likeness.values()))
    return f"\nalike = {json.dumps([pair for pair, value in likeness.items() if value >= limit])}"


def _table(title: str, voice: Measured, gain_db: float, gender: str) -> str:
    wanted = voice.candidate
    lines = [title, f'name = "{wanted.name}"', f'language = "{LANGUAGES.get(wanted.accent, wanted.accent)}"']
    lines += [f'gender = "{gender}"'] if gender else []
    lines += [f"rate_wpm = {voice.rate_wpm}"]
    lines += [f"pitch = {wanted.pitch}"] if wanted.pitch != 50 else []
    lines += [f"pitch_range = {wanted.pitch_range}"] if wanted.pitch_range != 50 else []
    lines += [f"hertz = {voice.hertz}"]
    lines += [f"gain_db = {gain_db:.1f}"] if abs(gain_db) >= 0.25 else []
    return "\n".join(lines)


def residual_db(voice: Measured, texts: list[str]) -> float:
    """How much louder the voice reads news than the product's sound check says, in LU."""
    asked = voice_of(voice.candidate, voice.rate_wpm)
    check = ENGINE.speak(text_for(voice.candidate.language), asked, Event())
    return integrated_lufs(spoken(texts, asked)) - loudness_millibel(check) / 100


def integrated_lufs(clips: Sequence[Clip]) -> float:
    """Integrated loudness of mono sound by BS.1770-4, K-weighted and gated."""
    joined = np.frombuffer(b"".join(clip.pcm for clip in clips), "<i2") / 32768
    divisor = gcd(RATE_HZ, clips[0].rate_hz)
    sound = resample_poly(joined, RATE_HZ // divisor, clips[0].rate_hz // divisor)
    weighted = lfilter(*HIGH_PASS, lfilter(*HIGH_SHELF, sound))
    power = np.array(
        [np.mean(weighted[at : at + BLOCK] ** 2) for at in range(0, len(weighted) - BLOCK, STEP)]
    )
    power = power[_lufs(power) > ABSOLUTE_LUFS]
    return float(_lufs(np.mean(power[_lufs(power) > _lufs(np.mean(power)) + RELATIVE_LU])))


def _lufs(power: Any) -> Any:
    return -0.691 + 10 * np.log10(power + 1e-12)
