"""Turns news articles into an MP3 that sounds produced.

From Python: `fetch_page(source)`, `clean_page(page)`, `find_quotations(article)`, `write_script(stories)`,
`make(sources, ...)`. Importing the package loads none of the rooms; a name loads its own on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.clean import clean_page
    from briefing.fetch import fetch_page
    from briefing.pipeline import make
    from briefing.quote import find_quotations
    from briefing.write import write_script

_HOMES = {
    "fetch_page": "briefing.fetch",
    "clean_page": "briefing.clean",
    "find_quotations": "briefing.quote",
    "write_script": "briefing.write",
    "make": "briefing.pipeline",
}

__all__ = ["clean_page", "fetch_page", "find_quotations", "make", "write_script"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
