"""The environment of the tests of settings."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose settings file is briefing.toml of the temporary folder."""
    return {"BRIEFING_CONFIG": str(tmp_path)}
