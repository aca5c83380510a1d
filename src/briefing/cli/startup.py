"""What lets a short run begin and end soon: less to import, and no search for garbage where there is none.

Half of a second would pass before the first word of an article is read; a tenth of it goes into libraries
that another library imports for a case that hardly ever comes, and into walks over objects that all live on.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

USUAL = gc.get_threshold()
OBJECTS_OF_IMPORTS = 200_000
RARELY_USED = frozenset(("soupsieve", "chardet"))  # BeautifulSoup's, for selectors and for guessing charsets


class RarelyUsed:
    """Finds a few modules so that they are executed when something in them is first asked for."""

    @staticmethod
    def find_spec(
        fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec with a lazy loader; None for any other module, and for one that is not there."""
        spec = PathFinder.find_spec(fullname, path) if fullname in RARELY_USED else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def begin_lightly() -> None:
    """Before anything is imported: nearly nothing of it is garbage, so hardly ever look for some."""
    sys.meta_path.insert(0, RarelyUsed())
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks for some everywhere
    gc.set_threshold(OBJECTS_OF_IMPORTS)
    atexit.register(gc.freeze)  # else the interpreter's end looks through everything once more


def settle() -> None:
    """When everything is imported: from here on only what the run makes is looked through, as usual."""
    gc.freeze()
    gc.set_threshold(*USUAL)
