"""An entity of the name table as the Speaker that leaves the room."""

from briefing.model import Speaker
from briefing.quote.people.entities import Entity
from briefing.text import name_slug


def speaker_from_entity(entity: Entity) -> Speaker:
    """The speaker; the id is the folded full name: 'Siân O’Neil' is 'sian-o-neil' every day."""
    gender, source = entity.gender()
    return Speaker(name_slug(entity.name), entity.name, entity.role, gender, source)
