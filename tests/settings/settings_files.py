"""A settings file for the tests of settings."""

from pathlib import Path

from briefing.settings import settings_file


def write(home: dict[str, str], text: str) -> Path:
    path = settings_file(home)
    path.write_text(text, encoding="utf-8")
    return path
