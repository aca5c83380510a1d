"""`briefing quotes`: who is quoted, with which words, and what told us so."""

import shutil
import textwrap
from collections import Counter
from typing import Any, NamedTuple

import typer

from briefing.cli.run import run_context
from briefing.cli.sources import AsJson, Sources, show_each
from briefing.model import Article, Quotation, Span


class QuotedArticle(NamedTuple):
    """An article and the quotations in it."""

    article: Article
    quotations: tuple[Quotation, ...]


def quotes(sources: Sources, as_json: AsJson = False) -> None:
    """Show each quotation with its speaker and the words that name the speaker."""
    show_each(sources, read_quotations, show_quotations, quotation_fields if as_json else None)


def read_quotations(source: str) -> QuotedArticle:
    """The quotations of a source. Raises our errors."""
    from briefing.pipeline import read_story

    with run_context() as run:
        story = read_story(source, run)
    return QuotedArticle(story.article, story.quotations)


def quotation_fields(found: QuotedArticle) -> dict[str, Any]:
    """The object that `briefing quotes --json` prints; one entry a block of a quotation."""
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
    """Each quotation below its speaker, with the words that told; then who speaks and how often."""
    typer.echo(found.article.title)
    for quotation in found.quotations:
        typer.echo(f"\n{_speaker_line(quotation)}")
        _print_wrapped(f"“{_words_of(quotation, found.article)}”", "  ")
        attribution = quotation.attribution
        _print_wrapped(": ".join(filter(None, (attribution.rule, attribution.words))), "    ")
    heard = Counter(_speaker_line(quotation) for quotation in found.quotations if _is_voiced(quotation))
    typer.echo("\nVoices")
    for line, times in heard.items():
        typer.echo(f"  {line}: {times} {'quotation' if times == 1 else 'quotations'}")


def _speaker_line(quotation: Quotation) -> str:
    """'Ana Duarte (female, head teacher, in fr)'; what keeps the narrator's voice says why."""
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
