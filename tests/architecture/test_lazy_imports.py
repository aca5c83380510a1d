"""`briefing --help` and `import briefing` load no parser, engine or encoder."""

import subprocess
import sys

import pytest

HEAVY = (
    "bs4",
    "lxml",
    "pyttsx3",
    "pydub",
    "lameenc",
    "mutagen",
    "numpy",
    "rich",
    "pydantic",
    "babel",
    "httpx2",
)


@pytest.mark.parametrize(
    "code",
    [
        "import briefing",
        "import sys; sys.argv = ['briefing', '--help']\n"
        "from briefing.cli import main\ntry: main()\nexcept SystemExit: pass",
    ],
    ids=["import", "help"],
)
def test_heavy_packages_wait_until_they_are_needed(code: str) -> None:
    tell = "\nimport sys; print('LOADED', *sorted({n.split('.')[0] for n in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code + tell], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.splitlines()[-1].split())
    assert not loaded & set(HEAVY)
