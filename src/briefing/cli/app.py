"""The Typer application: the module of a command is imported when the command runs.

`briefing --help` therefore takes little longer than importing typer. A test compares each line below with the
docstring of its command.
"""

from enum import StrEnum
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup


class LogFormat(StrEnum):
    """The form of the lines of the log."""

    TEXT = "text"
    JSON = "json"


COMMANDS = {
    "make": "Make one MP3 of articles, with transcript and chapters beside it.",
    "clean": "Show which lines of a page are kept and which are dropped, with reasons.",
    "quotes": "Show each quotation with its speaker and the words that name the speaker.",
    "script": "Write the script of articles as Fountain, to read or edit.",
    "speak": "Speak a Fountain script into an MP3.",
    "say": "Show how a text is spoken.",
    "batch": "Make one briefing for each page of a list; resumes where it stopped.",
    "voices": "List, install and audition voices, and pin a speaker to a voice.",
    "serve": "Serve the feed, the page and the audio to a phone.",
    "publish": "Write the feed, the page and the audio for a web host.",
    "play": "Play an episode on a Chromecast or a Sonos in your home.",
    "announce": "Announce the newest episode to Home Assistant by MQTT.",
    "feeds": "Manage the sources of the digest: feeds, mailboxes, read-later lists, books, files, folders.",
    "digest": "Make a programme of what is new in your sources.",
    "episodes": "List, publish, adopt and delete the episodes of your feed.",
    "schedule": "Run the digest every morning with the scheduler of the system.",
    "library": "Back up and restore the library: sources, told stories, episodes and voices.",
    "settings": "Write, show and check the settings.",
    "doctor": "Check what works on this machine, and what to install.",
}
# the module of a command, if it has another name
_MODULES = {
    "clean": "stages",
    "quotes": "stages",
    "script": "stages",
    "speak": "stages",
    "say": "stages",
    "announce": "serve",
    "batch": "make",
    "play": "serve",
    "publish": "serve",
}


class LazyGroup(TyperGroup):
    """A group that lists its commands from `COMMANDS` and imports their modules on use.

    The signatures have Any for types of the click version that typer contains and does not export.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command, imported now; None if there is none of this name."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def load_command(name: str) -> Any:
    """Return a command: the `app` of its module if it has subcommands, else the function of its name."""
    module = import_module(f"briefing.cli.{_MODULES.get(name, name)}")
    if not hasattr(module, "app"):
        single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        single.command(name)(getattr(module, name))
        return typer.main.get_command(single)
    group = typer.main.get_command(module.app)
    group.name = name  # used by the reference and by error messages
    return group


def show_version(is_requested: bool) -> None:
    """Print the version and exit."""
    if is_requested:
        from briefing.distribution import program_version

        typer.echo(f"briefing {program_version()}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def briefing(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
    log_format: Annotated[
        LogFormat | None,
        typer.Option(
            help="Write each stage with its time to stderr.",
            envvar="BRIEFING_LOG_FORMAT",
            show_envvar=False,
        ),
    ] = None,
) -> None:
    """Turn news articles into an MP3 that sounds produced."""
    if log_format:
        from briefing.cli.results import start_log

        start_log(log_format)
