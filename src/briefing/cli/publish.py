"""`briefing publish`: the same site as files, for any web host."""

from pathlib import Path
from typing import Annotated

import typer


def publish(
    to: Annotated[Path, typer.Option("--to", help="Folder to write; copy it to your web host with rsync.")],
    base: Annotated[
        str | None,
        typer.Option(help="Public URL of the folder.", show_default="base of [feed]"),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the podcast.", show_default="title of [feed]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder of the episodes.", show_default="output/")
    ] = None,
) -> None:
    """Write the feed, the page and the audio for a web host."""
    from briefing.cli.run import run_context
    from briefing.errors import UsageError
    from briefing.pipeline import publish_site, site_options

    with run_context({"feed.base": base, "feed.title": title, "output": output}) as run:
        address = run.settings.feed.base
        if not address.startswith(("https://", "http://")):
            raise UsageError(
                f"{address!r} is no address for a feed",
                "Give one like --base https://radio.example/a-long-secret, or set base of [feed].",
            )
        if to.resolve() == run.settings.output.resolve():
            raise UsageError(
                f"{to} is the folder of the episodes itself",
                "Name another one, or write their pages where they are: briefing episodes publish",
            )
        feed = publish_site(run.settings.output, to, site_options(run.settings))
    typer.echo(f"{to}  {len(feed.episodes)} episodes  {feed.base}/feed.xml")
