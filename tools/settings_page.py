"""The page 'Settings' of the documentation, from the settings' own types, defaults and descriptions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from briefing.settings import Settings, toml_value, variable_of
from briefing.settings.sections import (
    AccountSetting,
    AfterHook,
    AudioSetting,
    CleanRule,
    ProgrammePart,
    SecretSetting,
    Section,
    SiteSetting,
)

HEAD = """\
# Settings

`briefing settings init` writes a commented `briefing.toml` with every value at its default and prints its
path, `briefing settings show` prints each value with its source, and `briefing settings check` reports
mistakes.

Options of a command win over environment variables, these over the file, and the file over the defaults.
Relative paths in the file start at the file's folder. `BRIEFING_SETTINGS` names another file.
"""
COLUMNS = "| value | default | variable | meaning |\n|---|---|---|---|"
_TABLES: dict[str, tuple[tuple[str, type[Section]], ...]] = {
    "digest": (("[[digest.audio]]", AudioSetting),),
    "programme": (("[[programme.part]]", ProgrammePart),),
    "clean": (("[[clean.rules]]", CleanRule),),
    "fetch": (
        ("[[fetch.accounts]]", AccountSetting),
        ("[[fetch.sites]]", SiteSetting),
        ("A password, token or header", SecretSetting),
    ),
}
PLACES = {  # the default depends on the machine: platformdirs chooses it
    "config": "the user's configuration folder",
    "data": "the user's data folder",
    "cache": "the user's cache folder",
}


def settings_page() -> str:
    """Return the page as Markdown: a table of the plain values, then one for each section."""
    fields = Settings.model_fields
    sections = {name: type(field.default) for name, field in fields.items() if _is_section(field)}
    plain = {name: field for name, field in fields.items() if name not in sections}
    parts = [HEAD, COLUMNS, *(_row(name, name, field) for name, field in plain.items())]
    parts += _array_table("[[after]]", AfterHook)
    for name, section in sections.items():
        parts += ["", f"## [{name}]", "", (section.__doc__ or "").splitlines()[0], "", COLUMNS]
        parts += [_row(f"{name}.{key}", key, field) for key, field in section.model_fields.items()]
        for table in _TABLES.get(name, ()):
            parts += _array_table(*table)
    return "\n".join([*parts, ""])


def _array_table(name: str, table: type[Section]) -> Iterator[str]:
    """Yield the keys of one table of an array, such as `[[clean.rules]]`."""
    yield from ("", f"### {name}", "", (table.__doc__ or "").splitlines()[0], "")
    yield from ("| key | default | meaning |", "|---|---|---|")
    for key, field in table.model_fields.items():
        default = "required" if field.is_required() else f"`{toml_value(field.default)}`"
        yield f"| `{key}` | {default} | {_meaning(field)} |"


def _is_section(field: FieldInfo) -> bool:
    """Return True if the field is a table of the file."""
    return isinstance(field.default, Section)


def _row(name: str, key: str, field: FieldInfo) -> str:
    default = PLACES.get(name) or f"`{_default(field)}`"
    return f"| `{key}` | {default} | `{variable_of(name)}` | {_meaning(field)} |"


def _default(field: FieldInfo) -> str:
    value: Any = field.get_default(call_default_factory=True)
    return toml_value(value.as_posix() if isinstance(value, Path) else value)


def _meaning(field: FieldInfo) -> str:
    """Return the description with the limits that the type has beyond 'not negative'."""
    least = next((limit.ge for limit in field.metadata if isinstance(limit, Ge)), 0)
    most = next((limit.le for limit in field.metadata if isinstance(limit, Le)), None)
    limits = f" ({least} to {most})" if most is not None else ""
    return (field.description or "").replace("|", r"\|") + limits
