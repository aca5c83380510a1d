"""Text -> clip: read, cut into clauses, spoken by the net, made audible, joined.

Sentences that are too long for the net are cut into clauses, with pauses between these.

The net's memory grows faster than a sentence: 1,000 phonemes without a comma take 687 MB. A long sentence is
cut where it hurts least: behind punctuation, else before a conjunction, else between two words.

The model begins each text that it speaks with 300 ms of silence and ends it with 450 ms (medians over 15
sentences, heart; the same for its other voices), which makes 770 to 860 ms between two sentences: more than
`write/pauses.toml` puts between paragraphs. So the model's silence is cut off and replaced.
Within a sentence the model makes 350 to 450 ms at a comma between clauses (more where the voice is slow) and
60 to 170 ms at one in a list; the former are shortened, so that a comma is heard as less than a full stop.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from threading import Event, Lock

import numpy as np
from numpy.typing import NDArray

from briefing.errors import EngineError
from briefing.model import Clip, SpokenWord, Voice, VoiceGender
from briefing.speak.engines.hibari.front_end import FrontEnd, PhonemeWord
from briefing.speak.engines.hibari.network import (
    Network,
    Speech,
    VoiceParameters,
    ids_of,
    parameters_of,
    release_free_memory,
    use_one_heap,
)
from briefing.speak.engines.hibari.vocoder import (
    MODEL_HOP,
    RATE_HZ,
    Samples,
    excitation,
    lower_pitch,
    synthesize,
)

_FOLDER = "hibari"
_METHOD = 7  # changes when the same text sounds different with the same hibari
_BUNDLED = "heart"
_FULL_SCALE = 32_767
LONGEST = 250  # phonemes, about 15 seconds
_NEAREST = 0.25  # of the length: a cut is this far from both ends
_PAUSES = frozenset(";:—…,.!?")
_COMMA = ","
_CONJUNCTIONS = frozenset(
    (
        *("after", "although", "and", "as", "because", "before", "but", "if", "nor", "or", "since", "so"),
        *("than", "that", "though", "unless", "until", "when", "where", "whereas", "which", "while", "who"),
        *("whose", "yet"),
    )
)
Words = tuple[PhonemeWord, ...]
SENTENCE_PAUSE_MS = 450  # shorter than between paragraphs (pauses.toml: body = 500)
_CLAUSE_PAUSE_MS = 200  # where a sentence is cut for its length only
COMMA_PAUSE_MS = 300  # at most; shorter than between sentences
_LONGEST_PAUSE = RATE_HZ * COMMA_PAUSE_MS // 1000
QUIET = 10 ** (-54 / 20)  # the level at which the mix cuts silence, too
STEP = RATE_HZ * 5 // 1000
KEPT = RATE_HZ * 10 // 1000  # consonants begin softly
_FRAMES_A_UNIT = 2
_LAG_UNITS = 2
_PUNCTUATION = ';:,.!?—…"()“” '
_QUIET_WORD = 0.01  # of the clause's loudest sample: -40 dB


@dataclass(frozen=True, slots=True)
class BaseVoice:
    """A voice that hibari's author has trained."""

    language: str
    gender: VoiceGender


_BASES = {
    "heart": BaseVoice("en-US", "female"),
    "fenrir": BaseVoice("en-US", "male"),
    "emma": BaseVoice("en-GB", "female"),
    "fable": BaseVoice("en-GB", "male"),
    "kore": BaseVoice("en-US", "female"),
}


class HibariEngine:
    """`models` is set by `load_engine`."""

    name = "hibari"
    is_costly = True
    takes_ipa = True

    def __init__(self) -> None:
        use_one_heap()
        self.models = Path()
        self._networks: dict[Path, Network] = {}
        self._front_ends: dict[bool, FrontEnd] = {}
        self._lock = Lock()

    @cached_property
    def version(self) -> str:
        """Those of hibari, of eSpeak NG, which reads unknown words, and of what is done here with both."""
        espeak = version("espeakng-loader")
        return f"hibari-tts {version('hibari-tts')}, espeakng-loader {espeak}, method {_METHOD}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Speak a line, clause by clause.

        Args:
            text: The line.
            voice: A voice with the five numbers among its options.
            stop: Ends the line between two clauses.

        Returns:
            The clauses one after another.
        """
        parameters = parameters_of(voice)
        network, front_end = self._loaded(voice.name)
        waves: list[Samples] = []
        words: list[SpokenWord] = []
        heard = 0
        for sentence in front_end.phonemize(text):
            for place, clause in enumerate(clauses(sentence)):
                if stop.is_set():
                    raise EngineError("stopped")
                speech = network.speak(ids_of(" ".join(word.phonemes for word in clause)), parameters)
                wave = _audible(speech, parameters)
                parts = kept_parts(wave)
                pause = pause_before(begins_sentence=place == 0) if waves else wave[:0]
                waves += [pause, *(wave[part] for part in parts)]
                heard += len(pause)
                words += _shifted(timed_words(clause, speech.durations, wave, parameters.hop), parts, heard)
                heard += kept_before(len(wave), parts)
        return Clip(RATE_HZ, _pcm(np.concatenate(waves)), tuple(words))

    def voices(self) -> tuple[Voice, ...]:
        """Return the base voices that are installed."""
        return tuple(
            Voice(name, self.name, name, base.language, base.gender)
            for name, base in _BASES.items()
            if self._path(name).is_file()
        )

    def is_installed(self, voice: Voice) -> bool:
        """Return True if the base voice of a voice is on this machine; loads no model."""
        return voice.name in _BASES and self._path(voice.name).is_file()

    def _loaded(self, name: str) -> tuple[Network, FrontEnd]:
        if name not in _BASES:
            raise EngineError(f"hibari has no voice {name!r}", f"Its voices are {', '.join(_BASES)}.")
        is_british, path = _BASES[name].language == "en-GB", self._path(name)
        with self._lock:
            if path not in self._networks:
                self._networks[path] = Network(path)
            if is_british not in self._front_ends:
                self._front_ends[is_british] = FrontEnd(is_british)
                release_free_memory()
            return self._networks[path], self._front_ends[is_british]

    def _path(self, name: str) -> Path:
        if name == _BUNDLED:
            return Path(str(files("hibari"))) / "assets" / "hibari.onnx"
        return self.models / _FOLDER / f"{name}.onnx"


def _audible(speech: Speech, parameters: VoiceParameters) -> Samples:
    source = excitation(speech.pitch_hz)
    wave = synthesize(speech.frames, source.wave, parameters.hop, parameters.tilt_db)
    if parameters.psola == 1:
        return wave
    return lower_pitch(wave, source, parameters.hop / MODEL_HOP, parameters.psola)


def _shifted(words: Iterable[SpokenWord], parts: tuple[slice, ...], before: int) -> Iterator[SpokenWord]:
    """Yield the words of a wave of which only these parts are kept, behind `before` samples."""
    for word in words:
        start, end = (before + kept_before(at, parts) for at in (word.start, word.end))
        yield SpokenWord(word.text, start, end)


def _pcm(wave: Samples) -> bytes:
    pcm: bytes = np.clip(wave * np.float32(_FULL_SCALE), -32_768, 32_767).astype("<i2").tobytes()
    return pcm


def clauses(sentence: Words) -> tuple[Words, ...]:
    """Return the sentence, or its parts of at most LONGEST phonemes (a longer word stands alone)."""
    if _length(sentence) <= LONGEST or len(sentence) == 1:
        return (sentence,)
    cut = _best_cut(sentence)
    return (*clauses(_closed(sentence[:cut])), *clauses(sentence[cut:]))


def _length(words: Words) -> int:
    """Phonemes, with the spaces between the words."""
    return sum(len(word.phonemes) + 1 for word in words)


def _best_cut(words: Words) -> int:
    """Return the number of words before the cut."""
    total, before = _length(words), 0
    costs: dict[int, float] = {}
    for index, word in enumerate(words[:-1], 1):
        before += len(word.phonemes) + 1
        costs[index] = abs(before / total - 0.5) + _harm(word, words[index])
    return min(costs, key=costs.__getitem__)


def _harm(before: PhonemeWord, behind: PhonemeWord) -> float:
    """What a cut between the two costs: a step is more than the way from the middle to _NEAREST."""
    if before.phonemes[-1:] in _PAUSES:
        return 0
    return _NEAREST if behind.text.lower() in _CONJUNCTIONS else 2 * _NEAREST


def _closed(words: Words) -> Words:
    """With a comma at its end, so that the voice does not fall as at the end of a text."""
    *others, last = words
    if last.phonemes[-1:] in _PAUSES:
        return words
    return (*others, PhonemeWord(last.text, last.phonemes + _COMMA))


def kept_parts(wave: Samples) -> tuple[slice, ...]:
    """Return the wave without silence at its ends, and with silences inside cut to COMMA_PAUSE_MS.

    Returns:
        What to keep, in order; all of a wave that is nothing but silence.
    """
    steps = len(wave) // STEP
    loud = np.flatnonzero(np.abs(wave[: steps * STEP]).reshape(steps, STEP).max(axis=1) > QUIET)
    if not loud.size:
        return (slice(0, len(wave)),)
    begin, end = max(0, int(loud[0]) * STEP - KEPT), min(len(wave), (int(loud[-1]) + 1) * STEP + KEPT)
    long = np.flatnonzero(np.diff(loud) > _LONGEST_PAUSE // STEP)
    ends = [(int(loud[place]) + 1) * STEP + _LONGEST_PAUSE // 2 for place in long]
    begins = [int(loud[place + 1]) * STEP - _LONGEST_PAUSE // 2 for place in long]
    return tuple(slice(*borders) for borders in zip([begin, *begins], [*ends, end], strict=True))


def kept_before(sample: int, parts: tuple[slice, ...]) -> int:
    """Return how many samples of the parts come before a sample of the wave."""
    return sum(min(max(sample, part.start), part.stop) - part.start for part in parts)


def pause_before(begins_sentence: bool) -> Samples:
    """Return the silence between the clause before and this one."""
    milliseconds = SENTENCE_PAUSE_MS if begins_sentence else _CLAUSE_PAUSE_MS
    return np.zeros(RATE_HZ * milliseconds // 1000, np.float32)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which durations of the clause are a word's: from `begin` to `end` (exclusive)."""

    text: str
    begin: int
    end: int


def timed_words(clause: Words, durations: tuple[int, ...], wave: Samples, hop: int) -> tuple[SpokenWord, ...]:
    """Return when the words of a clause are heard.

    The net gives each phoneme, space and punctuation mark a duration in units of 25 ms, which add up to the
    length of the sound. Two corrections make word times of them:

    - The sound comes _LAG_UNITS before its durations say: in 'Pat took two tickets to Peter. Ten boats came
      back, but Tom kept cooking.' the plosives burst 40 to 60 ms before the beginning of their own phoneme.
    - A space between two words is no pause: its 50 ms are the closure before a consonant or the beginning of
      a vowel, so it belongs to the next word. Before a pause the last phoneme gets a part of the silence; a
      word ends there with its last audible sample.

    Args:
        clause: its words. The net was given their phonemes with a space between two words.
        durations: of the silence before the clause, of each phoneme, and of the silence behind.
        wave: the sound of the clause.
        hop: samples from one frame to the next.

    Returns:
        The words that have a text and a sound, in samples of the clause, in order and not overlapping.
    """
    unit = _FRAMES_A_UNIT * hop
    borders = [
        min(max(0, unit * (units - _LAG_UNITS)), len(wave)) for units in accumulate(durations, initial=0)
    ]
    is_loud = np.abs(wave) > _QUIET_WORD * np.abs(wave).max(initial=0)
    places = tuple(_places(clause))
    followers = [place.begin for place in places[1:]] + [-1]
    words = []
    for place, follower in zip(places, followers, strict=True):
        start, end = borders[place.begin], borders[place.end]
        if follower != place.end:
            end = start + _last(is_loud[start:end])
        words.append(SpokenWord(place.text, start, end))
    return tuple(words)


def _places(clause: Words) -> Iterator[_Place]:
    first = 1  # behind the silence before the clause
    is_joined = False  # to the word before, by nothing but a space
    for word in clause:
        sounds = word.phonemes.strip(_PUNCTUATION)
        begin = first + word.phonemes.index(sounds)
        end = begin + len(sounds)
        if word.text and sounds:
            yield _Place(word.text, begin - 1 if is_joined and begin == first else begin, end)
        first += len(word.phonemes) + 1
        is_joined = end + 1 == first


def _last(is_loud: NDArray[np.bool_]) -> int:
    """Return where the last loud sample ends; the end where none is."""
    places = np.flatnonzero(is_loud)
    return int(places[-1]) + 1 if len(places) else len(is_loud)
