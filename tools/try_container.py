"""Run the steps of the Containerfile in a root file system of Debian, and make and serve an episode in it.

    sudo python tools/try_container.py [FOLDER]

For machines that reach no container registry. Needs root and Debian's debootstrap. The base image is
replaced by Debian trixie with its Python 3.13; every other step (RUN, COPY, ENV, USER, VOLUME, HEALTHCHECK,
ENTRYPOINT, CMD) is read from the Containerfile and done as it says. Then, as the image's user on a read-
only root, with /data and /output writable: an episode is made, the server of CMD starts, the health check
passes, the feed names the episode, and SIGTERM ends the server. Printed are the size of the root and the
times. FOLDER keeps the base root.
"""

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PACKAGES = "python3,python3-venv,ca-certificates"
# the network of this machine
_HOST_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt")
_MOST_MEGABYTES = 700
_PORT = 8765


@dataclass
class Stage:
    """A stage of the Containerfile, and the root file system that it makes."""

    name: str
    root: Path
    workdir: str = "/"
    user: str = "0:0"
    variables: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    )
    volumes: list[str] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)  # HEALTHCHECK, ENTRYPOINT, CMD


def instructions(text: str) -> list[tuple[str, str]]:
    """Return name and arguments of each instruction of a Containerfile, with continued lines joined."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [
        (name.upper(), rest.strip())
        for name, _, rest in (line.partition(" ") for line in joined.splitlines())
        if name
    ]


def build(base: Path, work: Path) -> Stage:
    """Do all instructions, and return the last stage."""
    stages: dict[str, Stage] = {}
    stage = Stage("", base)
    for name, rest in instructions((_ROOT / "Containerfile").read_text(encoding="utf-8")):
        if name == "FROM":
            label = rest.partition(" AS ")[2] or "final"
            subprocess.run(["cp", "-a", str(base), str(work / label)], check=True)
            stages[label] = stage = Stage(label, work / label)
        else:
            print(f"[{stage.name}] {name} {rest[:100]}", flush=True)
            _do(stage, stages, name, rest)
    return stage


def _do(stage: Stage, stages: Mapping[str, Stage], name: str, rest: str) -> None:
    if name == "RUN":
        run_in(stage, ["sh", "-ec", rest], check=True)
    elif name == "COPY":
        _copy(stage, stages, shlex.split(rest))
    elif name == "ENV":
        expanded = rest.replace("$PATH", stage.variables["PATH"])
        stage.variables |= dict(word.split("=", 1) for word in shlex.split(expanded))
    elif name == "WORKDIR":
        stage.workdir = rest
        (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
    elif name == "USER":
        stage.user = rest
    elif name == "VOLUME":
        stage.volumes += json.loads(rest)
    elif name in ("ENTRYPOINT", "CMD"):
        stage.words[name] = json.loads(rest)
    elif name == "HEALTHCHECK":
        stage.words[name] = json.loads(rest.partition("CMD ")[2])
    elif name not in ("EXPOSE", "STOPSIGNAL"):
        raise SystemExit(f"{name} is not known here")


def _copy(stage: Stage, stages: Mapping[str, Stage], words: list[str]) -> None:
    source = _ROOT
    if words[0].startswith("--from="):
        source = stages[words.pop(0).removeprefix("--from=")].root
    *names, target = words
    place = stage.root / (Path(stage.workdir) / target).as_posix().lstrip("/")
    for name in names:
        path = source / name.lstrip("/")
        if path.is_dir():  # as docker does: the content of the folder
            shutil.copytree(
                path, place, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)


def _chroot(stage: Stage, words: Sequence[str]) -> list[str]:
    variables = [f"{name}={value}" for name, value in stage.variables.items()]
    inside = 'cd "$0" && exec "$@"'
    chroot = [
        "chroot",
        f"--userspec={stage.user}",
        str(stage.root),
        "env",
        "-i",
        f"HOME={stage.workdir}",
        *variables,
    ]
    return [*chroot, "sh", "-c", inside, stage.workdir, *words]


def run_in(stage: Stage, words: Sequence[str], *, check: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run a command in the root of a stage, as its user, with its variables."""
    return subprocess.run(_chroot(stage, words), check=check)


def make_base(root: Path) -> None:
    """Install Debian with Python into a folder, once."""
    python = root / "usr/local/bin/python"
    if python.is_symlink():
        return
    if not (root / "usr/bin/python3").exists():
        command = ["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "trixie", str(root)]
        subprocess.run(command, check=True)
    for file in filter(os.path.exists, _HOST_FILES):
        shutil.copy2(file, root / file.lstrip("/"), follow_symlinks=True)
    for cache in ("var/cache/apt", "var/lib/apt/lists"):
        shutil.rmtree(root / cache, ignore_errors=True)
    python.symlink_to("/usr/bin/python3")


def try_image(stage: Stage) -> None:
    """Make and serve an episode on a read-only root, which a mount namespace of its own provides."""
    megabytes = int(subprocess.check_output(["du", "-sm", str(stage.root)]).split()[0])
    print(f"root file system: {megabytes} MB (at most {_MOST_MEGABYTES})")
    _mount(stage)
    page = stage.root / "output" / "page.html"
    shutil.copy2(_ROOT / "examples" / "harbour-bridge.html", page)
    program = stage.words["ENTRYPOINT"]
    started = time.monotonic()
    run_in(stage, [*program, "make", "/output/page.html"], check=True)
    print(f"an episode: {time.monotonic() - started:.1f} s")
    if run_in(stage, ["touch", "/usr/written"]).returncode == 0:
        raise SystemExit("the root is not read-only")
    _try_server(stage)
    if megabytes > _MOST_MEGABYTES:
        raise SystemExit("the root file system is too large")


def _mount(stage: Stage) -> None:
    """Make the root read-only, and the volumes and /tmp writable, as the runtime of compose.yaml does."""
    subprocess.run(["mount", "--bind", str(stage.root), str(stage.root)], check=True)
    for volume in [*stage.volumes, "/tmp"]:  # nosec B108
        owner = "uid=1000,gid=1000" if volume in stage.volumes else "mode=1777"
        place = str(stage.root / volume.lstrip("/"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", owner, "tmpfs", place], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(stage.root)], check=True)


def _try_server(stage: Stage) -> None:
    words = [*stage.words["ENTRYPOINT"], *stage.words["CMD"]]
    server = subprocess.Popen(_chroot(stage, words), stdout=subprocess.PIPE, text=True)
    feed = next(line for line in server.stdout or () if line.startswith("feed")).split()[1]
    path = feed.partition(f":{_PORT}")[2]
    read = "import sys, urllib.request as u; sys.stdout.write(u.urlopen(sys.argv[1]).read().decode())"
    run_in(stage, stage.words["HEALTHCHECK"], check=True)
    text = subprocess.check_output(
        _chroot(stage, ["python", "-c", read, f"http://127.0.0.1:{_PORT}{path}"]), text=True
    )
    if text.count("<enclosure") != 1:
        raise SystemExit(f"the feed has {text.count('<enclosure')} episodes")
    server.send_signal(signal.SIGTERM)
    print(f"served with one episode; SIGTERM: exit code {server.wait(10)}")


def main() -> None:
    """Build and try the image in a mount namespace of its own."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, help="folder that keeps the base root")
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    wanted = options.parse_args()
    if not wanted.inside:
        sys.exit(subprocess.call(["unshare", "--mount", sys.executable, *sys.argv, "--inside"]))
    with tempfile.TemporaryDirectory() as work:
        base = (wanted.folder or Path(work) / "base").absolute()
        make_base(base)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        stage = build(base, Path(work))
        try:
            try_image(stage)
        finally:
            subprocess.run(["umount", "--recursive", str(stage.root)], check=False)


if __name__ == "__main__":
    main()
