"""The Starlette application: files of the site by GET and HEAD, articles by POST, behind the token.

Request headers are evaluated as RFC 9110 defines them: Accept-Encoding, Range, and conditional requests.
"""

import gzip
import hashlib
import os
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from briefing.publish import media_type_of, missing_page
from briefing.serve.articles import ArticleEndpoint
from briefing.serve.options import ServeOptions
from briefing.serve.positions import PositionEndpoint
from briefing.serve.site import audio_file, site_file
from briefing.serve.token_middleware import CurrentToken, TokenMiddleware, host_of

# Web players of other origins may read these
_CORS_SUFFIXES = (".vtt", ".json", ".xml", ".jpg", ".mp3")
_EXPOSED_HEADERS = "Accept-Ranges, Content-Length, Content-Range, ETag"
_COMPRESSED_TYPES = ("text/", "application/json", "application/rss", "application/manifest")
_MIN_COMPRESSED_BYTES = 1000
# The headers of a 200 that its 304 repeats (RFC 9110, 15.4.5)
_NOT_MODIFIED_HEADERS = ("etag", "cache-control", "vary", "last-modified", "access-control-allow-origin")

# 'q=0', 'Q = 0.000': a weight of zero refuses the coding that it follows
_ZERO_WEIGHT = re.compile(r"q\s*=\s*0(?:\.0{0,3})?\s*", re.IGNORECASE)
# '0-99', '500-', '-200'
_RANGE = re.compile(r"\s*+(\d*+)\s*+-\s*+(\d*+)\s*+", re.ASCII)
_MAX_OFFSET_DIGITS = 18  # no file is that large


def build_app(options: ServeOptions) -> Starlette:
    """Return the ASGI application. It reads and writes nothing until a request arrives.

    Args:
        options: Folders, token and limits of the server.
    """
    files, articles = FileEndpoint(options), ArticleEndpoint(options)
    routes = [
        Route("/articles", articles.post, methods=["POST"]),
        Route("/articles", articles.get, methods=["GET"]),
        Route("/articles/remove", articles.remove, methods=["POST"]),
        *_position_routes(options),
        Route("/{path:path}", files.respond, methods=["GET", "OPTIONS"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TokenMiddleware, token=CurrentToken(options))])


def _position_routes(options: ServeOptions) -> list[Route]:
    """Return the route of the positions; none if they are not kept."""
    if options.positions is None:
        return []
    return [Route("/positions", PositionEndpoint(options.positions).post, methods=["POST"])]


class FileEndpoint:
    """Responses for the files of the site. The methods are not async, so Starlette runs them in threads."""

    def __init__(self, options: ServeOptions) -> None:
        self.options = options

    def respond(self, request: Request) -> Response:
        """Return the response to a GET, HEAD or OPTIONS request."""
        return self.preflight(request) if request.method == "OPTIONS" else self.get(request)

    def get(self, request: Request) -> Response:
        """Return the file, a range of it, 304 or 404."""
        path = request.path_params["path"]
        audio = audio_file(self.options, path)
        if audio is not None:
            stat = audio.stat()
            _keep_satisfiable_ranges(request, stat.st_size)
            return _or_not_modified(request, _audio_response(stat, audio))
        data = site_file(self.options, self._base_url(request), path)
        if data is None:
            return self._missing(request)
        return _or_not_modified(request, _text_response(request.headers, path or "index.html", data))

    def _missing(self, request: Request) -> Response:
        """Return a 404; a browser that opens an old link gets a page that leads back to the episodes."""
        if "text/html" not in request.headers.get("accept", ""):
            return Response(status_code=404)
        page = missing_page(self.options.feed.title, f"{request.scope['root_path']}/")
        return Response(page, 404, media_type=media_type_of(".html"))

    def preflight(self, request: Request) -> Response:
        """Answer a CORS preflight: a browser sends it before a page of another origin reads a transcript."""
        allowed = {"access-control-allow-methods": "GET, HEAD", "access-control-allow-headers": "Range"}
        return Response(status_code=204, headers={**_cors_headers(request.path_params["path"]), **allowed})

    def _base_url(self, request: Request) -> str:
        origin = self.options.base.rstrip("/") or f"{request.scope['scheme']}://{host_of(request.scope)}"
        return f"{origin}{request.scope['root_path']}"


def _keep_satisfiable_ranges(request: Request, size: int) -> None:
    """Replace the Range header in the request's scope, where `FileResponse` reads it."""
    range_header = request.headers.get("range")
    if range_header is not None:
        others = [(name, value) for name, value in request.scope["headers"] if name != b"range"]
        ranges = satisfiable_range(range_header, size)
        request.scope["headers"] = [*others, (b"range", ranges.encode("latin-1"))] if ranges else others


def _audio_response(stat: os.stat_result, audio: Path) -> Response:
    headers = {"cache-control": "private, max-age=3600", **_cors_headers(audio.name)}
    return FileResponse(audio, stat_result=stat, media_type="audio/mpeg", headers=headers)


def _text_response(request_headers: Headers, path: str, data: bytes) -> Response:
    """Return a file, compressed if the client accepts gzip and it is large enough; each form has its ETag."""
    media_type = media_type_of(path)
    is_compressible = len(data) >= _MIN_COMPRESSED_BYTES and media_type.startswith(_COMPRESSED_TYPES)
    headers = {"cache-control": "private, no-cache", **_cors_headers(path)}
    if is_compressible:
        headers["vary"] = "accept-encoding"
    if is_compressible and accepts_gzip(request_headers.get("accept-encoding", "")):
        data = _compressed(data)
        headers["content-encoding"] = "gzip"
    headers["etag"] = _etag(data)
    return Response(data, media_type=None, headers={**headers, "content-type": media_type})


@lru_cache(maxsize=8)
def _compressed(data: bytes) -> bytes:
    """Compress with gzip; cached, since podcast apps poll the feed."""
    return gzip.compress(data, 6, mtime=0)


@lru_cache(maxsize=32)
def _etag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:24]}"'


def _cors_headers(path: str) -> dict[str, str]:
    if not path.endswith(_CORS_SUFFIXES):
        return {}
    return {"access-control-allow-origin": "*", "access-control-expose-headers": _EXPOSED_HEADERS}


def _or_not_modified(request: Request, response: Response) -> Response:
    """Return a 304 if the client's copy is current, else the response."""
    if not is_not_modified(request.headers, response.headers):
        return response
    headers = {name: response.headers[name] for name in _NOT_MODIFIED_HEADERS if name in response.headers}
    return Response(status_code=304, headers=headers)


def accepts_gzip(accept_encoding: str) -> bool:
    """Return True if Accept-Encoding names gzip with a weight above zero (RFC 9110, 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        name, *parameters = part.split(";")
        if name.strip() in ("gzip", "x-gzip"):
            return not any(_ZERO_WEIGHT.fullmatch(parameter.strip()) for parameter in parameters)
    return False


def satisfiable_range(range_header: str, size: int) -> str:
    """Return the Range header without the ranges that cannot be satisfied (RFC 9110, 14.1.2).

    Args:
        range_header: The value of the header, such as 'bytes=0-99,5000-'.
        size: The size of the file in bytes.

    Returns:
        The header with its satisfiable ranges. The header as it is if no range can be satisfied or one is
        malformed: Starlette then answers 416 or 400. '' for any other unit than bytes, which is to be
        ignored (14.2).
    """
    unit, _, ranges = range_header.partition("=")
    if unit.strip().lower() != "bytes":
        return ""
    satisfiable = [one for one in ranges.split(",") if not _is_past_end(one, size)]
    return f"bytes={','.join(satisfiable)}" if satisfiable else range_header


def _is_past_end(range_spec: str, size: int) -> bool:
    """Return True if the range contains no byte of the file."""
    match = _RANGE.fullmatch(range_spec)
    if match is None:
        return False
    start, end = match.groups()
    if start:
        return len(start) > _MAX_OFFSET_DIGITS or int(start) >= size
    return end.strip("0") == ""


def is_not_modified(request: Headers, response: Headers) -> bool:
    """Return True if the client's copy is current (RFC 9110, 13.1.2 and 13.1.3).

    If-None-Match takes precedence over If-Modified-Since.
    """
    if_none_match = request.get("if-none-match")
    if if_none_match is not None:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or response["etag"] in tags
    return _is_unmodified_since(request.get("if-modified-since"), response.get("last-modified"))


def _is_unmodified_since(if_modified_since: str | None, last_modified: str | None) -> bool:
    if if_modified_since is None or last_modified is None:
        return False
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False
