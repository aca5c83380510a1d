"""Which cast speaks: by name, by alias, the best default of this machine, the best one for a language."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefing.cast import all_voices, cast_from_toml, pin_speakers
from briefing.errors import MissingEngineError
from briefing.model import Cast, Casting
from briefing.settings import Settings
from briefing.speak import has_packages, hint_for_engine, is_installed, load_engine
from briefing.storage import cast_names, own_cast_names, read_cast, read_remembered_voices
from briefing.text import primary_tag

DEFAULT = "default"
ALIASES = {"quick": "espeak"}  # other names of casts
_NATURAL, _LIGHT = "natural", "espeak"
_NATURAL_ENGINE = "hibari"
_UNNATURAL_ENGINES = ("pyttsx3", "tone")


@dataclass(frozen=True, slots=True)
class DefaultCast:
    """The name of the cast that speaks where nobody names one, and a phrase that says why."""

    name: str
    reason: str


def default_cast(settings: Settings) -> DefaultCast:
    """Choose the cast for a programme in English; imports no engine.

    A file `default.toml` of the user's comes first, then the cast `natural` where the extra of that name is
    installed, then `espeak`.
    """
    if DEFAULT in own_cast_names(settings.voices):
        return DefaultCast(DEFAULT, "your own file")
    if not has_packages(_NATURAL_ENGINE):
        hint = hint_for_engine(_NATURAL_ENGINE)
        return DefaultCast(_LIGHT, f"install the extra natural for natural voices: {hint}")
    return DefaultCast(_NATURAL, "the extra natural is installed")


def resolve_cast_name(name: str, settings: Settings) -> str:
    """Return the name of the cast file that a name, an alias or 'default' means."""
    if name in cast_names(settings.voices):
        return name
    if name in ("", DEFAULT):
        return default_cast(settings).name
    return ALIASES.get(name, name)


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


def casts_by_language(languages: Collection[str], settings: Settings) -> dict[str, Cast]:
    """Find the casts for languages that the main cast does not speak, the best ones first.

    Args:
        languages: BCP 47 tags.
        settings: Where the user's own casts and the models are.

    Returns:
        One cast for each language tag of a cast file. Of several, those whose engines and voices are
        installed come first, then the user's own, then natural voices, then the first by name.
    """
    own = own_cast_names(settings.voices)
    found = sorted(
        _casts_for(languages, settings),
        key=lambda cast: (
            not is_cast_installed(cast, settings),
            cast.name not in own,
            cast.narrator.engine in _UNNATURAL_ENGINES,
            cast.name,
        ),
    )
    by_language: dict[str, Cast] = {}
    for cast in found:
        by_language.setdefault(cast.language, cast)
    return by_language


def _casts_for(languages: Collection[str], settings: Settings) -> Iterator[Cast]:
    wanted = {primary_tag(language) for language in languages}
    for name in cast_names(settings.voices) if wanted else ():
        cast = load_cast(name, settings)
        if primary_tag(cast.language) in wanted:
            yield cast


def interrupts_long_quotations(name: str, language: str, settings: Settings) -> bool:
    """Return True if the cast that speaks a language interrupts long quotations to name their speaker again.

    Args:
        name: The name of the main cast, as for `load_cast`.
        language: The language of the story, a BCP 47 tag. Another cast speaks it if the main cast does not.
        settings: Where the user's own casts and the models are.

    Raises:
        UsageError: No cast has the name, or its file has a mistake.
    """
    cast = load_cast(name, settings)
    if primary_tag(cast.language) != primary_tag(language):
        cast = next(iter(casts_by_language((language,), settings).values()), cast)
    if cast.long_quotations:
        return cast.long_quotations == "interrupted"
    voices = (*cast.women, *cast.men, *cast.neutral) or (cast.narrator,)
    return any(voice.engine in _UNNATURAL_ENGINES for voice in voices)


def is_cast_installed(cast: Cast, settings: Settings) -> bool:
    """Return True if the engine and the files of every voice of a cast are on this machine."""
    return all(is_installed(voice, settings.models) for voice in all_voices(cast))


def require_engines(casting: Casting, casts: Sequence[Cast], settings: Settings) -> None:
    """Check that the engines of a casting can be loaded.

    Raises:
        MissingEngineError: The packages of one are not installed. Names the cast and the command to type.
    """
    for engine in dict.fromkeys(role.voice.engine for role in casting.roles):
        try:
            load_engine(engine, settings.models)
        except MissingEngineError as cause:
            users = (cast.name for cast in casts if engine in {voice.engine for voice in all_voices(cast)})
            message = f"the cast {next(users, '')!r} cannot speak: {cause.message}"
            raise MissingEngineError(message, cause.hint) from cause
