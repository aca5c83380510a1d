"""Build the release, check it as PyPI and users will meet it, and write what is published beside it.

    python tools/check_release.py [--quick] [FOLDER]

Needs the group `release`. Into FOLDER (default dist/) go the wheel, the source archive, `sbom.cdx.json`
(CycloneDX) and `licences.md`. The steps: build; check metadata and contents; install the wheel with pip,
pipx and uv, each into a fresh environment, and make an episode with it; install the oldest versions that
pyproject allows, and run tests with them. `--quick` leaves the oldest versions out. The
first step that fails ends the script with exit code 1.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PAGE = _ROOT / "examples" / "harbour-bridge.html"
_OLDEST_TESTS = (  # what touches a dependency; the whole suite takes an hour with one process
    "cast", "clean/test_html_tree.py", "clean/test_page_metadata.py", "fetch", "mix", "publish",
    "serve/test_app.py", "serve/test_server.py", "settings", "text", "write/normalization",
)  # fmt: skip
_OLDEST_EXTRAS = ("natural", "mail")
_TEST_TOOLS = (  # httpx: the test client of an old Starlette needs it
    "httpx", "hypothesis", "jsonschema", "mutagen", "podcastparser", "pytest", "pytest-randomly",
    "pytest-timeout",
)  # fmt: skip
_MEGABYTE = 1_000_000
_WHEEL_BYTES = 5 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Release:
    """A release under test.

    Attributes:
        dist: Folder of wheel and source archive.
        work: Folder for environments and what they make, empty at the start.
    """

    dist: Path
    work: Path

    @property
    def wheel(self) -> Path:
        """The one wheel."""
        (wheel,) = self.dist.glob("*.whl")
        return wheel

    @property
    def built(self) -> list[str]:
        """The wheel and the source archive."""
        return [str(path) for path in sorted(self.dist.glob("briefing_audio-*"))]


def call(command: Sequence[str], **variables: str) -> None:
    """Run a command, and raise CalledProcessError if it fails."""
    print("$", " ".join(command), flush=True)
    subprocess.run(command, check=True, cwd=_ROOT, env={**_environment(), **variables})


def _environment() -> Mapping[str, str]:
    """Return the environment without settings of the caller."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFING_", "PYTHON"))}


def _tool(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def build(release: Release) -> None:
    """Build the source archive, and the wheel from it."""
    shutil.rmtree(release.dist, ignore_errors=True)
    call(_tool("build", "--outdir", str(release.dist)))


def check_contents(release: Release) -> None:
    """Check the metadata, the wheel's files, and its size."""
    call(_tool("twine", "check", "--strict", *release.built))
    call(_tool("check_wheel_contents", "--ignore", "W002", str(release.wheel)))  # small files may be alike
    size = release.wheel.stat().st_size
    if size > _WHEEL_BYTES:
        raise SystemExit(
            f"the wheel has {size / _MEGABYTE:.1f} MB, more than {_WHEEL_BYTES / _MEGABYTE:.0f} MB"
        )


def make_episode(release: Release, program: Path, name: str) -> None:
    """Make an episode with an installed program, in folders of its own."""
    folder = release.work / name
    mp3 = folder / "episode.mp3"
    folders = {f"BRIEFING_{one}": str(folder / one.lower()) for one in ("CONFIG", "DATA", "CACHE", "OUTPUT")}
    call([str(program), "--version"])
    call([str(program), "make", str(_PAGE), "-o", str(mp3)], **folders)
    if mp3.stat().st_size < _MEGABYTE // 10:
        raise SystemExit(f"{mp3} has {mp3.stat().st_size} bytes: too few for an episode")


def install_with_pip(release: Release) -> None:
    """Install the wheel with pip, make an episode, and write the SBOM and the licences."""
    venv = release.work / "pip"
    _create_environment(venv)
    call([str(venv / "bin" / "pip"), "install", "--quiet", f"{release.wheel}[natural]"])
    make_episode(release, venv / "bin" / "briefing", "by-pip")
    python = str(venv / "bin" / "python")
    call(
        [*_tool("cyclonedx_py", "environment", python), "--output-file", str(release.dist / "sbom.cdx.json")]
    )
    licences = (
        "--format=markdown",
        "--with-urls",
        "--order=license",
        f"--output-file={release.dist / 'licences.md'}",
    )
    call([*_tool("piplicenses"), f"--python={python}", *licences])


def install_with_pipx(release: Release) -> None:
    """Install the wheel with pipx and make an episode."""
    home, programs = release.work / "pipx", release.work / "pipx-bin"
    call(
        _tool("pipx", "install", "--quiet", str(release.wheel)),
        PIPX_HOME=str(home),
        PIPX_BIN_DIR=str(programs),
    )
    make_episode(release, programs / "briefing", "by-pipx")


def install_with_uv(release: Release) -> None:
    """Install the wheel with uv and make an episode."""
    home, programs = release.work / "uv", release.work / "uv-bin"
    uv = ("uv", "tool", "install", "--quiet", "--python", sys.executable, str(release.wheel))
    call(_tool(*uv), UV_TOOL_DIR=str(home), UV_TOOL_BIN_DIR=str(programs))
    make_episode(release, programs / "briefing", "by-uv")


def install_oldest(release: Release) -> None:
    """Install the oldest versions that pyproject allows, and run tests with them."""
    pins = release.work / "oldest.txt"
    extras = [word for extra in _OLDEST_EXTRAS for word in ("--extra", extra)]
    resolve = ("uv", "pip", "compile", "--quiet", "--resolution", "lowest-direct", "--python", sys.executable)
    call(_tool(*resolve, *extras, "pyproject.toml", "--output-file", str(pins)))
    venv = release.work / "oldest"
    _create_environment(venv)
    pip = str(venv / "bin" / "pip")
    call([pip, "install", "--quiet", "--requirement", str(pins), *_TEST_TOOLS])
    call([pip, "install", "--quiet", "--no-deps", "--editable", "."])
    tests = (f"tests/{one}" for one in _OLDEST_TESTS)
    # an old Starlette with the newest AnyIO: what is deprecated still works
    warnings = ("-W", "ignore::DeprecationWarning")
    call([str(venv / "bin" / "python"), "-m", "pytest", "-q", *warnings, *tests])


def _create_environment(venv: Path) -> None:
    call(_tool("venv", str(venv)))


def main() -> None:
    """Run the steps in order."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=_ROOT / "dist")
    options.add_argument("--quick", action="store_true", help="leave the oldest versions out")
    wanted = options.parse_args()
    steps: list[Callable[[Release], None]] = [build, check_contents, install_with_pip, install_with_pipx]
    steps += [install_with_uv] if wanted.quick else [install_with_uv, install_oldest]
    with tempfile.TemporaryDirectory() as work:
        release = Release(wanted.folder.absolute(), Path(work))
        for step in steps:
            print(f"== {step.__name__.replace('_', ' ')}", flush=True)
            step(release)
    print(f"ready: {', '.join(sorted(path.name for path in release.dist.iterdir()))}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"failed: {failure}")
