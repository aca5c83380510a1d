"""The commented file that `briefing settings init` writes: each value with its default, behind a '#'."""

import json
from pathlib import Path
from typing import Any

from briefing.settings.model import Settings
from briefing.settings.sections import Section

HEAD = """\
# The settings of briefing. Every value stands here with its default: take the '# ' away and change it.
# Environment variables win over this file (BRIEFING_SOUND_QUALITY is quality of [sound]), flags over both.
# Relative paths start at this file's folder. To check it: briefing settings check.
"""


def settings_template() -> str:
    """The file. With each '# ' before a value taken away it says the defaults."""
    defaults = Settings()
    plain, sections = [], []
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        if isinstance(value, Section):
            sections.append(_section(name, value))
        else:
            plain.append(_entry(name, value, field.description))
    return "\n".join([HEAD, *plain, *sections])


def _section(name: str, section: Section) -> str:
    title = (section.__doc__ or "").splitlines()[0]
    fields = type(section).model_fields
    entries = [_entry(key, getattr(section, key), field.description) for key, field in fields.items()]
    return "\n".join([f"[{name}]", f"## {title}", "", *entries])


def _entry(name: str, value: Any, description: str | None) -> str:
    return f"## {description}\n# {name} = {toml_value(value)}\n"


def toml_value(value: Any) -> str:
    """A value as TOML writes it; its basic strings are those of JSON, but for DEL."""
    if isinstance(value, Section):
        said = {key: getattr(value, key) for key in value.model_fields_set}
        return "{" + ", ".join(f"{key} = {toml_value(one)}" for key, one in said.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, str | Path):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
