"""All that can be set: where things stand on this machine, and a section for each subject."""

from pathlib import Path

import platformdirs
from pydantic import Field

from briefing.settings.sections import (
    CleanSection,
    DigestSection,
    FeedSection,
    FetchSection,
    ScriptSection,
    Section,
    ServeSection,
    SoundSection,
)

APP = "briefing"


def _own_config() -> Path:
    return platformdirs.user_config_path(APP)


def _own_data() -> Path:
    return platformdirs.user_data_path(APP)


def _own_cache() -> Path:
    return platformdirs.user_cache_path(APP)


class Settings(Section):
    """The settings of one run; frozen. What is not given has its default: nothing is read here."""

    output: Path = Field(default=Path("output"), description="The folder of programmes.")
    config: Path = Field(default_factory=_own_config, description="The folder of your casts (voices/).")
    data: Path = Field(default_factory=_own_data, description="What is remembered: library, voices, token.")
    cache: Path = Field(default_factory=_own_cache, description="What can be made again: spoken clips.")
    cast: str = Field(
        default="default",
        description="A cast of `briefing voices casts` or a file; `default` is the best.",
    )
    digest: DigestSection = DigestSection()
    feed: FeedSection = FeedSection()
    serve: ServeSection = ServeSection()
    sound: SoundSection = SoundSection()
    script: ScriptSection = ScriptSection()
    clean: CleanSection = CleanSection()
    fetch: FetchSection = FetchSection()

    def absolute(self) -> "Settings":
        """The same places, named so that a process in another working folder finds them."""
        names = ("output", "config", "data", "cache")
        return self.model_copy(update={name: getattr(self, name).absolute() for name in names})

    @property
    def clips(self) -> Path:
        """The clip store."""
        return self.cache / "clips"

    @property
    def models(self) -> Path:
        """The voices that `briefing voices install` fetched."""
        return self.data / "models"

    @property
    def voices(self) -> Path:
        """The user's own casts."""
        return self.config / "voices"

    @property
    def pinned_voices(self) -> Path:
        """The file of those to whom the user gave a voice (`briefing voices pin`)."""
        return self.data / "pins.json"

    @property
    def old_voices(self) -> Path:
        """Where an older briefing kept who had which voice; its content moves into the library."""
        return self.data / "voices.json"

    @property
    def library(self) -> Path:
        """What is remembered: feeds, stories that were told, and who had which voice."""
        return self.data / "library.sqlite3"

    @property
    def inbox(self) -> Path:
        """What the phone sent for the next digest."""
        return self.data / "inbox"

    @property
    def digest_log(self) -> Path:
        """What became of each digest."""
        return self.data / "digest.log"

    @property
    def digest_lock(self) -> Path:
        """Held while episodes are made, published or deleted."""
        return self.data / "digest.lock"
