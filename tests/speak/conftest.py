"""Models of our own for the engines that need some: tiny ones, which babble at the right length."""

from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of models; empty where the package onnx is not installed."""
    folder = tmp_path_factory.mktemp("models")
    if find_spec("onnx") is not None:
        from tests.speak.tiny_models import write_kokoro, write_piper  # noqa: PLC0415  # onnx is optional

        write_piper(folder / "piper", "en_US-babble-low")
        write_piper(folder / "piper", "de_DE-babble-low", speakers=2)
        write_kokoro(folder / "kokoro")
    return folder
