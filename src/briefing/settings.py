"""Where things stand on this machine. Flags win over the environment, the environment over the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from briefing.errors import UsageError

APP = "briefing"


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders: `output` for programmes, `config` for casts, `data` for what is remembered, `cache`."""

    output: Path
    config: Path
    data: Path
    cache: Path
    cast: str = "default"

    def absolute(self) -> "Settings":
        """The same places, named so that a process in another working folder finds them."""
        places = {name: getattr(self, name).absolute() for name in ("output", "config", "data", "cache")}
        return replace(self, **places)

    @property
    def clips(self) -> Path:
        """The clip store."""
        return self.cache / "clips"

    @property
    def voices(self) -> Path:
        """The user's own casts."""
        return self.config / "voices"

    @property
    def remembered_voices(self) -> Path:
        """The file that remembers who had which voice."""
        return self.data / "voices.json"

    @property
    def pinned_voices(self) -> Path:
        """The file of those to whom the user gave a voice (`briefing voices pin`)."""
        return self.data / "pins.json"


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings from `BRIEFING_OUTPUT`, `_CONFIG`, `_DATA`, `_CACHE`, `_CAST`. Empty: UsageError."""
    empty = [name for name, value in environ.items() if name.startswith("BRIEFING_") and not value.strip()]
    if empty:
        raise UsageError(f"{empty[0]} is set but empty", f"Give it a value, or: unset {empty[0]}")
    return Settings(
        output=Path(environ.get("BRIEFING_OUTPUT", "output")),
        config=Path(environ.get("BRIEFING_CONFIG") or platformdirs.user_config_dir(APP)),
        data=Path(environ.get("BRIEFING_DATA") or platformdirs.user_data_dir(APP)),
        cache=Path(environ.get("BRIEFING_CACHE") or platformdirs.user_cache_dir(APP)),
        cast=environ.get("BRIEFING_CAST", "default"),
    )
