"""Print the figures of the code's structure, and the private words that are still in it.

    python tools/measure_structure.py [--list]

Figures: modules, median lines, modules over 400 lines, functions over 50 lines, and modules under 60 lines
that only one other module imports. `--list` names what each figure counts. The exit status is 1 when a bound
is missed.
"""

import ast
import io
import re
import statistics
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "briefing"
MAX_MODULES, MIN_MODULES = 260, 160
MAX_LINES, MAX_FUNCTION_LINES = 400, 50
SMALL_LINES, MAX_SMALL = 60, 20
# Words that the field's terms have replaced, as parts of identifiers ('stamps' also in `old_stamps`). In text
# they are ordinary words ('the neighbours of a quotation mark'), so comments and docstrings do not count. The
# field's own terms, such as the lexicon of a synthesizer, are not listed.
OLD_NAMES = {
    "Company",
    "Gate",
    "Made",
    "Morning",
    "Shelf",
    "Stretch",
    "Wish",
    "Wishes",
    "asking",
    "dress",
    "neighbours",
    "shelf",
    "stamps",
    "stretch",
    "wish",
    "wishes",
}
# Words that have no other meaning here, also in comments and docstrings
OLD_WORDS = {
    "Booth",
    "Tape",
    "booth",
    "counterparts",
    "doubling",
    "fellows",
    "goodness",
    "lane",
    "lanes",
    "lasting",
    "peel",
    "peeled",
    "peeling",
    "room_options",
    "sameness",
    "tape",
}
FIELD_TERMS = {"high_shelf"}  # a shelving filter


def modules() -> list[Path]:
    """Return every module of the package, without `__init__` files that only export."""
    return sorted(SOURCE.rglob("*.py"))


def dotted(path: Path) -> str:
    """Return a module's dotted name."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(paths: list[Path]) -> dict[str, set[str]]:
    """Return the importers of each module."""
    names = {dotted(path) for path in paths}
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                targets = {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                targets = {alias.name for alias in node.names}
            else:
                continue
            for target in targets & names:
                found[target].add(dotted(path))
    return found


def lines_of(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(paths: list[Path]) -> list[str]:
    """Return the functions that are longer than the bound."""
    found = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION_LINES:
                    found.append(f"{dotted(path)}.{node.name} ({length})")
    return found


def small_single_importer_modules(paths: list[Path]) -> list[str]:
    """Return modules under 60 lines with exactly one importer: they belong to their importer."""
    importers = imported_by(paths)
    small = [path for path in paths if path.name != "__init__.py" and lines_of(path) < SMALL_LINES]
    return [f"{dotted(path)} ({lines_of(path)})" for path in small if len(importers[dotted(path)]) == 1]


def old_words() -> list[str]:
    """Return the old words that identifiers, docstrings and comments still use, with their count."""
    folders = (ROOT / "tests", ROOT / "benchmarks")
    paths = [*modules(), *(path for folder in folders for path in sorted(folder.rglob("*.py")))]
    count: Counter[str] = Counter()
    for path in paths:
        count.update(words_of(path.read_text(encoding="utf-8")))
    return [f"{word} ({number})" for word, number in count.most_common()]


def words_of(source: str) -> Iterator[str]:
    """Yield the old words of a module; a text that is data, such as a title in a test, does not count."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and token.string not in FIELD_TERMS:
            words = OLD_NAMES | OLD_WORDS
            yield from (part for part in name_parts(token.string) if part in words)
        elif token.type == tokenize.COMMENT or is_docstring(token):
            yield from (word for word in re.findall(r"\w+", token.string) if word in OLD_WORDS)


def name_parts(name: str) -> list[str]:
    """Return a name and its words: 'old_stamps' has 'stamps', '_CastCompany' has 'Company'."""
    words = [part for word in name.split("_") for part in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", word)]
    return list(dict.fromkeys((name, *words)))


def is_docstring(token: tokenize.TokenInfo) -> bool:
    """Return True if a string begins a line with three quotes."""
    return (
        token.type == tokenize.STRING and token.string.startswith('"""') and token.line.strip()[:3] == '"""'
    )


def main() -> int:
    """Print the figures; return 1 if a bound is missed."""
    paths = modules()
    sizes = [lines_of(path) for path in paths]
    large = [f"{dotted(path)} ({lines_of(path)})" for path in paths if lines_of(path) > MAX_LINES]
    long = long_functions(paths)
    small = small_single_importer_modules(paths)
    words = old_words()
    print(f"modules {len(paths)} (bound {MAX_MODULES})")
    print(f"median lines {statistics.median(sizes):.0f}")
    rows = (
        (f"modules over {MAX_LINES} lines", large, 0),
        (f"functions over {MAX_FUNCTION_LINES} lines", long, 0),
        (f"modules under {SMALL_LINES} lines with one importer", small, MAX_SMALL),
        ("old words", words, 0),
    )
    for name, found, bound in rows:
        print(f"{name} {len(found)} (bound {bound})")
        if "--list" in sys.argv:
            print(*(f"    {one}" for one in found), sep="\n")
    return int(len(paths) > MAX_MODULES or any(len(found) > bound for _, found, bound in rows))


if __name__ == "__main__":
    sys.exit(main())
