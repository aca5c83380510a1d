"""`briefing publish`: write the site as files for a web host."""

import re
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.flags import OutputFolder, PodcastTitle
from briefing.errors import UsageError

# 'https://radio.example:8443/a-long-secret/'; anything after '?' or '#' would stand in the middle of URLs
_PUBLIC_URL = re.compile(
    r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d+)?(?:/[^\s?#\x80-\U0010ffff]*)?$"
)


def require_public_url(url: str, section: str) -> None:
    """Raise UsageError unless a feed can be served below the URL: http or https, a host, no query, ASCII."""
    hint = f"Add --base https://radio.example/a-long-secret, or set 'base' in [{section}]."
    if not url:
        raise UsageError("the feed needs its public URL", hint)
    if not _PUBLIC_URL.match(url):
        raise UsageError(f"{url!r} is not a public URL", hint)


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
    from briefing.pipeline import publish_site, site_options

    with run_context({"feed.base": base, "feed.title": title, "output": output}) as run:
        require_public_url(run.settings.feed.base, "feed")
        if to.resolve() == run.settings.output.resolve():
            raise UsageError(
                f"{to} is the output folder itself",
                "Choose another folder, or write the pages there: briefing episodes publish",
            )
        feed = publish_site(run.settings.output, to, site_options(run.settings))
    typer.echo(f"{to}  {count_of(len(feed.episodes), 'episode')}  {feed.base}/feed.xml")
