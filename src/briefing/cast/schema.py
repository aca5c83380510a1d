"""The keys of a cast file, what each may hold, and the sentence for the one that is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from briefing.errors import UsageError

HINT = "See voices/README.md, or copy a cast that `briefing voices casts` lists."


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may hold: TOML types in words ('a text'), and the least and the greatest number."""

    types: tuple[type, ...]
    words: str
    required: bool = False
    least: float = 0
    greatest: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a cast file: where it stands (`('women', 2)` is the second [[women]]) and what it says."""

    cast: str
    text: str
    path: tuple[str | int, ...]
    values: Mapping[str, Any]


_TEXT = Key((str,), "a text")
_NEEDED_TEXT = Key((str,), "a text", required=True)
_TABLE = Key((dict,), "a table")
_TABLES = Key((list,), "a list of tables")

CAST_KEYS: dict[str, Key] = {
    "description": _TEXT,
    "origin": _TEXT,
    "alike": Key((list,), "a list of pairs of voices"),
    "language": _NEEDED_TEXT,
    "engine": _TEXT,
    "command": Key((list,), "a list of texts"),
    "options": _TABLE,
    "narrator": Key((dict,), "a table", required=True),
    "women": _TABLES,
    "men": _TABLES,
    "neutral": _TABLES,
    "fallback": _TABLE,
    "pinned": _TABLE,
}

VOICE_KEYS: dict[str, Key] = {
    "id": _TEXT,
    "engine": _TEXT,
    "name": _NEEDED_TEXT,
    "language": _TEXT,
    "gender": _TEXT,
    "rate_wpm": Key((int,), "a whole number", least=40, greatest=600),
    "pitch": Key((int,), "a whole number", least=0, greatest=99),
    "pitch_range": Key((int,), "a whole number", least=0, greatest=99),
    "gain_db": Key((int, float), "a number", least=-24, greatest=24),
    "hertz": Key((int,), "a whole number", least=0, greatest=1000),
    "command": Key((list,), "a list of texts"),
    "options": _TABLE,
}


def checked(table: Table, keys: Mapping[str, Key]) -> Mapping[str, Any]:
    """The table's values, each of a known key and of the right type and size. Raises UsageError."""
    for name, value in table.values.items():
        if name not in keys:
            raise fault(table, name, f"{name!r} is no key of a cast", _nearest(name, keys))
        _check_value(table, name, keys[name], value)
    for name, key in keys.items():
        if key.required and name not in table.values:
            raise fault(table, "", f"{name!r} is missing", f"Add: {name} = ...")
    return table.values


def _check_value(table: Table, name: str, key: Key, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, key.types):
        raise fault(table, name, f"{name!r} must be {key.words}, not {value!r}")
    if isinstance(value, int | float) and not key.least <= value <= key.greatest:
        raise fault(table, name, f"{name!r} must be from {key.least} to {key.greatest}, not {value}")
    if key.required and value == "":
        raise fault(table, name, f"{name!r} is empty")


def _nearest(name: str, known: Mapping[str, Key]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"The keys here are: {', '.join(known)}."


def fault(table: Table, key: str, problem: str, hint: str = "") -> UsageError:
    """The error about a key of a table ('' for the table itself), with the line where it stands."""
    line = line_of(table.text, table.path, key)
    place = f"cast {table.cast!r}" + (f", line {line}" if line else "") + _header(table.path)
    return UsageError(f"{place}: {problem}", hint or HINT)


def _header(path: tuple[str | int, ...]) -> str:
    match path:
        case ():
            return ""
        case (str(name), int(number)):
            return f" ([[{name}]] number {number})"
        case _:
            return f" ([{'.'.join(map(str, path))}])"


def line_of(text: str, path: tuple[str | int, ...], key: str) -> int:
    """The line of a key below its header, or the header's own line; 0 when it cannot be found.

    Tables that are written inline are found by their first mention.
    """
    header, number = (str(path[0]), int(path[1]) if len(path) > 1 else 1) if path else ("", 0)
    wanted_key = re.compile(rf"^\s*['\"]?{re.escape(key)}['\"]?\s*(=|\.)|^\s*\[+\s*{re.escape(key)}\s*\]")
    wanted_header = re.compile(rf"^\s*\[+\s*{re.escape(header)}\s*\]+|^\s*{re.escape(header)}\s*=")
    seen = header_line = 0
    for line, content in enumerate(text.splitlines(), 1):
        if header and wanted_header.match(content):
            seen += 1
            header_line = line if seen == number else header_line
        if key and seen == number and wanted_key.match(content):
            return line
    return header_line
