"""`briefing say`: show how a text is spoken, one line of output for each line of input."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from briefing.cli.flags import JsonLines

Language = Annotated[
    str, typer.Option("--language", "-l", help="Language of the text: en, en-GB, de, fr or es.")
]


def say(
    text: Annotated[list[str], typer.Argument(help="The text, or - to read lines from standard input.")],
    language: Language = "en",
    as_json: JsonLines = False,
) -> None:
    """Show how a text is spoken."""
    from briefing.model.script import say_ipa
    from briefing.write import spoken_form

    check_language(language)
    pronunciations = read_own_pronunciations(language)
    for line in _lines(text):
        said = say_ipa(spoken_form(line, language, pronunciations), "/{}/".format)
        if as_json:
            typer.echo(json.dumps({"text": line, "say": said, "language": language}, ensure_ascii=False))
        else:
            typer.echo(said)


def check_language(language: str) -> None:
    """Raise UsageError for a language without rules of its own: its numbers would be spoken in English."""
    from briefing.errors import UsageError
    from briefing.text import primary_tag
    from briefing.write import SPOKEN_LANGUAGES

    if primary_tag(language) not in SPOKEN_LANGUAGES:
        raise UsageError(
            f"{language!r} is not a language that say supports",
            f"Choose one of: {', '.join(SPOKEN_LANGUAGES)}. A region may follow: en-GB.",
        )


def read_own_pronunciations(language: str) -> dict[str, str]:
    """Return the program's pronunciations for a language, overridden by the user's. Raises UsageError."""
    from briefing.settings import settings_from
    from briefing.storage import read_pronunciations
    from briefing.write import pronunciations_from_toml

    pronunciations: dict[str, str] = {}
    for file_text in read_pronunciations(settings_from(os.environ).voices):
        pronunciations |= pronunciations_from_toml(file_text, language)
    return pronunciations


def _lines(text: list[str]) -> Iterator[str]:
    if text != ["-"]:
        yield " ".join(text)
        return
    data = sys.stdin.buffer.read().decode("utf-8", "replace")
    yield from data.removesuffix("\n").split("\n") if data else ()
