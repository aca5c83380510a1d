"""The data that a page's scripts hold: JSON, the state of Next.js and Nuxt, and long texts in JavaScript.

The blocks of text in a framework's state become HTML: those of editors, and the elements of React's stream.
Only pages whose HTML has no story are searched, so a page that has one costs nothing.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any

from briefing.text import read_table

_JSON_TYPE = re.compile(r"type\s*=\s*[\"']?application/json", re.IGNORECASE)
_OTHER_TYPE = re.compile(r"type\s*=\s*[\"']?(?:application/ld\+json|text/template|text/x-)", re.IGNORECASE)
# 'self.__next_f.push([1,"7:[\"$\",\"p\"..."])': a piece of the stream of React's server components
_NEXT_PIECE = re.compile(r'__next_f\.push\(\s*\[\s*1\s*,\s*("(?:[^"\\]|\\.)*")\s*\]\s*\)')
# '7:["$","p",null,{}]', 'a:T4f,a text of 0x4f bytes': the rows of that stream
_NEXT_ROW = re.compile(r"^([0-9a-f]{1,4}):(?:T([0-9a-f]+),)?", re.MULTILINE)
_NEXT_REFERENCE = re.compile(r"^\$L?([0-9a-f]{1,4})$")
# 'window.__STATE__ = {', 'JSON.parse("'
_ASSIGNED = re.compile(r"(?:=|\(|,)\s*(?=[{\[])")
_PARSED = re.compile(r'JSON\.parse\(\s*("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')')
# 'data-page="{&quot;title&quot;:', "props='{"
_JSON_ATTRIBUTES = tuple(re.compile(rf"={mark}([{{\[][^{mark}]{{200,}}){mark}") for mark in "\"'")
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|void 0)(?=\s*[,}\]])")
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.){200,})"|\'((?:[^\'\\\n]|\\.){200,})\'|`((?:[^`\\]|\\.){200,})`')
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "\n": ""}
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MIN_CHARS = 200  # a shorter script holds no story
_MAX_ASSIGNMENTS = 20
_MAX_DEPTH = 40
_DECODER = json.JSONDecoder(strict=False)
BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|li|blockquote|br)\b", re.IGNORECASE)
STATE_NAMES: dict[str, Any] = read_table("briefing.clean", "words/state_names.toml")


def elements_of(html: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the content of each element of a tag, in linear time; elements do not nest."""
    low, at = _lower(html), 0
    while (start := low.find(f"<{tag}", at)) >= 0:
        opened = low.find(">", start)
        end = low.find(f"</{tag}", opened)
        if opened < 0 or end < 0:
            return
        at = start + len(tag) + 1
        if not low[at].isalnum():
            yield html[at:opened], html[opened + 1 : end]
            at = end


@lru_cache(maxsize=2)
def _lower(html: str) -> str:
    """The page in lower case; it is searched for several tags in a row."""
    return html.lower()


def values_in_scripts(html: str) -> Iterator[Any]:
    """Yield the JSON values of a page's scripts; of scripts without any, their long texts as a list."""
    pieces = []
    for attributes, content in elements_of(html, "script"):
        code = content.strip()
        if len(code) < _MIN_CHARS or _OTHER_TYPE.search(attributes):
            continue
        found = [str(_load(piece) or "") for piece in _NEXT_PIECE.findall(code)]
        pieces += found
        if not found:
            yield from _values_in(code, is_json=bool(_JSON_TYPE.search(attributes)))
    if pieces:
        yield from _values_of_stream("".join(pieces))


def values_in_attributes(html: str) -> Iterator[Any]:
    """Yield the JSON values of attributes, which hold the data of components: `data-props`, `:article`."""
    for text in texts_in_attributes(html):
        value = _load(text)
        if value is not None:
            yield value


def texts_in_attributes(html: str) -> Iterator[str]:
    """Yield the long values of attributes that begin like JSON, without character references."""
    return (unescape(text) for pattern in _JSON_ATTRIBUTES for text in pattern.findall(html))


def _values_in(code: str, *, is_json: bool) -> Iterator[Any]:
    value = _load(code) if is_json else None
    if value is not None:
        yield _without_references(value)
        return
    parsed = [_load(_text_of_literal(text[1:-1])) for text in _PARSED.findall(code)]
    values = [value for value in parsed if value is not None] or list(_assigned_values(code))
    if values:
        yield from values
    else:
        yield [_text_of_literal("".join(parts)) for parts in _LITERAL.findall(code)]


def _assigned_values(code: str) -> Iterator[Any]:
    """Yield the objects and lists that the code assigns or passes, such as `window.__STATE__ = {...}`."""
    plain = _UNDEFINED.sub("null", code)
    at = 0
    for _ in range(_MAX_ASSIGNMENTS):
        start = _ASSIGNED.search(plain, at)
        if start is None:
            return
        try:
            value, at = _DECODER.raw_decode(plain, start.end())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        if at - start.end() >= _MIN_CHARS:
            yield value


def _load(text: str) -> Any:
    try:
        return _DECODER.decode(text.strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


def _without_references(value: Any) -> Any:
    """Return Nuxt's list of values as the values themselves: its objects and lists name others by number."""
    is_flat = isinstance(value, list) and len(value) > 2 and _is_reference_table(value[0], len(value))
    if not is_flat:
        return value

    def resolve(number: Any, depth: int) -> Any:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(value):
            return number
        here = value[number]
        if depth > _MAX_DEPTH:
            return None
        if isinstance(here, dict):
            return {key: resolve(one, depth + 1) for key, one in here.items()}
        if isinstance(here, list):
            numbers = here[1:] if here and isinstance(here[0], str) else here
            return [resolve(one, depth + 1) for one in numbers]
        return here

    return resolve(0, 0)


def _is_reference_table(first: Any, size: int) -> bool:
    numbers = list(first.values()) if isinstance(first, dict) else first if isinstance(first, list) else []
    numbers = [one for one in numbers if not isinstance(one, str)]
    return bool(numbers) and all(isinstance(one, int) and -10 <= one < size for one in numbers)


def _values_of_stream(stream: str) -> Iterator[Any]:
    """Yield the values of the rows of Next.js's stream; a reference ('$7') is replaced by its row."""
    whole = _load(stream)
    if whole is not None:
        yield whole
        return
    rows = dict(_rows(stream))
    for value in rows.values():
        yield _resolved(value, rows, 0)


def _rows(stream: str) -> Iterator[tuple[str, Any]]:
    at = 0
    while row := _NEXT_ROW.search(stream, at):
        if row[2]:
            size = int(row[2], 16)
            start = stream[row.end() : row.end() + size].encode("utf-8", "replace")
            text = start[:size].decode("utf-8", "ignore")
            yield row[1], text
            at = row.end() + len(text)
            continue
        try:
            value, at = _DECODER.raw_decode(stream, row.end())
            yield row[1], value
        except (ValueError, RecursionError):
            at = row.end()


def _resolved(value: Any, rows: dict[str, Any], depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [_resolved(one, rows, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _resolved(one, rows, depth + 1) for key, one in value.items()}
    reference = _NEXT_REFERENCE.match(value) if isinstance(value, str) else None
    if reference and isinstance(rows.get(reference[1]), str):
        return rows[reference[1]]
    return value


def _text_of_literal(text: str) -> str:
    """Return the text of a JavaScript literal without its marks."""
    plain = _ESCAPE.sub(_unescape, text)
    return _SURROGATE_PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1]
    if code[0] in "ux" and len(code) > 1:
        number = int(code[1:].strip("{}"), 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _SIMPLE_ESCAPES.get(code, code)


def html_of_blocks(values: Sequence[Any]) -> str:
    """Return a list of blocks as HTML; '' for any other list, such as one of articles."""
    if _is_element(values):
        return _html_of_element(values)
    if any(isinstance(one, dict) and _is_article(one) for one in values):
        return ""
    return "\n".join(filter(None, map(_html_of_block, values)))


def _is_article(value: dict[str, Any]) -> bool:
    """Return True for an object with a headline and a text of its own."""
    has_title = any(isinstance(value.get(key), str) and value[key] for key in STATE_NAMES["titles"])
    return has_title and any(key in value for key in STATE_NAMES["article_keys"])


def _html_of_block(value: Any) -> str:
    """Return a block of an editor (Portable Text, Slate, Contentful and others) as an HTML element."""
    if isinstance(value, str):
        return _html_of_string(value)
    if isinstance(value, list):
        return html_of_blocks(value)
    return _html_of_object(value) if isinstance(value, dict) else ""


def _html_of_string(value: str) -> str:
    """Return a paragraph; '' for a single word, which is a name or a key."""
    if BLOCK_TAG.search(value):
        return value
    return f"<p>{escape(value, quote=False)}</p>" if " " in value else ""


def _html_of_object(value: dict[str, Any]) -> str:
    kind = _kind_of(value)
    if any(word in kind for word in STATE_NAMES["not_text"]):
        return ""
    lists = (value[key] for key in STATE_NAMES["texts"] if isinstance(value.get(key), list))
    inner: list[Any] = next(lists, [])
    if any(_is_block(one) for one in inner):
        return html_of_blocks(inner)
    text = _text_of_block(value)
    if not text or BLOCK_TAG.search(text):
        return text
    tags = (tag for tag, words in STATE_NAMES["tags"].items() if any(word in kind for word in words))
    tag = next(tags, "p")
    return f"<{tag}>{text}</{tag}>"


def _is_block(value: Any) -> bool:
    """Return True for an object that is a paragraph or list item of its own, no part of a line."""
    kind = _kind_of(value) if isinstance(value, dict) else ""
    return any(word in kind for word in STATE_NAMES["blocks"])


def _kind_of(value: dict[str, Any]) -> str:
    return " ".join(str(value.get(key, "")) for key in STATE_NAMES["kinds"]).lower()


def _text_of_block(value: Any) -> str:
    """Return the text of a block: the first of its usual keys, or its children one after another."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_text_of_block, value))
    if isinstance(value, dict):
        texts = (_text_of_block(value[key]) for key in STATE_NAMES["texts"] if value.get(key))
        return next((text for text in texts if text.strip()), "")
    return ""


def _is_element(values: Sequence[Any]) -> bool:
    """Return True for an element of React's stream: ['$', 'p', key, {'children': ...}]."""
    return (
        len(values) == 4 and values[0] == "$" and isinstance(values[1], str) and isinstance(values[3], dict)
    )


def _html_of_element(element: Sequence[Any]) -> str:
    """Return an element of React's stream with its children as HTML."""
    children = element[3].get("children")
    markup = element[3].get("dangerouslySetInnerHTML")
    inner = str(markup.get("__html", "")) if isinstance(markup, dict) else _html_of_children(children)
    tag = element[1] if element[1].isalnum() and element[1].islower() else "div"
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _html_of_children(children: Any) -> str:
    if isinstance(children, str):
        return "" if children.startswith("$") else escape(children, quote=False)
    if not isinstance(children, list):
        return ""
    return _html_of_element(children) if _is_element(children) else "".join(map(_html_of_children, children))
