"""The Starlette application: files by GET and HEAD, articles by POST, behind the gate."""

import gzip
import hashlib
import os
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from briefing.publish import media_type_of
from briefing.serve.articles import Inlet
from briefing.serve.asking import accepts_gzip, usable_range
from briefing.serve.gate import Gate, host_of
from briefing.serve.options import ServeOptions
from briefing.serve.site import audio_file, site_file
from briefing.serve.token import KeptToken

# Other players may read these from their own origin
SHARED = (".vtt", ".json", ".xml", ".jpg", ".mp3")
PACKED = ("text/", "application/json", "application/rss", "application/manifest")
LEAST_TO_PACK = 1000


def build_app(options: ServeOptions) -> Starlette:
    """The whole server; nothing is read or written until a request comes."""
    files = Files(options)
    routes = [
        Route("/articles", Inlet(options).take, methods=["POST"]),
        Route("/{path:path}", files.answer, methods=["GET", "OPTIONS"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Gate, token=KeptToken(options))])


class Files:
    """Answers for every file of the site. The methods are plain functions: Starlette runs them in threads."""

    def __init__(self, options: ServeOptions) -> None:
        self.options = options

    def answer(self, request: Request) -> Response:
        """A file, or what may be asked of it."""
        return self.allow(request) if request.method == "OPTIONS" else self.give(request)

    def give(self, request: Request) -> Response:
        """A file, a part of it, or the news that it has not changed."""
        path = request.path_params["path"]
        audio = audio_file(self.options, path)
        if audio is not None:
            facts = audio.stat()
            _ask_within(request, facts.st_size)
            return _not_modified(request, _audio_response(facts, audio))
        data = site_file(self.options, self._base(request), path)
        if data is None:
            return Response(status_code=404)
        return _not_modified(request, _text_response(request.headers, path or "index.html", data))

    def allow(self, request: Request) -> Response:
        """What a browser asks before it reads a transcript from another page."""
        allowed = {"access-control-allow-methods": "GET, HEAD", "access-control-allow-headers": "Range"}
        return Response(status_code=204, headers={**_sharing(request.path_params["path"]), **allowed})

    def _base(self, request: Request) -> str:
        outside = self.options.base.rstrip("/") or f"{request.scope['scheme']}://{host_of(request.scope)}"
        return f"{outside}{request.scope['root_path']}"


def _ask_within(request: Request, size: int) -> None:
    """Leave of the Range header what this file can answer; `FileResponse` reads it from the same scope."""
    asked = request.headers.get("range")
    if asked is not None:
        others = [(name, value) for name, value in request.scope["headers"] if name != b"range"]
        usable = usable_range(asked, size)
        request.scope["headers"] = [*others, (b"range", usable.encode("latin-1"))] if usable else others


def _audio_response(facts: os.stat_result, audio: Path) -> Response:
    headers = {"cache-control": "private, max-age=3600", **_sharing(audio.name)}
    return FileResponse(audio, stat_result=facts, media_type="audio/mpeg", headers=headers)


def _text_response(asked: Headers, path: str, data: bytes) -> Response:
    """A small file, packed where the reader can unpack and it is worth it; each form has its own ETag."""
    media_type = media_type_of(path)
    packed = len(data) >= LEAST_TO_PACK and media_type.startswith(PACKED)
    headers = {"cache-control": "private, no-cache", **_sharing(path)}
    if packed:
        headers["vary"] = "accept-encoding"
    if packed and accepts_gzip(asked.get("accept-encoding", "")):
        data = _packed(data)
        headers["content-encoding"] = "gzip"
    headers["etag"] = _etag(data)
    return Response(data, media_type=None, headers={**headers, "content-type": media_type})


@lru_cache(maxsize=8)
def _packed(data: bytes) -> bytes:
    """The feed above all, which every phone asks for again and again."""
    return gzip.compress(data, 6, mtime=0)


@lru_cache(maxsize=32)
def _etag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:24]}"'


def _sharing(path: str) -> dict[str, str]:
    if not path.endswith(SHARED):
        return {}
    exposed = "Accept-Ranges, Content-Length, Content-Range, ETag"
    return {"access-control-allow-origin": "*", "access-control-expose-headers": exposed}


def _not_modified(request: Request, response: Response) -> Response:
    """304 where the reader has this very file (RFC 9110, 13.1.2 and 13.1.3)."""
    wanted = request.headers.get("if-none-match")
    if wanted is not None:
        tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
        same = "*" in tags or response.headers["etag"] in tags
    else:
        same = _not_since(request.headers.get("if-modified-since"), response.headers.get("last-modified"))
    if not same:
        return response
    kept = ("etag", "cache-control", "vary", "last-modified", "access-control-allow-origin")
    return Response(
        status_code=304, headers={name: response.headers[name] for name in kept if name in response.headers}
    )


def _not_since(asked: str | None, modified: str | None) -> bool:
    if asked is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        return False
