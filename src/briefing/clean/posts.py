"""Embedded posts of social networks: one quotation each, by its author, without addresses and buttons."""

import re
from collections.abc import Sequence

from briefing.clean.element import Element, Line

POST_NAMES = re.compile(  # class="twitter-tweet", class="instagram-media", class="bluesky-embed"
    r" (?:twitter|tweet|instagram|tiktok|bluesky|mastodon|truthsocial|threads|fb|facebook) "
    r"(?:tweet|video|media|embed|post|status)"
)
SIGNATURE = re.compile(  # '— Ann Lee (@annlee) May 4, 2026'
    r"^[—–-]+ ?(?P<name>.{2,80}?) \((?:@|https?:)[^)]*\)"
)
SHARED = re.compile(r"^A post shared by (?P<name>.{2,80}?)(?: \(@|$)")  # 'A post shared by Ann Lee (@annlee)'
BUTTON = re.compile(r"^(?:View this (?:post|profile)|View .{1,40} on (?:Instagram|Threads)|[♬@#])")
ADDRESS = re.compile(r"(?:https?://\S+|pic\.(?:twitter|x)\.com/\S+)")


def gather_posts(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of each embedded post made one, and its signature and addresses dropped."""
    posts: dict[Element, list[Line]] = {}
    for line in lines:
        if (post := _post_around(line)) and line.reason in (None, "embed"):
            posts.setdefault(post, []).append(line)
    signed = {line: own for own in posts.values() for line in own[:1] if any(map(_author_in, own))}
    inside = {line for own in signed.values() for line in own}
    found: list[Line] = []
    for line in lines:
        if line in signed:
            found += _one_post(signed[line])
        elif line not in inside:
            found.append(line)
    return found


def _post_around(line: Line) -> Element | None:
    for element in line.owner.ancestors(5):
        if element.tag == "blockquote" or POST_NAMES.search(element.names):
            return element
    return None


def _author_in(line: Line) -> str:
    found = SIGNATURE.match(line.text) or SHARED.match(line.text)
    return found["name"].strip() if found else ""


def _one_post(lines: Sequence[Line]) -> list[Line]:
    """The post as one line, and behind it what is not told of it."""
    author = next(name for line in lines if (name := _author_in(line)))
    asides = [line for line in lines if _author_in(line) or BUTTON.match(line.text)]
    text = " ".join(line.text for line in lines if line not in asides)
    words = " ".join(ADDRESS.sub(" ", text).split())
    addresses = " ".join(ADDRESS.findall(text))
    found = [Line(words, lines[0].owner, author=author)] if words else []
    dropped = [line.text for line in asides] + ([addresses] if addresses else [])
    return found + [Line(text, lines[0].owner, reason="embed") for text in dropped]
