"""Every segment's `say`: what the engine is given."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import Segment
from briefing.write.normalization import spoken_form


def voiced(
    segments: Sequence[Segment], language: str, pronunciations: Mapping[str, str]
) -> tuple[Segment, ...]:
    """The segments with their spoken forms; a segment's own language goes before the programme's."""
    return tuple(
        replace(segment, say=spoken_form(segment.text, segment.language or language, pronunciations))
        for segment in segments
    )
