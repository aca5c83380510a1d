"""Generate the pages of the documentation that come from the code. `mkdocs build` runs this file
(mkdocs-gen-files).
"""

import subprocess
import sys

import mkdocs_gen_files


def write_cli_reference() -> None:
    """Write reference/cli.md from the Typer app, by Typer's own generator."""
    command = [sys.executable, "-m", "typer", "briefing.cli.app", "utils", "docs", "--name", "briefing"]
    page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with mkdocs_gen_files.open("reference/cli.md", "w") as file:
        file.write(page.replace("# `briefing`", "# Command line", 1))


write_cli_reference()
