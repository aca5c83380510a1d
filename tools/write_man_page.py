"""Write the manual page `man/briefing.1` from the command line itself.

    python tools/write_man_page.py

The page follows man-pages(7). A test compares the file with what this program would write.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from briefing.cli.app import COMMANDS, app, load_command
from briefing.distribution import program_version
from briefing.errors import ExitCode

PAGE = Path(__file__).parents[1] / "man" / "briefing.1"
EXIT_STATUS = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "Failed.",
    ExitCode.USAGE: "Wrong usage or settings.",
    ExitCode.PARTLY: "Done in part; what was left out is named on stderr.",
    ExitCode.NOTHING_NEW: "Nothing is new (digest).",
    ExitCode.LOCKED: "Another run holds the lock.",
    ExitCode.INTERRUPTED: "Interrupted by Ctrl-C.",
    ExitCode.TERMINATED: "Terminated by SIGTERM.",
}
ENVIRONMENT = {
    "BRIEFING_*": "Any setting, such as BRIEFING_CAST; 'briefing settings show' lists all.",
    "BRIEFING_SETTINGS": "The settings file, instead of briefing.toml in the configuration folder.",
    "BRIEFING_DEBUG": "Set to 1 to see the traceback of a bug.",
    "OPENAI_BASE_URL, OPENAI_API_KEY": "The speech server of the engine openai, and its key.",
    "SOURCE_DATE_EPOCH": "The time of a run, in seconds, for the same bytes on any day.",
}


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(man_page(), encoding="utf-8")


def man_page() -> str:
    """Return the page in the man macros of groff and mandoc."""
    return "\n".join((*_head(), *_commands(), *_foot())) + "\n"


def _head() -> Iterator[str]:
    root = typer.main.get_command(app)
    yield f'.TH BRIEFING 1 "" "briefing {program_version()}" "User Commands"'
    yield from (".SH NAME", r"briefing \- turn news articles into an MP3 that sounds produced")
    yield from (".SH SYNOPSIS", r".B briefing", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]...")
    yield from (".SH OPTIONS", *_parameters(root, "briefing"))


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    for name in COMMANDS:
        yield from _command(load_command(name), f"briefing {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    """A command with its parameters, then the verbs that it has."""
    yield f".SS {_text(path)}"
    yield _text(command.help or "")
    yield from _parameters(command, path)
    for name, verb in getattr(command, "commands", {}).items():
        yield from _command(verb, f"{path} {name}")


def _parameters(command: Any, path: str) -> Iterator[str]:
    """The arguments and options, from their attributes: typer changes the wording of its help too often."""
    for parameter in command.params:
        if not parameter.hidden:
            yield from (".TP", _signature(parameter), _text(f"{parameter.help} {_notes(parameter)}"))


def _signature(parameter: Any) -> str:
    """`-o, --output OUTPUT` with names in bold and values in italics."""
    value = parameter.metavar or parameter.name.upper()
    if parameter.param_type_name == "argument":
        return rf"\fI{_text(value)}\fR" + ("..." if parameter.nargs != 1 else "")
    names = ", ".join(rf"\fB{_text(name)}\fR" for name in (*parameter.opts, *parameter.secondary_opts))
    return names if parameter.is_flag else rf"{names} \fI{_text(value)}\fR"


def _notes(parameter: Any) -> str:
    """'(1 to 600) [default: 10]', as far as the parameter says so."""
    bounds = getattr(parameter, "type", parameter)  # click keeps them in the type, newer typer in the option
    least, most = getattr(bounds, "min", None), getattr(bounds, "max", None)
    limits = "" if least is None else f"({least} to {most})" if most is not None else f"(at least {least})"
    default = parameter.show_default if isinstance(parameter.show_default, str) else parameter.default
    is_shown = isinstance(default, str | int | Path) and not isinstance(default, bool) and default != ""
    return f"{limits} [default: {default}]" if is_shown else limits


def _foot() -> Iterator[str]:
    yield ".SH EXIT STATUS"
    for code, meaning in EXIT_STATUS.items():
        yield from (".TP", rf"\fB{code.value}\fR", _text(meaning))
    yield ".SH ENVIRONMENT"
    for name, meaning in ENVIRONMENT.items():
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(meaning))


def _text(text: str) -> str:
    """A text on one line, in which nothing is a request or an escape of roff."""
    escaped = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    main()
