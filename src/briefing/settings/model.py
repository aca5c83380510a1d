"""All settings: the folders of the program, the sections, and the commented file of `settings init`."""

import json
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, SecretStr

from briefing.settings.sections import (
    AfterHook,
    CleanSection,
    DigestSection,
    FeedSection,
    FetchSection,
    MqttSection,
    PlaySection,
    ProgrammeSection,
    ScriptSection,
    Section,
    ServeSection,
    SoundSection,
)

_APP = "briefing"
_HEAD = """\
# The settings of briefing. Every setting is listed with its default: remove the '# ' and change the value.
# Environment variables win over this file (BRIEFING_SOUND_QUALITY is quality of [sound]), flags over both.
# Relative paths start at the folder of this file. To check the file: briefing settings check
"""


def _config_folder() -> Path:
    return platformdirs.user_config_path(_APP)


def _data_folder() -> Path:
    return platformdirs.user_data_path(_APP)


def _cache_folder() -> Path:
    return platformdirs.user_cache_path(_APP)


class Settings(Section):
    """The settings of one run; frozen.

    A value that is not given has its default; the constructor reads no file and no variable. The fields'
    descriptions say what each value means.
    """

    output: Path = Field(default=Path("output"), description="Folder of the programmes.")
    config: Path = Field(default_factory=_config_folder, description="Folder of your own casts (in voices/).")
    data: Path = Field(
        default_factory=_data_folder, description="Folder of the library, installed voices and the token."
    )
    cache: Path = Field(
        default_factory=_cache_folder, description="Folder of spoken clips; it can be deleted at any time."
    )
    cast: str = Field(
        default="default",
        description="Name or file of a cast (`briefing voices casts`); `default` is the best installed one.",
    )
    after: tuple[AfterHook, ...] = Field(
        default=(),
        description="Commands that run after a digest was published; each is a table [[after]].",
    )
    digest: DigestSection = DigestSection()
    feed: FeedSection = FeedSection()
    serve: ServeSection = ServeSection()
    sound: SoundSection = SoundSection()
    script: ScriptSection = ScriptSection()
    programme: ProgrammeSection = ProgrammeSection()
    clean: CleanSection = CleanSection()
    fetch: FetchSection = FetchSection()
    play: PlaySection = PlaySection()
    mqtt: MqttSection = MqttSection()

    def absolute(self) -> "Settings":
        """Return the settings with absolute paths, for processes in another working folder."""
        names = ("output", "config", "data", "cache")
        return self.model_copy(update={name: getattr(self, name).absolute() for name in names})

    @property
    def clips(self) -> Path:
        """The folder of the clip store."""
        return self.cache / "clips"

    @property
    def pages(self) -> Path:
        """The folder of the pages that digests fetched."""
        return self.cache / "pages"

    @property
    def recordings(self) -> Path:
        """The folder of recordings that were fetched, until their programme is made."""
        return self.cache / "recordings"

    @property
    def models(self) -> Path:
        """The folder of voices from `briefing voices install`."""
        return self.data / "models"

    @property
    def voices(self) -> Path:
        """The folder of the user's own casts."""
        return self.config / "voices"

    @property
    def pinned_voices(self) -> Path:
        """The file of pins (`briefing voices pin`)."""
        return self.data / "pins.json"

    @property
    def old_voices(self) -> Path:
        """The file of remembered voices of older versions; its content moves into the library."""
        return self.data / "voices.json"

    @property
    def library(self) -> Path:
        """The database of sources, published stories and remembered voices."""
        return self.data / "library.sqlite3"

    @property
    def copies(self) -> Path:
        """The folder of the daily copies of the library."""
        return self.data / "library-copies"

    @property
    def inbox(self) -> Path:
        """The folder of articles that were saved for the next digest."""
        return self.data / "inbox"

    @property
    def positions(self) -> Path:
        """The file of what was played of each episode."""
        return self.data / "positions.json"

    @property
    def logins(self) -> Path:
        """The file of logins that were given as a part of an address."""
        return self.data / "logins.json"

    @property
    def digest_log(self) -> Path:
        """The log of digests."""
        return self.data / "digest.log"

    @property
    def digest_lock(self) -> Path:
        """The lock file that a run holds while it makes, publishes or deletes episodes."""
        return self.data / "digest.lock"


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
