"""/articles: put a URL, or a URL with the page's HTML, into the inbox of the next digest; list and remove.

Nothing is fetched here. The digest fetches the articles, with the checks of the fetch package.
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
from briefing.serve.site import title_of_episode_with, waiting_articles
from briefing.storage import InboxArticle, is_in_inbox, put_in_inbox, remove_from_inbox

_BODY_TIMEOUT_S = 30
_MAX_URL_CHARACTERS = 4000
_URL = re.compile(r"https?://[^\s/?#]++\S*+")  # 'https://news.example/a?b'


class RejectedRequestError(Exception):
    """A request that is answered with an HTTP status and a sentence for the user."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class ArticleEndpoint:
    """Accepts, lists and removes articles, with a limit on their number per minute and on their size."""

    def __init__(self, options: ServeOptions) -> None:
        self.options = options
        self.recent: deque[float] = deque()

    def get(self, request: Request) -> Response:
        """Return the articles that wait for the next digest as JSON, the oldest first."""
        waiting = waiting_articles(self.options)
        return JSONResponse(
            {"articles": [{"url": one.url, "name": one.name} for one in waiting]},
            headers={"cache-control": "no-store"},
        )

    async def remove(self, request: Request) -> Response:
        """Remove an article. The response is JSON, or a redirect to the page for a form without scripts."""
        is_form = "text/html" in request.headers.get("accept", "")
        try:
            article = article_from_request(request, await self._body(request))
            waiting = await run_in_threadpool(remove_from_inbox, self.options.inbox, article.url)
        except RejectedRequestError as rejection:
            return _error_response(rejection.status, rejection.sentence, is_form)
        except ClientDisconnect:
            return Response(status_code=400)
        except BriefingError as error:
            return _error_response(507, error.message, is_form)
        if is_form:
            return RedirectResponse(f"{request.scope['root_path']}/", 303)
        if waiting is None:
            return _error_response(404, "This article does not wait for the next episode.", is_form)
        say = f"Removed. {_count(waiting)} for the next episode."
        return JSONResponse({"removed": article.url, "waiting": waiting, "say": say})

    async def post(self, request: Request) -> Response:
        """Store the article. The response is JSON, or a redirect to the page for a form without scripts."""
        is_form = "text/html" in request.headers.get("accept", "")
        try:
            self._check_rate(time.monotonic())
            article = article_from_request(request, await self._body(request))
            self._check_network(article)
            result = await run_in_threadpool(self._store, article)
        except RejectedRequestError as rejection:
            return _error_response(rejection.status, rejection.sentence, is_form)
        except ClientDisconnect:
            return Response(status_code=400)
        except BriefingError as error:
            return _error_response(507, error.message, is_form)
        return (
            RedirectResponse(f"{request.scope['root_path']}/", 303) if is_form else JSONResponse(result, 202)
        )

    def _store(self, article: InboxArticle) -> dict[str, object]:
        """Store the article and return the JSON response; `say` is the sentence for the user."""
        is_repeated = is_in_inbox(self.options.inbox, article.url)
        waiting = put_in_inbox(self.options.inbox, article)
        episode = title_of_episode_with(self.options, article.url)
        sentence = f"{'Already saved' if is_repeated else 'Saved'} for the next episode ({_count(waiting)})."
        if episode:
            sentence = f"Already in the episode “{episode}”. It is included again only if it has changed."
        return {"saved": article.url, "waiting": waiting, "say": sentence}

    def _check_network(self, article: InboxArticle) -> None:
        """Reject a URL that the digest would refuse to fetch, unless the page's HTML came with it."""
        reason = "" if article.html else explain_address(article.url, self.options.allow_networks)
        if reason:
            raise RejectedRequestError(422, f"This URL cannot be fetched: its address is {reason}.")

    def _check_rate(self, now: float) -> None:
        while self.recent and self.recent[0] < now - 60:
            self.recent.popleft()
        if len(self.recent) >= self.options.articles_a_minute:
            raise RejectedRequestError(429, "Too many articles. Try again in a minute.")
        self.recent.append(now)

    async def _body(self, request: Request) -> bytes:
        return await read_body(request, self.options.largest_article_bytes)


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body.

    Raises:
        RejectedRequestError: It is larger than `limit` bytes, or takes too long.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_TIMEOUT_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise RejectedRequestError(413, f"The page is larger than {limit / 1_000_000:g} MB.")
    except TimeoutError as cause:
        raise RejectedRequestError(408, f"The upload took longer than {_BODY_TIMEOUT_S} seconds.") from cause
    return bytes(body)


def _count(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles} articles"


def _error_response(status: int, sentence: str, is_form: bool) -> Response:
    headers = {"connection": "close"}
    if is_form:
        return PlainTextResponse(sentence, status, headers)
    return JSONResponse({"error": sentence}, status, headers)


def article_from_request(request: Request, body: bytes) -> InboxArticle:
    """Return the article of a request.

    The body is JSON {"url", "html"}, a form with these fields, a page as text/html with ?url=, or a URL as
    plain text.

    Raises:
        RejectedRequestError: The body is malformed or has no web URL.
    """
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    text = body.decode("utf-8", "replace")
    if media_type == "text/html":
        url, html = request.query_params.get("url", ""), text
    elif media_type == "application/x-www-form-urlencoded":
        url, html = _fields_of_form(text)
    elif media_type == "application/json":
        url, html = _fields_of_json(text)
    else:
        url, html = text, ""
    url = url.strip()
    if not _is_web_url(url):
        raise RejectedRequestError(422, "Enter the URL of an article, such as https://news.example/story.")
    return InboxArticle(url, html)


def _is_web_url(text: str) -> bool:
    """Return True for an http or https URL of at most `_MAX_URL_CHARACTERS`."""
    if len(text) > _MAX_URL_CHARACTERS or not _URL.fullmatch(text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # 'https://[::1', 'https://a:b/'
        return False


def _fields_of_form(text: str) -> tuple[str, str]:
    try:
        fields = parse_qs(text, max_num_fields=20)
    except ValueError as cause:
        raise RejectedRequestError(400, "The form has too many fields.") from cause
    return fields.get("url", [""])[0], fields.get("html", [""])[0]


def _fields_of_json(text: str) -> tuple[str, str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as cause:  # arrays nested thousands deep
        raise RejectedRequestError(400, "The body is not valid JSON.") from cause
    if not isinstance(value, dict):
        raise RejectedRequestError(400, "The JSON value must be an object.")
    url, html = value.get("url", ""), value.get("html", "")
    if not isinstance(url, str) or not isinstance(html, str):
        raise RejectedRequestError(422, "'url' and 'html' must be strings.")
    return url, html
