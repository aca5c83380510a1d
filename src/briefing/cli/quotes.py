"""`briefing quotes`: who is quoted, with which words, and what told us so."""

from typing import Any, NamedTuple

from briefing.cli.clean import read_article
from briefing.cli.sources import AsJson, Sources, show_each
from briefing.model import Article, Quotation, Span


class QuotedArticle(NamedTuple):
    """An article and the quotations in it."""

    article: Article
    quotations: tuple[Quotation, ...]


def quotes(sources: Sources, as_json: AsJson = False) -> None:
    """Show each quotation, who says it, and the words that told so."""
    show_each(sources, read_quotations, show_quotations, quotation_fields if as_json else None)


def read_quotations(source: str) -> QuotedArticle:
    """The quotations of a source. Raises our errors."""
    from briefing.quote import find_quotations

    article = read_article(source)
    return QuotedArticle(article, find_quotations(article))


def quotation_fields(found: QuotedArticle) -> dict[str, Any]:
    """The contract's object: a quotation that runs over blocks is one entry a block."""
    texts = [block.text for block in found.article.blocks]
    entries = [_entry(quotation, span, texts) for quotation in found.quotations for span in quotation.spans]
    return {"title": found.article.title, "blocks": texts, "quotations": entries}


def _entry(quotation: Quotation, span: Span, texts: list[str]) -> dict[str, Any]:
    speaker = quotation.speaker
    return {
        "block": span.block,
        "start": span.start,
        "end": span.end,
        "text": texts[span.block][span.start : span.end],
        "speaker": speaker and {"name": speaker.name, "gender": speaker.gender, "role": speaker.role},
        "kind": quotation.kind,
        "attribution": quotation.attribution.rule,
    }


def show_quotations(found: QuotedArticle) -> None:
    """A table: the speaker, what is known of them, the words, and the words that told."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    texts = [block.text for block in found.article.blocks]
    table = Table(title=escape(found.article.title), show_lines=True, expand=True)
    for column, ratio in (("Speaker", 2), ("Gender, role", 2), ("Quotation", 5), ("Told by", 3)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for quotation in found.quotations:
        speaker = quotation.speaker
        words = " / ".join(texts[span.block][span.start : span.end] for span in quotation.spans)
        known = ", ".join(filter(None, (speaker.gender, speaker.role))) if speaker else ""
        told = ": ".join(filter(None, (quotation.attribution.rule, quotation.attribution.words)))
        name = speaker.name if speaker else "(unknown)"
        shown = name if quotation.kind in ("speech", "written") else f"({quotation.kind})"
        table.add_row(escape(shown), escape(known), escape(words), escape(told))
    Console().print(table)
