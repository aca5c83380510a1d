"""Sentence ends, and the files that such rules read: word lists and TOML tables of the package.

A word list has one entry a line, '#' starts a comment, UTF-8.

A package keeps its files in a folder of its own (`clean/words/en/promotion.txt`) and passes its name. Pure
packages read no other file.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


def read_words(package: str, path: str) -> tuple[str, ...]:
    """Return the entries of a list in their order.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    lines = (line.split("#", 1)[0].strip() for line in read_text(package, path).splitlines())
    return tuple(line for line in lines if line)


def read_table(package: str, path: str) -> dict[str, Any]:
    """Return a TOML file of package data as a dictionary.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    return tomllib.loads(read_text(package, path))


@cache
def read_text(package: str, path: str) -> str:
    """Return a file of package data as text; it is read once.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    return files(package).joinpath(path).read_text(encoding="utf-8")


_ABBREVIATIONS = frozenset(read_words("briefing.text", "abbreviations.txt"))
_ABBREVIATED_ENDINGS = ("str",)  # 'Bergstr. 14'
CLOSING_MARKS = "\"'”’»“‘›)]"

# A full stop, its closing marks, and the space behind: 'over.” Then'
_END = re.compile(rf"[.!?…][{re.escape(CLOSING_MARKS)}]*(?=\s|$)")
# '2' of 'im 2. Stock': a German ordinal, behind what leads to one
_ORDINAL = re.compile(
    r"\b(?:im|am|der|die|das|dem|den|des|zum|zur|vom|beim|bis|ab|seit|ins)\s\d{1,2}$", re.IGNORECASE
)
# The word that a full stop stands behind: 'Gov' of 'Gov.'
_LAST_WORD = re.compile(r"[^\W_]+$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text are.

    Args:
        text: Running text.
        start: The first character that counts.
        end: The last one (exclusive); None for the end of the text.

    Yields:
        Start and end (exclusive) of each sentence, without the spaces around it; the last may lack its full
        stop.
    """
    end = len(text) if end is None else end
    position = _skip_space(text, start, end)
    for match in _END.finditer(text, start, end):
        if not _ends_sentence(text, match, end):
            continue
        if match.end() > position:
            yield position, match.end()
        position = _skip_space(text, match.end(), end)
    if position < end and text[position:end].strip():
        yield position, position + len(text[position:end].rstrip())


def is_terminated(text: str) -> bool:
    """Return True if the text ends as a sentence does, marks and brackets aside.

    Args:
        text: A sentence or several.
    """
    return text.rstrip(CLOSING_MARKS + " \u00a0").endswith((".", "!", "?", "…"))


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    following = text[_skip_space(text, match.end(), end) : end]
    if following[:1].islower() or following[:1] in ",;:–—":
        return False
    if text[match.start()] != "." or not following:
        return True
    word = _LAST_WORD.search(text, 0, match.start())
    if word is None:
        return True
    if _ORDINAL.search(text, max(0, match.start() - 8), match.start()):
        return False
    is_initial = len(word.group()) == 1 and word.group().isupper()
    last = word.group().lower()
    return not is_initial and last not in _ABBREVIATIONS and not last.endswith(_ABBREVIATED_ENDINGS)


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position
