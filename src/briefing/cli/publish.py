"""`briefing publish`: write the site as files for a web host."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.flags import OutputFolder, PodcastTitle


def publish(
    to: Annotated[Path, typer.Option("--to", help="Folder to write; copy it to your web host with rsync.")],
    base: Annotated[
        str | None,
        typer.Option(help="Public URL of the folder.", show_default="base of [feed]"),
    ] = None,
    title: PodcastTitle = None,
    output: OutputFolder = None,
) -> None:
    """Write the feed, the page and the audio for a web host."""
    from briefing.cli.results import count_of
    from briefing.cli.run import run_context
    from briefing.errors import UsageError
    from briefing.pipeline import publish_site, site_options

    with run_context({"feed.base": base, "feed.title": title, "output": output}) as run:
        url = run.settings.feed.base
        if not url.startswith(("https://", "http://")):
            raise UsageError(
                f"{url!r} is not a public URL" if url else "the feed needs its public URL",
                "Add --base https://radio.example/a-long-secret, or set 'base' in [feed].",
            )
        if to.resolve() == run.settings.output.resolve():
            raise UsageError(
                f"{to} is the output folder itself",
                "Choose another folder, or write the pages there: briefing episodes publish",
            )
        feed = publish_site(run.settings.output, to, site_options(run.settings))
    typer.echo(f"{to}  {count_of(len(feed.episodes), 'episode')}  {feed.base}/feed.xml")
