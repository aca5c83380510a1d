"""What the listener has set: `briefing.toml`, `BRIEFING_*` and flags make one frozen Settings."""

from briefing.settings.model import Settings
from briefing.settings.reading import (
    FILE_VARIABLE,
    Known,
    read_settings,
    settings_file,
    settings_from,
    variable_of,
)
from briefing.settings.sections import DigestSection
from briefing.settings.template import settings_template, toml_value

__all__ = [
    "FILE_VARIABLE",
    "DigestSection",
    "Known",
    "Settings",
    "read_settings",
    "settings_file",
    "settings_from",
    "settings_template",
    "toml_value",
    "variable_of",
]
