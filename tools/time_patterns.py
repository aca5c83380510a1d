"""Time every regular expression of the package on the worst of generated strings.

    python tools/time_patterns.py [--characters 20000] [--bound 0.5] [PART OF A PATTERN]

A pattern whose time grows faster than its input lets a hostile page cost minutes. The script collects every
pattern that the package compiles when its modules are imported and when it makes an MP3 of the examples.
For each repetition in a pattern, it builds strings that reach this repetition, repeat what it accepts, and
then fail; each is searched with a time limit. The patterns above the bound are printed, the slowest first:
seconds, growth when the string gets twice as long (1: linear, 2: quadratic), the string's parts, the
pattern. The exit code is then 1.
"""

import argparse
import contextlib
import importlib
import math
import pkgutil
import re
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import perf_counter
from typing import Any

import briefing

_EXAMPLES = Path(__file__).parent.parent / "examples"
_LETTERS = "aA0 \n\t.,;:-–'\"“”«»„()[]<>/&=_%$€#@!?éßЖ中"
_ENDINGS = ("", "\x00", "\n\x00", "!", " a\x00")
_CHOICES = 4  # different texts for one item of a pattern
_PREFIXES = 3
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
_LIMIT_S = 10.0
_STEEPEST = 16  # a string whose half is quicker than this share of the bound is not tried whole
_MANY = 8  # a repetition of at most this many items is no danger by itself


@dataclass(frozen=True, slots=True)
class Finding:
    """The slowest string of a pattern."""

    seconds: float
    growth: float
    prefix: str
    pump: str
    ending: str
    pattern: re.Pattern[str]

    def __str__(self) -> str:
        parts = f"{self.prefix[-30:]!r} + {self.pump!r} * n + {self.ending!r}"
        return f"{self.seconds:6.2f} s  growth {self.growth:3.1f}  {parts}  {self.pattern.pattern[:160]!r}"


def collected_patterns() -> list[re.Pattern[str]]:
    """Return every pattern of text that the package compiles."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    compile_pattern = re._compile  # type: ignore[attr-defined]

    def recorded(pattern: Any, flags: int) -> Any:
        compiled = compile_pattern(pattern, flags)
        caller = sys._getframe(2).f_code.co_filename
        if isinstance(compiled.pattern, str) and f"{Path('/')}briefing{Path('/')}" in caller:
            found[compiled.pattern, compiled.flags] = compiled
        return compiled

    re._compile = recorded  # type: ignore[attr-defined]
    try:
        _run_everything()
    finally:
        re._compile = compile_pattern  # type: ignore[attr-defined]
    return list(found.values())


def _run_everything() -> None:
    for module in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # an engine whose extra is missing
                importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        pages = [str(page) for page in sorted(_EXAMPLES.glob("*.html"))]
        briefing.make(pages, briefing.BriefingOptions(mp3=Path(folder) / "all.mp3", cast="espeak"))


def texts_of(items: Sequence[Any], flags: int) -> list[str]:
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
        return [text * max(least, 1) for text in texts_of(body, flags)] + ([""] if least == 0 else [])
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [""]
    texts = [text for inner in _inner_sequences(kind, value) for text in texts_of(inner, flags)[:2]]
    return texts[: _CHOICES * 2] or [""]


def _letters_of(item: Any, flags: int) -> list[str]:
    alone = parser.SubPattern(parser.State(), [item])
    compiled = re._compiler.compile(alone, flags & ~re.VERBOSE)  # type: ignore[attr-defined]
    return [letter for letter in _LETTERS if compiled.fullmatch(letter)][: _CHOICES * 2] or ["a"]


def attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield prefix and pump for each repetition of the pattern."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    yield from set(_attacks_of(parsed, [""], pattern.flags))


def _attacks_of(items: Sequence[Any], prefixes: list[str], flags: int) -> Iterator[tuple[str, str]]:
    before = prefixes
    for kind, value in items:
        inner = _inner_sequences(kind, value)
        if kind in _REPEATS and value[1] > _MANY:
            pumps = [pump for pump in texts_of(value[2], flags) if pump]
            yield from product(before, pumps)
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


def seconds_of(pattern: re.Pattern[str], text: str) -> float:
    """Return the seconds of a search, at most the limit."""
    signal.setitimer(signal.ITIMER_REAL, _LIMIT_S)
    started = perf_counter()
    try:
        pattern.search(text)
    except TimeoutError:
        return _LIMIT_S
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return perf_counter() - started


def slowest(pattern: re.Pattern[str], characters: int, bound: float) -> Finding | None:
    """Return the slowest string of a pattern if it takes longer than the bound."""
    worst: Finding | None = None
    for (prefix, pump), ending in product(list(attacks(pattern)), _ENDINGS):
        texts = [prefix + pump * (size // len(pump)) + ending for size in (characters // 2, characters)]
        half = seconds_of(pattern, texts[0])
        if half < bound / _STEEPEST:
            continue
        whole = seconds_of(pattern, texts[1])
        growth = math.log2(whole / half) if half < _LIMIT_S else math.inf
        if whole > bound and (worst is None or whole > worst.seconds):
            worst = Finding(whole, growth, prefix, pump, ending, pattern)
    return worst


def _ring(number: int, frame: object) -> None:
    raise TimeoutError


def main() -> int:
    """Print the patterns above the bound, and return 1 if there is one."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", nargs="?", default="")
    options.add_argument("--characters", type=int, default=20_000)
    options.add_argument("--bound", type=float, default=0.5)
    wanted = options.parse_args()
    signal.signal(signal.SIGALRM, _ring)
    patterns = [one for one in collected_patterns() if wanted.part in one.pattern]
    found = [one for one in (slowest(p, wanted.characters, wanted.bound) for p in patterns) if one]
    for finding in sorted(found, key=lambda one: -one.seconds):
        print(finding)
    print(f"{len(patterns)} patterns, {len(found)} above {wanted.bound} s for {wanted.characters} characters")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
