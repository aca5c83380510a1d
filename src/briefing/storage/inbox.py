"""Articles that wait for the next digest: the phone's inbox and folders of saved pages."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from briefing.storage.files import storage_errors, write_atomic


@dataclass(frozen=True, slots=True)
class InboxArticle:
    """An article that waits for the next digest.

    Attributes:
        url: Its URL.
        html: The page if the phone sent it, else ''.
    """

    url: str
    html: str = ""


def put_in_inbox(inbox: Path, article: InboxArticle) -> int:
    """Store an article.

    Args:
        inbox: The folder of the inbox.
        article: The article; it replaces one of the same URL.

    Returns:
        The number of articles that wait.

    Raises:
        StorageError: The folder cannot be written.
    """
    text = json.dumps({"url": article.url, "html": article.html})
    write_atomic(_place(inbox, article.url), text.encode())
    return len(list(inbox.glob("*.json")))


def is_in_inbox(inbox: Path, url: str) -> bool:
    """Return True if an article of this URL waits.

    Args:
        inbox: The folder of the inbox.
        url: An article's URL.
    """
    return _place(inbox, url).is_file()


def remove_from_inbox(inbox: Path, url: str) -> int | None:
    """Remove the article of a URL.

    Args:
        inbox: The folder of the inbox.
        url: The article's URL.

    Returns:
        The number of articles that still wait; None if none of this URL waited.

    Raises:
        StorageError: It cannot be removed.
    """
    place = _place(inbox, url)
    with storage_errors(place, "remove"):
        try:
            place.unlink()
        except FileNotFoundError:
            return None
    return len(list(inbox.glob("*.json")))


def read_inbox(inbox: Path) -> tuple[InboxArticle, ...]:
    """Return the waiting articles, oldest first; unreadable files are skipped.

    Args:
        inbox: The folder of the inbox.
    """
    return tuple(article for _, article in _waiting(inbox))


def empty_inbox(inbox: Path, articles: tuple[InboxArticle, ...]) -> None:
    """Remove the articles that a programme contains.

    Args:
        inbox: The folder of the inbox.
        articles: The articles that a programme contains.
    """
    for path, article in _waiting(inbox):
        if article in articles:
            path.unlink(missing_ok=True)


def _place(inbox: Path, url: str) -> Path:
    return inbox / f"{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:32]}.json"


def _waiting(inbox: Path) -> list[tuple[Path, InboxArticle]]:
    found = []
    for path in sorted(inbox.glob("*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name)):
        try:
            kept = json.loads(path.read_bytes())
            found.append((path, InboxArticle(str(kept["url"]), str(kept["html"]))))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def list_folder(folder: Path) -> list[tuple[Path, str]]:
    """Return the folder's files, each with a stamp that changes with it.

    Args:
        folder: A folder of saved pages.

    Raises:
        StorageError: The folder cannot be read.
    """
    with storage_errors(folder, "read"):
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
        stats = [(path, path.stat()) for path in files]
        return [(path, f"{stat.st_mtime_ns}-{stat.st_size}") for path, stat in stats]


def move_to_done(path: Path) -> None:
    """Move a page to done/ beside it, with a number if the name is taken.

    Args:
        path: The page.

    Raises:
        StorageError: It cannot be moved.
    """
    with storage_errors(path, "move"):
        if not path.exists():
            return
        done = path.parent / "done"
        done.mkdir(exist_ok=True)
        names = [path.name, *(f"{path.stem}-{number}{path.suffix}" for number in range(2, 1000))]
        free = next(done / name for name in names if not (done / name).exists())
        path.rename(free)


def remove_folder(folder: Path) -> None:
    """Remove a folder if it exists.

    Args:
        folder: The folder, with all in it.

    Raises:
        StorageError: It cannot be removed.
    """
    with storage_errors(folder, "remove"):
        if folder.is_dir():
            shutil.rmtree(folder)
