"""Text and times as the published formats need them, and the templates of the page and the show notes."""

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.text import read_text

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "briefing.publish"

# Characters that XML or ID3 cannot contain: control characters except tab and line ends, lone surrogates
INVALID_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def replace_invalid(text: str) -> str:
    """Return the text with a space for each character that no published format can contain."""
    return INVALID_CHARACTERS.sub(" ", text)


def one_line(text: str) -> str:
    """Return the text without invalid characters, with a single space for each run of white space."""
    return " ".join(replace_invalid(text).split())


def seconds(milliseconds: int) -> float:
    """Return seconds, which JSON prints with at most three decimals."""
    return milliseconds / 1000


def webvtt_timestamp(milliseconds: int) -> str:
    """Return '01:02:03.450'."""
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"


def notes_timestamp(milliseconds: int) -> str:
    """Return '01:02:03', which podcast apps read as a chapter mark in show notes."""
    return webvtt_timestamp(milliseconds).split(".", 1)[0]


def player_timestamp(milliseconds: int) -> str:
    """Return '2:03' or '1:02:03'."""
    return notes_timestamp(milliseconds).removeprefix("00:").removeprefix("0")


def asset(name: str) -> str:
    """Return a file of `publish/assets/` as it is."""
    return read_text(PACKAGE, f"assets/{name}")


def render(name: str, **values: object) -> str:
    """Return a template of `publish/assets/` with the values; they are escaped as HTML."""
    return replace_invalid(_environment().get_template(name).render(**values))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # loaded only to publish

    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(notes_timestamp=notes_timestamp, player_timestamp=player_timestamp)
    return environment
