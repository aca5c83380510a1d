"""`briefing episodes`: list, publish, adopt and delete episodes."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.feeds import digest_context
from briefing.cli.flags import run_context
from briefing.cli.results import count_of, duration_text, left_out_fields, print_json

if TYPE_CHECKING:
    from briefing.model import PublishedEpisode

app = typer.Typer(
    help="List, publish, adopt and delete the episodes of your feed.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each episode.")] = False,
) -> None:
    """List the episodes, newest first: name, duration, title."""
    from briefing.publish import newest_first
    from briefing.storage import published_episodes

    with run_context() as run:
        for one in newest_first(published_episodes(run.settings.output)):
            if as_json:
                print_json(episode_fields(one))
                continue
            duration = duration_text(one.episode.duration_ms)
            typer.echo(f"{one.folder}  {duration}  {one.episode.title}")


@app.command()
def publish() -> None:
    """Write the feed, and the pages, transcripts and chapters of all episodes again."""
    from briefing.digest import republish

    with run_context() as run, digest_context(run) as context:
        feed = republish(context, run.settings)
    typer.echo(f"{count_of(len(feed.episodes), 'episode')}  {feed.base}/feed.xml")


@app.command()
def delete(
    names: Annotated[list[str], typer.Argument(help="Names from `briefing episodes list`.")],
) -> None:
    """Delete episodes from the feed and the disk. Later digests do not repeat their stories."""
    from briefing.digest import delete_episodes

    with run_context() as run, digest_context(run) as context:
        delete_episodes(names, context, run.settings)


@app.command()
def adopt(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names from `briefing episodes list`; without them, the episodes that are newer than the "
            "restored library."
        ),
    ] = None,
) -> None:
    """Record episodes in the library, so that later digests do not repeat their stories."""
    from briefing.digest import adopt_episodes
    from briefing.storage import published_episodes

    with run_context() as run, digest_context(run) as context:
        standing = {one.folder for one in published_episodes(run.settings.output)}
        chosen = names or context.library.later_episodes() & standing
        adopted = adopt_episodes(chosen, context, run.settings)
    for folder in adopted:
        typer.echo(folder)
    sys.stderr.write(f"briefing: recorded {count_of(len(adopted), 'episode')}\n")


def episode_fields(one: "PublishedEpisode") -> dict[str, Any]:
    """Return the object that `briefing episodes list --json` prints for an episode."""
    return {
        "name": one.folder,
        "title": one.episode.title,
        "date": one.episode.date,
        "seconds": one.episode.duration_ms / 1000,
        "bytes": one.audio_bytes,
        "stories": [chapter.title for chapter in one.episode.chapters if chapter.url],
        "left_out": [left_out_fields(missing) for missing in one.episode.left_out],
    }
