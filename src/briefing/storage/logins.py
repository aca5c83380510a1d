"""The logins that the user gave as a part of an address, in a file that only its owner can read."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from briefing.storage.files import storage_errors, write_atomic

_PRIVATE_MODE = 0o600


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
    write_atomic(path, json.dumps([*others, asdict(login)]).encode(), mode=_PRIVATE_MODE)
