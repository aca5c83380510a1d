"""The spoken form and the pause of each segment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.model import Narration, Quote, Segment
from briefing.text import read_table
from briefing.write.normalization import spoken_form

PAUSES_MS: dict[str, int] = read_table("briefing.write", "pauses.toml")
_BY_ROLE = frozenset(PAUSES_MS) & {"sign_on", "headline", "source", "lede", "heading", "headlines", "brief"}


def with_spoken_forms(
    segments: Sequence[Segment], language: str, pronunciations: Mapping[str, str]
) -> tuple[Segment, ...]:
    """The segments with their spoken forms; a segment's own language goes before the programme's."""
    return tuple(
        replace(segment, say=spoken_form(segment.text, segment.language or language, pronunciations))
        for segment in segments
    )


def with_pauses(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of one section with the silence that follows each."""
    if not segments:
        return ()
    within = [replace(segment, pause_ms=pause_after(segment, then)) for segment, then in pairwise(segments)]
    return (*within, replace(segments[-1], pause_ms=pause_at_end(segments[-1])))


def pause_after(segment: Segment, then: Segment) -> int:
    """Milliseconds between two segments."""
    match segment, then:
        case Narration(), Quote():
            return PAUSES_MS["introduction"]
        case Quote(), Quote():
            return PAUSES_MS["quote_to_quote"]
        case Quote(), Narration():
            return PAUSES_MS["quote_to_narrator"]
        case Narration(role="introduction"), Narration():
            return PAUSES_MS["run_on"]
        case Narration(role=role), Narration() if role in _BY_ROLE:
            return PAUSES_MS[role]
        case _:
            return PAUSES_MS["body"]


def pause_at_end(segment: Segment) -> int:
    """Milliseconds behind the last segment of a section."""
    match segment:
        case Narration(role="sign_off"):
            return PAUSES_MS["sign_off"]
        case Narration(role="headlines" | "sign_on"):
            return PAUSES_MS["headlines_end"]
        case Narration(role="brief"):
            return PAUSES_MS["brief_end"]
        case _:
            return PAUSES_MS["story_end"]
