"""Find the regular expressions of the package whose time grows faster than their input.

    python tools/time_patterns.py [--seconds 5] [--minutes 10] [PART OF A NAME]

A pattern that takes four times as long for twice the text lets a hostile page cost minutes. The script
collects every pattern that the package compiles: when its modules are imported, and when it makes a programme
of the examples in each language. It searches each in texts that `pattern_attacks.py` builds, of 4,000, 8,000
and 16,000 characters (as many as its input has), in a process of its own that can be ended, and extrapolates
the growth to the longest text that the pattern can meet: `pattern_reach.toml` tells what a module reads. A
pattern that would take longer than `--seconds` is printed at once: seconds, growth when the text is twice as
long (1: linear, 2: quadratic), text, name. The exit code is 1 if there is one, and 2 if time ran out before
the last pattern.
"""

import argparse
import contextlib
import importlib
import math
import multiprocessing
import pkgutil
import re
import signal
import sys
import tempfile
import time
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import briefing
from briefing.write import SPOKEN_LANGUAGES, spoken_form

sys.path.insert(0, str(Path(__file__).parent.parent))
from tools.pattern_attacks import ENDINGS, attacks

_EXAMPLES = Path(__file__).parent.parent / "examples"
_REACH = Path(__file__).with_suffix("").parent / "pattern_reach.toml"
_CHARACTERS = 4_000
_QUICK_S = 0.001  # for the shortest text: a quadratic pattern takes longer
_LIMIT_S = 2.0  # of CPU time for a search
_RING_S = 0.2
_PATTERN_S = 15  # of CPU time for all searches of a pattern
_BUSY = 20  # how much longer a busy machine may take
_BLANKS = re.compile(r"[^\S ]|  ")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a module's patterns are searched in.

    Attributes:
        characters: Length of the longest text; 0 if strangers write none of it.
        lines: The text has no control characters, no line breaks and no two blanks in a row.
    """

    characters: int
    lines: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A pattern, the name that holds it ('briefing.clean.lines._BLANK_LINE'), and where it searches."""

    pattern: re.Pattern[str]
    name: str
    reach: Reach
    methods: frozenset[str]  # how it is called, as far as its module shows


@dataclass(frozen=True, slots=True)
class Finding:
    """A text, and what a pattern would cost in it at its reach."""

    seconds: float
    growth: float
    text: str

    def __str__(self) -> str:
        return f"{self.seconds:10.1f} s  growth {self.growth:3.1f}  {self.text}"


def collected_patterns() -> list[Named]:
    """Return every pattern of text that the package compiles."""
    found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
    compile_pattern = re._compile  # type: ignore[attr-defined]

    def recorded(pattern: Any, flags: int) -> Any:
        compiled = compile_pattern(pattern, flags)
        caller = sys._getframe(2)
        module = str(caller.f_globals.get("__name__", ""))
        if isinstance(compiled.pattern, str) and module.startswith("briefing."):
            place = f"{module}:{caller.f_lineno}"
            found.setdefault((compiled.pattern, compiled.flags), (compiled, place))
        return compiled

    re._compile = recorded  # type: ignore[attr-defined]
    try:
        _run_everything()
    finally:
        re._compile = compile_pattern  # type: ignore[attr-defined]
    return list(_named(found.values()))


def _run_everything() -> None:
    for module in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # an engine whose extra is missing
                importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        pages = [str(page) for page in sorted(_EXAMPLES.glob("*.html"))]
        briefing.make(pages, briefing.BriefingOptions(mp3=Path(folder) / "all.mp3", cast="espeak"))
    for language in SPOKEN_LANGUAGES:
        spoken_form("On 12/10/2024 Dr. Lee paid $1.50 (see a@b.com) in the 1990s; 10% at 12:30.", language)


def _named(found: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[Named]:
    names: dict[tuple[str, int], str] = {}
    for module, contents in [(name, vars(one)) for name, one in sys.modules.items() if "briefing" in name]:
        for name, value in contents.items():
            for one in _patterns_in(value):
                names.setdefault((one.pattern, one.flags), f"{module}.{name}")
    reaches = tomllib.loads(_REACH.read_text(encoding="utf-8"))
    methods = _called_methods()
    for pattern, place in found:
        name = names.get((pattern.pattern, pattern.flags), place)
        yield Named(pattern, name, _reach_of(name, reaches), frozenset(methods.get(name, {"search"})))


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of a module's variable: it, or one in a tuple or a dictionary."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from _patterns_in(one)


def _called_methods() -> dict[str, set[str]]:
    """Return the methods that a module calls on each of its constants, by its dotted name."""
    found: dict[str, set[str]] = {}
    root = Path(briefing.__path__[0])
    for path in root.rglob("*.py"):
        parts = ("briefing", *path.relative_to(root).with_suffix("").parts)
        module = ".".join(parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        for name, method in re.findall(r"\b(_[A-Z][A-Z0-9_]+)(?:\.([a-z]+)\(|(?=[,)\]]))", text):
            found.setdefault(f"{module}.{name}", set()).add(method)
    return found


def _reach_of(name: str, reaches: dict[str, Any]) -> Reach:
    """Return the reach of the longest entry that the name begins with."""
    best = max((key for key in reaches if name.startswith(key)), key=len)
    return Reach(reaches[best]["characters"], reaches[best].get("lines", False))


def seconds_of(one: Named, text: str) -> float:
    """Return the CPU seconds of a search, at most the limit.

    A pattern that is only matched at the start of a text is not searched for.
    """
    started = time.thread_time()

    def ring(number: int, frame: object) -> None:
        if time.thread_time() - started > _LIMIT_S:
            raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, _RING_S, _RING_S)
    try:
        if one.methods <= {"match", "fullmatch"}:
            one.pattern.fullmatch(text) if one.methods == {"fullmatch"} else one.pattern.match(text)
        else:
            deque(one.pattern.finditer(text), maxlen=0)
    except TimeoutError:
        return _LIMIT_S
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.thread_time() - started


def findings(one: Named, bound: float) -> Iterator[Finding]:
    """Yield what each text that is slow to search would cost at the pattern's reach.

    Raises:
        TimeoutError: The texts together take too long; those that were not searched are left out.
    """
    characters = min(_CHARACTERS, one.reach.characters // 4)
    for prefix, unit in attacks(one.pattern):
        if one.reach.lines and _BLANKS.search(prefix + unit * 2):
            continue
        for ending in ENDINGS:
            parts = (prefix, unit, ending)
            if time.thread_time() > _PATTERN_S:
                raise TimeoutError
            if _time(one, parts, characters) < _QUICK_S:
                continue
            text = f"{prefix[-40:]!r} + {unit[:60]!r} * n + {ending!r}"
            finding = Finding(*_extrapolated(one, parts, characters), text)
            if finding.seconds > bound and one.reach.characters >= 16 * characters:
                # a repetition that is bounded by some hundreds looks quadratic at first
                finding = Finding(*_extrapolated(one, parts, 4 * characters), text)
            yield finding


def _extrapolated(one: Named, parts: tuple[str, str, str], characters: int) -> tuple[float, float]:
    """Return the seconds at the pattern's reach and the growth, from texts twice and four times as long."""
    half, whole = (_time(one, parts, characters * times) for times in (2, 4))
    if half >= _LIMIT_S:
        return math.inf, math.inf
    growth = math.log2(whole / half)
    return whole * (one.reach.characters / (4 * characters)) ** growth, growth


def _time(one: Named, parts: tuple[str, str, str], characters: int) -> float:
    """Return the least of three times: a processor that others use is slower."""
    prefix, unit, ending = parts
    text = prefix + unit * (characters // len(unit)) + ending
    least = _LIMIT_S
    for _ in range(3):
        least = min(least, seconds_of(one, text))
        if least < _QUICK_S or least > _LIMIT_S / 4:
            break
    return least


def _work(one: Named, seconds: float, answers: Connection) -> None:
    try:
        answers.send(next((finding for finding in findings(one, seconds) if finding.seconds > seconds), None))
    except TimeoutError:
        answers.send(f"not all texts were tried within {_PATTERN_S} s")


def too_slow(one: Named, seconds: float) -> Finding | str | None:
    """Return the first text that costs more than the seconds, or what went wrong.

    A process that does not answer is ended.
    """
    context = multiprocessing.get_context("fork")
    answers, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(one, seconds, theirs), daemon=True)
    worker.start()
    theirs.close()
    found: Finding | str | None = "no answer"
    if answers.poll(_PATTERN_S * _BUSY):
        found = answers.recv()
    worker.kill()
    worker.join()
    return found


def _time_all(patterns: Sequence[Named], seconds: float, until: float) -> tuple[int, int]:
    """Print the patterns above the bound as they are found, and return how many there are and were tried."""
    slow = 0
    for tried, one in enumerate(patterns):
        if time.monotonic() > until:
            return slow, tried
        if finding := too_slow(one, seconds):
            slow += isinstance(finding, Finding)
            print(f"{finding}  {one.name}  {one.pattern.pattern[:100]!r}", flush=True)
        if tried % 100 == 99:
            print(f"{tried + 1} of {len(patterns)}", file=sys.stderr, flush=True)
    return slow, len(patterns)


def main() -> int:
    """Print the patterns above the bound; the exit code says whether there is one, or time ran out."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", nargs="?", default="")
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--minutes", type=float, default=10)
    wanted = options.parse_args()
    until = time.monotonic() + wanted.minutes * 60
    collected = [one for one in collected_patterns() if wanted.part in one.name]
    patterns = [one for one in collected if one.reach.characters]
    slow, tried = _time_all(patterns, wanted.seconds, until)
    print(f"{tried} of {len(patterns)} patterns timed, {slow} above {wanted.seconds:g} s")
    print(f"{len(collected) - len(patterns)} read only what the user writes")
    return 1 if slow else 2 if tried < len(patterns) else 0


if __name__ == "__main__":
    sys.exit(main())
