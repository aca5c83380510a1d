"""The commented settings file."""

import os
from typing import Any

from tests.settings.settings_files import write

from briefing.settings import read_settings, settings_file, settings_from, settings_template


def test_the_template_sets_the_defaults(home: dict[str, str]) -> None:
    write(home, settings_template())
    assert settings_from(home) == settings_from(home | {"BRIEFING_SETTINGS": os.devnull})


def test_without_its_comment_marks_the_template_sets_the_defaults_too(home: dict[str, str]) -> None:
    lines = settings_template().splitlines(keepends=True)
    head = lines.index("\n")
    said = [line.removeprefix("# ") if number > head else line for number, line in enumerate(lines)]
    write(home, "".join(said))
    known = read_settings(home)
    values: dict[str, Any] = {name: value for name, value, _ in known.values()}
    defaults = {name: value for name, value, _ in read_settings({}).values()}
    assert values == defaults | {"output": settings_file(home).parent / "output"} | {
        "config": values["config"]
    }
    assert set(known.sources.values()) == {str(settings_file(home)), "BRIEFING_CONFIG"}
