"""Load a page in the system's Chromium, if only scripts make its text. Needs the extra `browser`.

Chromium itself reaches no network: `download` fetches each of its requests, so the guard against private
networks, the limits and the logins hold for all of them. A page gets 20 seconds, and on Linux 300 MB.
"""

import os
import secrets
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from briefing.distribution import hint_for_extra
from briefing.errors import BriefingError, FetchError, UnavailableError, UsageError
from briefing.fetch.download import Download, download, with_own_login
from briefing.fetch.http_client import Deadline, Resolver, resolve
from briefing.fetch.options import FetchOptions
from briefing.model import Page

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab
    from playwright.sync_api import Route

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_MAX_S = 20.0
_MAX_MB = 300
_MAX_BYTES = 40_000_000  # of everything that a page loads
_LOADED_TYPES = frozenset(("document", "script", "xhr", "fetch"))
_DROPPED_HEADERS = frozenset(("content-encoding", "content-length", "transfer-encoding", "set-cookie"))
_ARGUMENTS = (  # no request of Chromium's own gets anywhere: no name resolves, and the proxy does not exist
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-gpu",
    "--disable-background-networking",
    "--mute-audio",
    "--js-flags=--max-old-space-size=256",
)
# the text of the page has not grown for half a second, and is there
_IS_SETTLED = """() => {
  const text = document.body ? document.body.innerText.trim().length : 0, now = Date.now();
  const last = window.__settling || (window.__settling = {text: -1, since: now});
  if (text !== last.text) { last.text = text; last.since = now; }
  return text > 400 && now - last.since > 500;
}"""
_ONE_AT_A_TIME = Lock()


def has_browser() -> bool:
    """Return True if the extra `browser` and a Chromium are installed."""
    return find_spec("playwright") is not None and bool(_program())


def page_from_browser(address: str, options: FetchOptions, resolve_host: Resolver = resolve) -> Page:
    """Return the page of a URL as it is after its scripts have run.

    Raises:
        UsageError: The extra `browser` or Chromium is not installed.
        UnavailableError: The page takes too long or too much memory, or Chromium crashes.
        FetchError: The URL cannot be fetched.
    """
    if not has_browser():
        hint = f"Install Chromium of your system, and the extra: {hint_for_extra('browser')}"
        raise UsageError("pages are loaded in a browser with playwright and Chromium", hint)
    address, options = with_own_login(address, options)
    deadline = Deadline(_MAX_S)
    first = download(address, _limited(options, deadline), resolve_host=resolve_host)
    loads = _Loads(first, options, resolve_host, deadline)
    try:
        with _ONE_AT_A_TIME, _open_tab(deadline) as tab:
            tab.context.route("**/*", loads.answer)
            html = _settled_html(tab, first.final_address, deadline)
    except BriefingError:
        raise
    except Exception as cause:  # playwright's errors, also those of a browser that was ended
        reason = "takes too long or too much memory" if deadline.left() <= 0 else "makes Chromium fail"
        raise UnavailableError(f"{address} {reason}", "Open it in a browser and save it.") from cause
    return Page(address, first.final_address, html, "text/html", options.fetched)


def _program() -> str:
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), "")


def _limited(options: FetchOptions, deadline: Deadline) -> FetchOptions:
    """Return the options of one request of the page: one attempt, within the time that is left."""
    return replace(options, attempts=1, total_ms=max(1, min(options.total_ms, int(deadline.left() * 1000))))


@dataclass
class _Loads:
    """The requests of one page; the page itself was fetched before."""

    first: Download
    options: FetchOptions
    resolve_host: Resolver
    deadline: Deadline
    bytes_left: int = field(default=_MAX_BYTES)

    def answer(self, route: "Route") -> None:
        """Answer a request of the page with what `download` fetches; pictures and frames are not loaded."""
        request = route.request
        is_own = request.url.split("#", 1)[0] == self.first.final_address.split("#", 1)[0]
        is_loaded = request.method == "GET" and request.resource_type in _LOADED_TYPES
        if not is_loaded or request.frame.parent_frame:
            route.abort()
            return
        try:
            found = self.first if is_own else self._download(request.url)
        except BriefingError:
            route.abort()
            return
        route.fulfill(status=found.status, headers=_headers(found.headers), body=found.body)

    def _download(self, address: str) -> Download:
        if self.bytes_left <= 0 or self.deadline.left() <= 0:
            raise FetchError(f"{address} is one request too many")
        found = download(address, _limited(self.options, self.deadline), resolve_host=self.resolve_host)
        self.bytes_left -= len(found.body)
        return found


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _DROPPED_HEADERS}


@contextmanager
def _open_tab(deadline: Deadline) -> Iterator["Tab"]:
    """Open a tab in a Chromium of its own, which is ended when its time or its memory is used up."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an optional package

    mark = f"--briefing-page={secrets.token_hex(8)}"
    is_root = sys.platform != "win32" and os.geteuid() == 0
    with sync_playwright() as driver, _watched(mark, deadline):
        browser = driver.chromium.launch(
            executable_path=_program(),
            args=[*_ARGUMENTS, mark],
            chromium_sandbox=not is_root,  # it does not start for root
            timeout=deadline.left() * 1000,
        )
        try:
            yield browser.new_context(service_workers="block", accept_downloads=False).new_page()
        finally:
            browser.close()


def _settled_html(tab: "Tab", address: str, deadline: Deadline) -> str:
    """Return the HTML when the text has stopped growing, or when the time is almost over."""
    tab.goto(address, wait_until="domcontentloaded", timeout=deadline.left() * 1000)
    with suppress(_timeout_error()):
        tab.wait_for_function(_IS_SETTLED, polling=250, timeout=max(1.0, (deadline.left() - 4) * 1000))
    html: str = tab.content()
    return html


def _timeout_error() -> type[Exception]:
    from playwright.sync_api import TimeoutError as PlaywrightTimeoutError  # noqa: PLC0415 - optional

    error: type[Exception] = PlaywrightTimeoutError
    return error


@contextmanager
def _watched(mark: str, deadline: Deadline) -> Iterator[None]:
    """End the browser with this mark when its time is over or it uses too much memory."""
    is_over = Event()

    def watch() -> None:
        while not is_over.wait(0.2):
            family = _family(mark)
            if deadline.left() <= 0 or sum(map(_memory_kb, family)) > _MAX_MB * 1024:
                for process in family:
                    with suppress(OSError):
                        os.kill(process, signal.SIGKILL)

    thread = Thread(target=watch, name="watch the browser", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _family(mark: str) -> list[int]:
    """Return the process with a mark in its command line and its descendants; Linux only."""
    parents: dict[int, int] = {}
    family: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            number = int(folder.name)
            parents[number] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if mark.encode() in (folder / "cmdline").read_bytes():
                family.add(number)
    grown = -1
    while grown != len(family):
        grown = len(family)
        family |= {number for number, parent in parents.items() if parent in family}
    return sorted(family)


def _memory_kb(process: int) -> int:
    """Return the memory (PSS) of a process that renders the page, in kilobytes; 0 for any other process."""
    folder = Path(f"/proc/{process}")
    with suppress(OSError, ValueError, StopIteration):
        if b"--type=renderer" in (folder / "cmdline").read_bytes():
            rows = (folder / "smaps_rollup").read_text().splitlines()
            return next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return 0
