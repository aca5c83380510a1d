"""The data that a page's scripts hold: JSON, the state of Next.js and Nuxt, and long texts in JavaScript.

Only pages whose HTML has no story are searched, so a page that has one costs nothing.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

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
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|void 0)(?=\s*[,}\]])")
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.){200,})"|\'((?:[^\'\\\n]|\\.){200,})\'|`((?:[^`\\]|\\.){200,})`')
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "\n": ""}
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MIN_CHARS = 200  # a shorter script holds no story
_MAX_ASSIGNMENTS = 20
_MAX_DEPTH = 40
_DECODER = json.JSONDecoder(strict=False)


def elements_of(html: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the content of each element of a tag, in linear time; elements do not nest."""
    low, at = html.lower(), 0
    while (start := low.find(f"<{tag}", at)) >= 0:
        opened = low.find(">", start)
        end = low.find(f"</{tag}", opened)
        if opened < 0 or end < 0:
            return
        at = start + len(tag) + 1
        if not low[at].isalnum():
            yield html[at:opened], html[opened + 1 : end]
            at = end


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
