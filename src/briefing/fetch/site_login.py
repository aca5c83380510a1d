"""The headers that log the user in to a site: cookies, a header, or HTTP basic authentication, for one host.

They are added where a request is sent, for each hop of a redirect anew: no other host, no message and no file
gets them.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from http.cookiejar import LoadError, MozillaCookieJar
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request

from briefing.errors import UsageError
from briefing.fetch.access import Secret, Site, check_private_file

_COOKIES_HINT = "Export the cookies of the site with a browser extension, in Netscape format (cookies.txt)."
_HEADER_HINT = 'Write it like header = "X-Token: abc" under [[fetch.sites]].'


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
