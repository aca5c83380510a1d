"""Secrets in files that only their owner can read: logins of sources, and the token of the feed."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from briefing.errors import StorageError
from briefing.storage.files import OWNER_MODE, read_whole, storage_errors, write_atomic

_MIN_TOKEN_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password for one host.

    Attributes:
        host: The host, with its port if the address had one.
        user: The user.
        password: The password.
    """

    host: str
    user: str
    password: str = field(repr=False)


def read_logins(path: Path) -> tuple[Login, ...]:
    """Return the stored logins; none if the file does not exist or is damaged.

    Args:
        path: The file of logins.

    Raises:
        StorageError: The file cannot be read.
    """
    with storage_errors(path, "read"):
        if not path.is_file():
            return ()
        data = path.read_bytes()
    try:
        return tuple(Login(one["host"], one["user"], one["password"]) for one in json.loads(data))
    except (ValueError, KeyError, TypeError):
        return ()


def remember_login(path: Path, login: Login) -> None:
    """Store a login; it replaces an older one for the same host.

    Args:
        path: The file of logins; only its owner can read it.
        login: The login.

    Raises:
        StorageError: The file cannot be written.
    """
    others = [asdict(one) for one in read_logins(path) if one.host != login.host]
    write_atomic(path, json.dumps([*others, asdict(login)]).encode(), mode=OWNER_MODE)


def read_token(path: Path) -> str:
    """Return the feed's token; make one if there is none.

    Args:
        path: The file of the token.

    Raises:
        StorageError: The file cannot be read or written.
    """
    if not path.exists():
        return renew_token(path)
    token = read_whole(path).decode("utf-8", "replace").strip()
    if len(token) < _MIN_TOKEN_CHARACTERS or not token.replace("-", "").replace("_", "").isalnum():
        raise StorageError(f"{path} does not hold a token", "Make a new one: briefing serve --new-token")
    return token


def renew_token(path: Path) -> str:
    """Make a new token; addresses with the old one stop working.

    Args:
        path: The file of the token.

    Returns:
        The new token.

    Raises:
        StorageError: The file cannot be written.
    """
    token = secrets.token_urlsafe(16)
    write_atomic(path, f"{token}\n".encode(), mode=OWNER_MODE)
    return token
