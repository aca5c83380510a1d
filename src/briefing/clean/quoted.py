"""The marks of <q>, which browsers set and no page writes."""

from functools import cache

from briefing.lexicon import read_table

MARKS = "\"'“”„«»‹›‘’‚「」『』"


class Quoting:
    """Says which mark an opening or closing <q> stands for; `language` is the page's, '' while unknown."""

    def __init__(self) -> None:
        self.language = ""
        self._closing: list[str] = []  # of the open ones, '' where the page writes its own marks
        self._waiting = False

    def open(self) -> None:
        """A <q> begins; its mark comes with its first words."""
        self._closing.append("")
        self._waiting = True

    def mark_before(self, words: str) -> str:
        """The mark that belongs before these words: none where they bring their own."""
        if not self._waiting:
            return ""
        self._waiting = False
        if words.lstrip()[:1] in MARKS:
            return ""
        outer = _pairs().get(self.language) or _pairs()["en"]
        at = 2 if any(self._closing) else 0
        self._closing[-1] = outer[at + 1]
        return outer[at]

    def close(self) -> str:
        """The mark at the end of a <q>."""
        self._waiting = False
        return self._closing.pop() if self._closing else ""


@cache
def _pairs() -> dict[str, list[str]]:
    return read_table("briefing.clean", "words/quotation_marks.toml")
