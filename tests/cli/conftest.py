"""A command line with folders of its own, a fixed day, and tones for voices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.cli.app import app

EXAMPLES = Path(__file__).parents[2] / "examples"
TONE = Path(__file__).parent / "tone.toml"
DAY = "1795401000"  # 2026-11-23T02:30:00Z

Type = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """`run('make', 'x.html', input=...)` types a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setenv("BRIEFING_CAST", str(TONE))
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"BRIEFING_{name}", str(tmp_path / name.lower()))

    def typed(*words: str, **more: str | bytes) -> Result:
        return CliRunner().invoke(app, list(words), **more)  # type: ignore[arg-type]  # only input is passed

    return typed
