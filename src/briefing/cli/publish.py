"""`briefing publish`: the same site as files, for any web host."""

import os
from pathlib import Path
from typing import Annotated

import typer


def publish(
    to: Annotated[Path, typer.Option("--to", help="The folder to write; rsync it to your host.")],
    base: Annotated[str, typer.Option(help="The address under which the folder will be reached.")],
    title: Annotated[str, typer.Option(help="What the podcast is called.")] = "Briefing",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The folder of episodes.", show_default="output/")
    ] = None,
) -> None:
    """Write the feed, the page and the audio as files for any web host."""
    from briefing.errors import UsageError
    from briefing.settings import settings_from
    from briefing.site import SiteOptions, publish_site

    if not base.startswith(("https://", "http://")):
        raise UsageError(
            f"{base!r} is no address", "Give one like: --base https://radio.example/a-long-secret"
        )
    feed = publish_site(output or settings_from(os.environ).output, to, SiteOptions(base, title=title))
    typer.echo(f"{to}  {len(feed.episodes)} episodes  {feed.base}/feed.xml")
