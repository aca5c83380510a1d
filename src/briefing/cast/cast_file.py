"""Read a cast file: TOML to `Cast`, or an error with the line and the mistake.

`_CAST_KEYS` and `_VOICE_KEYS` have the types and limits of the keys. voices/README.md describes the format.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, get_args

from briefing.cast.voice_pools import all_voices, voice_named
from briefing.errors import UsageError
from briefing.model import Cast, LongQuotations, Voice, VoiceGender
from briefing.text import name_slug

_HINT = "See voices/README.md, or copy a cast that `briefing voices casts` lists."
_DEFAULT_ENGINE = "pyttsx3"
_POOLS: dict[str, tuple[str, VoiceGender]] = {
    "women": ("woman", "female"),
    "men": ("man", "male"),
    "neutral": ("neutral", "neutral"),
}


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

_CAST_KEYS: dict[str, KeySpec] = {
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

_VOICE_KEYS: dict[str, KeySpec] = {
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


def cast_from_toml(text: str, name: str) -> Cast:
    """Read a cast file.

    Args:
        text: The TOML.
        name: The name of the cast.

    Returns:
        The cast. Voices without an `id` get one: 'woman-1', 'man-2', 'neutral-1'.

    Raises:
        UsageError: The file is not valid. The message names the line if it is known.
    """
    root = Table(name, text, (), _parse_toml(text, name))
    checked_values(root, _CAST_KEYS)
    cast = Cast(
        name=name,
        language=root.values["language"],
        narrator=_single_voice(root, "narrator"),
        women=_voice_pool(root, "women"),
        men=_voice_pool(root, "men"),
        neutral=_voice_pool(root, "neutral"),
        fallback=_single_voice(root, "fallback") if "fallback" in root.values else None,
        description=root.values.get("description", ""),
        origin=root.values.get("origin", ""),
        long_quotations=_long_quotations(root),
    )
    _check_ids(root, cast)
    return replace(cast, alike=_similar_pairs(root, cast), pinned=_pins(root, cast))


def _parse_toml(text: str, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise UsageError(f"cast {name!r} is not valid TOML: {cause}", "Correct that line.") from cause


def _long_quotations(root: Table) -> LongQuotations:
    found: str = root.values.get("long_quotations", "")
    values: tuple[LongQuotations, ...] = get_args(LongQuotations)
    for value in values:
        if found == value:
            return value
    problem = f"'long_quotations' must be whole or interrupted, not {found!r}"
    raise cast_file_error(root, "long_quotations", problem)


def _single_voice(root: Table, key: str) -> Voice:
    table = Table(root.cast, root.text, (key,), root.values[key])
    gender = table.values.get("gender", "neutral")
    if gender not in ("female", "male", "neutral"):
        raise cast_file_error(table, "gender", f"'gender' must be female, male or neutral, not {gender!r}")
    return _voice(root, table, key, gender)


def _voice_pool(root: Table, pool: str) -> tuple[Voice, ...]:
    id_prefix, gender = _POOLS[pool]
    voices = []
    for number, values in enumerate(root.values.get(pool, ()), 1):
        table = Table(root.cast, root.text, (pool, number), values)
        if not isinstance(values, dict):
            raise cast_file_error(root, pool, f"{pool!r} must be a list of tables, not of {values!r}")
        if values.get("gender", gender) != gender:
            problem = f"the gender of a voice in {pool!r} is {gender}, not {values['gender']!r}"
            raise cast_file_error(table, "gender", problem)
        voices.append(_voice(root, table, f"{id_prefix}-{number}", gender))
    return tuple(voices)


def _voice(root: Table, table: Table, default_id: str, gender: VoiceGender) -> Voice:
    values = checked_values(table, _VOICE_KEYS)
    return Voice(
        id=values.get("id") or default_id,
        engine=values.get("engine") or root.values.get("engine") or _DEFAULT_ENGINE,
        name=values["name"],
        language=values.get("language") or root.values["language"],
        gender=gender,
        rate_wpm=values.get("rate_wpm", 0),
        pitch=values.get("pitch"),
        pitch_range=values.get("pitch_range"),
        gain_centibel=round(values.get("gain_db", 0) * 10),
        hertz=values.get("hertz", 0),
        options=tuple((_engine_options(root) | _engine_options(table)).items()),
    )


def _engine_options(table: Table) -> dict[str, str]:
    """Return the engine's own options; a value that is not text becomes JSON, which the engine parses."""
    options = dict(table.values.get("options", {}))
    if "command" in table.values:
        options["command"] = table.values["command"]
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in options.items()}


def _check_ids(root: Table, cast: Cast) -> None:
    seen: set[str] = set()
    for voice in all_voices(cast):
        if voice.id in seen:
            problem = f"two voices have the id {voice.id!r}"
            raise cast_file_error(root, "", problem, "Give each voice an id of its own.")
        seen.add(voice.id)


def _similar_pairs(root: Table, cast: Cast) -> tuple[tuple[str, str], ...]:
    known = [voice.id for voice in all_voices(cast)]
    pairs = root.values.get("alike", [])
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
            raise cast_file_error(root, "alike", f"'alike' must hold pairs of two voices, not {pair!r}")
        for voice in pair:
            if voice not in known:
                problem = f"'alike' names {voice!r}, which is not a voice of this cast"
                raise cast_file_error(root, "alike", problem, f"Choose from: {', '.join(known)}.")
    return tuple((one, other) for one, other in pairs)


def _pins(root: Table, cast: Cast) -> tuple[tuple[str, str], ...]:
    table = Table(root.cast, root.text, ("pinned",), root.values.get("pinned", {}))
    for speaker, voice in table.values.items():
        if not isinstance(voice, str) or voice_named(cast, voice) is None:
            problem = f"{speaker!r} is pinned to {voice!r}, which is not a voice of this cast"
            known = ", ".join(each.id for each in all_voices(cast))
            raise cast_file_error(table, speaker, problem, f"Choose one of: {known}.")
    return tuple((name_slug(speaker), voice) for speaker, voice in table.values.items())
