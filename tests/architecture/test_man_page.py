"""The manual page is what the command line says, and lists every command and exit code."""

import shutil
import subprocess

import pytest
from tools.write_man_page import EXIT_STATUS, PAGE, man_page

from briefing.cli.app import COMMANDS
from briefing.errors import ExitCode

GROFF = shutil.which("groff")


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "type: python tools/write_man_page.py"


def test_every_command_and_exit_code_is_on_the_page() -> None:
    lines = man_page().splitlines()
    assert [name for name in COMMANDS if f".SS briefing {name}" not in lines] == []
    assert set(EXIT_STATUS) == set(ExitCode)


@pytest.mark.skipif(GROFF is None, reason="needs groff")
def test_groff_finds_no_mistake_in_the_page() -> None:
    run = subprocess.run(
        [str(GROFF), "-man", "-ww", "-Tascii", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
