"""`briefing settings` writes, shows and checks."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Type

from briefing.settings.reading import setting_names


def test_init_writes_a_file_that_is_all_right_and_not_over_one(run: Type, tmp_path: Path) -> None:
    path = tmp_path / "config" / "briefing.toml"
    assert run("settings", "init").stdout == f"{path}\n"
    assert run("settings", "check").stdout == f"{path}: valid\n"
    assert "already" in str(run("settings", "init").exception)
    assert run("settings", "init", "--force").exit_code == 0


def test_show_tells_each_value_with_its_source(run: Type, tmp_path: Path) -> None:
    path = tmp_path / "config" / "briefing.toml"
    path.parent.mkdir()
    path.write_text("[sound]\nquality = 2\n", encoding="utf-8")
    assert (
        f"sound.quality = 2  ({path})\nscript.sign_on = true  (default)\n" in run("settings", "show").stdout
    )
    shown = [json.loads(line) for line in run("settings", "show", "--json").stdout.splitlines()]
    assert [one["name"] for one in shown] == list(setting_names())
    assert {"name": "sound.quality", "value": 2, "source": str(path)} in shown
    assert {"name": "clean.rules", "value": [], "source": "default"} in shown


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[sound]\nbitrate_kbps = 65\n", "bitrate 65"),
        ('[fetch]\nallow_networks = ["10.0.0.0/99"]\n', "'10.0.0.0/99' is not a network"),
    ],
)
def test_check_asks_the_stages_too(run: Type, tmp_path: Path, text: str, mistake: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert mistake in str(run("settings", "check", str(path)).exception)
