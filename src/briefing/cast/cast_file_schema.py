"""The keys of a cast file with their types and limits, and the error messages for wrong ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from briefing.errors import UsageError

_HINT = "See voices/README.md, or copy a cast that `briefing voices casts` lists."


@dataclass(frozen=True, slots=True)
class KeySpec:
    """What a key may hold.

    Attributes:
        types: The Python types of its value.
        type_name: The same in words, for messages ('a text').
        required: The key must be there and not empty.
        minimum: The smallest number.
        maximum: The largest number.
    """

    types: tuple[type, ...]
    type_name: str
    required: bool = False
    minimum: float = 0
    maximum: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a cast file.

    Attributes:
        cast: The name of the cast.
        text: The whole file.
        path: Where the table is: () for the file's top, `('women', 2)` for the second [[women]].
        values: Its keys and values.
    """

    cast: str
    text: str
    path: tuple[str | int, ...]
    values: Mapping[str, Any]


_TEXT = KeySpec((str,), "a text")
_REQUIRED_TEXT = KeySpec((str,), "a text", required=True)
_TABLE = KeySpec((dict,), "a table")
_TABLES = KeySpec((list,), "a list of tables")

CAST_KEYS: dict[str, KeySpec] = {
    "description": _TEXT,
    "origin": _TEXT,
    "alike": KeySpec((list,), "a list of pairs of voices"),
    "long_quotations": _TEXT,
    "language": _REQUIRED_TEXT,
    "engine": _TEXT,
    "command": KeySpec((list,), "a list of texts"),
    "options": _TABLE,
    "narrator": KeySpec((dict,), "a table", required=True),
    "women": _TABLES,
    "men": _TABLES,
    "neutral": _TABLES,
    "fallback": _TABLE,
    "pinned": _TABLE,
}

VOICE_KEYS: dict[str, KeySpec] = {
    "id": _TEXT,
    "engine": _TEXT,
    "name": _REQUIRED_TEXT,
    "language": _TEXT,
    "gender": _TEXT,
    "rate_wpm": KeySpec((int,), "a whole number", minimum=40, maximum=600),
    "pitch": KeySpec((int,), "a whole number", minimum=0, maximum=99),
    "pitch_range": KeySpec((int,), "a whole number", minimum=0, maximum=99),
    "gain_db": KeySpec((int, float), "a number", minimum=-24, maximum=24),
    "hertz": KeySpec((int,), "a whole number", minimum=0, maximum=1000),
    "command": KeySpec((list,), "a list of texts"),
    "options": _TABLE,
}


def checked_values(table: Table, keys: Mapping[str, KeySpec]) -> Mapping[str, Any]:
    """Return a table's values if every key is known and every value allowed. Raises UsageError."""
    for name, value in table.values.items():
        if name not in keys:
            raise cast_file_error(table, name, f"unknown key {name!r}", _nearest(name, keys))
        _check_value(table, name, keys[name], value)
    for name, key in keys.items():
        if key.required and name not in table.values:
            raise cast_file_error(table, "", f"{name!r} is missing", f"Add: {name} = ...")
    return table.values


def _check_value(table: Table, name: str, key: KeySpec, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, key.types):
        raise cast_file_error(table, name, f"{name!r} must be {key.type_name}, not {value!r}")
    if isinstance(value, int | float) and not key.minimum <= value <= key.maximum:
        limits = f"from {key.minimum} to {key.maximum}"
        raise cast_file_error(table, name, f"{name!r} must be {limits}, not {value}")
    if key.required and value == "":
        raise cast_file_error(table, name, f"{name!r} is empty")


def _nearest(name: str, known: Mapping[str, KeySpec]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"The keys of this table are: {', '.join(known)}."


def cast_file_error(table: Table, key: str, problem: str, hint: str = "") -> UsageError:
    """Return the error about a key of a table, with its line in the file; '' for the table itself."""
    line = line_number(table.text, table.path, key)
    place = f"cast {table.cast!r}" + (f", line {line}" if line else "") + _header(table.path)
    return UsageError(f"{place}: {problem}", hint or _HINT)


def _header(path: tuple[str | int, ...]) -> str:
    match path:
        case ():
            return ""
        case (str(name), int(number)):
            return f" ([[{name}]] number {number})"
        case _:
            return f" ([{'.'.join(map(str, path))}])"


def line_number(text: str, path: tuple[str | int, ...], key: str) -> int:
    """Return the line of a key below its table's header, else the header's line, else 0.

    An inline table is found by the first line that names it.
    """
    header, number = (str(path[0]), int(path[1]) if len(path) > 1 else 1) if path else ("", 0)
    key_line = re.compile(rf"^\s*['\"]?{re.escape(key)}['\"]?\s*(=|\.)|^\s*\[+\s*{re.escape(key)}\s*\]")
    header_line = re.compile(rf"^\s*\[+\s*{re.escape(header)}\s*\]+|^\s*{re.escape(header)}\s*=")
    headers = found = 0
    for line, content in enumerate(text.splitlines(), 1):
        if header and header_line.match(content):
            headers += 1
            found = line if headers == number else found
        if key and headers == number and key_line.match(content):
            return line
    return found
