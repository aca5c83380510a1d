"""`default` is the best cast of this machine, `quick` an alias; a cast file of the user's wins over both."""

from pathlib import Path

import pytest

from briefing.casts import load_cast
from briefing.settings import Settings

OWN = 'language = "en"\nengine = "tone"\n[narrator]\nname = "low"\n'


@pytest.mark.parametrize("name", ["", "default", "quick", "espeak"])
def test_every_name_of_the_espeak_cast_gives_the_same_cast(name: str, tmp_path: Path) -> None:
    settings = Settings(config=tmp_path, data=tmp_path)
    assert load_cast(name, settings) == load_cast("espeak", settings)


@pytest.mark.parametrize("name", ["default", "quick"])
def test_a_cast_file_of_the_users_with_such_a_name_is_read_first(name: str, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / f"{name}.toml").write_text(OWN, encoding="utf-8")
    cast = load_cast(name, Settings(config=tmp_path, data=tmp_path))
    assert (cast.name, cast.narrator.engine) == (name, "tone")
