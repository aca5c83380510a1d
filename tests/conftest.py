"""Property tests have no deadlines; eSpeak NG speaks where a test names no cast, since it is quicker.

Slow files come first, so that two processes of pytest-xdist end at about the same time.
"""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("briefing", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")
os.environ["BRIEFING_CAST"] = "espeak"
SLOW = (
    "test_documents", "test_readme", "test_laws", "test_week", "test_killed", "test_cron", "test_batch",
    "test_inbox", "test_real_models", "test_levels", "test_pitch", "test_hostile", "test_digest",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slow files first, in the order of the list."""
    rank = {name: number for number, name in enumerate(SLOW)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(SLOW)))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples, in which the commands of the documents run in their order."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(Path(__file__).parents[1] / "examples", folder / "examples")
    return folder
