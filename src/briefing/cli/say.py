"""`briefing say`: how a text is spoken, a line in, a line out."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

Language = Annotated[str, typer.Option("--language", "-l", help="The language: en, en-GB, de, fr or es.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]


def say(
    text: Annotated[list[str], typer.Argument(help="The text, or - to read lines from standard input.")],
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Show how a text is spoken."""

    from briefing.model.phonemes import say_ipa
    from briefing.write import spoken_form

    pronunciations = read_own_pronunciations(language)
    for line in _lines(text):
        said = say_ipa(spoken_form(line, language, pronunciations), "/{}/".format)
        if as_json:
            typer.echo(json.dumps({"text": line, "say": said, "language": language}, ensure_ascii=False))
        else:
            typer.echo(said)


def read_own_pronunciations(language: str) -> dict[str, str]:
    """The program's and the user's pronunciations for a language; the user's win. Raises UsageError."""
    from briefing.settings import settings_from
    from briefing.storage import read_pronunciations
    from briefing.write import pronunciations_from_toml

    said: dict[str, str] = {}
    for file_text in read_pronunciations(settings_from(os.environ).voices):
        said |= pronunciations_from_toml(file_text, language)
    return said


def _lines(text: list[str]) -> Iterator[str]:
    if text != ["-"]:
        yield " ".join(text)
        return
    data = sys.stdin.buffer.read().decode("utf-8", "replace")
    yield from data.removesuffix("\n").split("\n") if data else ()
