"""Read-later lists as sources: what is unread in Wallabag, Readeck, linkding and Raindrop.io.

Documentation of their APIs:
- Wallabag: https://doc.wallabag.org/developer/api/oauth/ and https://app.wallabag.it/api/doc
- Readeck: https://readeck.org/en/docs/, and /docs/api of every installation
- linkding: https://linkding.link/api/, its search: https://linkding.link/search/
- Raindrop.io: https://developer.raindrop.io/v1/raindrops
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from briefing.fetch.feed_entries import text_of_entry, web_address, with_facts
from briefing.fetch.item_source import SourceContext
from briefing.fetch.service_api import (
    Api,
    Service,
    ServiceKind,
    ServiceSource,
    entries_of_pages,
    service_source,
)
from briefing.model import AfterTold, SourceItem

_PAGE_SIZE = 50
_WHOLE = 100  # per cent of an article that were read, in Readeck
_RAINDROP_SITE, _RAINDROP_API = "raindrop.io", "api.raindrop.io"
_UNSORTED = "-1"
_COLLECTION = re.compile(r"/(-?\d+)(?:/|$)")  # 'https://app.raindrop.io/my/31415'
_READ_TAG, _ARCHIVE = "read", "Archive"
_ARTICLES = ("link", "article", "")
# what a saved page holds beside its text: images as data, style sheets, scripts
_DATA_URL = re.compile(r"data:[a-z]+/[\w.+-]+;base64,[\w+/=]+", re.IGNORECASE)
_UNSEEN_TAGS = ("style", "script", "svg")
_WALLABAG = ServiceKind(
    "Wallabag",
    "The password is that of the user; make the client in Wallabag: API clients management.",
    needs_user=True,
    options=("client_id", "client_secret"),
)
_READECK = ServiceKind("Readeck", "The password is a token: make it in Readeck, Settings, API Tokens.")
_LINKDING = ServiceKind(
    "linkding", "The password is the token in linkding: Settings, Integrations, REST API."
)
_RAINDROP = ServiceKind(
    "Raindrop.io",
    "The password is a test token: make an app at https://app.raindrop.io/settings/integrations.",
)


@dataclass(frozen=True, slots=True)
class Wallabag:
    """Wallabag, by the password grant of OAuth 2 (RFC 6749, section 4.3)."""

    api: Api

    @classmethod
    def log_in(cls, api: Api) -> "Wallabag":
        """Ask for an access token. Raises UsageError, FetchError."""
        account = api.account()
        names = ("client_id", "client_secret")
        form = [("grant_type", "password"), *((name, api.option(account, name)) for name in names)]
        form += [("username", account.user), ("password", account.password.read(account.user))]
        found = api.json_of(api.submit_login("/oauth/v2/token", form))
        token = text_of_entry(found, "access_token") if isinstance(found, dict) else ""
        if not token:
            raise api.surprise()
        return cls(api.logged_in({"Authorization": f"Bearer {token}"}))

    def unread(self) -> Iterator[SourceItem]:
        """Yield the entries that are not archived, newest first. Raises FetchError."""
        asked = (("archive", 0), ("sort", "created"), ("order", "desc"), ("detail", "metadata"))
        page, pages = 1, 1
        while page <= pages:
            found = self.api.get("/api/entries.json", (*asked, ("perPage", _PAGE_SIZE), ("page", page)))
            entries = self.api.entries(found, "_embedded", "items")
            yield from (_item(one) for one in entries if text_of_entry(one, "id"))
            said = text_of_entry(found, "pages")
            pages = int(said) if entries and said.isdecimal() else 1
            page += 1

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item with its content. Raises FetchError."""
        entry = self.api.find(f"/api/entries/{item.key}.json")
        if not isinstance(entry, dict):
            return item
        authors = entry.get("published_by") or ()
        published = text_of_entry(entry, "published_at")
        html = with_facts(text_of_entry(entry, "content"), published, [str(one) for one in authors])
        return replace(item, html=html)

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Archive entries, which Wallabag also calls 'mark as read'. Raises FetchError."""
        for key in keys:
            self.api.change("PATCH", f"/api/entries/{key}.json", {"archive": 1})


@dataclass(frozen=True, slots=True)
class Readeck:
    """Readeck, by a token."""

    api: Api

    @classmethod
    def log_in(cls, api: Api) -> "Readeck":
        """Return the service with the user's token. Raises UsageError."""
        return cls(_with_token(api, "Bearer"))

    def unread(self) -> Iterator[SourceItem]:
        """Yield the articles that are neither archived nor read to their end, newest first."""
        asked = (("is_archived", "false"), ("type", "article"), ("sort", "-created"), ("limit", _PAGE_SIZE))

        def page(number: int) -> list[dict[str, Any]]:
            found = self.api.get("/api/bookmarks", (*asked, ("offset", number * _PAGE_SIZE)))
            return self.api.entries(found)

        for one in entries_of_pages(page, _PAGE_SIZE):
            if text_of_entry(one, "id") and not _is_read_in_readeck(one):
                yield _item(one)

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item with its article; without one while Readeck loads the page. Raises FetchError."""
        return replace(item, html=self.api.html(f"/api/bookmarks/{item.key}/article"))

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Archive bookmarks, or mark them as read to their end. Raises FetchError."""
        changes = {"is_archived": True} if action == "archive" else {"read_progress": _WHOLE}
        for key in keys:
            self.api.change("PATCH", f"/api/bookmarks/{key}", changes)


@dataclass(frozen=True, slots=True)
class Linkding:
    """linkding, by the user's token. Its newest HTML snapshot is the text of a bookmark."""

    api: Api

    @classmethod
    def log_in(cls, api: Api) -> "Linkding":
        """Return the service with the user's token. Raises UsageError."""
        return cls(_with_token(api, "Token"))

    def unread(self) -> Iterator[SourceItem]:
        """Yield the unread bookmarks that are not archived, newest first. Raises FetchError."""
        offset = 0
        while True:
            asked = (("q", "!unread"), ("limit", _PAGE_SIZE), ("offset", offset))
            found = self.api.get("/api/bookmarks/", asked)
            entries = self.api.entries(found, "results")
            yield from (_item(one) for one in entries if text_of_entry(one, "id") and one.get("unread"))
            offset += _PAGE_SIZE
            if not found.get("next"):
                return

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item with its newest snapshot. Raises FetchError."""
        path = f"/api/bookmarks/{item.key}/assets/"
        found = self.api.find(path)
        assets = self.api.entries(found, "results") if found is not None else []
        snapshots = [one for one in assets if _is_snapshot(one)]
        if not snapshots:
            return item
        newest = max(snapshots, key=lambda one: text_of_entry(one, "date_created"))
        html = self.api.html(f"{path}{text_of_entry(newest, 'id')}/download/")
        return replace(item, html=_without_unseen(_DATA_URL.sub("", html)))

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Archive bookmarks, or mark them as read. Raises FetchError."""
        for key in keys:
            if action == "archive":
                self.api.change("POST", f"/api/bookmarks/{key}/archive/")
            else:
                self.api.change("PATCH", f"/api/bookmarks/{key}/", {"unread": False})


@dataclass(frozen=True, slots=True)
class Raindrop:
    """A collection of Raindrop.io, by a test token.

    Raindrop.io does not know what is read: what has the tag 'read' is. Archived bookmarks go to a collection
    'Archive'.
    """

    api: Api
    collection: str

    @classmethod
    def log_in(cls, api: Api) -> "Raindrop":
        """Return the collection of the address, 'Unsorted' without one. Raises UsageError."""
        parts = urlsplit(api.address)
        found = _COLLECTION.search(parts.path)
        host = _RAINDROP_API if api.host.endswith(_RAINDROP_SITE) else api.host
        rest = parts._replace(netloc=host, path="/rest/v1").geturl()
        return cls(replace(_with_token(api, "Bearer"), address=rest), found[1] if found else _UNSORTED)

    def unread(self) -> Iterator[SourceItem]:
        """Yield the links and articles without the tag 'read', newest first. Raises FetchError."""

        def page(number: int) -> list[dict[str, Any]]:
            asked = (("sort", "-created"), ("perpage", _PAGE_SIZE), ("page", number))
            return self.api.entries(self.api.get(f"/raindrops/{self.collection}", asked), "items")

        for one in entries_of_pages(page, _PAGE_SIZE):
            is_article = text_of_entry(one, "type") in _ARTICLES
            if is_article and text_of_entry(one, "_id") and _READ_TAG not in _tags(one):
                yield _item(one, "_id", "link")

    def with_text(self, item: SourceItem) -> SourceItem:
        """Return the item: its page has the text."""
        return item

    def settle(self, keys: Sequence[str], action: AfterTold) -> None:
        """Move bookmarks to the collection 'Archive', or give them the tag 'read'. Raises FetchError."""
        archive = self._archive() if action == "archive" else ""
        for key in keys:
            if archive:
                self._change("PUT", f"/raindrop/{key}", {"collection": {"$id": int(archive)}})
                continue
            tags = _tags(self._change("GET", f"/raindrop/{key}"))
            if _READ_TAG not in tags:  # the request replaces all tags
                self._change("PUT", f"/raindrop/{key}", {"tags": [*tags, _READ_TAG]})

    def _archive(self) -> str:
        """Return the id of the collection for archived bookmarks; make it if there is none."""
        for one in self.api.entries(self.api.get("/collections"), "items"):
            if text_of_entry(one, "title") == _ARCHIVE:
                return text_of_entry(one, "_id")
        return text_of_entry(self._change("POST", "/collection", {"title": _ARCHIVE}), "_id")

    def _change(self, method: str, path: str, changes: object = None) -> dict[str, Any]:
        """Return the item of an answer; {} from what was deleted. Raises FetchError."""
        found = self.api.change(method, path, changes)
        if found is None:
            return {}
        if not (isinstance(found, dict) and found.get("result") and isinstance(found.get("item"), dict)):
            raise self.api.surprise()
        item: dict[str, Any] = found["item"]
        return item


def open_source(address: str, context: SourceContext) -> ServiceSource:
    """Return the list of an address. Raises UsageError if the address holds a password."""
    kind, log_in = _SERVICES[urlsplit(address).scheme.partition("+")[0]]
    return service_source(address, context, kind, log_in)


_SERVICES: dict[str, tuple[ServiceKind, Callable[[Api], Service]]] = {
    "wallabag": (_WALLABAG, Wallabag.log_in),
    "readeck": (_READECK, Readeck.log_in),
    "linkding": (_LINKDING, Linkding.log_in),
    "raindrop": (_RAINDROP, Raindrop.log_in),
}


def _with_token(api: Api, scheme: str) -> Api:
    account = api.account()
    return api.logged_in({"Authorization": f"{scheme} {account.password.read(account.user)}"})


def _item(entry: dict[str, Any], key: str = "id", url: str = "url") -> SourceItem:
    """Return the item of an entry. It has no date: what waits is fresh, whenever its page was published."""
    return SourceItem(text_of_entry(entry, key), web_address(entry, url), text_of_entry(entry, "title"))


def _is_read_in_readeck(entry: dict[str, Any]) -> bool:
    """Return True if the user read the article to its end, or deleted it."""
    progress = entry.get("read_progress")
    return bool(entry.get("is_deleted")) or (isinstance(progress, int | float) and progress >= _WHOLE)


def _is_snapshot(asset: dict[str, Any]) -> bool:
    """Return True for a saved page of linkding that is complete."""
    kind, status = text_of_entry(asset, "asset_type"), text_of_entry(asset, "status")
    return (kind, status) == ("snapshot", "complete") and "html" in text_of_entry(asset, "content_type")


def _without_unseen(html: str) -> str:
    """Return the HTML without styles, scripts and drawings; one that is not closed stays.

    What is behind the last closing tag is not searched, so that the time grows with the length only.
    """
    for tag in _UNSEEN_TAGS:
        closings = list(re.finditer(rf"</{tag}\s*>", html, re.IGNORECASE))
        end = closings[-1].end() if closings else 0
        whole = re.compile(rf"<{tag}\b.*?</{tag}\s*>", re.IGNORECASE | re.DOTALL)
        html = whole.sub("", html[:end]) + html[end:]
    return html


def _tags(entry: dict[str, Any]) -> list[str]:
    tags = entry.get("tags")
    return [str(tag) for tag in tags] if isinstance(tags, list) else []
