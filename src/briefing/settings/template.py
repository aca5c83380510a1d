"""The commented settings file that `briefing settings init` writes."""

import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from briefing.settings.model import Settings
from briefing.settings.sections import Section

_HEAD = """\
# The settings of briefing. Every setting is listed with its default: remove the '# ' and change the value.
# Environment variables win over this file (BRIEFING_SOUND_QUALITY is quality of [sound]), flags over both.
# Relative paths start at the folder of this file. To check the file: briefing settings check
"""


def settings_template() -> str:
    """Return the text of a settings file in which every setting is a comment with its default.

    If the '# ' before each value is removed, the file sets the defaults.
    """
    defaults = Settings()
    plain, sections = [], []
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        if isinstance(value, Section):
            sections.append(_section_text(name, value))
        else:
            plain.append(_entry(name, value, field.description))
    return "\n".join([_HEAD, *plain, *sections])


def _section_text(name: str, section: Section) -> str:
    title = (section.__doc__ or "").splitlines()[0]
    fields = type(section).model_fields
    entries = [_entry(key, getattr(section, key), field.description) for key, field in fields.items()]
    return "\n".join([f"[{name}]", f"## {title}", "", *entries])


def _entry(name: str, value: Any, description: str | None) -> str:
    return f"## {description}\n# {name} = {toml_value(value)}\n"


def toml_value(value: Any) -> str:
    """Write a value as TOML.

    Args:
        value: A number, a boolean, a text, a path, a tuple or a table of these, or a section, which becomes
            an inline table of the values that were set. A secret becomes asterisks.

    Returns:
        The value's text without its key.
    """
    if isinstance(value, Section):
        given = {key: getattr(value, key) for key in value.model_fields_set}
        return "{" + ", ".join(f"{key} = {toml_value(one)}" for key, one in given.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_value(key)} = {toml_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str | Path | SecretStr):  # a basic string of TOML is one of JSON, except for DEL
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
