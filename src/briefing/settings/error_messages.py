"""Error messages for settings: where the mistake is, and which name was probably meant."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.settings.model import Section, Settings

PREFIX = "BRIEFING_"
_NOT_SETTINGS = {"BRIEFING_SETTINGS", "BRIEFING_DEBUG"}
_MIN_SIMILARITY = 0.75  # a variable that is less similar to a setting can belong to another program
_SECRETS = {"password", "header", "value"}  # settings whose input no message shows
_LIST_HINT = "List all settings: briefing settings show"


def misspelt_variable(given: Collection[str], known: Collection[str]) -> UsageError | None:
    """Return the error about the first variable that is close to a known one (BRIEFING_OUTPT), if any."""
    for name in sorted(set(given) - set(known) - _NOT_SETTINGS):
        nearest = _nearest(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known])
        if nearest:
            return UsageError(f"unknown setting {name}", f"Did you mean {PREFIX}{nearest}?")
    return None


def validation_error(cause: ValidationError, source_of: Callable[[str], str]) -> UsageError:
    """Return one error with a message for every mistake, and the hint for the first.

    Args:
        cause: The error of pydantic.
        source_of: Returns the file or variable of a setting by its dotted name.
    """
    found = [_message_and_hint(dict(error), source_of) for error in cause.errors(include_url=False)]
    return UsageError("; ".join(message for message, _ in found), found[0][1])


def _message_and_hint(error: Mapping[str, Any], source_of: Callable[[str], str]) -> tuple[str, str]:
    path = [part for part in error["loc"] if isinstance(part, str)]
    name = ".".join(path)
    source = source_of(".".join(path[:2]))
    if error["type"] != "extra_forbidden":
        problem = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
        given = "not allowed" if _SECRETS.intersection(path) else repr(error["input"])
        return f"{source}: {name} is {given}; it must be {problem}", _LIST_HINT
    nearest = _nearest(path[-1], _known_names(path))
    suggestion = ".".join([*path[:-1], nearest])
    return f"{source}: unknown setting {name}", f"Did you mean {suggestion}?" if nearest else _LIST_HINT


def _known_names(path: list[str]) -> list[str]:
    """Return the names of the section in which the last name of a path stands."""
    section: type[Section] = Settings
    for part in path[:-1]:
        annotation = section.model_fields[part].annotation
        types = [annotation, *getattr(annotation, "__args__", ())]
        section = next(one for one in types if isinstance(one, type) and issubclass(one, Section))
    return list(section.model_fields)


def _nearest(name: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(name, list(known), 1, _MIN_SIMILARITY)), "")
