"""The rows of the library: sources, items, stories that were told, episodes."""

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["feed", "list", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that names articles. `weight` is in per cent, `most` the items that one run takes of it."""

    address: str
    kind: SourceKind
    title: str = ""
    weight: int = 100
    most: int = 10
    etag: str = ""
    modified: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a source named. `story` is the address in one spelling; times are ISO 8601, UTC."""

    source: str
    key: str
    url: str
    story: str
    title: str
    published: str
    stamp: str
    seen: str


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """A story that an episode tells, with the hashes to know its words again."""

    story: str
    url: str
    title: str
    shingles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode as the library knows it; `folder` is its name below output/."""

    folder: str
    made: str
    title: str
    state: Literal["making", "published", "retired"]
