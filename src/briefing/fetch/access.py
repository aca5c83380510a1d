"""The user's own access to places that want a login: accounts of sources, and where their secrets come from.

A secret is read when it is needed. It is in no `repr`, no message and no file that the program writes.
"""

import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from briefing.distribution import hint_for_extra
from briefing.errors import UsageError

_COMMAND_S = 30
_COMMAND_HINT = "Run it yourself to see why."


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a password, a token or a header comes from. One attribute is set, or none for no secret.

    Attributes:
        value: The secret itself, from a settings file that only its owner can read.
        command: A command line that prints it, such as 'pass show mail'.
        variable: The environment variable that holds it.
        keyring: The name of its service in the system's keyring; needs the package keyring.
    """

    value: str = field(default="", repr=False)
    command: str = ""
    variable: str = ""
    keyring: str = ""

    def __bool__(self) -> bool:
        return bool(self.value or self.command or self.variable or self.keyring)

    def read(self, user: str = "") -> str:
        """Return the secret.

        Args:
            user: The name that the keyring knows the secret by.

        Raises:
            UsageError: The secret cannot be read. The message says where it was looked for.
        """
        if self.command:
            return _from_command(self.command)
        if self.variable:
            return _from_variable(self.variable)
        return _from_keyring(self.keyring, user) if self.keyring else self.value


@dataclass(frozen=True, slots=True)
class Account:
    """The login for sources of one server.

    Attributes:
        address: The start of the addresses that it is for, such as 'imaps://mail.example'.
        user: The user's name, '' if the address or the token tells it.
        password: The password or the token.
        options: What else a service asks for by name, such as a client id.
    """

    address: str
    user: str = ""
    password: Secret = Secret()
    options: tuple[tuple[str, Secret], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """The user's login for one host of the web. It is sent over https, or within the user's own network.

    Attributes:
        host: The host ('members.example'), with a port if it counts for that port only.
        cookies: Path of a cookies file in Netscape format, '' for none.
        header: A whole header, such as 'X-Token: abc'.
        user: The user's name for HTTP basic authentication, '' for none.
        password: The password that belongs to it.
        browser: Load its pages in Chromium at once.
    """

    host: str
    cookies: str = ""
    header: Secret = Secret()
    user: str = ""
    password: Secret = Secret()
    browser: bool = False


def account_for(address: str, accounts: Sequence[Account]) -> Account | None:
    """Return the account for an address: the one with the longest start that it has; None without one.

    Args:
        address: A source's address.
        accounts: The user's accounts.
    """
    fitting = [one for one in accounts if one.address and _begins_with(address, one.address)]
    return max(fitting, key=lambda one: len(one.address), default=None)


def check_private_file(path: Path) -> None:
    """Check that only the owner can read and write a file.

    Args:
        path: A file that holds secrets.

    Raises:
        UsageError: Others than the owner can read or write it.
    """
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise UsageError(
            f"{path} holds secrets, and others on this machine can read it",
            f"Keep it to yourself: chmod 600 {shlex.quote(str(path))}",
        )


def _begins_with(address: str, start: str) -> bool:
    """Return True if an address begins with whole parts ('https://x.org.example' not with 'https://x.org')."""
    rest = address.removeprefix(start.rstrip("/"))
    return rest != address and (not rest or rest[0] in "/?#")


def _from_command(command: str) -> str:
    """Return the first line that the command prints; its errors go to the user's terminal."""
    name = f"the command of a password, {command!r},"
    try:
        ran = subprocess.run(
            shlex.split(command),
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            timeout=_COMMAND_S,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as cause:
        raise UsageError(f"{name} cannot be run or takes too long", _COMMAND_HINT) from cause
    if ran.returncode:
        raise UsageError(f"{name} ended with code {ran.returncode}", _COMMAND_HINT)
    secret = ran.stdout.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if not secret:
        raise UsageError(f"{name} prints nothing", _COMMAND_HINT)
    return secret


def _from_variable(name: str) -> str:
    secret = os.environ.get(name, "")
    if not secret:
        raise UsageError(f"the variable {name} of a password is not set", f"Set it: export {name}=...")
    return secret


def _from_keyring(service: str, user: str) -> str:
    try:
        keyring: Any = import_module("keyring")
        errors: Any = import_module("keyring.errors")
    except ImportError as cause:
        raise UsageError(
            "a password in the keyring needs the package keyring", hint_for_extra("keyring")
        ) from cause
    try:
        secret = keyring.get_password(service, user)
    except errors.KeyringError as cause:
        raise UsageError(f"the keyring cannot be read: {cause}", "Unlock it, or use a command.") from cause
    if not secret:
        message = f"the keyring has no password of {user!r} for {service!r}"
        raise UsageError(message, f"Store it: keyring set {service} {user}")
    return str(secret)
