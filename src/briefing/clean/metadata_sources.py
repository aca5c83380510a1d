"""What a page declares about its article: meta elements, microdata, links, times and JSON-LD."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from briefing.clean.lines import normalize_space
from briefing.text import read_table

MICRODATA_AUTHOR, LINKED_AUTHOR = "itemprop=author", "rel=author"
_INSTRUCTION_TYPES = frozenset(("HowTo", "Recipe"))
_MAX_STEP_DEPTH = 6
ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$")  # 'NewsArticle'
VIDEO_TYPES = frozenset({"VideoObject", "TVEpisode", "Clip", "Movie"})

_OPEN_GRAPH_PREFIX = re.compile(r"^https?://ogp\.me/ns(?:/(\w+))?#", re.IGNORECASE)  # written out in full
_PARSELY = "parsely-page"  # <meta name="parsely-page" content='{"author": "Ann Lee", ...}'>
_PARSELY_KEYS = {"author": "parsely-author", "pub_date": "parsely-pub-date", "title": "parsely-title"}
_AUTHOR_KEYS = frozenset(
    (*read_table("briefing.clean", "words/metadata_keys.toml")["authors"], MICRODATA_AUTHOR, LINKED_AUTHOR)
)
_MAX_UPDATE_CHARS = 80  # by which the line of an update is found
_MAX_VALUES = 500  # of each kind: a page has a few dozen

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")  # '<em>' in a headline
_RAW_NEWLINE = re.compile(r"[\r\n\t]+")
_MAX_DEPTH = 12
_ObjectsById = dict[str, dict[str, Any]]


@dataclass(slots=True)
class PageHead:
    """The metadata outside of JSON-LD.

    `first_values` maps the lower-case names of meta elements and microdata to the first value of each.
    `author_values` holds all values of those that name authors. `times` are datetime attributes, or the text
    in their place; times that the page marks as the date of publication come first.
    """

    title: str = ""
    language: str = ""
    canonical: str = ""
    first_values: dict[str, str] = field(default_factory=dict)
    author_values: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)

    def values(self, names: Iterable[str]) -> list[str]:
        """The values of those names that the page has, in the order of the names."""
        return [self.first_values[name] for name in names if name in self.first_values]


def read_head(soup: BeautifulSoup) -> PageHead:
    """All metadata in one walk, since each walk over the tree costs a tenth of building it."""
    head = PageHead()
    published: list[str] = []
    author_parents: dict[str, Tag | None] = {}
    for tag in soup.descendants:
        if not isinstance(tag, Tag):
            continue
        match tag.name:
            case "meta":
                _read_meta(tag, head)
            case "title":
                head.title = head.title or normalize_space(tag.get_text(" ", strip=True))
            case "html":
                head.language = _attribute(tag, "lang") or _attribute(tag, "xml:lang")
            case "link" if "canonical" in _attribute(tag, "rel").lower().split():
                head.canonical = head.canonical or _attribute(tag, "href")
            case "time":
                _read_time(tag, head.times, published)
        if "itemprop" in tag.attrs or "rel" in tag.attrs:
            _read_author(tag, head, author_parents)
    head.times = (published + head.times)[:10]
    return head


def _read_meta(tag: Tag, head: PageHead) -> None:
    key = _attribute(tag, "property") or _attribute(tag, "name") or _attribute(tag, "itemprop")
    key = _OPEN_GRAPH_PREFIX.sub(lambda prefix: f"{prefix[1] or 'og'}:", key).lower()
    value = normalize_space(_attribute(tag, "content"))
    if key == _PARSELY:
        for name, content in _parsely_values(value).items():
            head.first_values.setdefault(name, content)
            _add_author(head, name, content)
    elif key and value and len(head.first_values) < _MAX_VALUES:
        head.first_values.setdefault(key, value)
        _add_author(head, key, value)


def _parsely_values(value: str) -> dict[str, str]:
    try:
        decoded = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    values = decoded if isinstance(decoded, dict) else {}
    return {name: values[key] for key, name in _PARSELY_KEYS.items() if isinstance(values.get(key), str)}


def _add_author(head: PageHead, key: str, value: str) -> None:
    authors = head.author_values.setdefault(key, []) if key in _AUTHOR_KEYS else []
    if len(authors) < _MAX_VALUES:
        authors.append(value)


def _read_time(tag: Tag, times: list[str], published: list[str]) -> None:
    value = _attribute(tag, "datetime") or tag.get_text(" ", strip=True)[:100]
    is_published = "pubdate" in tag.attrs or "datepublished" in _attribute(tag, "itemprop").lower()
    if len(times) < _MAX_VALUES:
        (published if is_published else times).append(value)


def _read_author(tag: Tag, head: PageHead, parents: dict[str, Tag | None]) -> None:
    """Add an author in microdata or in a link: the first one, and others beside it.

    Authors elsewhere on the page are those of other stories.
    """
    for kind, attribute in ((MICRODATA_AUTHOR, "itemprop"), (LINKED_AUTHOR, "rel")):
        if tag.name != "meta" and "author" in _attribute(tag, attribute).lower().split():
            grandparent = tag.parent.parent if tag.parent else None
            if parents.setdefault(kind, grandparent) is grandparent:
                name = tag.find(itemprop="name") or tag
                text = _attribute(name, "content") or name.get_text(" ", strip=True)
                _add_author(head, kind, text[:200])


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.attrs.get(name) or "")


@dataclass(frozen=True, slots=True)
class JsonLdArticle:
    """The article object of a page's JSON-LD (schema.org); a field without a value is '' or empty.

    `word_count` is that of the whole story, 0 if not given. `types` are the types of all objects of the page.
    `updates` are the time and the beginning of the text of each update of a live blog.
    """

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    image: str = ""
    body: str = ""
    url: str = ""
    is_free: bool = True
    word_count: int = 0
    types: tuple[str, ...] = ()
    updates: tuple[tuple[str, str], ...] = ()


def read_json_ld(texts: tuple[str, ...]) -> JsonLdArticle:
    """The first JSON-LD object of an article type, those with a headline first."""
    objects = [item for text in texts for item in _objects_in(_load(text), 0)]
    types = tuple(kind for item in objects for kind in _types_of(item))
    articles = [item for item in objects if any(ARTICLE_TYPES.search(kind) for kind in _types_of(item))]
    articles.sort(key=lambda item: not item.get("headline"))
    if not articles:
        return JsonLdArticle(types=types)
    first = articles[0]
    by_id = {str(item["@id"]): item for item in objects if "@id" in item}
    return JsonLdArticle(
        headlines=tuple(
            text for key in ("headline", "name", "alternativeHeadline") if (text := _text_of(first.get(key)))
        ),
        authors=tuple(dict.fromkeys(_people_in(first.get("author") or first.get("creator"), by_id))),
        publisher=next(_names_in(first.get("publisher"), by_id), ""),
        published=_text_of(first.get("datePublished") or first.get("dateCreated")),
        language=_text_of(first.get("inLanguage")),
        image=_image_of(first.get("image") or first.get("thumbnailUrl"), by_id),
        body=max((_text_of(item.get("articleBody")) for item in articles), key=len),
        url=_text_of(first.get("url")) or _reference_of(first.get("mainEntityOfPage")),
        is_free=all(map(_is_free, articles)),
        word_count=_number_of(first.get("wordCount")),
        types=types,
        updates=tuple(_updates_of(articles)),
    )


def article_bodies(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield each `articleBody` of a page's JSON-LD as it is, with its markup and line breaks."""
    for text in texts:
        for item in _objects_in(_load(text), 0):
            body = item.get("articleBody")
            if isinstance(body, str) and any(ARTICLE_TYPES.search(kind) for kind in _types_of(item)):
                yield body


def instructions(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each HowTo and Recipe of a page's JSON-LD, the text as HTML."""
    for text in texts:
        for item in _objects_in(_load(text), 0):
            if not _INSTRUCTION_TYPES.isdisjoint(_types_of(item)):
                given = item.get("recipeIngredient") or item.get("ingredients") or ()
                ingredients = [one for one in given if isinstance(one, str)]
                steps = list(_steps_of(item.get("step") or item.get("recipeInstructions"), 0))
                parts = [f"<p>{_text_of(item.get('description'))}</p>", _list_of("ul", ingredients)]
                yield _text_of(item.get("name")), "".join([*parts, _list_of("ol", steps)])


def _list_of(tag: str, items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _steps_of(value: Any, depth: int) -> Iterator[str]:
    """Yield the texts of steps, which may be strings, HowToSteps, and HowToSections with steps."""
    if isinstance(value, str):
        yield from filter(None, map(str.strip, value.splitlines()))
    elif isinstance(value, list) and depth < _MAX_STEP_DEPTH:
        for one in value[:_MAX_VALUES]:
            yield from _steps_of(one, depth + 1)
    elif isinstance(value, dict):
        inner = value.get("itemListElement")
        yield from _steps_of(value.get("text") or inner or value.get("name"), depth + 1)


def _updates_of(articles: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the updates of a LiveBlogPosting."""
    for article in articles:
        updates = article.get("liveBlogUpdate")
        for update in (updates if isinstance(updates, list) else [updates])[:_MAX_VALUES]:
            if isinstance(update, dict):
                text = _text_of(update.get("headline")) or _text_of(update.get("articleBody"))
                published = _text_of(update.get("datePublished") or update.get("dateModified"))
                if text and published:
                    yield published, text[:_MAX_UPDATE_CHARS]


def _load(text: str) -> Any:
    text = (
        text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").strip().rstrip(";")
    )
    for attempt in (text, _RAW_NEWLINE.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """All typed objects inside lists, graphs and main entities."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects_in(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from _objects_in(value[key], depth + 1)


def _types_of(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return normalize_space(_TAG.sub("", html.unescape(value))) if isinstance(value, str) else ""


def _items_in(value: Any, by_id: _ObjectsById) -> Iterator[Any]:
    """Each item of a value or list; a reference to another object of the page is resolved."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from item[:1]
        elif isinstance(item, dict) and not item.get("name") and "@id" in item:
            yield by_id.get(str(item["@id"]), item)
        else:
            yield item


def _names_in(value: Any, by_id: _ObjectsById) -> Iterator[str]:
    for item in _items_in(value, by_id):
        names = item["name"] if isinstance(item, dict) and isinstance(item.get("name"), list) else [item]
        yield from (name for name in map(_text_of, names) if name)


def _people_in(value: Any, by_id: _ObjectsById) -> Iterator[str]:
    """The names of the authors that are not typed as organisations."""
    for item in _items_in(value, by_id):
        if not (isinstance(item, dict) and any("Organization" in kind for kind in _types_of(item))):
            yield from _names_in(item, by_id)


def _image_of(value: Any, by_id: _ObjectsById) -> str:
    item = next(_items_in(value, by_id), "")
    if isinstance(item, dict):
        item = item.get("url") or item.get("contentUrl") or ""
    if isinstance(item, list):
        item = item[0] if item else ""
    return item if isinstance(item, str) else ""


def _reference_of(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or ""
    return value if isinstance(value, str) else ""


def _number_of(value: Any) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _is_free(item: dict[str, Any]) -> bool:
    return str(item.get("isAccessibleForFree", True)).strip().lower() not in ("false", "no", "0")
