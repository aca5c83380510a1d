"""The templates of the page and the show notes: package data, every value escaped."""

from functools import cache
from typing import TYPE_CHECKING

from briefing.publish.wording import full_clock, short_clock, writable
from briefing.text import read_text

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM = "briefing.publish"


def asset(name: str) -> str:
    """A file of `publish/assets/` as it is."""
    return read_text(ROOM, f"assets/{name}")


def render(name: str, **values: object) -> str:
    """A template of `publish/assets/`, filled in; what no format can hold has become blanks."""
    return writable(_environment().get_template(name).render(**values))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # only who publishes pays for it

    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(full_clock=full_clock, clock=short_clock)
    return environment
