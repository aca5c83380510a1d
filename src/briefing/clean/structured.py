"""What a page says of itself in JSON-LD (schema.org), as far as an article needs it."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.clean.lines import tidy

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$")  # 'NewsArticle'
VIDEO_TYPES = frozenset({"VideoObject", "TVEpisode", "Clip", "Movie"})
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")  # '<em>' in a headline
RAW_NEWLINE = re.compile(r"[\r\n\t]+")
DEEPEST = 12
Known = dict[str, dict[str, Any]]  # a page's objects by their @id


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The article object of a page's JSON-LD; every field is '' or empty where it says nothing.

    `words` is how many the whole story has, 0 where it is not said.
    """

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    image: str = ""
    body: str = ""
    description: str = ""
    url: str = ""
    is_free: bool = True
    words: int = 0
    types: tuple[str, ...] = ()


def read_structured(texts: tuple[str, ...]) -> StructuredArticle:
    """The article among the JSON-LD objects: the first that carries a headline and an article's type."""
    objects = [thing for text in texts for thing in _objects(_load(text), 0)]
    types = tuple(kind for thing in objects for kind in _types(thing))
    articles = [thing for thing in objects if any(ARTICLE_TYPES.search(kind) for kind in _types(thing))]
    articles.sort(key=lambda thing: not thing.get("headline"))
    if not articles:
        return StructuredArticle(types=types)
    first = articles[0]
    known = {str(thing["@id"]): thing for thing in objects if "@id" in thing}
    return StructuredArticle(
        headlines=tuple(
            text for key in ("headline", "name", "alternativeHeadline") if (text := _text(first.get(key)))
        ),
        authors=tuple(dict.fromkeys(_people(first.get("author") or first.get("creator"), known))),
        publisher=next(_names(first.get("publisher"), known), ""),
        published=_text(first.get("datePublished") or first.get("dateCreated")),
        language=_text(first.get("inLanguage")),
        image=_image(first.get("image") or first.get("thumbnailUrl"), known),
        body=max((_text(thing.get("articleBody")) for thing in articles), key=len),
        description=_text(first.get("description")),
        url=_text(first.get("url")) or _reference(first.get("mainEntityOfPage")),
        is_free=all(_is_free(thing) for thing in articles),
        words=_number(first.get("wordCount")),
        types=types,
    )


def _load(text: str) -> Any:
    text = (
        text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").strip().rstrip(";")
    )
    for attempt in (text, RAW_NEWLINE.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object of interest: lists, graphs and main entities are opened."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from _objects(value[key], depth + 1)


def _types(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return tidy(TAG.sub("", html.unescape(value))) if isinstance(value, str) else ""


def _items(value: Any, known: Known) -> Iterator[Any]:
    """Each item of a value or list, a reference to another object of the page as that object."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from item[:1]
        elif isinstance(item, dict) and not item.get("name") and "@id" in item:
            yield known.get(str(item["@id"]), item)
        else:
            yield item


def _names(value: Any, known: Known) -> Iterator[str]:
    for item in _items(value, known):
        names = item["name"] if isinstance(item, dict) and isinstance(item.get("name"), list) else [item]
        yield from (name for name in map(_text, names) if name)


def _people(value: Any, known: Known) -> Iterator[str]:
    """The names of those authors that the page does not call an organisation."""
    for item in _items(value, known):
        if not (isinstance(item, dict) and any("Organization" in kind for kind in _types(item))):
            yield from _names(item, known)


def _image(value: Any, known: Known) -> str:
    item = next(_items(value, known), "")
    if isinstance(item, dict):
        item = item.get("url") or item.get("contentUrl") or ""
    if isinstance(item, list):
        item = item[0] if item else ""
    return item if isinstance(item, str) else ""


def _reference(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or ""
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _is_free(thing: dict[str, Any]) -> bool:
    return str(thing.get("isAccessibleForFree", True)).strip().lower() not in ("false", "no", "0")
