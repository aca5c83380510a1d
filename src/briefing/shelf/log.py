"""A log that does not grow for ever."""

from pathlib import Path

from briefing.shelf.files import shelf_errors

KEPT = 3  # older logs beside it: digest.log.1 to digest.log.3


def append_log(path: Path, text: str, most_bytes: int) -> None:
    """Adds the text; a log that would grow over `most_bytes` is first put aside. Raises ShelfError."""
    with shelf_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        size = path.stat().st_size if path.exists() else 0
        if size and size + len(text.encode()) > most_bytes:
            _put_aside(path)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)


def _put_aside(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
