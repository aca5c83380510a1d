"""The table of commands is true."""

import pytest
from typer.testing import CliRunner

from briefing.cli.app import COMMANDS, app, load_command


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_tells_each_commands_own_first_line(name: str) -> None:
    assert load_command(name).help.splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    run = CliRunner().invoke(app, [name, "--help"])
    assert (run.exit_code, "Usage:" in run.stdout) == (0, True)


def test_an_unknown_command_is_wrong_usage() -> None:
    run = CliRunner().invoke(app, ["brew"])
    assert (run.exit_code, "brew" in run.output) == (2, True)
