"""The package's own data files: word lists (one entry a line, '#' starts a comment, UTF-8) and TOML tables.

A room keeps its files in its own folder (`clean/words/en/promotion.txt`) and passes its package name. Pure
rooms read no other file.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read_words(package: str, path: str) -> tuple[str, ...]:
    """Return the entries of a list in their order.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    lines = (line.split("#", 1)[0].strip() for line in read_text(package, path).splitlines())
    return tuple(line for line in lines if line)


def read_table(package: str, path: str) -> dict[str, Any]:
    """Return a TOML file of package data as a dictionary.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    return tomllib.loads(read_text(package, path))


@cache
def read_text(package: str, path: str) -> str:
    """Return a file of package data as text; it is read once.

    Args:
        package: The `__name__` of the package that holds the file.
        path: The file, relative to that package.
    """
    return files(package).joinpath(path).read_text(encoding="utf-8")
