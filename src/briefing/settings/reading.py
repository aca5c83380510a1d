"""Read the settings: flags win over the environment, the environment over the file.

An error names the place of the mistake, and the setting that was probably meant.
"""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.fetch import check_private_file
from briefing.settings.model import Settings
from briefing.settings.sections import Section

_PREFIX = "BRIEFING_"
_NOT_SETTINGS = {"BRIEFING_SETTINGS", "BRIEFING_DEBUG"}
_MIN_SIMILARITY = 0.75  # a variable that is less similar to a setting can belong to another program
_SECRETS = {"password", "header", "value"}  # settings whose input no message shows
_LIST_HINT = "List all settings: briefing settings show"
FILE_VARIABLE = "BRIEFING_SETTINGS"
_FILE = "briefing.toml"
_NO_FLAGS: Mapping[str, Any] = {}
_LOGINS = ("accounts", "sites")
_RENAMED = {"sound.lanes": "sound.workers"}  # the old name still works


@dataclass(frozen=True, slots=True)
class SettingsWithSources:
    """The settings and where each value comes from.

    Attributes:
        settings: The settings.
        sources: By dotted name ('sound.quality'): 'flag', the name of a variable, the path of the file, or
            'default'.
    """

    settings: Settings
    sources: Mapping[str, str]

    def values(self) -> Iterator[tuple[str, Any, str]]:
        """Yield the dotted name, the value and the source of each setting."""
        for name, source in self.sources.items():
            value: Any = self.settings
            for part in name.split("."):
                value = getattr(value, part)
            yield name, value, source


@dataclass(frozen=True, slots=True)
class _Layer:
    """Values from one place, as nested tables. `source` is the place; '' for the environment."""

    source: str
    values: dict[str, Any]

    def has(self, name: str) -> bool:
        """Return True if the layer sets the value of a dotted name."""
        section, _, key = name.rpartition(".")
        table = self.values.get(section, {}) if section else self.values
        return isinstance(table, dict) and key in table


def settings_from(environ: Mapping[str, str], flags: Mapping[str, Any] = _NO_FLAGS) -> Settings:
    """Read the settings of a run.

    Args:
        environ: The environment variables.
        flags: The values of flags by dotted name ('sound.quality'); None for a flag that is not given.

    Returns:
        The settings; defaults for values that are given nowhere.

    Raises:
        UsageError: A setting is unknown or its value not allowed, or the file cannot be read.
    """
    return read_settings(environ, flags).settings


def settings_file(environ: Mapping[str, str]) -> Path:
    """Return the path of the settings file, which need not exist.

    Args:
        environ: The environment variables. BRIEFING_SETTINGS is the path; otherwise the file is in the folder
            BRIEFING_CONFIG, or in the user's configuration folder.
    """
    path = environ.get(FILE_VARIABLE)
    if path:
        return Path(path).expanduser()
    folder = environ.get("BRIEFING_CONFIG")
    return (Path(folder).expanduser() if folder else Settings().config) / _FILE


def read_settings(
    environ: Mapping[str, str], flags: Mapping[str, Any] = _NO_FLAGS, file: Path | None = None
) -> SettingsWithSources:
    """Read the settings with the source of each value.

    Args:
        environ: The environment variables.
        flags: The values of flags by dotted name ('sound.quality'); None for a flag that is not given.
        file: The settings file instead of `settings_file(environ)`.

    Returns:
        The settings, and for each value the file, variable or flag that it comes from.

    Raises:
        UsageError: A setting is unknown or its value not allowed, or the file cannot be read.
    """
    path = file or settings_file(environ)
    is_required = file is not None or FILE_VARIABLE in environ
    layers = (
        _Layer("flag", _nested({name: value for name, value in flags.items() if value is not None})),
        _Layer("", _with_present_names(_read_environment(environ))),
        _Layer(str(path), _with_present_names(_read_file(path, is_required))),
    )

    def source_of(name: str) -> str:
        layer = next((layer for layer in layers if layer.has(name)), None)
        if layer is None:
            return "default"
        return layer.source or _given_variable(name, environ)

    try:
        settings = Settings.model_validate(_merged([layer.values for layer in layers]))
    except ValidationError as cause:
        raise validation_error(cause, source_of) from cause
    return SettingsWithSources(settings, {name: source_of(name) for name in setting_names()})


def setting_names() -> list[str]:
    """Return the dotted name of every setting, in the order of the file."""
    names = []
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            names += [f"{name}.{key}" for key in section.model_fields]
        else:
            names.append(name)
    return names


def variable_of(name: str) -> str:
    """Return the environment variable of a setting.

    Args:
        name: The dotted name: 'sound.quality' gives BRIEFING_SOUND_QUALITY.
    """
    return _PREFIX + name.replace(".", "_").upper()


def _given_variable(name: str, environ: Mapping[str, str]) -> str:
    """Return the variable that sets a value: the present name, or an old name that is given instead."""
    old_variables = [variable_of(old) for old, present in _RENAMED.items() if present == name]
    return next((old for old in old_variables if old in environ), variable_of(name))


def _read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return what the BRIEFING_ variables set, as nested tables that are not checked yet."""
    variables = {name: value for name, value in environ.items() if name.startswith(_PREFIX)}
    for name, value in variables.items():
        if not value.strip():
            raise UsageError(f"{name} is set but empty", f"Give it a value, or: unset {name}")
    misspelt = misspelt_variable(variables, {variable_of(name) for name in (*setting_names(), *_RENAMED)})
    if misspelt is not None:
        raise misspelt
    if not variables:
        return {}
    return _parse_variables(variables)


def _parse_variables(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return `BRIEFING_SOUND_QUALITY=2` as {'sound': {'quality': '2'}}."""
    from pydantic_settings import (  # noqa: PLC0415 - 30 ms, only for users who set a variable
        BaseSettings,
        EnvSettingsSource,
        SettingsConfigDict,
        SettingsError,
    )

    class Environment(Settings, BaseSettings):
        model_config = SettingsConfigDict(
            frozen=True, extra="forbid", env_prefix=_PREFIX, env_nested_delimiter="_", env_nested_max_split=1
        )

    source = EnvSettingsSource(Environment)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    try:
        return source()
    except SettingsError as cause:
        raise UsageError(f"the environment: {cause}", 'Write a list as JSON, like \'["a", "b"]\'.') from cause


def _read_file(path: Path, is_required: bool) -> dict[str, Any]:
    """Return the tables of a file; {} if it does not exist. Relative paths start at the file's folder."""
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as cause:
        if is_required:
            raise UsageError(f"{path} does not exist", "Write one: briefing settings init") from cause
        return {}
    except OSError as cause:
        raise UsageError(f"cannot read {path}: {cause.strerror}", "Check its permissions.") from cause
    except ValueError as cause:
        hint = "Correct that line, or write a new file: briefing settings init --force"
        raise UsageError(f"{path} is not valid TOML: {cause}", hint) from cause
    if _holds_secret(tables.get("fetch"), tables.get("mqtt")):
        check_private_file(path)
    _place_cookies(tables.get("fetch"), path.parent)
    _place_parts(tables.get("programme"), path.parent)
    _place_hooks(tables.get("after"), path.parent)
    _place_audio(tables.get("digest"), path.parent)
    path_names = {name for name, field in Settings.model_fields.items() if field.annotation is Path}
    for name in path_names & tables.keys():
        if isinstance(tables[name], str):
            tables[name] = path.parent / Path(tables[name]).expanduser()
    return tables


def _place_cookies(fetch: object, folder: Path) -> None:
    """Let relative paths of cookies files start at the folder of the settings file."""
    for site in fetch.get("sites", ()) if isinstance(fetch, dict) else ():
        if isinstance(site, dict) and isinstance(site.get("cookies"), str) and site["cookies"]:
            site["cookies"] = str(folder / Path(site["cookies"]).expanduser())


def _place_audio(digest: object, folder: Path) -> None:
    """Let relative paths of recordings start at the folder of the settings file."""
    for one in digest.get("audio", ()) if isinstance(digest, dict) else ():
        if isinstance(one, dict) and isinstance(one.get("source"), str) and "://" not in one["source"]:
            one["source"] = str(folder / Path(one["source"]).expanduser())


def _place_parts(programme: object, folder: Path) -> None:
    """Let relative paths of parts, and their commands, start at the folder of the settings file."""
    for part in programme.get("part", ()) if isinstance(programme, dict) else ():
        if isinstance(part, dict):
            part.setdefault("folder", "")
            for key in ("text", "audio", "folder"):
                if isinstance(part.get(key), str) and (part[key] or key == "folder"):
                    part[key] = str(folder / Path(part[key]).expanduser())


def _place_hooks(hooks: object, folder: Path) -> None:
    """Let commands run in the folder of the settings file, unless they name another."""
    for hook in hooks if isinstance(hooks, list) else ():
        if isinstance(hook, dict) and isinstance(hook.setdefault("folder", ""), str):
            hook["folder"] = str(folder / Path(hook["folder"]).expanduser())


def _holds_secret(fetch: object, mqtt: object) -> bool:
    """Return True if [mqtt] or a login of [fetch] has a password or a header in plain text."""
    logins = [one for name in _LOGINS for one in fetch.get(name, ())] if isinstance(fetch, dict) else []
    logins.append(mqtt)
    secrets = [secret for login in logins if isinstance(login, dict) for secret in _secrets_of(login)]
    return any(isinstance(one, str) or (isinstance(one, dict) and "value" in one) for one in secrets)


def _secrets_of(login: dict[str, Any]) -> list[object]:
    options = login.get("options")
    more = options.values() if isinstance(options, dict) else ()
    return [login.get("password"), login.get("header"), *more]


def _with_present_names(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the tables with present names for renamed settings; a present name wins over its old one."""
    for old, present in _RENAMED.items():
        section, _, old_key = old.rpartition(".")
        table = tables.get(section)
        if isinstance(table, dict) and old_key in table:
            renamed = {present.rpartition(".")[2]: table[old_key]}
            rest = {key: value for key, value in table.items() if key != old_key}
            tables = {**tables, section: renamed | rest}
    return tables


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return {'sound.quality': 2} as {'sound': {'quality': 2}}."""
    nested: dict[str, Any] = {}
    for name, value in flat.items():
        section, _, key = name.rpartition(".")
        (nested.setdefault(section, {}) if section else nested)[key] = value
    return nested


def _merged(layers: list[dict[str, Any]]) -> dict[str, Any]:
    """Merge the layers value by value; the first layer that sets a value wins."""
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        for name, value in layer.items():
            below = merged.get(name)
            if isinstance(value, dict) and isinstance(below, dict):
                merged[name] = {**below, **value}
            else:
                merged[name] = value
    return merged


def misspelt_variable(given: Collection[str], known: Collection[str]) -> UsageError | None:
    """Return the error about the first variable that is close to a known one (BRIEFING_OUTPT), if any."""
    for name in sorted(set(given) - set(known) - _NOT_SETTINGS):
        nearest = _nearest(name.removeprefix(_PREFIX), [one.removeprefix(_PREFIX) for one in known])
        if nearest:
            return UsageError(f"unknown setting {name}", f"Did you mean {_PREFIX}{nearest}?")
    return None


def validation_error(cause: ValidationError, source_of: Callable[[str], str]) -> UsageError:
    """Return one error with a message for every mistake, and the hint for the first.

    Args:
        cause: The error of pydantic.
        source_of: Returns the file or variable of a setting by its dotted name.
    """
    found = [_message_and_hint(dict(error), source_of) for error in cause.errors(include_url=False)]
    return UsageError("; ".join(message for message, _ in found), found[0][1])


def _message_and_hint(error: Mapping[str, Any], source_of: Callable[[str], str]) -> tuple[str, str]:
    path = [part for part in error["loc"] if isinstance(part, str)]
    name = ".".join(path)
    source = source_of(".".join(path[:2]))
    if error["type"] != "extra_forbidden":
        problem = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
        given = "not allowed" if _SECRETS.intersection(path) else repr(error["input"])
        return f"{source}: {name} is {given}; it must be {problem}", _LIST_HINT
    nearest = _nearest(path[-1], _known_names(path))
    suggestion = ".".join([*path[:-1], nearest])
    return f"{source}: unknown setting {name}", f"Did you mean {suggestion}?" if nearest else _LIST_HINT


def _known_names(path: list[str]) -> list[str]:
    """Return the names of the section in which the last name of a path stands."""
    section: type[Section] = Settings
    for part in path[:-1]:
        annotation = section.model_fields[part].annotation
        types = [annotation, *getattr(annotation, "__args__", ())]
        section = next(one for one in types if isinstance(one, type) and issubclass(one, Section))
    return list(section.model_fields)


def _nearest(name: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(name, list(known), 1, _MIN_SIMILARITY)), "")
