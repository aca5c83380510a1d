"""Align the words of an article with the spoken words, and give each written word its time.

The article has '$1.2 million' and the engine speaks 'one point two million dollars'. The longest common
subsequence is aligned first; the words between two common words are aligned as a run, and share its time.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from briefing.model import SpokenWord

_SPOKEN_SIGNS = "&%@#*/"  # punctuation in Unicode, but spoken if it is a word of its own
_LETTERS_PER_DIGIT = 5  # 'seventy-one' for '71'
_LETTERS_PER_SIGN = 7  # 'dollars', 'percent', 'degrees'
_STOPS = ",;:.!?"
_SEARCH_RADIUS = 4  # spoken words around the expected border

Span = tuple[int, int]
Run = tuple[Sequence[str], Sequence[SpokenWord]]  # written words, and the words spoken for them


def word_times(text: str, spoken: Sequence[SpokenWord], start: int, end: int) -> tuple[Span, ...]:
    """Return start and end of each word of `text`.

    Args:
        text: The written line; its words are separated by spaces.
        spoken: The spoken words with their times, in any unit.
        start: Start of the line, in the same unit.
        end: End of the line.

    Returns:
        The spans in order, without overlaps, from `start` to `end`. A word without sound (a dash, an omitted
        word) has no duration. Empty if `spoken` has no audible word.
    """
    audible = [word for word in spoken if _is_audible(word.text)]
    if not audible:
        return ()
    written = text.split()
    found = _spans([word for word in written if _is_audible(word)], audible)
    spans = [next(found) if _is_audible(word) else None for word in written]
    return tuple(_in_order(spans, start, end))


def _is_audible(word: str) -> bool:
    """Return True unless the word consists of dashes, dots and quotation marks."""
    if any(map(str.isalnum, word)):
        return True
    return any(sign in _SPOKEN_SIGNS or not unicodedata.category(sign).startswith("P") for sign in word)


def _spans(written: Sequence[str], spoken: Sequence[SpokenWord]) -> Iterator[Span | None]:
    """Yield the span of each written word; None if nothing was spoken for it."""
    for words, heard in _aligned_runs(written, spoken):
        if len(words) == 1 and heard:
            yield heard[0].start, heard[-1].end
        else:
            yield from _share_time(words, heard) if heard else [None] * len(words)


def _aligned_runs(written: Sequence[str], spoken: Sequence[SpokenWord]) -> list[Run]:
    """Return the common words as runs of one word, and the differing words between them as runs.

    Spoken words without a written one belong to the word before them, or at the start to the word after
    them: 'dollars' of '$2 million', 'on' of 'Monday'.
    """
    ours, theirs = [*map(_fold, written)], [_fold(word.text) for word in spoken]
    if ours == theirs:  # most lines; the matcher would take a millisecond
        return [([word], [sound]) for word, sound in zip(written, spoken, strict=True)]
    runs: list[Run] = []
    early: Sequence[SpokenWord] = ()
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        words, heard = written[a:b], spoken[c:d]
        if kind == "equal":
            runs += [([word], [sound]) for word, sound in zip(words, heard, strict=True)]
        elif words:
            runs.append((words, heard))
        elif runs:
            runs[-1] = (runs[-1][0], [*runs[-1][1], *heard])
        else:
            early = heard
    return [(runs[0][0], [*early, *runs[0][1]]), *runs[1:]] if runs else []


def _fold(word: str) -> str:
    """Return letters and digits in lower case: '“Don’t,' and "don't" give the same."""
    return "".join(filter(str.isalnum, word.casefold())) or word


def _share_time(words: Sequence[str], heard: Sequence[SpokenWord]) -> Iterator[Span]:
    """Return the spans of a run's words by their estimated lengths, with borders between spoken words."""
    first, last = heard[0].start, heard[-1].end
    done = list(accumulate(map(_letters, words), initial=0))
    goals = [first + (last - first) * letters // done[-1] for letters in done]
    if len(words) > len(heard):
        return pairwise(goals)
    borders = [0]
    for place, (word, goal) in enumerate(zip(words[:-1], goals[1:], strict=False), 1):
        choices = range(borders[-1] + 1, len(heard) - len(words) + place + 1)
        borders.append(_border(heard, choices, word, goal))
    return ((heard[a].start, heard[b - 1].end) for a, b in pairwise([*borders, len(heard)]))


def _border(heard: Sequence[SpokenWord], choices: range, word: str, goal: int) -> int:
    """Return the first spoken word of the next written one: by punctuation, else by distance to `goal`."""
    nearest = bisect_left(heard, goal, choices.start, choices.stop - 1, key=lambda spoken: spoken.start)
    near = choices[
        max(0, nearest - choices.start - _SEARCH_RADIUS) : nearest - choices.start + _SEARCH_RADIUS + 1
    ]
    stops = [number for number in near if word[-1] in _STOPS and heard[number - 1].text.endswith(word[-1])]
    return min(stops or near, key=lambda number: abs(heard[number].start - goal))


def _letters(word: str) -> int:
    """Return about how many letters the spoken form of the word has."""
    return max(1, sum(map(_letters_of_sign, word)))


def _letters_of_sign(sign: str) -> int:
    if sign.isdigit():
        return _LETTERS_PER_DIGIT
    if sign.isalpha():
        return 1
    return _LETTERS_PER_SIGN if sign in _SPOKEN_SIGNS or unicodedata.category(sign).startswith("S") else 0


def _in_order(spans: Iterable[Span | None], start: int, end: int) -> Iterator[Span]:
    """Yield each span inside the line and not before the end of the span before it."""
    earliest = start
    for span in spans:
        begins, ends = span or (earliest, earliest)
        begins = min(max(begins, earliest), end)
        earliest = min(max(ends, begins), end)
        yield begins, earliest
