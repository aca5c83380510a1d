"""The words of an article and the words that were spoken -> when each word of the article is heard.

The engine is given 'one point two million dollars' where the article has '$1.2 million'. The words that both
have are found first; what stands between them was spoken for what is written there, and shares its time.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from briefing.model import SpokenWord

SPOKEN_SIGNS = "&%@#*/"  # punctuation by Unicode, but spoken where it stands alone
DIGIT_LETTERS = 5  # 'seventy-one' for '71'
SIGN_LETTERS = 7  # 'dollars', 'percent', 'degrees'
STOPS = ",;:.!?"
REACH = 4  # spoken words around the place where a border is expected

Span = tuple[int, int]
Run = tuple[Sequence[str], Sequence[SpokenWord]]  # what is written, and what was spoken for it


def word_times(text: str, spoken: Sequence[SpokenWord], start: int, end: int) -> tuple[Span, ...]:
    """Start and end of each word of `text`, as spaces part them, in the unit of `spoken`.

    Words are in order, do not overlap and lie from `start` to `end`. One that nothing was spoken for (a dash,
    a word that was left out) lasts no time. Empty where nothing is known of what was spoken.
    """
    sounds = [word for word in spoken if _is_audible(word.text)]
    if not sounds:
        return ()
    written = text.split()
    heard = _spans([word for word in written if _is_audible(word)], sounds)
    spans = [next(heard) if _is_audible(word) else None for word in written]
    return tuple(_in_order(spans, start, end))


def _is_audible(word: str) -> bool:
    """Whether it may be spoken: dashes, dots and quotation marks are not."""
    if any(map(str.isalnum, word)):
        return True
    return any(sign in SPOKEN_SIGNS or not unicodedata.category(sign).startswith("P") for sign in word)


def _spans(written: Sequence[str], spoken: Sequence[SpokenWord]) -> Iterator[Span | None]:
    """The time of each written word; None for one that nothing was spoken for."""
    for words, heard in _runs(written, spoken):
        if len(words) == 1 and heard:
            yield heard[0].start, heard[-1].end
        else:
            yield from _shared(words, heard) if heard else [None] * len(words)


def _runs(written: Sequence[str], spoken: Sequence[SpokenWord]) -> list[Run]:
    """The longest common words one by one, and what differs between them.

    What was spoken for nothing that is written belongs to the word before it, or at the beginning to the
    word after it: 'dollars' of '$2 million', 'on' of 'Monday'.
    """
    ours, theirs = [*map(_fold, written)], [_fold(word.text) for word in spoken]
    if ours == theirs:  # most lines; the matcher takes a millisecond
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
    """The same for '“Don’t,' and "don't"."""
    return "".join(filter(str.isalnum, word.casefold())) or word


def _shared(words: Sequence[str], heard: Sequence[SpokenWord]) -> Iterator[Span]:
    """The time of a run, shared by how long the words may take to say; borders are those of spoken words."""
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
    """Which spoken word is the first that is no longer for this one: at the same stop, or near the goal."""
    nearest = bisect_left(heard, goal, choices.start, choices.stop - 1, key=lambda spoken: spoken.start)
    near = choices[max(0, nearest - choices.start - REACH) : nearest - choices.start + REACH + 1]
    stops = [number for number in near if word[-1] in STOPS and heard[number - 1].text.endswith(word[-1])]
    return min(stops or near, key=lambda number: abs(heard[number].start - goal))


def _letters(word: str) -> int:
    """About how many letters the word has when it is said."""
    return max(1, sum(map(_letters_of_sign, word)))


def _letters_of_sign(sign: str) -> int:
    if sign.isdigit():
        return DIGIT_LETTERS
    if sign.isalpha():
        return 1
    return SIGN_LETTERS if sign in SPOKEN_SIGNS or unicodedata.category(sign).startswith("S") else 0


def _in_order(spans: Iterable[Span | None], start: int, end: int) -> Iterator[Span]:
    """Every word within the line and after the word before it."""
    earliest = start
    for span in spans:
        begins, ends = span or (earliest, earliest)
        begins = min(max(begins, earliest), end)
        earliest = min(max(ends, begins), end)
        yield begins, earliest
