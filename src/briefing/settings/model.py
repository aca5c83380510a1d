"""All settings: the folders of the program, and the sections."""

from pathlib import Path

import platformdirs
from pydantic import Field

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
