"""The package's own word lists: one entry a line, '#' starts a comment, UTF-8.

A room keeps its lists in its own folder (`clean/words/en/promotion.txt`) and names itself when it asks.
This is the only door through which a pure room meets the disk, and it opens on nothing but package data.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read_words(package: str, path: str) -> tuple[str, ...]:
    """The entries of a list in their order; `package` is the room's `__name__`, `path` is relative to it."""
    lines = (line.split("#", 1)[0].strip() for line in read_text(package, path).splitlines())
    return tuple(line for line in lines if line)


def read_table(package: str, path: str) -> dict[str, Any]:
    """A TOML file of package data as a dictionary."""
    return tomllib.loads(read_text(package, path))


@cache
def read_text(package: str, path: str) -> str:
    """A file of package data as text, read once."""
    return files(package).joinpath(path).read_text(encoding="utf-8")
