"""Strings that make a regular expression slow, built from its parsed form.

For each repetition of a pattern: what leads to it, and what it accepts. A text repeats the second part often
enough and then fails; or it repeats both, so that a match begins at each of them and none ends.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ENDINGS = ("", "\x00", "\n\x00", "!", " a\x00")
_LETTERS = "aA0 \n\t.,;:-–'\"“”«»„()[]<>/&=_%$€#@!?éßЖ中"
_CHOICES = 4  # different texts for one item of a pattern
_PREFIXES = 3
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
_MANY = 8  # a repetition of at most this many items is no danger by itself


def _texts_of(items: Sequence[Any], flags: int) -> list[str]:
    """Return a few texts that a parsed sequence accepts (lookarounds and back references are left out)."""
    choices = [_texts_of_item(item, flags) for item in items]
    return ["".join(parts) for parts in islice(_diagonal(choices), _CHOICES)] or [""]


def _diagonal(choices: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield combinations in which all items move on together, then one at a time."""
    longest = max((len(one) for one in choices), default=1)
    for number in range(longest):
        yield tuple(one[number % len(one)] for one in choices)
    yield from product(*(one[:2] for one in choices[:6]), *(one[:1] for one in choices[6:]))


def _texts_of_item(item: Any, flags: int) -> list[str]:
    kind, value = item
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind in (sre.NOT_LITERAL, sre.ANY, sre.IN, sre.CATEGORY):
        return _letters_of(item, flags)
    if kind in _REPEATS:
        least, _, body = value
        return [text * max(least, 1) for text in _texts_of(body, flags)] + ([""] if least == 0 else [])
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [""]
    texts = [text for inner in _inner_sequences(kind, value) for text in _texts_of(inner, flags)[:2]]
    return texts[: _CHOICES * 2] or [""]


def _letters_of(item: Any, flags: int) -> list[str]:
    alone = parser.SubPattern(parser.State(), [item])
    compiled = re._compiler.compile(alone, flags & ~re.VERBOSE)  # type: ignore[attr-defined]
    return [letter for letter in _LETTERS if compiled.fullmatch(letter)][: _CHOICES * 2] or ["a"]


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return prefix and unit for each repetition of the pattern, in the same order in every run.

    The unit is what the repetition accepts, or that with what leads to it.
    """
    parsed = parser.parse(pattern.pattern, pattern.flags)
    found: dict[tuple[str, str], None] = {}
    for prefix, unit in _attacks_of(parsed, [""], pattern.flags):
        found[prefix, unit] = None
        if prefix:
            found["", prefix + unit] = None
    return list(found)


def _attacks_of(items: Sequence[Any], prefixes: list[str], flags: int) -> Iterator[tuple[str, str]]:
    before = prefixes
    for kind, value in items:
        inner = _inner_sequences(kind, value)
        if kind in _REPEATS and value[1] > _MANY:
            units = [unit for unit in _texts_of(value[2], flags) if unit]
            yield from product(before, units)
        for sequence in inner:
            yield from _attacks_of(sequence, before, flags)
        texts = _texts_of_item((kind, value), flags)[:_PREFIXES]
        before = [b + t for b, t in islice(product(before, texts), _PREFIXES)]


def _inner_sequences(kind: Any, value: Any) -> list[Any]:
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if kind in _REPEATS:
        return [value[2]]
    if kind is getattr(sre, "ATOMIC_GROUP", None):
        return [value]
    return []
