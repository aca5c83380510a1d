"""Casts are found in the user's folder first."""

from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.storage import cast_names, read_cast


def test_a_cast_of_the_users_own_wins(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("narrator = 'x'", encoding="utf-8")
    assert read_cast("mine", tmp_path) == "narrator = 'x'"
    assert "mine" in cast_names(tmp_path)


def test_a_cast_may_be_named_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("narrator = 'x'", encoding="utf-8")
    assert read_cast(str(tmp_path / "mine.toml"), Path("/nowhere")) == "narrator = 'x'"


def test_an_unknown_cast_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="'yours'") as caught:
        read_cast("yours", tmp_path)
    assert "mine" in caught.value.hint
