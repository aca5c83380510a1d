"""`briefing feeds`: what the digest reads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.run import run_context
from briefing.cli.sources import print_json

if TYPE_CHECKING:
    from briefing.digest import DigestContext
    from briefing.pipeline import RunContext

app = typer.Typer(
    help="Manage the sources of the digest: feeds, lists of URLs, folders of saved pages.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def add(
    sources: Annotated[
        list[str], typer.Argument(help="URLs, files that list URLs, or folders of saved pages.")
    ],
    weight: Annotated[
        int, typer.Option(min=1, max=1000, help="Weight when stories are chosen, in per cent.")
    ] = 100,
    most: Annotated[int, typer.Option(min=1, max=500, help="Maximum number of articles a run.")] = 10,
    allow_private: Annotated[bool, typer.Option(help="Allow addresses on private networks.")] = False,
) -> None:
    """Add a feed (or the feed that a page names), a file that lists addresses, or a folder of saved pages."""
    from briefing.digest import source_from_text

    with run_context() as run, digest_context(run, allow_private) as context:
        for text in sources:
            source = source_from_text(text, context, weight=weight, most=most)
            context.library.add_source(source)
            typer.echo(f"{source.kind}  {source.address}  {source.title}".rstrip())


@app.command()
def remove(
    sources: Annotated[list[str], typer.Argument(help="Sources as `briefing feeds list` shows them.")],
) -> None:
    """Remove sources; what they named is forgotten, what was told stays told."""
    from briefing.errors import UsageError

    with run_context() as run, digest_context(run) as context:
        for text in sources:
            local = str(Path(text).expanduser().resolve())
            if not (context.library.remove_source(text) or context.library.remove_source(local)):
                raise UsageError(f"{text} is no source of yours", "See them: briefing feeds list")


@app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each source.")] = False,
) -> None:
    """List the sources, with weight, limit, and why the last visit failed where it did."""
    with run_context() as run, digest_context(run) as context:
        for source in context.library.sources():
            if as_json:
                names = ("address", "kind", "title", "weight", "most", "failure")
                print_json({name: getattr(source, name) for name in names})
                continue
            failed = f"  failed: {source.failure}" if source.failure else ""
            typer.echo(f"{source.weight:4}% {source.most:3}  {source.address}  {source.title}{failed}")


@app.command("import")
def take_in(file: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
    """Add the feeds of an OPML file."""
    from briefing.digest import sources_from_opml
    from briefing.storage import read_whole

    with run_context() as run, digest_context(run) as context:
        found = sources_from_opml(read_whole(file), context.library.sources())
        for source in found:
            context.library.add_source(source)
    typer.echo(f"{len(found)} feeds")


@app.command("export")
def give_out() -> None:
    """Print the feeds as OPML."""
    from briefing.digest import opml_from_sources

    with run_context() as run, digest_context(run) as context:
        typer.echo(opml_from_sources(context.library.sources()).decode(), nl=False)


def digest_context(run: "RunContext", allow_private: bool = False) -> "DigestContext":
    """The digest's world, from the run's."""
    from briefing.digest import DigestContext
    from briefing.pipeline import fetch_options
    from briefing.storage import Library

    options = fetch_options(run.settings, run.now, allow_private)
    return DigestContext(run.now, Library(run.settings.library), options, inbox=run.settings.inbox)
