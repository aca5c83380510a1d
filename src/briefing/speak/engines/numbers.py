"""The numbers among a voice's options, which are texts."""

from collections.abc import Mapping

from briefing.errors import EngineError


def number_of(options: Mapping[str, str], name: str, usual: float) -> float:
    """The option as a number. Raises EngineError for one that is none."""
    given = options.get(name)
    try:
        return usual if given is None else float(given)
    except ValueError as cause:
        raise EngineError(f"the option {name!r} is no number: {given!r}", "Mend it in the cast.") from cause
