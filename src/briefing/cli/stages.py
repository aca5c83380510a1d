"""`briefing clean`, `quotes`, `script`, `speak` and `say`: the commands that run or show single stages."""

import json
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from briefing.cli import ended_soon_after_signals
from briefing.cli.flags import (
    Bitrate,
    CastName,
    JsonLines,
    JsonObject,
    JsonPerSource,
    Minutes,
    OutputMp3,
    Quality,
    SampleRate,
    Sources,
    Title,
    run_context,
    sound_settings,
)
from briefing.cli.results import (
    count_of,
    end_with_left_out,
    failures_as_json,
    print_json,
    report_briefing,
    show_each,
)
from briefing.errors import Failure
from briefing.model import Article, Block, BlockQuote, Dropped, Heading, ListItem, Paragraph, Quotation, Span

Language = Annotated[
    str, typer.Option("--language", "-l", help="Language of the text: en, en-GB, de, fr or es.")
]


def clean(
    sources: Sources,
    as_json: JsonPerSource = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Show only what is dropped.")] = False,
) -> None:
    """Show which lines of a page are kept and which are dropped, with reasons."""
    show = show_dropped if dropped else show_article
    show_each(sources, read_articles, show, article_fields if as_json else None)


def read_articles(source: str) -> Iterator[Article | Failure]:
    """Yield the cleaned articles of a source in the order of the page, and what failed."""
    from briefing.clean import clean_page
    from briefing.fetch import FetchOptions
    from briefing.pipeline import clean_options, each_page
    from briefing.settings import settings_from

    settings = settings_from(os.environ)
    limits = FetchOptions(allow_networks=settings.fetch.allow_networks)
    options = replace(clean_options(settings), is_arranged=False)
    yield from each_page(source, limits, lambda page: clean_page(page, options))


def article_fields(article: Article) -> dict[str, Any]:
    """Return the object that `briefing clean --json` prints."""
    return {
        "url": article.url,
        "title": article.title,
        "title_source": article.title_source,
        "byline": list(article.byline),
        "site": article.site,
        "published": article.published,
        "language": article.language,
        "image": article.image,
        "cut": article.cut,
        "entries": [
            {"block": entry.block, "clock": entry.clock, "moment": entry.moment} for entry in article.entries
        ],
        "corrections": list(article.corrections),
        "blocks": [_block_fields(block) for block in article.blocks],
        "dropped": [
            {"text": piece.text, "reason": piece.reason, "rule": piece.rule} for piece in article.dropped
        ],
    }


def _block_fields(block: Block) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": block_kind(block), "text": block.text}
    return {**fields, "number": block.number} if isinstance(block, ListItem) and block.number else fields


def block_kind(block: Block) -> str:
    """Return the name of a block's kind in JSON."""
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case ListItem():
            return "list_item"
        case BlockQuote():
            return "block_quote"


def show_dropped(article: Article) -> None:
    """Print each dropped line after its reason and the rule that dropped it."""
    typer.echo(f"Dropped from '{article.title}':")
    for piece in article.dropped:
        typer.echo(f"  {piece.reason:<12} {piece.rule:<18} {piece.text}")


def show_article(article: Article) -> None:
    """Print a table: what is kept on the left, what is dropped on the right."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    about = " · ".join(filter(None, (", ".join(article.byline), article.site, article.published)))
    note = " (from the first paragraph)" if article.title_source == "lede" else ""
    cut = " · the page has only the beginning of the story" if article.cut else ""
    table = Table(
        title=escape(f"{article.title}{note}"), caption=escape(about + cut), show_lines=True, expand=True
    )
    table.add_column(f"Kept ({len(article.blocks)})", ratio=2, overflow="fold")
    table.add_column(f"Dropped ({len(article.dropped)})", ratio=1, overflow="fold")
    for kept, gone in rows_of(article):
        text = "" if kept is None else escape(kept.text)
        table.add_row(
            f"[bold]{text}[/]" if isinstance(kept, Heading) else text,
            "\n".join(f"[yellow]{piece.reason}[/] {escape(piece.text)}" for piece in gone),
        )
    Console().print(table)


def rows_of(article: Article) -> Iterator[tuple[Block | None, list[Dropped]]]:
    """Yield each block with the lines dropped between it and the next one; first those before any block."""
    dropped_after: dict[int, list[Dropped]] = {}
    for piece in article.dropped:
        dropped_after.setdefault(piece.blocks_before, []).append(piece)
    if 0 in dropped_after:
        yield None, dropped_after[0]
    for number, block in enumerate(article.blocks, 1):
        yield block, dropped_after.get(number, [])


class QuotedArticle(NamedTuple):
    """An article and its quotations."""

    article: Article
    quotations: tuple[Quotation, ...]


def quotes(sources: Sources, as_json: JsonPerSource = False) -> None:
    """Show each quotation with its speaker and the words that name the speaker."""
    show_each(sources, read_quotations, show_quotations, quotation_fields if as_json else None)


def read_quotations(source: str) -> Iterator[QuotedArticle | Failure]:
    """Yield the articles of a source with their quotations, and what failed."""
    from briefing.pipeline import read_stories

    with run_context() as run:
        for story in read_stories(source, run):
            yield story if isinstance(story, Failure) else QuotedArticle(story.article, story.quotations)


def quotation_fields(found: QuotedArticle) -> dict[str, Any]:
    """Return the object that `briefing quotes --json` prints; one entry for each block of a quotation."""
    article = found.article
    entries = [_entry(quotation, span, article) for quotation in found.quotations for span in quotation.spans]
    texts = [block.text for block in article.blocks]
    return {"title": article.title, "blocks": texts, "quotations": entries}


def _entry(quotation: Quotation, span: Span, article: Article) -> dict[str, Any]:
    speaker = quotation.speaker
    return {
        "block": span.block,
        "start": span.start,
        "end": span.end,
        "text": article.blocks[span.block].text[span.start : span.end],
        "speaker": speaker and {"name": speaker.name, "gender": speaker.gender, "role": speaker.role},
        "kind": quotation.kind,
        "language": quotation.language or article.language,
        "attribution": quotation.attribution.rule,
    }


def show_quotations(found: QuotedArticle) -> None:
    """Print each quotation with its speaker, rule and words of the attribution; then count by speaker."""
    typer.echo(found.article.title)
    for quotation in found.quotations:
        typer.echo(f"\n{_speaker_line(quotation)}")
        _print_wrapped(f"“{_words_of(quotation, found.article)}”", "  ")
        attribution = quotation.attribution
        _print_wrapped(": ".join(filter(None, (attribution.rule, attribution.words))), "    ")
    counts = Counter(_speaker_line(quotation) for quotation in found.quotations if _is_voiced(quotation))
    typer.echo("\nVoices")
    for line, number in counts.items():
        typer.echo(f"  {line}: {count_of(number, 'quotation')}")


def _speaker_line(quotation: Quotation) -> str:
    """Return 'Ana Duarte (female, head teacher, in fr)', or 'Narrator (scare)' for what is not speech."""
    speaker = quotation.speaker
    if not _is_voiced(quotation):
        return f"Narrator ({quotation.kind})"
    if speaker is None:
        return f"Unnamed speaker (in {quotation.language})" if quotation.language else "Unnamed speaker"
    language = quotation.language and f"in {quotation.language}"
    return f"{speaker.name} ({', '.join(filter(None, (speaker.gender, speaker.role, language)))})"


def _is_voiced(quotation: Quotation) -> bool:
    return quotation.kind in ("speech", "written")


def _words_of(quotation: Quotation, article: Article) -> str:
    texts = [block.text for block in article.blocks]
    return " / ".join(texts[span.block][span.start : span.end].strip() for span in quotation.spans)


def _print_wrapped(text: str, indent: str) -> None:
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    typer.echo(textwrap.fill(text, max(width, 30), initial_indent=indent, subsequent_indent=indent))


def script(
    sources: Sources,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The Fountain file to write.")] = None,
    title: Title = "",
    minutes: Minutes = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the script as one JSON object.")] = False,
) -> None:
    """Write the script of articles as Fountain, to read or edit."""
    from briefing.model.codec import encode
    from briefing.pipeline import BriefingOptions, read_sources, script_from_stories
    from briefing.storage import write_atomic
    from briefing.write import fountain_from_script

    with failures_as_json(as_json), run_context() as run:
        collected = read_sources(sources, run)
        programme = script_from_stories(collected.stories, BriefingOptions(title=title, minutes=minutes), run)
    if as_json:
        print_json(encode(programme))
    elif output:
        write_atomic(output, fountain_from_script(programme).encode())
    else:
        typer.echo(fountain_from_script(programme), nl=False)
    end_with_left_out(collected.left_out)


def speak(
    script: Annotated[str, typer.Argument(help="A Fountain file, or - for standard input.")],
    output: OutputMp3 = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: JsonObject = False,
) -> None:
    """Speak a Fountain script into an MP3."""
    from briefing.pipeline import BriefingOptions, speak_script
    from briefing.quote import gender_of_name
    from briefing.storage import read_whole
    from briefing.write import script_from_fountain

    data = sys.stdin.buffer.read() if script == "-" else read_whole(Path(script))
    parsed = script_from_fountain(data.decode("utf-8", "replace"), gender_of_name=gender_of_name)
    with ended_soon_after_signals(), run_context(sound_settings(bitrate, quality, sample_rate)) as run:
        briefing = speak_script(parsed, BriefingOptions(output, cast=cast), run)
    report_briefing(briefing, as_json)


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
