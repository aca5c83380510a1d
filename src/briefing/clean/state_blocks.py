"""The blocks of text in a framework's state as HTML: those of editors, and the elements of React's stream."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from briefing.text import read_table

BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|li|blockquote|br)\b", re.IGNORECASE)
STATE_NAMES: dict[str, Any] = read_table("briefing.clean", "words/state_names.toml")


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
