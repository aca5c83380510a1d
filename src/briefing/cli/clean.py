"""`briefing clean`: show which lines of a page are kept, and which are dropped and why."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

import typer

from briefing.cli.flags import JsonPerSource, Sources
from briefing.cli.results import show_each
from briefing.errors import Failure
from briefing.model import Article, Block, BlockQuote, Dropped, Heading, ListItem, Paragraph


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
