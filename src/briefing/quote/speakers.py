"""An entity of the name table as the Speaker that leaves the room."""

import re

from briefing.model import Speaker
from briefing.quote.language.first_names import fold
from briefing.quote.people.entities import Entity

_BETWEEN = re.compile(r"[^a-z0-9]+")


def speaker_from_entity(entity: Entity) -> Speaker:
    """The speaker; the id is the folded full name: 'Siân O’Neil' is 'sian-o-neil' every day."""
    gender, source = entity.gender()
    return Speaker(speaker_id(entity.name), entity.name, entity.role, gender, source)


def speaker_id(name: str) -> str:
    """A stable slug; a name without any Latin letter keeps its own letters."""
    folded = fold(name)
    return _BETWEEN.sub("-", folded).strip("-") or folded.replace(" ", "-")
