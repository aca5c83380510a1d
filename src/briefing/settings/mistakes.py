"""What is wrong with a setting, in a sentence that names where it stands and what was meant."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.settings.model import Settings
from briefing.settings.sections import Section

PREFIX = "BRIEFING_"
NOT_SETTINGS = {"BRIEFING_SETTINGS", "BRIEFING_DEBUG"}
SLIP = 0.75  # so near to a name of ours, a variable is a slip; other programs may own the rest


def mistaken_variable(given: Collection[str], known: Collection[str]) -> UsageError | None:
    """The first variable that is nearly one of ours: BRIEFING_OUTPT."""
    for name in sorted(set(given) - set(known) - NOT_SETTINGS):
        nearest = _nearest(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known])
        if nearest:
            return UsageError(f"{name} is no setting", f"Did you mean {PREFIX}{nearest}?")
    return None


def explain(cause: ValidationError, source_of: Callable[[str], str]) -> UsageError:
    """Every mistake in one message; the hint is the first one's."""
    found = [_explain_one(dict(error), source_of) for error in cause.errors(include_url=False)]
    return UsageError("; ".join(message for message, _ in found), found[0][1])


def _explain_one(error: Mapping[str, Any], source_of: Callable[[str], str]) -> tuple[str, str]:
    place = [part for part in error["loc"] if isinstance(part, str)]
    name = ".".join(place)
    where = source_of(".".join(place[:2]))
    if error["type"] != "extra_forbidden":
        said = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
        return (
            f"{where}: {name} is {error['input']!r}, and should be {said}",
            "See all: briefing settings show",
        )
    nearest = _nearest(place[-1], _known_beside(place))
    meant = ".".join([*place[:-1], nearest])
    return (
        f"{where}: {name} is no setting",
        f"Did you mean {meant}?" if nearest else "See all: briefing settings show",
    )


def _known_beside(place: list[str]) -> list[str]:
    """The names that the table has in which the mistake stands; at the top, the sections' values too."""
    table: type[Section] = Settings
    for part in place[:-1]:
        kind = table.model_fields[part].annotation
        inner = [kind, *getattr(kind, "__args__", ())]
        table = next(one for one in inner if isinstance(one, type) and issubclass(one, Section))
    return list(table.model_fields)


def _nearest(name: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(name, list(known), 1, SLIP)), "")
