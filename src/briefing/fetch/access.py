"""The user's own access to places that want a login: accounts of sources, logins for web sites, secrets.

A secret is read when it is needed. It is in no `repr`, no message and no file that the program writes. The
headers that log the user in to a site (cookies, a header, or HTTP basic authentication) are added where a
request is sent, for each hop of a redirect anew: no other host gets them.
"""

import os
import shlex
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from http.cookiejar import LoadError, MozillaCookieJar
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request

from briefing.distribution import hint_for_extra
from briefing.errors import UsageError
from briefing.processes import command_words

_COMMAND_S = 30
_COMMAND_HINT = "Run it yourself to see why."
_COOKIES_HINT = "Export the cookies of the site with a browser extension, in Netscape format (cookies.txt)."
_HEADER_HINT = 'Write it like header = "X-Token: abc" under [[fetch.sites]].'


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
            command_words(command),
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


def login_headers(address: str, sites: Sequence[Site]) -> dict[str, str]:
    """Return the headers of the user's login for a URL; {} if no site has its host.

    Raises:
        UsageError: A file, command or variable that holds the login cannot be read.
    """
    headers: dict[str, str] = {}
    for site in sites:
        if _is_host_of(site, address):
            headers |= _headers_of(site, address)
    return headers


def asks_for_browser(address: str, sites: Sequence[Site]) -> bool:
    """Return True if the user wants the pages of this URL's host to be loaded in a browser.

    Args:
        address: The URL of a page.
        sites: The user's logins and choices for hosts.
    """
    return any(site.browser and _is_host_of(site, address) for site in sites)


def split_login(address: str) -> tuple[str, Site | None]:
    """Return a URL without user and password, and the login for its host and port if it had one.

    Args:
        address: A URL such as 'https://user:password@example.org/feed'.
    """
    try:
        parts = urlsplit(address)
        host, user, password = parts.hostname, parts.username, parts.password
    except ValueError:
        return address, None
    if parts.scheme not in ("http", "https") or not host or user is None:
        return address, None
    place = parts.netloc.rpartition("@")[2]
    plain = urlunsplit(parts._replace(netloc=place))
    return plain, Site(place, user=unquote(user), password=Secret(unquote(password or "")))


def _is_host_of(site: Site, address: str) -> bool:
    """Return True if the site's host is that of the URL: with its port if the site names one."""
    try:
        parts = urlsplit(address)
        asked, port = (parts.hostname or "").lower(), parts.port
        wanted = urlsplit(f"//{site.host.lower()}")
        return (
            bool(asked)
            and wanted.hostname == asked
            and wanted.port in (None, port or _default_port(parts.scheme))
        )
    except ValueError:
        return False


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _headers_of(site: Site, address: str) -> dict[str, str]:
    headers = {}
    if site.cookies:
        headers["Cookie"] = _cookie_header(site.cookies, address)
    if site.header:
        name, colon, value = site.header.read(site.user).partition(":")
        if not (colon and name.strip().replace("-", "").isalnum() and value.strip().isprintable()):
            raise UsageError(f"the header for {site.host} is no HTTP header", _HEADER_HINT)
        headers[name.strip()] = value.strip()
    if site.user and (site.password or not site.header):
        login = f"{site.user}:{site.password.read(site.user)}"
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    return {name: value for name, value in headers.items() if value}


def _cookie_header(path: str, address: str) -> str:
    """Return the cookies of a file for a URL: by domain, path, expiry, and https if they ask for it."""
    request = Request(address)  # noqa: S310 - it is not opened
    _cookies_from(path).add_cookie_header(request)
    return request.get_header("Cookie") or ""


def _cookies_from(path: str) -> MozillaCookieJar:
    file = Path(path).expanduser()
    try:
        check_private_file(file)
        return _read_cookies(str(file), file.stat().st_mtime_ns)
    except OSError as cause:
        raise UsageError(
            f"the cookies file {file} cannot be read: {cause.strerror}", _COOKIES_HINT
        ) from cause


@lru_cache(maxsize=8)
def _read_cookies(path: str, changed_ns: int) -> MozillaCookieJar:
    """Return the cookies of a file, which is read again only if it has changed."""
    jar = MozillaCookieJar(path)
    try:
        jar.load(ignore_discard=True, ignore_expires=True)
    except LoadError as cause:
        raise UsageError(f"{path} is no cookies file in Netscape format", _COOKIES_HINT) from cause
    except UnicodeDecodeError as cause:
        raise UsageError(f"{path} is no text file", _COOKIES_HINT) from cause
    for cookie in jar:
        cookie.expires = cookie.expires or None  # browsers' extensions write 0 for a cookie of the session
    jar.clear_expired_cookies()
    return jar
