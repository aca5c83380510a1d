"""Choose the voices of the cast `natural`: the most unlike ones among those that sound natural.

    python benchmarks/choose_natural_voices.py sample candidates.jsonl --count 300
    python benchmarks/choose_natural_voices.py choose candidates.jsonl
    python benchmarks/choose_natural_voices.py check voices/natural.toml --whisper base

`sample` draws the five numbers of a voice at random (seeded, so a longer run begins as a shorter one) and
writes what the meters say, a JSON object a line.
`choose` keeps those within the bounds and searches for the set whose nearest voices are the least alike.
`check` measures the voices of a cast on sentences that the choice has not seen, and lists the pairs that are
alike. Needs the extra `natural` and what `benchmarks/meters.py` names.
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from threading import Event
from typing import Any

import meters
import numpy as np
from scipy.signal import resample_poly

from briefing.cast import cast_from_toml
from briefing.model import Voice
from briefing.speak.engines.hibari import HibariEngine
from briefing.speak.engines.hibari.network import BASE_WPM

CHOICE_SENTENCES = (
    "A rare orchid has flowered in the botanical garden for the first time since nineteen eighty.",
    "The shipping company says that it will hire two hundred sailors before the summer begins.",
    "Voters in the eastern province go to the polls on Sunday, and the result is far from certain.",
    "She told reporters that the hospital had run out of beds, blankets and patience.",
    "Heavy snow closed the mountain pass this morning, leaving dozens of lorries stuck near the tunnel.",
)
CHECK_SENTENCES = (
    "A judge has ruled that the old cinema on the corner must not be turned into a car park.",
    "The museum's director thanked the volunteers who had carried the paintings out of the water.",
    "Fuel prices rose again in July, and many families are changing their holiday plans.",
    "He said the goalkeeper would miss the final because of an injury to her left shoulder.",
    "Astronomers watched a comet break into five pieces as it passed behind the moon.",
    "The factory will make batteries for buses, and about nine hundred people will work there.",
    "I was standing at the window when the whole street suddenly went dark and quiet.",
    "Teachers want smaller classes, better heating and a longer break at lunchtime.",
    "The new railway bridge should open in September, after four years of building and two of argument.",
)
RANGES = {  # pitch and formant against heart's own; the rest of a voice is the same for all pools
    "woman": ((0.86, 1.27), (0.85, 1.0)),
    "man": ((0.50, 0.70), (0.78, 0.88)),
    "neutral": ((0.70, 0.86), (0.80, 0.97)),
}
HIGHEST_RATIO = 1.4  # of pitch to formant: the model follows no further
TILTS_DB = [tilt / 2 for tilt in range(-6, 7)]
TURNS = ("man", "woman", "man", "neutral", "woman", "man")  # men are the hardest to find
PACE_WPM, PACE_SPREAD = 168, 0.06
LEAST_SCORE, LEAST_SENTENCE_SCORE = 4.55, 4.2
PITCHES_HZ = {"woman": (155, 260), "man": (80, 134), "neutral": (126, 166)}
POOL_SIZES = {"woman": 6, "man": 6, "neutral": 3}
ALIKE = 0.885  # cosine: as near as the nearest pairs of the cast are, so that these meet last


@dataclass(frozen=True, slots=True)
class Candidate:
    """A voice to try and what was measured."""

    pool: str
    options: dict[str, float]
    score: float
    worst_score: float
    pitch_hz: float
    pace_wpm: float
    embedding: list[float]


@cache
def engine() -> HibariEngine:
    """One model for all voices."""
    return HibariEngine()


def spoken(text: str, voice: Voice) -> Any:
    """The samples at 16 kHz."""
    clip = engine().speak(text, voice, Event())
    samples = np.frombuffer(clip.pcm, np.int16).astype(np.float32) / 32_768
    return resample_poly(samples, 2, 3).astype(np.float32)


def voice_of(options: dict[str, float]) -> Voice:
    """heart with these numbers."""
    texts = tuple((name, str(value)) for name, value in options.items())
    return Voice("candidate", "hibari", "heart", "en-US", "neutral", options=texts)


def pace_wpm(voice: Voice) -> float:
    """Words a minute of news, in paragraphs of two sentences."""
    texts = CHOICE_SENTENCES + CHECK_SENTENCES
    paragraphs = [" ".join(texts[place : place + 2]) for place in range(1, 5, 2)]
    samples = sum(len(spoken(paragraph, voice)) for paragraph in paragraphs)
    return len(" ".join(paragraphs).split()) / (samples / meters.RATE_HZ) * 60


def sample(path: Path, count: int, seed: int) -> None:
    """Draw candidates and append what is measured."""
    with path.open("a", encoding="utf-8") as file:
        for number, (pool, options) in zip(range(count), drawn(random.Random(seed)), strict=False):  # noqa: S311  # a search, no secret
            found = measured(pool, options, CHOICE_SENTENCES)
            file.write(json.dumps(asdict(found)) + "\n")
            file.flush()
            print(number, pool, options, f"{found.score:.2f} {found.pitch_hz:.0f} Hz", flush=True)


def drawn(chance: random.Random) -> Iterator[tuple[str, dict[str, float]]]:
    """heart itself, then voices for the pools in turn, for ever."""
    yield "narrator", {"rate": round(PACE_WPM / BASE_WPM, 2)}
    while True:
        for pool in TURNS:
            pitch, formant = (round(chance.uniform(*limits), 2) for limits in RANGES[pool])
            tilt, spread = chance.choice(TILTS_DB), round(chance.uniform(0.6, 1.4), 1)
            rate = round(PACE_WPM / BASE_WPM * chance.uniform(1 - PACE_SPREAD, 1 + PACE_SPREAD), 2)
            if pitch / formant > HIGHEST_RATIO:
                continue
            yield pool, {"pitch": pitch, "formant": formant, "tilt": tilt, "range": spread, "rate": rate}


def measured(pool: str, options: dict[str, float], sentences: tuple[str, ...]) -> Candidate:
    """What the meters say of a voice."""
    voice = voice_of(options)
    sounds = [spoken(sentence, voice) for sentence in sentences]
    scores = [meters.opinion_score(sound) for sound in sounds]
    embedding = np.mean([meters.speaker_embedding(sound) for sound in sounds], axis=0)
    return Candidate(
        pool,
        options,
        round(float(np.mean(scores)), 3),
        round(min(scores), 3),
        round(meters.median_pitch_hz(np.concatenate(sounds)), 1),
        round(pace_wpm(voice), 1),
        [round(float(value), 5) for value in embedding / np.linalg.norm(embedding)],
    )


def choose(paths: list[Path], seed: int, rounds: int = 30) -> None:
    """Local search: one voice is swapped as long as the set gets less alike."""
    found = [Candidate(**json.loads(line)) for path in paths for line in path.open(encoding="utf-8")]
    narrator = next(each for each in found if each.pool == "narrator")
    pools = {pool: [each for each in found if each.pool == pool and is_good(each)] for pool in POOL_SIZES}
    print({pool: len(good) for pool, good in pools.items()})
    chance = random.Random(seed)  # noqa: S311  # a search, no secret
    sets = [climbed(narrator, pools, chance) for _ in range(rounds)]
    best = min(sets, key=lambda chosen: likeness([narrator, *chosen]))
    show([narrator, *best])


def is_good(found: Candidate) -> bool:
    """Whether a candidate keeps the bounds."""
    low, high = PITCHES_HZ[found.pool]
    is_paced = abs(found.pace_wpm / PACE_WPM - 1) <= 0.075
    is_clean = found.score >= LEAST_SCORE and found.worst_score >= LEAST_SENTENCE_SCORE
    return is_paced and is_clean and low <= found.pitch_hz <= high


def climbed(narrator: Candidate, pools: dict[str, list[Candidate]], chance: random.Random) -> list[Candidate]:
    """A random set, improved until 800 swaps in a row have been of no use."""
    slots = [pool for pool, size in POOL_SIZES.items() for _ in range(size)]
    chosen = [chance.choice(pools[pool]) for pool in slots]
    best, vain = likeness([narrator, *chosen]), 0
    while vain < 800:
        place = chance.randrange(len(slots))
        tried = [*chosen]
        tried[place] = chance.choice(pools[slots[place]])
        if (now := likeness([narrator, *tried])) < best:
            chosen, best, vain = tried, now, 0
        else:
            vain += 1
    return chosen


def likeness(voices: list[Candidate]) -> float:
    """The nearest pair counts most, then each voice's nearest, then a bit of the opinion score."""
    nearest = cosines(voices).max(axis=1)
    score = np.mean([voice.score for voice in voices])
    return float(nearest.max() + 0.5 * nearest.mean() - 0.03 * score)


def cosines(voices: list[Candidate]) -> Any:
    """Of each pair; -1 for a voice and itself."""
    vectors = np.array([voice.embedding for voice in voices])
    table = vectors @ vectors.T
    np.fill_diagonal(table, -1)
    return table


def show(voices: list[Candidate]) -> None:
    """A line a voice, and the pairs that are the most alike."""
    table = cosines(voices)
    for voice, row in zip(voices, table, strict=True):
        told = f"{voice.score:.2f} ({voice.worst_score:.2f}) {voice.pitch_hz:.0f} Hz {voice.pace_wpm:.0f} wpm"
        print(f"{voice.pool:8} {voice.options} {told} nearest {row.max():.3f} (number {row.argmax()})")
    ranked = sorted(combinations(range(len(voices)), 2), key=lambda pair: -table[pair])
    print([(one, other, round(float(table[one, other]), 3)) for one, other in ranked[:15]])


def check(path: Path, whisper: str) -> None:
    """Measure a cast on the sentences of the check, at the levels and options that it has."""
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    voices = (cast.narrator, *cast.women, *cast.men, *cast.neutral)
    found: list[Candidate] = []
    for voice in voices:
        found.append(measured(voice.id, {k: float(v) for k, v in voice.options}, CHECK_SENTENCES))
        errors = [
            meters.word_errors(
                np.concatenate([spoken(text, voice) for text in CHECK_SENTENCES[place : place + 3]]),
                " ".join(CHECK_SENTENCES[place : place + 3]),
                whisper,
            )
            for place in range(0, len(CHECK_SENTENCES), 3)
        ]
        wrong, said = (sum(column) for column in zip(*errors, strict=True))
        print(f"{voice.id:10} words misheard {100 * wrong / said:.1f} %", flush=True)
    show(found)
    table = cosines(found)
    pairs = combinations(range(len(voices)), 2)
    alike = [(voices[one].id, voices[other].id) for one, other in pairs if table[one, other] > ALIKE]
    print(f"alike = {json.dumps(alike)}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("step", choices=("sample", "choose", "check"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whisper", default="base", help="a model of faster-whisper, or its folder")
    asked = parser.parse_args()
    match asked.step:
        case "sample":
            sample(asked.paths[0], asked.count, asked.seed)
        case "choose":
            choose(asked.paths, asked.seed)
        case _:
            check(asked.paths[0], asked.whisper)


if __name__ == "__main__":
    main()
