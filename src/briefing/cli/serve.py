"""What brings episodes to other devices.

`briefing serve` serves the feed, the page and the audio, `briefing publish` writes them for a web host,
`briefing play` lets a loudspeaker play an episode, and `briefing announce` tells Home Assistant about it.
"""

import re
import sys
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from briefing.cli.flags import OutputFolder, PodcastTitle
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.model import Feed
    from briefing.pipeline import RunContext
    from briefing.publish import EpisodeFacts
    from briefing.settings import Settings

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
        serve_forever(options, "0.0.0.0" if lan else host, server.port, lambda: _show(url))  # nosec B104  # noqa: S104  # --lan asks for it
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


def play(
    episode: Annotated[
        str, typer.Argument(help="Name from `briefing episodes list`.", show_default="the newest episode")
    ] = "",
    on: Annotated[
        str | None, typer.Option("--on", help="Name of the loudspeaker.", show_default="'on' in [play]")
    ] = None,
    output: OutputFolder = None,
) -> None:
    """Play an episode on a Chromecast or a Sonos in your home."""
    from briefing.cli.flags import run_context
    from briefing.loudspeakers import LoudspeakerSearch, play_on_loudspeaker

    with run_context({"play.on": on, "output": output}) as run:
        wanted = run.settings.play
        if not wanted.on:
            raise UsageError("no loudspeaker is named", "Add --on Kitchen, or set 'on' in [play].")
        _, facts = _reachable_episode(episode, run)
        kind = play_on_loudspeaker(facts, LoudspeakerSearch(wanted.on, wanted.interface))
    typer.echo(f"{wanted.on} ({kind})  {facts.title}")


def announce(output: OutputFolder = None) -> None:
    """Announce the newest episode to Home Assistant by MQTT."""
    from briefing.cli.flags import run_context
    from briefing.home_assistant import Broker, announcement, send_retained
    from briefing.pipeline import secret_from

    with run_context({"output": output}) as run:
        mqtt = run.settings.mqtt
        if not mqtt.broker:
            raise UsageError("no MQTT broker is set", 'Set broker = "mqtt://192.168.1.5:1883" in [mqtt].')
        feed, facts = _reachable_episode("", run)
        secret = secret_from(mqtt.password)
        broker = Broker(mqtt.broker, mqtt.user, secret.read(mqtt.user) if secret else "")
        send_retained(announcement(facts, feed.title, feed.guid, mqtt.prefix), broker)
    typer.echo(f"{mqtt.broker}  {facts.title}")


def _reachable_episode(name: str, run: "RunContext") -> tuple["Feed", "EpisodeFacts"]:
    """Return the feed and the facts of an episode, with URLs for other devices; '' names the newest episode.

    Raises:
        UsageError: There is no such episode, or other devices cannot reach the URLs.
    """
    from briefing.pipeline import feed_from_episodes, site_options
    from briefing.publish import episode_facts
    from briefing.storage import published_episodes

    options = replace(site_options(run.settings), base=reachable_base(run.settings))
    feed = feed_from_episodes(published_episodes(run.settings.output), options)
    chosen = next((one for one in feed.episodes if name in ("", one.folder)), None)
    if chosen is None and name:
        raise UsageError(f"{name} is not an episode", "List the episodes: briefing episodes list")
    if chosen is None:
        raise UsageError(f"{run.settings.output} has no episode", "Make one: briefing make URL")
    return feed, episode_facts(feed, chosen)


def reachable_base(settings: "Settings") -> str:
    """Return the URL of the episodes for other devices: `base` of [feed], else of [serve] with the token.

    Raises:
        UsageError: Neither is set, or the URL works on this machine only.
    """
    from briefing.serve import lan_address
    from briefing.storage import read_token

    is_published = settings.feed.base.startswith(("http://", "https://"))
    section, base = ("feed", settings.feed.base) if is_published else ("serve", settings.serve.base)
    hint = (
        f'Set base = "http://{lan_address()}:{settings.serve.port}" in [serve], and leave this running: '
        "briefing serve --lan. After `briefing publish`, set its URL as 'base' in [feed] instead."
    )
    if not base:
        raise UsageError("other devices need a URL of your episodes, and none is set", hint)
    require_public_url(base, section)
    if _is_loopback(base):
        raise UsageError(
            f"other devices cannot reach {base}: it is an address of this machine for itself", hint
        )
    return base if is_published else f"{base.rstrip('/')}/{read_token(settings.data / 'token')}"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
