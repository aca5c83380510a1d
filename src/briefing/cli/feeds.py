"""`briefing feeds`: manage the sources of the digest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.flags import AllowPrivate, run_context
from briefing.cli.results import count_of, print_json, print_rows

if TYPE_CHECKING:
    from briefing.digest import DigestContext, SourceChoices
    from briefing.pipeline import RunContext
    from briefing.storage import Library, Source

_FIELDS = (
    "address", "kind", "title", "weight", "most", "text", "after", "succeeded", "failures", "failure",
)  # fmt: skip


class TextChoice(StrEnum):
    """The values of `--text`."""

    AUTO = "auto"
    FEED = "feed"
    PAGE = "page"


class AfterChoice(StrEnum):
    """The values of `--after`."""

    KEEP = "keep"
    READ = "read"
    ARCHIVE = "archive"


app = typer.Typer(
    help="Manage the sources of the digest: feeds, mailboxes, read-later lists, books, files, folders.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="URLs, mail servers, read-later services, mails, exports, lists of URLs, or folders."
        ),
    ],
    weight: Annotated[
        int, typer.Option(min=1, max=1000, help="Weight of its stories in the choice, in per cent.")
    ] = 100,
    most: Annotated[int, typer.Option(min=1, max=500, help="Maximum number of articles per run.")] = 10,
    text: Annotated[
        TextChoice,
        typer.Option(help="Text to tell: the source's own, the page's, or the one with more of the story."),
    ] = TextChoice.AUTO,
    after: Annotated[
        AfterChoice, typer.Option(help="What happens in the source to an item that was told.")
    ] = AfterChoice.KEEP,
    allow_private: AllowPrivate = False,
) -> None:
    """Add a feed, the feed of a web page, a read-later list, a file that lists URLs, or a folder of pages."""
    from briefing.digest import SourceChoices

    choices = SourceChoices(weight, most, text.value, after.value)
    with run_context() as run:
        addresses = [without_login(given, run) for given in sources]
        with digest_context(run, allow_private) as context:
            add_sources(addresses, context, choices)


def add_sources(addresses: Sequence[str], context: "DigestContext", choices: "SourceChoices") -> None:
    """Add the sources of addresses to the library, and print each."""
    from briefing.digest import find_source

    for address in addresses:
        found = find_source(address, context, choices)
        source = found.source
        context.library.add_source(source)
        typer.echo(f"{source.kind}  {source.address}  {source.title}".rstrip())
        if found.note:
            typer.echo(f"briefing: {found.note}", err=True)
        if found.others:
            typer.echo(f"briefing: other feeds of this page: {' '.join(found.others)}", err=True)


def without_login(address: str, run: "RunContext") -> str:
    """Return a URL without user and password, which are stored where only the user can read them."""
    from briefing.digest import web_addresses_of
    from briefing.fetch import split_login
    from briefing.storage import Login, remember_login

    meant = web_addresses_of(address)  # two for an address without http or https
    plain, site = split_login(meant[0] if meant else address)
    if site is None:
        return address
    remember_login(run.settings.logins, Login(site.host, site.user, site.password.value))
    return plain.removeprefix("https://") if len(meant) > 1 else plain


@app.command()
def remove(
    sources: Annotated[list[str], typer.Argument(help="Sources from `briefing feeds list`.")],
) -> None:
    """Remove sources and their items. Later digests do not repeat the stories of earlier ones."""
    from briefing.errors import UsageError

    with run_context() as run, digest_context(run) as context:
        for text in sources:
            local = str(Path(text).expanduser().resolve())
            if not (context.library.remove_source(text) or context.library.remove_source(local)):
                raise UsageError(f"{text} is not a source of the digest", "List them: briefing feeds list")


@app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each source.")] = False,
) -> None:
    """List the sources: weight, most articles per run, kind, address, title, last visit, present failure."""
    with run_context() as run, digest_context(run) as context:
        sources = context.library.sources()
    if as_json:
        for source in sources:
            print_json({name: getattr(source, name) for name in _FIELDS})
    else:
        print_rows([source_row(source, run.now) for source in sources], as_json=False)


def source_row(source: "Source", now: datetime) -> dict[str, str]:
    """Return the columns of a source by their headings; times are in the zone of `now`."""
    read = "never"
    if source.succeeded:
        last = datetime.fromisoformat(source.succeeded).astimezone(now.tzinfo)
        read = f"{last:%Y-%m-%d %H:%M}"
    times = "once" if source.failures == 1 else f"{source.failures} times in a row"
    return {
        "weight": f"{source.weight}%",
        "most": str(source.most),
        "kind": source.kind,
        "address": source.address,
        "title": source.title,
        "last read": read,
        "failed": f"{times}: {source.failure}" if source.failure else "",
    }


@app.command("import")
def import_feeds(file: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
    """Add the feeds of an OPML file."""
    from briefing.digest import sources_from_opml
    from briefing.storage import read_whole

    with run_context() as run, digest_context(run) as context:
        found = sources_from_opml(read_whole(file), context.library.sources())
        for source in found:
            context.library.add_source(replace(source, address=without_login(source.address, run)))
    typer.echo(f"{count_of(len(found), 'feed')} added")


@app.command("export")
def export_feeds() -> None:
    """Print the feeds as OPML."""
    from briefing.digest import opml_from_sources

    with run_context() as run, digest_context(run) as context:
        typer.echo(opml_from_sources(context.library.sources()).decode(), nl=False)


def digest_context(run: "RunContext", allow_private: bool = False) -> "DigestContext":
    """Return the context of the digest for a run."""
    from briefing.storage import Library

    return _context(run, allow_private, Library(run.settings.library))


def rehearsal_context(run: "RunContext", allow_private: bool = False) -> "DigestContext":
    """Return the context of a run that changes nothing: with a copy of the library."""
    from briefing.storage import Library

    return _context(run, allow_private, Library.rehearsal(run.settings.library))


def _context(run: "RunContext", allow_private: bool, library: "Library") -> "DigestContext":
    from briefing.digest import DigestContext
    from briefing.pipeline import fetch_options

    options = fetch_options(run.settings, run.now, allow_private)
    return DigestContext(run.now, library, options, inbox=run.settings.inbox)
