"""The options of `write_script`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefing.write.summarization import Length

NO_PRONUNCIATIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a programme; each can be switched off."""

    sign_on: bool = True
    honesty: bool = True
    headlines: bool = True
    headline: bool = True
    source: bool = True
    headings: bool = True
    sign_off: bool = True
    chime: bool = True


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """`title` is the programme's name, '' for our own; `date` is ISO 8601 ('2026-11-23'), '' for none.

    `language` is the programme's BCP 47 tag, '' to take that of most stories. `length` leaves out whole
    paragraphs until the programme lasts so long; None reads everything. `missing` is how many sources could
    not be read, told in one line at the end; 0 says nothing. `pronunciations` go to `spoken_form`.
    """

    title: str = ""
    date: str = ""
    language: str = ""
    length: Length | None = None
    parts: Parts = Parts()
    missing: int = 0
    pronunciations: Mapping[str, str] = field(default_factory=lambda: NO_PRONUNCIATIONS)
