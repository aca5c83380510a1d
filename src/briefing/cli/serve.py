"""`briefing serve`: the programme on the phone."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to listen on.", show_default="8765")
    ] = None,
    lan: Annotated[bool, typer.Option("--lan", help="Allow access from the local network.")] = False,
    base: Annotated[
        str | None, typer.Option(help="Public URL, if an https proxy is in front of the server.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the podcast.", show_default="title of [feed]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder of the episodes.", show_default="output/")
    ] = None,
    new_token: Annotated[
        bool, typer.Option("--new-token", help="Make a new token; the old addresses stop working.")
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
        settings, door = run.settings, run.settings.serve
        place = settings.data / "token"
        token = renew_token(place) if new_token else read_token(place)
        feed = site_options(settings)
        options = ServeOptions(
            settings.output,
            settings.inbox,
            token,
            door.base,
            feed,
            door.articles_a_minute,
            allow_networks=settings.fetch.allow_networks,
            token_file=place,
        )
    host = lan_address() if lan else "127.0.0.1"
    address = f"{door.base.rstrip('/') or f'http://{host}:{door.port}'}/{token}"
    try:
        serve_forever(options, "0.0.0.0" if lan else host, door.port, lambda: _show(address))  # noqa: S104  # --lan asks for it
    except BriefingError:
        if new_token:  # one that runs already has it by now
            _show(address)
        raise


def _show(address: str) -> None:
    """Where the page and the feed are; the feed as a QR code too, where a phone can see it."""
    typer.echo(f"page  {address}/\nfeed  {address}/feed.xml")
    if sys.stdout.isatty():
        from briefing.serve import qr_lines

        typer.echo(qr_lines(f"{address}/feed.xml"))
    sys.stdout.flush()
