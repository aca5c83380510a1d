"""A cast file: TOML in, a Cast out, or a sentence that says which line is wrong and how.

The form is described in voices/README.md.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefing.cast.pool import all_voices, voice_named
from briefing.cast.schema import CAST_KEYS, VOICE_KEYS, Table, checked, fault
from briefing.errors import UsageError
from briefing.model import Cast, Voice, VoiceGender
from briefing.text import name_slug

DEFAULT_ENGINE = "pyttsx3"
_POOLS: dict[str, tuple[str, VoiceGender]] = {
    "women": ("woman", "female"),
    "men": ("man", "male"),
    "neutral": ("neutral", "neutral"),
}


def cast_from_toml(text: str, name: str) -> Cast:
    """The cast that a file says, called `name`. Raises UsageError, with the line where one is known."""
    whole = Table(name, text, (), checked(Table(name, text, (), _parsed(text, name)), CAST_KEYS))
    pools = {pool: _pool(whole, pool) for pool in _POOLS}
    cast = Cast(
        name=name,
        language=whole.values["language"],
        narrator=_single(whole, "narrator"),
        women=pools["women"],
        men=pools["men"],
        neutral=pools["neutral"],
        fallback=_single(whole, "fallback") if "fallback" in whole.values else None,
        description=whole.values.get("description", ""),
        origin=whole.values.get("origin", ""),
    )
    _check_ids(whole, cast)
    return _with_pins(whole, replace(cast, alike=_alike(whole, cast)))


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise UsageError(f"cast {name!r} is not TOML: {cause}", "Mend that line.") from cause


def _single(whole: Table, key: str) -> Voice:
    table = Table(whole.cast, whole.text, (key,), whole.values[key])
    gender = table.values.get("gender", "neutral")
    if gender not in ("female", "male", "neutral"):
        raise fault(table, "gender", f"'gender' must be female, male or neutral, not {gender!r}")
    return _voice(whole, table, key, gender)


def _pool(whole: Table, pool: str) -> tuple[Voice, ...]:
    prefix, gender = _POOLS[pool]
    voices = []
    for number, values in enumerate(whole.values.get(pool, ()), 1):
        table = Table(whole.cast, whole.text, (pool, number), values)
        if not isinstance(values, dict):
            raise fault(whole, pool, f"{pool!r} must be a list of tables, not of {values!r}")
        if values.get("gender", gender) != gender:
            raise fault(table, "gender", f"a voice of {pool!r} is {gender}, not {values['gender']!r}")
        voices.append(_voice(whole, table, f"{prefix}-{number}", gender))
    return tuple(voices)


def _voice(whole: Table, table: Table, default_id: str, gender: VoiceGender) -> Voice:
    values = checked(table, VOICE_KEYS)
    return Voice(
        id=values.get("id") or default_id,
        engine=values.get("engine") or whole.values.get("engine") or DEFAULT_ENGINE,
        name=values["name"],
        language=values.get("language") or whole.values["language"],
        gender=gender,
        rate_wpm=values.get("rate_wpm", 0),
        pitch=values.get("pitch"),
        pitch_range=values.get("pitch_range"),
        gain_centibel=round(values.get("gain_db", 0) * 10),
        hertz=values.get("hertz", 0),
        options=tuple((_options(whole) | _options(table)).items()),
    )


def _options(table: Table) -> dict[str, str]:
    """The engine's own options; what is no text becomes JSON, so that an engine can read it back."""
    values = dict(table.values.get("options", {}))
    if "command" in table.values:
        values["command"] = table.values["command"]
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}


def _check_ids(whole: Table, cast: Cast) -> None:
    seen: set[str] = set()
    for voice in all_voices(cast):
        if voice.id in seen:
            raise fault(whole, "", f"two voices are called {voice.id!r}", "Give each voice an id of its own.")
        seen.add(voice.id)


def _alike(whole: Table, cast: Cast) -> tuple[tuple[str, str], ...]:
    known = [voice.id for voice in all_voices(cast)]
    pairs = whole.values.get("alike", [])
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
            raise fault(whole, "alike", f"'alike' must hold pairs of two voices, not {pair!r}")
        for voice in pair:
            if voice not in known:
                problem = f"'alike' names {voice!r}, which is no voice here"
                raise fault(whole, "alike", problem, f"Choose from: {', '.join(known)}.")
    return tuple((one, other) for one, other in pairs)


def _with_pins(whole: Table, cast: Cast) -> Cast:
    table = Table(whole.cast, whole.text, ("pinned",), whole.values.get("pinned", {}))
    for speaker, voice in table.values.items():
        if not isinstance(voice, str) or voice_named(cast, voice) is None:
            known = ", ".join(each.id for each in all_voices(cast))
            raise fault(
                table,
                speaker,
                f"{speaker!r} is pinned to {voice!r}, which is no voice here",
                f"Choose one of: {known}.",
            )
    return replace(cast, pinned=tuple((name_slug(speaker), voice) for speaker, voice in table.values.items()))
