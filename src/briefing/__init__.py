"""Turn news articles into an MP3 that sounds produced.

One call makes a briefing:

    import briefing

    done = briefing.make(["article.html"], briefing.BriefingOptions(mp3=Path("article.mp3")))

Each stage is also a function: `fetch_page`, `clean_page`, `find_quotations`, `write_script`, `speak_script`.
The data between them are frozen dataclasses; `Story` joins an article with its quotations. Every error is a
`BriefingError`. Importing the package imports no stage; a name imports its own when it is first used (PEP
562).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.clean import clean_page
    from briefing.errors import BriefingError
    from briefing.fetch import fetch_page
    from briefing.model import Article, Page, Quotation, Script, Story
    from briefing.pipeline import Briefing, BriefingOptions, make, speak_script
    from briefing.quote import find_quotations
    from briefing.write import write_script

    __version__: str

_HOMES = {
    "Article": "briefing.model",
    "Briefing": "briefing.pipeline",
    "BriefingError": "briefing.errors",
    "BriefingOptions": "briefing.pipeline",
    "Page": "briefing.model",
    "Quotation": "briefing.model",
    "Script": "briefing.model",
    "Story": "briefing.model",
    "clean_page": "briefing.clean",
    "fetch_page": "briefing.fetch",
    "find_quotations": "briefing.quote",
    "make": "briefing.pipeline",
    "speak_script": "briefing.pipeline",
    "write_script": "briefing.write",
}

__all__ = [
    "Article",
    "Briefing",
    "BriefingError",
    "BriefingOptions",
    "Page",
    "Quotation",
    "Script",
    "Story",
    "__version__",
    "clean_page",
    "fetch_page",
    "find_quotations",
    "make",
    "speak_script",
    "write_script",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("briefing.distribution").program_version()
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
