"""`BRIEFING_SOUND_QUALITY=2` as {'sound': {'quality': '2'}}, by pydantic-settings."""

from collections.abc import Mapping
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from briefing.errors import UsageError
from briefing.settings.mistakes import PREFIX
from briefing.settings.model import Settings


class _Environment(Settings, BaseSettings):
    """Says which variables belong to which value."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="_", env_nested_max_split=1
    )


def values_of(variables: Mapping[str, str]) -> dict[str, Any]:
    """The values that the variables set, not yet checked. Raises UsageError for a list that is no JSON."""
    source = EnvSettingsSource(_Environment)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    try:
        return source()
    except SettingsError as cause:
        raise UsageError(f"the environment: {cause}", 'Write a list as JSON, like \'["a", "b"]\'.') from cause
