"""What the user should know about a casting."""

from collections.abc import Iterator, Sequence

from briefing.cast.choice import Choice
from briefing.cast.company import Company
from briefing.cast.direction import direction_from
from briefing.cast.pool import voice_named
from briefing.cast.wishes import Wishes
from briefing.model import Cast, Quote, Script


def notes_on(script: Script, company: Company, choices: Sequence[Choice], wishes: Wishes) -> tuple[str, ...]:
    """Sentences, each once: languages that nobody speaks, voices that are missing, voices that are shared."""
    notes = [
        *_language_notes(script, company),
        *_direction_notes(script, company),
        *_wish_notes(choices, wishes),
        *(choice.note for choice in choices),
    ]
    return tuple(dict.fromkeys(note for note in notes if note))


def _language_notes(script: Script, company: Company) -> Iterator[str]:
    languages = {
        company.language_of(segment): None for section in script.sections for segment in section.segments
    }
    for language in languages:
        if company.speaking(language) is None:
            yield f"no cast speaks {language!r}; the voices of {company.main.name!r} read it"


def _direction_notes(script: Script, company: Company) -> Iterator[str]:
    for segment in (segment for section in script.sections for segment in section.segments):
        wanted = direction_from(segment.direction).voice if isinstance(segment, Quote) else ""
        if wanted:
            yield _missing(wanted, company.cast_of(segment), "the script asks")


def _wish_notes(choices: Sequence[Choice], wishes: Wishes) -> Iterator[str]:
    for part in (choice.part for choice in choices if choice.part.key):
        for voices, who in ((wishes.pinned, "the pin of"), (wishes.remembered, "the memory of")):
            if part.key in voices:
                yield _missing(voices[part.key], part.cast, f"{who} {part.name} asks")


def _missing(wanted: str, cast: Cast, who_asks: str) -> str:
    if voice_named(cast, wanted):
        return ""
    return f"{who_asks} for the voice {wanted!r}, which the cast {cast.name!r} does not have"
