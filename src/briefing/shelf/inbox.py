"""Articles that wait for the next programme: a small JSON file each, named for its address."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from briefing.shelf.files import write_atomic


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An address, and the page's HTML where the phone sent it along ('' otherwise)."""

    url: str
    html: str = ""


def put_in_inbox(inbox: Path, article: WaitingArticle) -> int:
    """Keep an article; the same address again replaces it. Returns how many wait. Raises ShelfError."""
    text = json.dumps({"url": article.url, "html": article.html})
    write_atomic(_place(inbox, article.url), text.encode())
    return len(list(inbox.glob("*.json")))


def is_in_inbox(inbox: Path, url: str) -> bool:
    """Whether an article of this address waits."""
    return _place(inbox, url).is_file()


def read_inbox(inbox: Path) -> tuple[WaitingArticle, ...]:
    """The articles that wait, the oldest first; what cannot be read is passed over."""
    return tuple(article for _, article in _waiting(inbox))


def empty_inbox(inbox: Path, told: tuple[WaitingArticle, ...]) -> None:
    """Remove the articles that a programme has told."""
    for path, article in _waiting(inbox):
        if article in told:
            path.unlink(missing_ok=True)


def _place(inbox: Path, url: str) -> Path:
    return inbox / f"{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:32]}.json"


def _waiting(inbox: Path) -> list[tuple[Path, WaitingArticle]]:
    found = []
    for path in sorted(inbox.glob("*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name)):
        try:
            kept = json.loads(path.read_bytes())
            found.append((path, WaitingArticle(str(kept["url"]), str(kept["html"]))))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found
