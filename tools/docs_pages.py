"""Generate the pages of the documentation that come from the code. `mkdocs build` runs this file
(mkdocs-gen-files).
"""

import subprocess
import sys
from pathlib import Path

import mkdocs_gen_files

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # mkdocs runs this file from its own place

from tools.settings_page import settings_page  # noqa: E402  # needs the line above

DOCS = ROOT / "docs"


def write_cli_reference() -> None:
    """Write reference/cli.md from the Typer app, by Typer's own generator."""
    command = [sys.executable, "-m", "typer", "briefing.cli.app", "utils", "docs", "--name", "briefing"]
    page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with mkdocs_gen_files.open("reference/cli.md", "w") as file:
        file.write(page.replace("# `briefing`", "# Command line", 1))


def write_settings_reference() -> None:
    """Write reference/settings.md from the types, defaults and descriptions of the settings."""
    with mkdocs_gen_files.open("reference/settings.md", "w") as file:
        file.write(settings_page())


def write_index(folder: str, title: str, introduction: str) -> None:
    """Write the index of a folder: a link to each page, with the page's title."""
    pages = sorted(page for page in (DOCS / folder).glob("*.md") if page.name != "index.md")
    links = [f"- [{_title(page)}]({page.name})" for page in pages]
    with mkdocs_gen_files.open(f"{folder}/index.md", "w") as file:
        file.write("\n".join([f"# {title}", "", introduction, "", *links, ""]))


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


write_cli_reference()
write_settings_reference()
write_index("design", "Design", "One page for each package: what its files do, and where to put a change.")
write_index("decisions", "Decisions", "Choices that were measured, with the figures.")
