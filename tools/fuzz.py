"""Fuzz an entry point with atheris: bytes that nobody wrote, led by the branches that they reach.

    python tools/fuzz.py KIND [--minutes 60] [--corpus FOLDER]

KIND is page, feed, mail, pdf, fountain, settings or range (`fuzz_targets.py`). The run starts with the seeds
of tests/fuzz_corpus/KIND and what earlier runs found; FOLDER/KIND (default output/fuzz/KIND) keeps what
reaches new branches, and FOLDER/KIND-faults each input that is a fault: any exception but the documented
error of the entry point, more than 10 seconds (a PDF: 60), or more than 1 GB of memory. A fault does not end
the run. The last lines tell executions, branches, and the faults, each once by the place that raised it; the
exit code is 1 if there is one. A fault belongs into tests/fuzz_corpus/KIND, where a test tries it in each
run. Needs `pip install --group fuzz` (Linux, Python 3.11 to 3.13). Nothing is sent over the network.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_SEEDS = _ROOT / "tests" / "fuzz_corpus"
_MEGABYTES = 1024
_SECONDS = {"pdf": 60}
_LENGTHS = {"range": 300, "settings": 3_000, "fountain": 4_000, "pdf": 30_000}
_CHILD = "BRIEFING_FUZZ_FAULTS"
# '#4096 pulse  cov: 1203 ft: 4411 corp: 203/41Kb lim: 4096 exec/s: 512 rss: 144Mb'
_PROGRESS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+)", re.MULTILINE)
_ARTIFACT = re.compile(r"^Test unit written to (.*)$", re.MULTILINE)


def run_child(kind: str, arguments: Sequence[str]) -> None:
    """Run libFuzzer in this process until its time is over."""
    import atheris  # noqa: PLC0415 - the child alone needs it

    sys.path.insert(0, str(_ROOT))
    with atheris.instrument_imports(include=["briefing"]):
        from tools.fuzz_targets import TARGETS  # noqa: PLC0415 - instrumented

    target, faults = TARGETS[kind], Path(os.environ[_CHILD])

    def guarded(data: bytes) -> None:
        try:
            target(data)
        except Exception:
            keep_fault(faults, data, traceback.format_exc())

    atheris.Setup([sys.argv[0], *arguments], guarded)
    atheris.Fuzz()


def keep_fault(faults: Path, data: bytes, trace: str) -> None:
    """Write the shortest input of each place that raises, with its trace."""
    places = re.findall(r'File "[^"]*/(\w+\.py)", line (\d+)', trace)[-3:]
    name = hashlib.sha256(repr(places).encode()).hexdigest()[:12]
    known = faults / name
    if not known.exists() or known.stat().st_size > len(data):
        known.write_bytes(data)
        known.with_suffix(".txt").write_text(trace, encoding="utf-8")


def fuzz(kind: str, minutes: float, folder: Path) -> int:
    """Fuzz a kind for some minutes, again after each end by time or memory, and print what was found."""
    corpus, faults = folder / kind, folder / f"{kind}-faults"
    for one in (corpus, faults):
        one.mkdir(parents=True, exist_ok=True)
    until, executions, branches = time.monotonic() + minutes * 60, 0, 0
    while (left := int(until - time.monotonic())) > 0:
        done = _fuzz_once(kind, left, (corpus, faults))
        found = [(int(count), int(covered)) for count, covered in _PROGRESS.findall(done)]
        executions += max((count for count, _ in found), default=0)
        branches = max([branches, *(covered for _, covered in found)])
        for path in _ARTIFACT.findall(done):
            print(f"time, memory or a crash of the process: {path}", flush=True)
        if not found:
            sys.exit(done[-2000:])
    kept = sorted(one for one in faults.iterdir() if one.suffix == "")
    for fault in kept:
        print(f"fault: {fault}  {_reason(fault.with_suffix('.txt'))}")
    print(f"{kind}: {executions} executions, {branches} branches, {len(list(corpus.iterdir()))} inputs kept, "
          f"{len(kept)} faults")  # fmt: skip
    return 1 if kept else 0


def _reason(trace: Path) -> str:
    """Return the last line of a trace."""
    lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else ()
    return lines[-1] if lines else "time, memory or a crash of the process"


def _fuzz_once(kind: str, seconds: int, folders: tuple[Path, Path]) -> str:
    corpus, faults = folders
    arguments = (
        f"-max_total_time={seconds}", f"-timeout={_SECONDS.get(kind, 10)}", f"-rss_limit_mb={_MEGABYTES}",
        f"-max_len={_LENGTHS.get(kind, 20_000)}", f"-artifact_prefix={faults}/", str(corpus),
        str(_SEEDS / kind),
    )  # fmt: skip
    command = [sys.executable, __file__, kind, "--", *arguments]
    environment = {**os.environ, _CHILD: str(faults), "PYTHONPATH": str(_ROOT / "src")}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    return done.stderr.decode("utf-8", "replace")


def main() -> int:
    """Fuzz a kind; the exit code is 1 if a fault was found."""
    if _CHILD in os.environ and "--" in sys.argv:
        run_child(sys.argv[1], sys.argv[3:])
        return 0
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("kind", choices=sorted(one.name for one in _SEEDS.iterdir() if one.is_dir()))
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--corpus", type=Path, default=_ROOT / "output" / "fuzz")
    wanted = options.parse_args()
    return fuzz(wanted.kind, wanted.minutes, wanted.corpus)


if __name__ == "__main__":
    sys.exit(main())
