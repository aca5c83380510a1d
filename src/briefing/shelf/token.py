"""The secret word of the private feed: made once, kept in a file that only its owner reads."""

import secrets
from pathlib import Path

from briefing.errors import ShelfError
from briefing.shelf.files import OWNERS, read_whole, write_atomic

FEWEST_CHARACTERS = 16


def read_token(path: Path) -> str:
    """The token, made now if there is none yet. Raises ShelfError."""
    if not path.exists():
        return renew_token(path)
    token = read_whole(path).decode("utf-8", "replace").strip()
    if len(token) < FEWEST_CHARACTERS or not token.replace("-", "").replace("_", "").isalnum():
        raise ShelfError(f"{path} holds no token", "Make a new one: briefing serve --new-token")
    return token


def renew_token(path: Path) -> str:
    """A new token; every address with the old one stops working. Raises ShelfError."""
    token = secrets.token_urlsafe(16)
    write_atomic(path, f"{token}\n".encode(), mode=OWNERS)
    return token
