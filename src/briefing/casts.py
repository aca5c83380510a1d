"""Which cast speaks: a name or a path to a Cast, and the best default on this machine."""

from briefing.cast import cast_from_toml, pin_speakers
from briefing.model import Cast
from briefing.settings import Settings
from briefing.shelf import cast_names, read_cast, read_remembered_voices

DEFAULT = "default"
_ALIASES = {"quick": "espeak"}


def load_cast(name: str, settings: Settings) -> Cast:
    """Read a cast, with the user's own pins.

    Args:
        name: The name of a cast, the path of a cast file, an alias ('quick'), or 'default' for the best cast
            of this machine. A cast file of the user's with one of these names is read first.
        settings: Where the user's own casts and pins are.

    Raises:
        UsageError: No cast has the name, or its file has a mistake.
    """
    known = resolve_cast_name(name, settings)
    cast = cast_from_toml(read_cast(known, settings.voices), known)
    return pin_speakers(cast, read_remembered_voices(settings.pinned_voices))


def resolve_cast_name(name: str, settings: Settings) -> str:
    """Return the name of the cast file that a name, an alias or 'default' means."""
    if name in cast_names(settings.voices):
        return name
    if name in ("", DEFAULT):
        return "espeak"
    return _ALIASES.get(name, name)


def casts_by_language(settings: Settings) -> dict[str, Cast]:
    """The casts for what is not in the main cast's language; of two for one language the last by name."""
    casts = (load_cast(name, settings) for name in cast_names(settings.voices))
    return {cast.language: cast for cast in casts}
