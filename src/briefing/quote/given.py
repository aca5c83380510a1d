"""What was found out about one pair of marks."""

from dataclasses import dataclass

from briefing.model import Attribution
from briefing.quote.people.entities import Entity


@dataclass(slots=True, eq=False)
class Given:
    """What was found out about one pair of marks; a quotation that runs on may tell it later."""

    entity: Entity | None
    attribution: Attribution
    speech: bool = True


UNGIVEN = Given(None, Attribution("none"), speech=False)
