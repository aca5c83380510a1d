"""Reduce the time that a short run needs: fewer imports, and less garbage collection.

Without this, half a second passes before the first word of an article is read. A tenth of it is spent on
modules that a library imports for rare cases, and on collections that find no garbage.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

DEFAULT_THRESHOLD = gc.get_threshold()
IMPORT_THRESHOLD = 200_000  # objects that the imports create
LAZY_MODULES = frozenset(("soupsieve", "chardet"))  # BeautifulSoup imports them for selectors and charsets


class LazyFinder:
    """Finds `LAZY_MODULES`, which are executed on the first use of one of their attributes."""

    @staticmethod
    def find_spec(
        fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec with a lazy loader; None for other modules and if the module does not exist."""
        spec = PathFinder.find_spec(fullname, path) if fullname in LAZY_MODULES else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def defer_startup_work() -> None:
    """Call before any import: collect garbage rarely, since imported objects are not garbage."""
    sys.meta_path.insert(0, LazyFinder())
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # pydantic searches all packages for plugins
    gc.set_threshold(IMPORT_THRESHOLD)
    atexit.register(gc.freeze)  # otherwise the interpreter collects once more at exit


def end_startup() -> None:
    """Call after the imports: collect garbage as usual, but do not examine the imported objects again."""
    gc.freeze()
    gc.set_threshold(*DEFAULT_THRESHOLD)
