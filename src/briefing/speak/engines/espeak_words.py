"""When each word of a line is heard, from the events that eSpeak NG reports while it speaks.

eSpeak NG reports a word with the place of its first character in the text that it is given. It speaks some
pairs ('of the', 'in the') as one word with one event, and figures as several words. Here a word of the line
is what stands between two spaces: it begins with its first event, and words that have one event together
share its time by their letters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from briefing.model import SpokenWord
from briefing.model.script import plain_words, say_ipa
from briefing.pcm import SAMPLE_BYTES, loudest
from briefing.speak.engines.espeak_ipa import espeak_phonemes
from briefing.speak.engines.espeak_library import CLAUSE_END, WORD, SpeechEvent, Utterance

_QUIET = 64  # of 32,768: eSpeak NG's pauses are digital silence, or nearly
_STEP_MS = 5

# A word of the line, which may hold spaces where it is marked with its IPA: '⟦New York|njuː ˈjɔːk⟧,'
_TOKEN = re.compile(r"(?:⟦[^⟦⟧]*⟧|\S)+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written; it stands at characters `start` to `end` of what eSpeak NG is given."""

    written: str
    start: int
    end: int

    @property
    def has_letters(self) -> bool:
        """True if the token is spoken; a dash between two words is not."""
        return any(map(str.isalnum, self.written))


@dataclass(frozen=True, slots=True)
class EspeakText:
    """A line as eSpeak NG is given it: words in IPA have become its phoneme names."""

    text: str
    tokens: tuple[Token, ...]


def espeak_text(line: str) -> EspeakText:
    """Return the line for eSpeak NG; brackets in the line itself are not read as phonemes."""
    plain = line.replace("[[", "[ [")
    pieces: list[str] = []
    tokens: list[Token] = []
    place, length = 0, 0
    for match in _TOKEN.finditer(plain):
        spaces, given = plain[place : match.start()], say_ipa(match[0], espeak_phonemes)
        start = length + len(spaces)
        place, length = match.end(), start + len(given)
        tokens.append(Token(plain_words(match[0]), start, length))
        pieces += [spaces, given]
    return EspeakText("".join([*pieces, plain[place:]]), tuple(tokens))


def spoken_words(tokens: Sequence[Token], utterance: Utterance) -> tuple[SpokenWord, ...]:
    """Return the words with the samples at which they are heard, in order and not overlapping."""
    begun = _first_events(tokens, utterance.events)
    groups = tuple(_groups(tokens, begun))
    borders = [*(start for start, _ in groups), utterance.samples]
    clause_ends = [event.sample for event in utterance.events if event.kind == CLAUSE_END]
    words: list[SpokenWord] = []
    for (start, texts), (_, following) in zip(groups, pairwise(borders), strict=True):
        ends = [end for end in clause_ends if start < end <= following][:1]
        words += _shared(texts, start, _end_of_sound(utterance, start, ends[0]) if ends else following)
    return tuple(words)


def _first_events(tokens: Sequence[Token], events: Sequence[SpeechEvent]) -> Mapping[int, int]:
    """Return the sample of a token's first event, by the token's number.

    eSpeak NG may lose count of a character ("I'd've"), so a place between two words means the next one.
    """
    ends = [token.end for token in tokens]
    begun: dict[int, int] = {}
    newest = -1
    for event in events:
        number = bisect_right(ends, event.character)
        if event.kind == WORD and newest < number < len(tokens):
            begun[number] = event.sample
            newest = number
    return begun


def _groups(tokens: Sequence[Token], begun: Mapping[int, int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the sample of each event that counts, and the words that it stands for."""
    start: int | None = None
    texts: list[str] = []
    for number, token in enumerate(tokens):
        if number in begun:
            if start is not None:
                yield start, texts
                texts = []
            start = begun[number]
        if number in begun or token.has_letters:
            texts.append(token.written)
    if start is not None:
        yield start, texts


def _shared(texts: Sequence[str], start: int, end: int) -> Iterator[SpokenWord]:
    lengths = list(accumulate(map(len, texts), initial=0))
    edges = [start + (end - start) * length // lengths[-1] for length in lengths]
    return (SpokenWord(text, *edge) for text, edge in zip(texts, pairwise(edges), strict=True))


def _end_of_sound(utterance: Utterance, start: int, end: int) -> int:
    """Return where the pause at the end of a clause begins."""
    step = utterance.rate_hz * _STEP_MS // 1000
    while end - step > start:
        piece = utterance.pcm[(end - step) * SAMPLE_BYTES : end * SAMPLE_BYTES]
        if loudest(piece, SAMPLE_BYTES) > _QUIET:
            break
        end -= step
    return end
