"""`briefing serve`: serve the feed, the page and the audio to a phone."""

import sys
from typing import Annotated

import typer

from briefing.cli.flags import OutputFolder, PodcastTitle
from briefing.cli.publish import require_public_url


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
    from briefing.cli.run import run_context
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
