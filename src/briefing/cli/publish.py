"""`briefing publish`: the same site as files, for any web host."""

from pathlib import Path
from typing import Annotated

import typer


def publish(
    to: Annotated[Path, typer.Option("--to", help="The folder to write; rsync it to your host.")],
    base: Annotated[
        str | None,
        typer.Option(
            help="The address under which the folder will be reached.", show_default="base of [feed]"
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="What the podcast is called.", show_default="title of [feed]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The folder of episodes.", show_default="output/")
    ] = None,
) -> None:
    """Write the feed, the page and the audio as files for any web host."""
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
