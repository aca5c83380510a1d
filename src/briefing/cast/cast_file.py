"""Read a cast file: TOML to `Cast`, or an error with the line and the mistake.

voices/README.md describes the format.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from briefing.cast.cast_file_schema import CAST_KEYS, VOICE_KEYS, Table, cast_file_error, checked_values
from briefing.cast.voice_pools import all_voices, voice_named
from briefing.errors import UsageError
from briefing.model import Cast, LongQuotations, Voice, VoiceGender
from briefing.text import name_slug

_DEFAULT_ENGINE = "pyttsx3"
_POOLS: dict[str, tuple[str, VoiceGender]] = {
    "women": ("woman", "female"),
    "men": ("man", "male"),
    "neutral": ("neutral", "neutral"),
}


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
    checked_values(root, CAST_KEYS)
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
    values = checked_values(table, VOICE_KEYS)
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
