"""The casts of one programme: the main one, and one for each other language that is spoken in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model import Cast, Script, Segment
from briefing.text import primary_tag


@dataclass(frozen=True, slots=True)
class Company:
    """`language` is the script's own; `others` are casts by their language (a BCP 47 tag)."""

    language: str
    main: Cast
    others: Mapping[str, Cast]

    def cast_of(self, segment: Segment) -> Cast:
        """The cast that a segment's voice is taken from: the main one where nobody speaks its language."""
        return self.speaking(self.language_of(segment)) or self.main

    def language_of(self, segment: Segment) -> str:
        """A segment's language, the script's own where it names none."""
        return segment.language or self.language

    def speaking(self, language: str) -> Cast | None:
        """The cast that speaks a language: the main one where it does, else the nearest; None if nobody does.

        Accents do not count against the main cast: a British programme quotes an American in British voices.
        """
        wanted = primary_tag(language)
        if wanted in ("", "und", primary_tag(self.main.language)):
            return self.main
        if language in self.others:
            return self.others[language]
        return next((cast for tag, cast in self.others.items() if primary_tag(tag) == wanted), None)


def foreign_languages(script: Script, cast: Cast) -> frozenset[str]:
    """Return the languages (BCP 47 tags) of a script that a cast does not speak: other casts are wanted."""
    company = Company(script.language, cast, {})
    segments = (segment for section in script.sections for segment in section.segments)
    tags = {company.language_of(segment) for segment in segments}
    return frozenset(tag for tag in tags if company.speaking(tag) is None)
