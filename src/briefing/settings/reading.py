"""Flags win over the environment, the environment over the file, the file over the defaults."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.settings.mistakes import PREFIX, explain, mistaken_variable
from briefing.settings.model import Settings
from briefing.settings.sections import Section

FILE = "briefing.toml"
FILE_VARIABLE = "BRIEFING_SETTINGS"
NO_FLAGS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """The settings, and where each value comes from: {'sound.quality': 'default'}."""

    settings: Settings
    sources: Mapping[str, str]

    def values(self) -> Iterator[tuple[str, Any, str]]:
        """Each value: its dotted name, itself, its source."""
        for name, source in self.sources.items():
            value: Any = self.settings
            for part in name.split("."):
                value = getattr(value, part)
            yield name, value, source


def settings_from(environ: Mapping[str, str], flags: Mapping[str, Any] = NO_FLAGS) -> Settings:
    """The settings of a run. `flags` are by dotted name, None where not given. Raises UsageError."""
    return read_settings(environ, flags).settings


def settings_file(environ: Mapping[str, str]) -> Path:
    """Where the settings file is, or would be: BRIEFING_SETTINGS, else in BRIEFING_CONFIG's folder."""
    named = environ.get(FILE_VARIABLE)
    if named:
        return Path(named).expanduser()
    folder = environ.get("BRIEFING_CONFIG")
    return (Path(folder).expanduser() if folder else Settings().config) / FILE


def read_settings(
    environ: Mapping[str, str], flags: Mapping[str, Any] = NO_FLAGS, file: Path | None = None
) -> Known:
    """The settings with the source of each. `file` takes the usual one's place. Raises UsageError."""
    path = file or settings_file(environ)
    is_wanted = file is not None or FILE_VARIABLE in environ
    layers = {
        "flag": _nested({name: value for name, value in flags.items() if value is not None}),
        "environment": _from_environment(environ),
        str(path): _from_file(path, is_wanted),
    }
    sources = {name: _source_of(name, layers) for name in value_names()}
    try:
        return Known(Settings.model_validate(_merged(layers)), sources)
    except ValidationError as cause:
        raise explain(cause, lambda name: _source_of(name, layers)) from cause


def value_names() -> list[str]:
    """Every value by its dotted name, in the file's order."""
    names = []
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            names += [f"{name}.{inner}" for inner in kind.model_fields]
        else:
            names.append(name)
    return names


def variable_of(name: str) -> str:
    """The environment's name of a value: BRIEFING_SOUND_QUALITY for 'sound.quality'."""
    return PREFIX + name.replace(".", "_").upper()


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name, value in ours.items():
        if not value.strip():
            raise UsageError(f"{name} is set but empty", f"Give it a value, or: unset {name}")
    mistake = mistaken_variable(ours, {variable_of(name) for name in value_names()})
    if mistake is not None:
        raise mistake
    if not ours:
        return {}
    from briefing.settings.environment import values_of  # noqa: PLC0415 - 30 ms, for those who set something

    return values_of(ours)


def _from_file(path: Path, is_wanted: bool) -> dict[str, Any]:
    """The file's tables. Its relative paths start at its own folder; without a file there is nothing set."""
    try:
        said = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as cause:
        if is_wanted:
            raise UsageError(f"{path} does not exist", "Write one: briefing settings init") from cause
        return {}
    except OSError as cause:
        raise UsageError(f"cannot read {path}: {cause.strerror}", "Check its permissions.") from cause
    except ValueError as cause:
        raise UsageError(
            f"{path} is no TOML: {cause}", "Mend that line, or: briefing settings init"
        ) from cause
    places = {name for name, field in Settings.model_fields.items() if field.annotation is Path}
    for name in places & said.keys():
        if isinstance(said[name], str):
            said[name] = path.parent / Path(said[name]).expanduser()
    return said


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """{'sound.quality': 2} as {'sound': {'quality': 2}}."""
    nested: dict[str, Any] = {}
    for name, value in flat.items():
        section, _, key = name.rpartition(".")
        (nested.setdefault(section, {}) if section else nested)[key] = value
    return nested


def _merged(layers: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """One table; of two that say something the first wins, value by value."""
    merged: dict[str, Any] = {}
    for layer in reversed(list(layers.values())):
        for name, value in layer.items():
            below = merged.get(name)
            if isinstance(value, dict) and isinstance(below, dict):
                merged[name] = {**below, **value}
            else:
                merged[name] = value
    return merged


def _source_of(name: str, layers: Mapping[str, dict[str, Any]]) -> str:
    """The layer that decides a value; the environment by its variable's name."""
    section, _, key = name.rpartition(".")
    for layer, said in layers.items():
        table = said.get(section, {}) if section else said
        if isinstance(table, dict) and key in table:
            return variable_of(name) if layer == "environment" else layer
    return "default"
