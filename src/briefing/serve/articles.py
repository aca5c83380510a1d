"""POST /articles: an address, or a page's HTML, goes into tomorrow's programme.

Nothing is fetched here. The digest fetches what waits, through the guard of the fetch room.
"""

import asyncio
import json
import re
import time
from collections import deque
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from briefing.errors import BriefingError
from briefing.fetch import explain_address
from briefing.serve.options import ServeOptions
from briefing.serve.site import told_in
from briefing.storage import InboxArticle, is_in_inbox, put_in_inbox

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
        """Keep the article and say so, as JSON or by showing the page again to a plain form."""
        by_form = "text/html" in request.headers.get("accept", "")
        try:
            self._count(time.monotonic())
            article = article_from(request, await self._body(request))
            self._refuse_private(article)
            told = await run_in_threadpool(self._keep, article)
        except RefusedArticleError as refusal:
            return _refused(refusal.status, refusal.sentence, by_form)
        except ClientDisconnect:
            return Response(status_code=400)
        except BriefingError as error:
            return _refused(507, error.message, by_form)
        return RedirectResponse(f"{request.scope['root_path']}/", 303) if by_form else JSONResponse(told, 202)

    def _keep(self, article: InboxArticle) -> dict[str, object]:
        """What the phone is told; `say` is for its owner, in the page, a Shortcut or a script."""
        again = is_in_inbox(self.options.inbox, article.url)
        waiting = put_in_inbox(self.options.inbox, article)
        told = told_in(self.options, article.url)
        many = "One article waits" if waiting == 1 else f"{waiting} articles wait"
        saved = f"{'Already saved' if again else 'Saved'}. {many} for tomorrow."
        if told:
            saved = f"Told already, in “{told}”. It comes again only if it has changed."
        return {"saved": article.url, "waiting": waiting, "say": saved}

    def _refuse_private(self, article: InboxArticle) -> None:
        """Say at once what the digest would refuse to fetch; a page that came along needs no fetching."""
        reason = "" if article.html else explain_address(article.url, self.options.allow_networks)
        if reason:
            raise RefusedArticleError(422, f"That address is {reason}, which is not fetched from.")

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


def _refused(status: int, sentence: str, by_form: bool) -> Response:
    headers = {"connection": "close"}
    if by_form:
        return PlainTextResponse(sentence, status, headers)
    return JSONResponse({"error": sentence}, status, headers)


def article_from(request: Request, body: bytes) -> InboxArticle:
    """JSON {"url", "html"}, a form, text/html with ?url=, or an address as plain text."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    text = body.decode("utf-8", "replace")
    if kind == "text/html":
        url, html = request.query_params.get("url", ""), text
    elif kind == "application/x-www-form-urlencoded":
        url, html = _from_form(text)
    elif kind == "application/json":
        url, html = _from_json(text)
    else:
        url, html = text, ""
    url = url.strip()
    if not _is_address(url):
        raise RefusedArticleError(422, "That is not an address of a page.")
    return InboxArticle(url, html)


def _is_address(text: str) -> bool:
    if not ADDRESS.fullmatch(text) or len(text) > LONGEST_ADDRESS or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # 'https://[::1', 'https://a:b/'
        return False


def _from_form(text: str) -> tuple[str, str]:
    try:
        fields = parse_qs(text, max_num_fields=20)
    except ValueError as cause:
        raise RefusedArticleError(400, "That is not a form of ours.") from cause
    return fields.get("url", [""])[0], fields.get("html", [""])[0]


def _from_json(text: str) -> tuple[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as cause:  # lists in lists in lists
        raise RefusedArticleError(400, "That is not JSON.") from cause
    if not isinstance(found, dict):
        raise RefusedArticleError(400, "That is not a JSON object.")
    url, html = found.get("url", ""), found.get("html", "")
    if not isinstance(url, str) or not isinstance(html, str):
        raise RefusedArticleError(422, "An address and a page are texts.")
    return url, html
