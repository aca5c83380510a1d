"""Feed readers as sources: the unread entries of Miniflux and FreshRSS.

Documentation of their APIs:
- Miniflux: https://miniflux.app/docs/api.html
- FreshRSS: https://freshrss.github.io/FreshRSS/en/developers/06_GoogleReader_API.html; the API is that of
  Google Reader: https://github.com/mihaip/google-reader-api/tree/master/wiki
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import UnavailableError
from briefing.fetch.feed_entries import text_of_entry, web_address, with_facts
from briefing.fetch.item_source import SourceContext
from briefing.fetch.service_api import (
    Api,
    ServiceKind,
    ServiceSource,
    entries_of_pages,
    in_groups,
    service_source,
)
from briefing.model import AfterTold, SourceItem

_PAGE_SIZE = 50
_READ = "user/-/state/com.google/read"
_READING_LIST = "user/-/state/com.google/reading-list"
_GREADER = "/api/greader.php"
_AT_ONCE = 50  # entries that one request marks
_MINIFLUX = ServiceKind("Miniflux", "Make an API key in Miniflux: Settings, API Keys.")
_FRESHRSS = ServiceKind(
    "FreshRSS",
    "Allow API access in FreshRSS (Settings, Authentication), and set an API password (Settings, Profile).",
    needs_user=True,
)


@dataclass(frozen=True, slots=True)
class Miniflux:
    """Miniflux, by an API key, or by user and password if the account has a user."""

    api: Api

    @classmethod
    def log_in(cls, api: Api) -> "Miniflux":
        """Return the service with the user's login. Raises UsageError."""
        account = api.account()
        secret = account.password.read(account.user)
        if not account.user:
            return cls(api.logged_in({"X-Auth-Token": secret}))
        login = b64encode(f"{account.user}:{secret}".encode()).decode()
        return cls(api.logged_in({"Authorization": f"Basic {login}"}))

    def unread(self) -> Iterator[SourceItem]:
        """Yield the unread entries, newest first. Raises FetchError."""
        asked = (
            ("status", "unread"),
            ("order", "published_at"),
            ("direction", "desc"),
            ("limit", _PAGE_SIZE),
        )

        def page(number: int) -> list[dict[str, Any]]:
            found = self.api.get("/v1/entries", (*asked, ("offset", number * _PAGE_SIZE)))
            return self.api.entries(found, "entries")

        entries = entries_of_pages(page, _PAGE_SIZE)
        yield from (self._item(one) for one in entries if text_of_entry(one, "id"))

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item: the list has the text."""
        return item

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark entries as read. Raises FetchError."""
        for some in in_groups(keys, _AT_ONCE):
            ids = [int(key) for key in some if key.isdecimal()]
            self.api.change("PUT", "/v1/entries", {"entry_ids": ids, "status": "read"})

    def _item(self, entry: dict[str, Any]) -> SourceItem:
        return SourceItem(
            text_of_entry(entry, "id"),
            web_address(entry, "url"),
            text_of_entry(entry, "title"),
            self.api.past_date(text_of_entry(entry, "published_at")),
            html=with_facts(text_of_entry(entry, "content"), "", [text_of_entry(entry, "author")]),
        )


@dataclass(frozen=True, slots=True)
class FreshRss:
    """FreshRSS, by the user's name and API password."""

    api: Api

    @classmethod
    def log_in(cls, api: Api) -> "FreshRss":
        """Ask for the token of a session. Raises UsageError, FetchError."""
        account = api.account()
        form = (("Email", account.user), ("Passwd", account.password.read(account.user)))
        try:
            said = api.submit_login(f"{_greader(api)}/accounts/ClientLogin", form).body.decode(
                "utf-8", "replace"
            )
        except UnavailableError as cause:
            raise UnavailableError(cause.message, _FRESHRSS.login) from cause  # 503 says that the API is off
        tokens = [line.removeprefix("Auth=") for line in said.splitlines() if line.startswith("Auth=")]
        if not tokens:
            raise api.surprise()
        return cls(api.logged_in({"Authorization": f"GoogleLogin auth={tokens[0].strip()}"}))

    def unread(self) -> Iterator[SourceItem]:
        """Yield the unread entries, newest first. Raises FetchError."""
        path = f"{_greader(self.api)}/reader/api/0/stream/contents/{_READING_LIST}"
        asked: tuple[tuple[str, str | int], ...] = (("output", "json"), ("xt", _READ), ("n", _PAGE_SIZE))
        goes_on = ""
        while True:
            found = self.api.get(path, (*asked, ("c", goes_on)) if goes_on else asked)
            entries = self.api.entries(found, "items")
            yield from (self._item(one) for one in entries if text_of_entry(one, "id"))
            following = text_of_entry(found, "continuation")
            if not entries or following in ("", goes_on):
                return
            goes_on = following

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item: the list has the text."""
        return item

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark entries as read. Raises FetchError."""
        begin = f"{_greader(self.api)}/reader/api/0"
        token = self.api.text(f"{begin}/token")
        for some in in_groups(keys, _AT_ONCE):
            ids = [("i", key) for key in some]
            self.api.submit(f"{begin}/edit-tag", (*ids, ("a", _READ), ("T", token)))

    def _item(self, entry: dict[str, Any]) -> SourceItem:
        links = [one for one in entry.get("alternate") or () if isinstance(one, dict)]
        texts = [entry.get(name) for name in ("content", "summary")]
        html = max(
            (text_of_entry(one, "content") for one in texts if isinstance(one, dict)), key=len, default=""
        )
        return SourceItem(
            text_of_entry(entry, "id"),
            web_address(links[0], "href") if links else "",
            text_of_entry(entry, "title"),
            self.api.past_date(text_of_entry(entry, "published")),
            html=with_facts(html, "", [text_of_entry(entry, "author")]),
        )


def open_source(address: str, context: SourceContext) -> ServiceSource:
    """Return the feed reader of an address. Raises UsageError if the address holds a password."""
    if urlsplit(address).scheme.startswith("miniflux"):
        return service_source(address, context, _MINIFLUX, Miniflux.log_in)
    return service_source(address, context, _FRESHRSS, FreshRss.log_in)


def _greader(api: Api) -> str:
    """Return the path of the API; the user may have given the address that FreshRSS shows for it."""
    return "" if api.base.endswith(_GREADER) else _GREADER
