"""POST /articles: an address, or a page's HTML, goes into tomorrow's programme.

Nothing is fetched here. The digest fetches what waits, through the guard of the fetch room.
"""

import asyncio
import json
import re
import time
from collections import deque
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from briefing.errors import BriefingError
from briefing.serve.options import ServeOptions
from briefing.shelf import WaitingArticle, put_in_inbox

BODY_SECONDS = 30
LONGEST_ADDRESS = 4000
ADDRESS = re.compile(r"https?://[^\s/?#]+\S*")  # 'https://news.example/a?b'


class RefusedArticleError(Exception):
    """An answer with a status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Inlet:
    """Takes articles, so many a minute and so large."""

    def __init__(self, options: ServeOptions) -> None:
        self.options = options
        self.recent: deque[float] = deque()

    async def take(self, request: Request) -> Response:
        """Keep the article; tell how many wait, as JSON or by showing the page again to a plain form."""
        try:
            self._count(time.monotonic())
            article = article_from(request, await self._body(request))
            waiting = await run_in_threadpool(put_in_inbox, self.options.inbox, article)
        except RefusedArticleError as refusal:
            return JSONResponse({"error": refusal.sentence}, refusal.status, {"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)
        except BriefingError as error:
            return JSONResponse({"error": error.message}, 507)
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(f"/{self.options.token}/", 303)
        return JSONResponse({"saved": article.url, "waiting": waiting}, 202)

    def _count(self, now: float) -> None:
        while self.recent and self.recent[0] < now - 60:
            self.recent.popleft()
        if len(self.recent) >= self.options.articles_a_minute:
            raise RefusedArticleError(429, "Too many articles in a minute. Try again in a little while.")
        self.recent.append(now)

    async def _body(self, request: Request) -> bytes:
        """The body, read no further than it may be long, and no longer than it may take."""
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for piece in request.stream():
                    body += piece
                    if len(body) > self.options.largest_article_bytes:
                        raise RefusedArticleError(413, "The page is too large.")
        except TimeoutError as cause:
            raise RefusedArticleError(408, "The page took too long to arrive.") from cause
        return bytes(body)


def article_from(request: Request, body: bytes) -> WaitingArticle:
    """JSON {"url", "html"}, a form, text/html with ?url=, or an address as plain text."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    text = body.decode("utf-8", "replace")
    if kind == "text/html":
        url, html = request.query_params.get("url", ""), text
    elif kind == "application/x-www-form-urlencoded":
        fields = {name: values[0] for name, values in parse_qs(text, max_num_fields=20).items()}
        url, html = fields.get("url", ""), fields.get("html", "")
    elif kind == "application/json":
        url, html = _from_json(text)
    else:
        url, html = text, ""
    url = url.strip()
    if not ADDRESS.fullmatch(url) or len(url) > LONGEST_ADDRESS or not url.isprintable():
        raise RefusedArticleError(422, "That is not an address of a page.")
    return WaitingArticle(url, html)


def _from_json(text: str) -> tuple[str, str]:
    try:
        found = json.loads(text)
    except ValueError as cause:
        raise RefusedArticleError(400, "That is not JSON.") from cause
    if not isinstance(found, dict):
        raise RefusedArticleError(400, "That is not a JSON object.")
    url, html = found.get("url", ""), found.get("html", "")
    if not isinstance(url, str) or not isinstance(html, str):
        raise RefusedArticleError(422, "An address and a page are texts.")
    return url, html
