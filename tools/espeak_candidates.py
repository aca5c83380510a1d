"""Candidates for a voice: spoken by the product's engine, measured, and kept in a file of JSON lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from threading import Event

import espeakng_loader
from tools.espeak_meters import Meters, samples, timbre

from briefing.model import Clip, Voice
from briefing.speak.calibration import pitch_of
from briefing.speak.engine import load_engine

ENGINE = load_engine("pyttsx3")
REJECTED = {
    *("whisper", "whisperf", "croak", "caleb", "zac", "Reed", "Demonic", "kaukovalta", "AnxiousAndy"),
    *("UniRobot", "anikaRobot", "announcer", "Storm", "fast", "RicishayMax", "RicishayMax2", "RicishayMax3"),
    *(f"robosoft{number}" for number in ("", *range(2, 9))),
}
"""Robots, whispers, echoes, and breath with klatt, whose noise no seed holds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A voice as eSpeak NG is asked for it; `wpm` is the pace that comes out, not eSpeak's rate."""

    language: str
    accent: str
    variant: str
    wpm: int
    pitch: int = 50
    pitch_range: int = 50

    @property
    def name(self) -> str:
        """eSpeak's name: 'en-us+f2'."""
        return f"{self.accent}+{self.variant}" if self.variant else self.accent


@dataclass(frozen=True, slots=True)
class Measured:
    """What the meters say of a candidate; `embedding` and `timbre` tell it from other voices."""

    candidate: Candidate
    sentences: int
    rate_wpm: int
    hertz: int
    mos: float
    wrong: int
    said: int
    embedding: list[float] = field(repr=False)
    timbre: list[float] = field(repr=False)

    @property
    def wer(self) -> float:
        """Word errors, per cent; 100 where Whisper was not asked."""
        return 100 * self.wrong / self.said if self.said else 100.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: which sentences, how many of them get a score, Whisper's beam (0: not asked)."""

    sentences: tuple[int, ...]
    scored: int
    beam: int


OPINION = Effort((0, 4, 8, 11), scored=4, beam=0)
SWEEP = Effort((3, 4, 5, 12, 13, 14), scored=2, beam=1)
FINAL = Effort(tuple(range(15)), scored=3, beam=5)


@dataclass(frozen=True, slots=True)
class Bench:
    """The meters, the texts by language, and the file in which measurements are kept."""

    meters: Meters
    texts: dict[str, list[str]]
    store: Path

    def measure(self, candidates: Iterable[Candidate], effort: Effort) -> Iterator[Measured]:
        """Measure each candidate that is not in the store yet; give all."""
        kept = {(found.candidate, found.sentences): found for found in read_store(self.store)}
        for candidate in dict.fromkeys(candidates):
            texts = [text for i, text in enumerate(self.texts[candidate.language]) if i in effort.sentences]
            found = kept.get((candidate, len(texts)))
            if not found:
                found = self._measured(candidate, texts, effort)
                with self.store.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(found)) + "\n")
            yield found

    def _measured(self, candidate: Candidate, texts: list[str], effort: Effort) -> Measured:
        rate = rate_for(candidate, tuple(self.texts[candidate.language][:4]))
        voice = voice_of(candidate, rate)
        sounds = [samples(clip.pcm, clip.rate_hz) for clip in spoken(texts, voice)]
        wrong = said = 0
        if effort.beam:
            wrong, said = self.meters.word_errors(sounds, texts, candidate.language, effort.beam)
        return Measured(
            candidate=candidate,
            sentences=len(texts),
            rate_wpm=rate,
            hertz=pitch_of(ENGINE, voice),
            mos=round(self.meters.score(sounds[: effort.scored]), 3),
            wrong=wrong,
            said=said,
            embedding=self.meters.embedding(sounds[:4]),
            timbre=timbre(sounds),
        )


def read_store(store: Path) -> list[Measured]:
    """Every measurement of the file."""
    lines = store.read_text(encoding="utf-8").splitlines() if store.exists() else []
    records = [json.loads(line) for line in lines]
    return [Measured(**{**record, "candidate": Candidate(**record["candidate"])}) for record in records]


def voice_of(candidate: Candidate, rate_wpm: int) -> Voice:
    """The candidate as the engine takes it."""
    return Voice(
        id=candidate.name,
        engine="pyttsx3",
        name=candidate.name,
        language=candidate.language,
        gender="neutral",
        rate_wpm=rate_wpm,
        pitch=candidate.pitch,
        pitch_range=candidate.pitch_range,
    )


def spoken(texts: Iterable[str], voice: Voice) -> list[Clip]:
    """Each text as the product's engine says it, before levelling and encoding."""
    return [ENGINE.speak(text, voice, Event()) for text in texts]


def rate_for(candidate: Candidate, texts: tuple[str, ...]) -> int:
    """The rate at which the candidate says the texts in the wanted words a minute."""
    rate = 125
    for _ in range(3):  # the pace that comes out is nearly proportional to the rate
        rate = round(rate * candidate.wpm / pace(texts, voice_of(candidate, rate)))
    return rate


def pace(texts: tuple[str, ...], voice: Voice) -> float:
    """Words a minute of the sentences themselves, without pauses between them."""
    seconds = sum(len(clip.pcm) / 2 / clip.rate_hz for clip in spoken(texts, voice))
    return 60 * sum(len(text.split()) for text in texts) / seconds


@cache
def variants() -> dict[str, str]:
    """eSpeak's variants by name, each with its gender ('female', 'male' or '')."""
    folder = Path(espeakng_loader.get_data_path()) / "voices" / "!v"
    genders = {"": "male"}
    for file in sorted(folder.iterdir()):
        lines = [line.split() for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
        said = next((line[1].lower() for line in lines if line[:1] == ["gender"] and len(line) > 1), "")
        if file.name not in REJECTED and " " not in file.name:
            genders[file.name] = said
    return genders
