"""`briefing quotes`: show the quotations of an article, their speakers, and the words that name them."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import typer

from briefing.cli.flags import JsonPerSource, Sources
from briefing.cli.results import count_of, show_each
from briefing.cli.run import run_context
from briefing.errors import Failure
from briefing.model import Article, Quotation, Span


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
