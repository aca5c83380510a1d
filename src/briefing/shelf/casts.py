"""Where cast files stand: the user's own folder first, then the ones that come with the program."""

from pathlib import Path

from briefing.errors import UsageError
from briefing.shelf.files import read_whole

_PACKAGE = Path(__file__).parents[1]
SHIPPED_VOICES = next(
    (place for place in (_PACKAGE / "voices", _PACKAGE.parents[1] / "voices") if place.is_dir()),
    _PACKAGE / "voices",
)


def cast_names(own_folder: Path) -> tuple[str, ...]:
    """The names of every cast that can be had, sorted."""
    found = {path.stem for folder in (own_folder, SHIPPED_VOICES) for path in folder.glob("*.toml")}
    return tuple(sorted(found - {"pronunciations"}))


def own_cast_names(own_folder: Path) -> frozenset[str]:
    """Return the names of the user's own casts."""
    return frozenset(path.stem for path in own_folder.glob("*.toml")) - {"pronunciations"}


def read_cast(name: str, own_folder: Path) -> str:
    """The text of a cast file, by its name or by its path. Raises UsageError when there is none."""
    if name.endswith(".toml"):
        return read_whole(Path(name)).decode("utf-8", "replace")
    for folder in (own_folder, SHIPPED_VOICES):
        path = folder / f"{name}.toml"
        if path.is_file():
            return read_whole(path).decode("utf-8", "replace")
    known = ", ".join(cast_names(own_folder))
    raise UsageError(f"no cast is called {name!r}", f"Choose one of: {known}.")


def read_pronunciations(own_folder: Path) -> tuple[str, ...]:
    """The texts of the pronunciation files, the program's first, so that the user's own entries win."""
    paths = [folder / "pronunciations.toml" for folder in (SHIPPED_VOICES, own_folder)]
    return tuple(read_whole(path).decode("utf-8", "replace") for path in paths if path.is_file())
