"""A server that speaks the APIs of read-later services and feed readers, written from their documentation.

Each request and each response is checked by a schema of `service_schemas.json`: what differs from the
documentation stands in `problems`, on whichever side it happened.
"""

import json
import math
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jsonschema import Draft202012Validator
from tests.fetch.servers import Answer, Handler, Server

from briefing.fetch import (
    Account,
    FetchOptions,
    ItemSource,
    Secret,
    SourceContext,
    SourceVisit,
    open_source,
)
from briefing.fetch.http_client import resolve
from briefing.model import SourceItem

SCHEMAS: dict[str, Any] = json.loads(Path(__file__).with_name("service_schemas.json").read_text("utf-8"))
SERVICES = tuple(SCHEMAS)
TEXT = "<p>The ferry was repaired, and it sails at noon again.</p>"
TOKEN, PASSWORD, CLIENT_SECRET = "t0ken-of-the-list", "p4ssw0rd-of-anna", "cl1ent-s3cret"
SESSION, ACTION_TOKEN = "s3ssion-of-anna", "act1on-token".ljust(57, "Z")
SECRETS = (
    TOKEN,
    PASSWORD,
    CLIENT_SECRET,
    SESSION,
    ACTION_TOKEN,
    b64encode(f"anna:{PASSWORD}".encode()).decode(),
)
_READER_ITEM = "tag:google.com,2005:reader/item/"


@dataclass
class Saved:
    """An article of a list. `number` is its id in every service, newest last."""

    number: int
    title: str
    url: str = ""
    html: str = ""
    published: str = "2026-11-20T08:00:00Z"
    author: str = ""
    read: bool = False
    archived: bool = False
    deleted: bool = False
    tags: list[str] = field(default_factory=list)
    snapshot: bool = True

    @property
    def long_id(self) -> str:
        return f"bookmark{self.number:012}"

    def key(self, service: str) -> str:
        """The id that the service gives it."""
        return {"readeck": self.long_id, "freshrss": f"{_READER_ITEM}{self.number:016x}"}.get(
            service, str(self.number)
        )


@dataclass
class Asked:
    """A request: what was asked for, with the parts of its path."""

    query: dict[str, str]
    body: Any
    form: dict[str, list[str]]
    parts: Mapping[str, str]

    def number(self, name: str, otherwise: int) -> int:
        return int(self.query.get(name, otherwise))


Reply = Any  # JSON, text, or an int: a status without a body


@dataclass
class ReadingServer:
    """A list for each service, below the path `prefix`. `faults` are answered first, one a request."""

    lists: dict[str, list[Saved]] = field(default_factory=lambda: {name: [] for name in SERVICES})
    problems: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: list[Answer] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)  # ids that the server fails at
    prefix: str = ""
    collections: dict[str, int] = field(default_factory=dict)

    def answer(self, handler: Handler) -> None:
        """Answer a request of any service."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        if self.faults:
            self.faults.pop(0)(handler)
            return
        parts = urlsplit(handler.path.removeprefix(self.prefix))
        for service, schema in SCHEMAS.items():
            for operation in schema["operations"]:
                found = _path_pattern(operation["path"]).fullmatch(parts.path)
                if found and operation["method"] == handler.command:
                    asked = self._asked(operation, parts.query, body, found.groupdict())
                    self._answer(handler, service, operation, asked)
                    return
        handler.send(b"no such operation", 404, Content_Type="text/plain")

    def _asked(self, operation: dict[str, Any], query: str, body: bytes, parts: Mapping[str, str]) -> Asked:
        values = {name: given[-1] for name, given in parse_qs(query, keep_blank_values=True).items()}
        form = parse_qs(body.decode()) if "form" in operation else {}
        sent = json.loads(body) if "body" in operation and body else None
        self._check(operation.get("query", _NOTHING), values, f"{operation['name']} query")
        self._check(operation.get("form", _NOTHING), form, f"{operation['name']} form")
        self._check(operation.get("body", {"type": "null"}), sent, f"{operation['name']} body")
        if body and not {"form", "body"} & set(operation):
            self.problems.append(f"{operation['name']} has no body")
        return Asked(values, sent, form, parts)

    def _answer(self, handler: Handler, service: str, operation: dict[str, Any], asked: Asked) -> None:
        self.calls.append(f"{service} {operation['name']}")
        if not operation.get("open") and not _is_logged_in(service, handler):
            handler.send(b'{"error":"access_denied"}', 401, Content_Type="application/json")
            return
        if asked.parts.get("id") in self.broken:
            handler.send(b"", 500)
            return
        act: Callable[[Asked], Reply] = getattr(self, f"_{service}_{operation['name']}")
        reply = act(asked)
        if isinstance(reply, int):
            handler.send(b"", reply)
        elif isinstance(reply, str):
            handler.send(reply.encode(), Content_Type="text/html; charset=utf-8")
        else:
            self._check(operation["response"], reply, f"{operation['name']} response")
            handler.send(json.dumps(reply).encode(), Content_Type="application/json")

    def _check(self, schema: dict[str, Any], value: object, name: str) -> None:
        self.problems += [
            f"{name}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)
        ]

    def _of(self, service: str, number: str) -> Saved | None:
        known = (
            one for one in self.lists[service] if number in (str(one.number), one.long_id) and not one.deleted
        )
        return next(known, None)

    def _waiting(self, service: str) -> list[Saved]:
        return [one for one in reversed(self.lists[service]) if not (one.read or one.archived or one.deleted)]

    def _miniflux_get_entries(self, asked: Asked) -> Reply:
        waiting = self._waiting("miniflux")
        begin = asked.number("offset", 0)
        some = waiting[begin : begin + asked.number("limit", 100)]
        return {"total": len(waiting), "entries": [_miniflux_entry(one) for one in some]}

    def _miniflux_update_entries(self, asked: Asked) -> Reply:
        for one in self.lists["miniflux"]:
            one.read = one.read or one.number in asked.body["entry_ids"]
        return 204

    def _freshrss_client_login(self, asked: Asked) -> Reply:
        right = {"Email": ["anna"], "Passwd": [PASSWORD]}
        return f"SID={SESSION}\nLSID=null\nAuth={SESSION}\n" if asked.form == right else 401

    def _freshrss_stream_contents(self, asked: Asked) -> Reply:
        waiting = [one for one in self._waiting("freshrss") if one.number < asked.number("c", 1 << 40)]
        some = waiting[: asked.number("n", 20)]
        more = {"continuation": str(some[-1].number)} if len(some) < len(waiting) else {}
        items = [_reader_item(one) for one in some]
        return {"id": "user/-/state/com.google/reading-list", "updated": 1796000000, "items": items, **more}

    def _freshrss_token(self, asked: Asked) -> Reply:
        return f"{ACTION_TOKEN}\n"

    def _freshrss_edit_tag(self, asked: Asked) -> Reply:
        if asked.form["T"] != [ACTION_TOKEN]:
            return 401
        numbers = {int(item.removeprefix(_READER_ITEM), 16) for item in asked.form["i"]}
        for one in self.lists["freshrss"]:
            one.read = one.read or one.number in numbers
        return "OK"

    def _wallabag_oauth_token(self, asked: Asked) -> Reply:
        given = [asked.form[name][0] for name in ("client_id", "client_secret", "username", "password")]
        if given != ["1_client", CLIENT_SECRET, "anna", PASSWORD]:
            return 400
        return {
            "access_token": SESSION,
            "expires_in": 3600,
            "refresh_token": "r",
            "scope": None,
            "token_type": "bearer",
        }

    def _wallabag_list_entries(self, asked: Asked) -> Reply:
        waiting, page, size = self._waiting("wallabag"), asked.number("page", 1), asked.number("perPage", 30)
        pages = max(1, math.ceil(len(waiting) / size))
        if page > pages:
            return 404
        items = [_wallabag_entry(one) for one in waiting[(page - 1) * size : page * size]]
        for item in items:
            item.pop("content")
        return {
            "page": page,
            "limit": size,
            "pages": pages,
            "total": len(waiting),
            "_embedded": {"items": items},
        }

    def _wallabag_get_entry(self, asked: Asked) -> Reply:
        known = self._of("wallabag", asked.parts["id"])
        return 404 if known is None else _wallabag_entry(known)

    def _wallabag_patch_entry(self, asked: Asked) -> Reply:
        known = self._of("wallabag", asked.parts["id"])
        if known is None:
            return 404
        known.archived = bool(asked.body.get("archive", known.archived))
        return _wallabag_entry(known)

    def _readeck_list_bookmarks(self, asked: Asked) -> Reply:
        listed = [one for one in reversed(self.lists["readeck"]) if not (one.archived or one.deleted)]
        begin = asked.number("offset", 0)
        return [_readeck_bookmark(one) for one in listed[begin : begin + asked.number("limit", 50)]]

    def _readeck_get_article(self, asked: Asked) -> Reply:
        known = self._of("readeck", asked.parts["id"])
        return known.html if known is not None and known.html else 404

    def _readeck_update_bookmark(self, asked: Asked) -> Reply:
        known = self._of("readeck", asked.parts["id"])
        if known is None:
            return 404
        known.archived = asked.body.get("is_archived", known.archived)
        known.read = known.read or asked.body.get("read_progress") == 100
        return {
            "href": f"/api/bookmarks/{known.long_id}",
            "id": known.long_id,
            "updated": known.published,
            **asked.body,
        }

    def _linkding_list_bookmarks(self, asked: Asked) -> Reply:
        waiting, begin, size = (
            self._waiting("linkding"),
            asked.number("offset", 0),
            asked.number("limit", 100),
        )
        following = (
            f"/api/bookmarks/?limit={size}&offset={begin + size}" if begin + size < len(waiting) else None
        )
        return _counted([_linkding_bookmark(one) for one in waiting[begin : begin + size]], following)

    def _linkding_list_assets(self, asked: Asked) -> Reply:
        known = self._of("linkding", asked.parts["id"])
        if known is None:
            return 404
        asset = {"id": 7, "bookmark": known.number, "display_name": "page", "status": "complete"}
        saved = asset | {
            "asset_type": "snapshot",
            "content_type": "text/html",
            "date_created": known.published,
        }
        other = asset | {"id": 8, "asset_type": "upload", "content_type": "image/png", "date_created": "2027"}
        return _counted([saved, other] if known.snapshot and known.html else [other])

    def _linkding_download_asset(self, asked: Asked) -> Reply:
        known = self._of("linkding", asked.parts["id"])
        picture = '<img src="data:image/png;base64,iVBORw0KGgo="><style>p{color:red}</style>'
        begin = '<!DOCTYPE html> <html lang="en"><head><title>Saved</title></head><body><article>'
        return (
            404
            if known is None
            else f"{begin}<h1>{known.title}</h1>{picture}{known.html}</article></body></html>"
        )

    def _linkding_patch_bookmark(self, asked: Asked) -> Reply:
        known = self._of("linkding", asked.parts["id"])
        if known is None:
            return 404
        known.read = not asked.body["unread"]
        return _linkding_bookmark(known)

    def _linkding_archive_bookmark(self, asked: Asked) -> Reply:
        known = self._of("linkding", asked.parts["id"])
        if known is None:
            return 404
        known.archived = True
        return 204

    def _raindrop_get_raindrops(self, asked: Asked) -> Reply:
        listed = [one for one in reversed(self.lists["raindrop"]) if not (one.archived or one.deleted)]
        size = asked.number("perpage", 25)
        begin = asked.number("page", 0) * size
        return {"result": True, "items": [_raindrop(one) for one in listed[begin : begin + size]]}

    def _raindrop_get_raindrop(self, asked: Asked) -> Reply:
        known = self._of("raindrop", asked.parts["id"])
        return 404 if known is None else {"result": True, "item": _raindrop(known)}

    def _raindrop_update_raindrop(self, asked: Asked) -> Reply:
        known = self._of("raindrop", asked.parts["id"])
        if known is None:
            return 404
        known.tags = asked.body.get("tags", known.tags)
        known.read = "read" in known.tags
        known.archived = asked.body.get("collection", {}).get("$id") in self.collections.values()
        return {"result": True, "item": _raindrop(known)}

    def _raindrop_get_collections(self, asked: Asked) -> Reply:
        items = [{"_id": number, "title": title} for title, number in self.collections.items()]
        return {"result": True, "items": items}

    def _raindrop_create_collection(self, asked: Asked) -> Reply:
        self.collections[asked.body["title"]] = 31415
        return {"result": True, "item": {"_id": 31415, "title": asked.body["title"]}}


_NOTHING = {"type": "object", "maxProperties": 0}


def _path_pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/.]+)", re.escape(path)))


def _is_logged_in(service: str, handler: Handler) -> bool:
    sent, token = handler.headers.get("Authorization"), handler.headers.get("X-Auth-Token")
    basic = b64encode(f"anna:{PASSWORD}".encode()).decode()
    return {
        "miniflux": token == TOKEN or sent == f"Basic {basic}",
        "freshrss": sent == f"GoogleLogin auth={SESSION}",
        "wallabag": sent == f"Bearer {SESSION}",
        "readeck": sent == f"Bearer {TOKEN}",
        "linkding": sent == f"Token {TOKEN}",
        "raindrop": sent == f"Bearer {TOKEN}",
    }[service]


def _counted(results: list[dict[str, Any]], following: str | None = None) -> Reply:
    return {"count": len(results), "next": following, "previous": None, "results": results}


def _miniflux_entry(one: Saved) -> dict[str, Any]:
    return {
        "id": one.number, "user_id": 1, "feed_id": 2, "title": one.title, "url": one.url, "comments_url": "",
        "author": one.author, "content": one.html, "published_at": one.published, "status": "unread",
        "starred": False, "enclosures": None, "feed": {"id": 2, "title": "A feed"},
    }  # fmt: skip


def _reader_item(one: Saved) -> dict[str, Any]:
    return {
        "id": f"{_READER_ITEM}{one.number:016x}", "crawlTimeMsec": "1796000000000", "published": 1795161600,
        "title": one.title, "summary": {"content": one.html}, "author": one.author,
        "alternate": [{"href": one.url}] if one.url else [],
        "categories": ["user/-/state/com.google/reading-list"],
        "origin": {"streamId": "feed/2", "title": "A feed"},
    }  # fmt: skip


def _wallabag_entry(one: Saved) -> dict[str, Any]:
    return {
        "id": one.number, "url": one.url or None, "title": one.title, "content": one.html or None,
        "is_archived": int(one.archived), "is_starred": 0, "created_at": "2026-11-22T08:00:00+0000",
        "published_at": one.published, "published_by": [one.author] if one.author else None, "tags": [],
    }  # fmt: skip


def _readeck_bookmark(one: Saved) -> dict[str, Any]:
    progress = {"read_progress": 100} if one.read else {}
    return {
        "id": one.long_id, "href": f"https://readeck.example/api/bookmarks/{one.long_id}", "url": one.url,
        "created": "2026-11-22T08:00:00.646333268Z", "updated": "2026-11-22T08:00:00.646333268Z", "state": 0,
        "loaded": bool(one.html), "title": one.title, "authors": [one.author] if one.author else None,
        "type": "article", "has_article": bool(one.html), "is_deleted": False, "is_archived": one.archived,
        **progress,
    }  # fmt: skip


def _linkding_bookmark(one: Saved) -> dict[str, Any]:
    return {
        "id": one.number, "url": one.url, "title": one.title, "description": "", "notes": "",
        "is_archived": one.archived, "unread": not one.read, "shared": False, "tag_names": one.tags,
        "date_added": "2026-11-22T08:00:00.006313Z", "date_modified": "2026-11-22T08:00:00.006313Z",
    }  # fmt: skip


def _raindrop(one: Saved) -> dict[str, Any]:
    return {
        "_id": one.number, "collection": {"$id": -1}, "link": one.url, "title": one.title, "type": "article",
        "tags": one.tags, "created": "2026-11-22T08:00:00.000Z",
    }  # fmt: skip


def account_toml(service: str, address: str) -> str:
    """The login of a service as the user writes it into the settings file."""
    user = 'user = "anna"\n' if service in ("freshrss", "wallabag") else ""
    secret = PASSWORD if user else TOKEN
    client = (
        f'options = {{client_id = "1_client", client_secret = "{CLIENT_SECRET}"}}\n'
        if service == "wallabag"
        else ""
    )
    return f'[[fetch.accounts]]\naddress = "{address}"\n{user}password = "{secret}"\n{client}\n'


@dataclass
class Reader:
    """A server of all services, and how a source reaches it."""

    reading: ReadingServer
    server: Server

    def address(self, service: str, path: str = "") -> str:
        return f"{service}+{self.server.at(path)}"

    def account(self, service: str) -> Account:
        user = "anna" if service in ("freshrss", "wallabag") else ""
        options = (("client_id", Secret("1_client")), ("client_secret", Secret(variable="CLIENT_SECRET")))
        return Account(self.address(service), user, Secret(PASSWORD if user else TOKEN), options)

    def context(self, *accounts: Account, **limits: Any) -> SourceContext:
        given = {"allow_private": True, "total_ms": 5_000, "first_wait_ms": 1, **limits}
        options = FetchOptions(accounts=accounts, fetched="2026-11-30T06:00:00+00:00", **given)
        return SourceContext(options, resolve)

    def open(self, service: str, *accounts: Account, **limits: Any) -> ItemSource:
        visit = SourceVisit(service, self.address(service))
        return open_source(visit, self.context(*(accounts or (self.account(service),)), **limits))

    def items(
        self, service: str, most: int = 10, told: frozenset[str] = frozenset()
    ) -> tuple[SourceItem, ...]:
        visit = SourceVisit(service, self.address(service), most=most, told=told)
        return self.open(service).items(visit).items

    def fill(self, service: str, number: int) -> None:
        self.reading.lists[service] = [saved(one) for one in range(1, number + 1)]


def saved(number: int, **more: Any) -> Saved:
    return Saved(number, f"Story {number}", f"https://paper.example/{number}", TEXT, **more)
