"""Options of a voice as numbers; they are stored as text."""

from collections.abc import Mapping

from briefing.errors import EngineError


def number_of(options: Mapping[str, str], name: str, usual: float) -> float:
    """Return the option as a number. Raises EngineError for one that is none."""
    given = options.get(name)
    try:
        return usual if given is None else float(given)
    except ValueError as cause:
        raise EngineError(
            f"the option {name!r} is not a number: {given!r}", "Correct it in the cast."
        ) from cause
