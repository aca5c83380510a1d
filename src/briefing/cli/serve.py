"""`briefing serve`: serve the feed, the page and the audio. `briefing publish`: write them for a web host."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.flags import OutputFolder, PodcastTitle
from briefing.errors import UsageError

# 'https://radio.example:8443/a-long-secret/'; anything after '?' or '#' would stand in the middle of URLs
_PUBLIC_URL = re.compile(
    r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d+)?(?:/[^\s?#\x80-\U0010ffff]*)?$"
)


def serve(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port to listen on.", show_default="8765")
    ] = None,
    lan: Annotated[bool, typer.Option("--lan", help="Allow access from the local network.")] = False,
    base: Annotated[
        str | None, typer.Option(help="Public URL, if an https proxy is in front of the server.")
    ] = None,
    title: PodcastTitle = None,
    output: OutputFolder = None,
    new_token: Annotated[
        bool, typer.Option("--new-token", help="Make a new token; the old URLs stop working.")
    ] = False,
) -> None:
    """Serve the feed, the page and the audio to a phone."""
    from briefing.cli.flags import run_context
    from briefing.errors import BriefingError
    from briefing.pipeline import site_options
    from briefing.serve import ServeOptions, lan_address, serve_forever
    from briefing.storage import read_token, renew_token

    flags = {"serve.port": port, "serve.base": base, "feed.title": title, "output": output}
    with run_context(flags) as run:
        settings, server = run.settings, run.settings.serve
        if server.base:
            require_public_url(server.base, "serve")
        token_file = settings.data / "token"
        token = renew_token(token_file) if new_token else read_token(token_file)
        feed = site_options(settings)
        options = ServeOptions(
            settings.output,
            settings.inbox,
            token,
            server.base,
            feed,
            server.articles_a_minute,
            allow_networks=settings.fetch.allow_networks,
            token_file=token_file,
            positions=settings.positions,
        )
    host = lan_address() if lan else "127.0.0.1"
    url = f"{server.base.rstrip('/') or f'http://{host}:{server.port}'}/{token}"
    try:
        serve_forever(options, "0.0.0.0" if lan else host, server.port, lambda: _show(url))  # noqa: S104  # --lan asks for it
    except BriefingError:
        if new_token:  # a server that is running uses it already
            _show(url)
        raise


def _show(url: str) -> None:
    """Print the URLs of the page and the feed, on a terminal also the feed as a QR code."""
    typer.echo(f"page  {url}/\nfeed  {url}/feed.xml")
    if sys.stdout.isatty():
        from briefing.serve import qr_lines

        typer.echo(qr_lines(f"{url}/feed.xml"))
    sys.stdout.flush()


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
    from briefing.cli.flags import run_context
    from briefing.cli.results import count_of
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
