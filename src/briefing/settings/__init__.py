"""The user's settings: `briefing.toml`, `BRIEFING_*` variables and flags become one frozen `Settings`."""

from briefing.settings.model import Settings, settings_template, toml_value
from briefing.settings.reading import (
    FILE_VARIABLE,
    SettingsWithSources,
    read_settings,
    settings_file,
    settings_from,
    variable_of,
)
from briefing.settings.sections import (
    AccountSetting,
    AfterHook,
    AudioSetting,
    DigestSection,
    ProgrammePart,
    ProgrammeSection,
    ScriptSection,
    SecretSetting,
    SiteSetting,
)

__all__ = [
    "FILE_VARIABLE",
    "AccountSetting",
    "AfterHook",
    "AudioSetting",
    "DigestSection",
    "ProgrammePart",
    "ProgrammeSection",
    "ScriptSection",
    "SecretSetting",
    "Settings",
    "SettingsWithSources",
    "SiteSetting",
    "read_settings",
    "settings_file",
    "settings_from",
    "settings_template",
    "toml_value",
    "variable_of",
]
