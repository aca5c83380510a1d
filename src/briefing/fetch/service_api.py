"""The API of a read-later service or a feed reader: the user's login, requests, JSON answers, and the source
that every service is.

Requests go through `download.call_api`, so the guard against private networks, the limits and the retries of
pages hold for them. A redirect is not followed, since the user's login must not reach another place.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Any, Protocol
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

from briefing.errors import FetchError, NoAnswerError, UsageError
from briefing.fetch.access import Account, account_for
from briefing.fetch.download import ApiCall, Download, call_api
from briefing.fetch.feed_entries import is_plausible, iso_date, stamped
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.page import page_from_bytes
from briefing.model import AfterTold, SourceItem

_MOST_LISTED = 2_000  # entries of a list that one visit looks at
_REFUSED, _GONE = (401, 403), (404, 410)
_MOVED, _FAILED = 300, 400
Query = Sequence[tuple[str, str | int]]


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """What is particular to a service.

    Attributes:
        name: Its name as its makers write it.
        login: What the user puts into `password`, and where the user finds it.
        needs_user: The account needs `user`.
        options: What else the account needs, by name.
    """

    name: str
    login: str
    needs_user: bool = False
    options: tuple[str, ...] = ()


class Service(Protocol):
    """The API of a service, logged in."""

    def unread(self) -> Iterable[SourceItem]:
        """Yield what is unread, newest first, page after page. Raises FetchError."""

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item with the text that the service has of it. Raises FetchError."""

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark items as read, or archive them; those that were deleted do not matter. Raises FetchError."""


@dataclass(frozen=True, slots=True)
class ServiceSource:
    """The unread items of a service as a source. Items that were told are left out by their keys.

    No time is compared, so the clocks of the service and of this machine may differ.
    """

    api: "Api"
    log_in: Callable[["Api"], Service]

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the newest unread items that were not told, with the text that the service has.

        Raises:
            UsageError: There is no login.
            FetchError: The service refuses the login, or the address is not that of such a service.
            UnavailableError: The service cannot be reached.
        """
        service = self.log_in(self.api)
        listed = islice(service.unread(), _MOST_LISTED)
        waiting = islice((item for item in listed if item.key not in visit.told), visit.most)
        items = (stamped(_with_text(service, item)) for item in waiting)
        return SourceAnswer(tuple(item for item in items if item.url or item.html), self.api.title)

    def after_told(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark items as read, or archive them. Raises the errors of `items`."""
        self.log_in(self.api).settle(keys, action)


@dataclass(frozen=True, slots=True)
class Api:
    """The requests to one service.

    Attributes:
        kind: What is particular to the service.
        address: The source's address, such as 'miniflux+https://reader.example'.
        context: Limits and access.
        headers: What every request carries, such as the user's token.
    """

    kind: ServiceKind
    address: str
    context: SourceContext
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def host(self) -> str:
        """The host, with its port if the address has one."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def title(self) -> str:
        """The name of the source."""
        return f"{self.kind.name} at {self.host}"

    @property
    def base(self) -> str:
        """The URL of the service, without the slash at its end."""
        parts = urlsplit(self.address)
        return urlunsplit((parts.scheme.rpartition("+")[2], self.host, parts.path.rstrip("/"), "", ""))

    def account(self) -> Account:
        """Return the user's login for this service, with its user. Raises UsageError without one."""
        parts = urlsplit(self.address)
        accounts = self.context.fetch.accounts
        places = (self.address, f"{parts.scheme}://{self.host}{parts.path}", self.base)
        account = next(filter(None, (account_for(place, accounts) for place in places)), None)
        user = unquote(parts.username or "") or (account.user if account is not None else "")
        if account is None or not account.password or (self.kind.needs_user and not user):
            raise UsageError(f"there is no login for {self.address}", self.login_hint())
        return replace(account, user=user)

    def option(self, account: Account, name: str) -> str:
        """Return what the account says under `options`. Raises UsageError if it says nothing."""
        secret = dict(account.options).get(name)
        if not secret:
            raise UsageError(f"the login for {self.address} has no {name}", self.login_hint())
        return secret.read(account.user)

    def login_hint(self) -> str:
        """Return what the user writes into the settings file, and where its values come from."""
        facts = [f'address = "{urlsplit(self.address).scheme}://{self.host}"']
        facts += ['user = "..."'] if self.kind.needs_user else []
        facts += ['password = {command = "..."}']
        others = ", ".join(f'{name} = "..."' for name in self.kind.options)
        facts += [f"options = {{{others}}}"] if others else []
        return f"Write into briefing.toml, under [[fetch.accounts]]: {', '.join(facts)}. {self.kind.login}"

    def _refusal_hint(self) -> str:
        names = (["user"] if self.kind.needs_user else []) + ["password", *self.kind.options]
        where = f"{urlsplit(self.address).scheme}://{self.host}"
        return f"Check {', '.join(names)} for {where} under [[fetch.accounts]]. {self.kind.login}"

    def logged_in(self, headers: Mapping[str, str]) -> "Api":
        """Return the API with the headers that log the user in."""
        return replace(self, headers={**self.headers, **headers})

    def get(self, path: str, query: Query = ()) -> Any:
        """Return the JSON of a URL. Raises FetchError."""
        found = self.call(ApiCall(f"{self.base}{path}{'?' if query else ''}{urlencode(query)}"))
        return self.json_of(found)

    def text(self, path: str) -> str:
        """Return the plain text of a URL. Raises FetchError."""
        return self.call(ApiCall(f"{self.base}{path}")).body.decode("utf-8", "replace").strip()

    def html(self, path: str) -> str:
        """Return the HTML of a URL; '' if it is gone. Raises FetchError."""
        found = self.call(ApiCall(f"{self.base}{path}"), may_be_gone=True)
        if found.status in _GONE or not found.body.strip():
            return ""
        kind = found.headers.get("content-type", "")
        return page_from_bytes(found.body, found.final_address, kind, options=self.context.fetch).text

    def find(self, path: str) -> Any:
        """Return the JSON of a URL; None if it is gone. Raises FetchError."""
        return self.change("GET", path)

    def change(self, method: str, path: str, changes: object = None) -> Any:
        """Send changes as JSON, and return the answer; None from what was deleted. Raises FetchError."""
        body = b"" if changes is None else json.dumps(changes).encode()
        headers = {"Content-Type": "application/json"} if body else {}
        found = self.call(ApiCall(f"{self.base}{path}", method, headers, body), may_be_gone=True)
        return None if found.status in _GONE or not found.body.strip() else self.json_of(found)

    def submit_login(self, path: str, values: Query) -> Download:
        """Send the form of a login, to which 400 is a refusal, too (RFC 6749, 5.2). Raises FetchError."""
        return self.call(self._form(path, values), refused=(*_REFUSED, 400))

    def submit(self, path: str, values: Query) -> None:
        """Send a form. Raises FetchError."""
        self.call(self._form(path, values))

    def _form(self, path: str, values: Query) -> ApiCall:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return ApiCall(f"{self.base}{path}", "POST", headers, urlencode(values).encode())

    def call(self, call: ApiCall, may_be_gone: bool = False, refused: Sequence[int] = _REFUSED) -> Download:
        """Send a request with the user's login. Raises FetchError, with a hint that says what to do."""
        whole = replace(call, headers={"Accept": "*/*", **self.headers, **call.headers})
        found = call_api(whole, self.context.fetch, self.context.resolve_host)
        if found.status in refused:
            raise FetchError(f"{self.host} refuses the login for {self.kind.name}", self._refusal_hint())
        if _MOVED <= found.status < _FAILED:
            where = found.headers.get("location", "").partition("?")[0]
            raise FetchError(f"{call.address} has moved to {where}", "Add the source with its new address.")
        if found.status >= _FAILED and not (may_be_gone and found.status in _GONE):
            raise FetchError(f"{call.address} answers {found.status}", self._address_hint())
        return found

    def json_of(self, found: Download) -> Any:
        """Return the JSON of a response. Raises FetchError if it is none."""
        try:
            return json.loads(found.body)
        except (ValueError, RecursionError) as cause:
            raise self.surprise() from cause

    def surprise(self) -> FetchError:
        """Return the error for an answer that is not what the service documents."""
        return FetchError(f"{self.host} does not answer as {self.kind.name} does", self._address_hint())

    def entries(self, found: Any, *names: str) -> list[dict[str, Any]]:
        """Return the objects of a list, which stands under `names`. Raises FetchError if there is no list."""
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        if not isinstance(found, list):
            raise self.surprise()
        return [one for one in found if isinstance(one, dict)]

    def past_date(self, text: str) -> str:
        """Return a date as ISO 8601 in UTC; '' for one in the future, as from a clock that is wrong."""
        published = iso_date(text)
        return published if is_plausible(published, self.context.fetch.fetched) else ""

    def _address_hint(self) -> str:
        return f"Give the address of the start page of {self.kind.name}, with {urlsplit(self.address).scheme}://."


def service_source(
    address: str, context: SourceContext, kind: ServiceKind, log_in: Callable[[Api], Service]
) -> ServiceSource:
    """Return the source of an address. Raises UsageError if the address holds a password or a query."""
    api = Api(kind, address, context)
    parts = urlsplit(address)
    if parts.password is not None or parts.query or not parts.hostname:
        raise UsageError(f"the address of {kind.name} is a host and perhaps a path", api.login_hint())
    return ServiceSource(api, log_in)


def _with_text(service: Service, item: SourceItem) -> SourceItem:
    """Return the item with its text; without it if the service cannot give this one. Raises NoAnswerError."""
    try:
        return service.with_text(item)
    except NoAnswerError:
        raise
    except FetchError:
        return item


def entries_of_pages(
    read: Callable[[int], Sequence[dict[str, Any]]], page_size: int
) -> Iterator[dict[str, Any]]:
    """Yield the entries of a list page after page; a page that is not full is the last one.

    Args:
        read: Returns the entries of a page; the first one is 0.
        page_size: Entries of a full page.
    """
    for number in count():
        entries = read(number)
        yield from entries
        if len(entries) < page_size:
            return


def in_groups(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield the keys in groups that one request can hold."""
    for begin in range(0, len(keys), size):
        yield keys[begin : begin + size]
