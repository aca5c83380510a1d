"""The read-later folder: pages lie in it, and move to its done/ when they were used."""

import shutil
from pathlib import Path

from briefing.shelf.files import shelf_errors


def list_folder(folder: Path) -> list[tuple[Path, str]]:
    """The folder's files by name, each with a stamp that changes with the file. Raises ShelfError."""
    with shelf_errors(folder, "read"):
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
        stats = [(path, path.stat()) for path in files]
        return [(path, f"{stat.st_mtime_ns}-{stat.st_size}") for path, stat in stats]


def move_to_done(path: Path) -> None:
    """Moves a used page to done/ beside it; a page of that name that lies there keeps its place."""
    with shelf_errors(path, "move"):
        if not path.exists():
            return
        done = path.parent / "done"
        done.mkdir(exist_ok=True)
        names = [path.name, *(f"{path.stem}-{number}{path.suffix}" for number in range(2, 1000))]
        free = next(done / name for name in names if not (done / name).exists())
        path.rename(free)


def remove_folder(folder: Path) -> None:
    """Removes a folder of files. What is not there is no failure. Raises ShelfError."""
    with shelf_errors(folder, "remove"):
        if folder.is_dir():
            shutil.rmtree(folder)
