"""A programme in natural voices compared with what one would type instead, all with the same lines.

    python benchmarks/natural.py [--runs 3] [--articles 2]

Its peers are hibari alone at the narrator's pace, without levels, pauses, MP3 or transcript; Piper's command
into ffmpeg; and kokoro-onnx. Piper and Kokoro need the group `models`, and in the folder that
BRIEFING_TEST_MODELS names what `tools/fetch_test_models.py` puts there; else they are left out. Each is a
process of its own, start included, but of Kokoro only the speaking is counted, and of a few lines only, since
it takes minutes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from articles import write_pages
from homes import BIN, EmptyHomes
from processes import Cost, cost_of, peak_kb

MODELS = Path(os.environ.get("BRIEFING_TEST_MODELS", ""))
PIPER, KOKORO = MODELS / "piper" / "en_US-joe-medium.onnx", MODELS / "kokoro"
KOKORO_LINES = 6
NARRATOR_RATE = "0.86"  # of voices/natural.toml: hibari alone speaks as slowly as a newsreader, too
HIBARI_ALONE = """
import sys, wave
import numpy as np
from hibari import Hibari
lines, wav, speed = sys.argv[1:]
voice = Hibari(threads=1)
with wave.open(wav, "wb") as out, open(lines, encoding="utf-8") as texts:
    out.setparams((1, 2, voice.sample_rate, 0, "NONE", ""))
    for line in texts:
        out.writeframes((np.clip(voice(line.strip(), float(speed)), -1, 1) * 32767).astype("<i2").tobytes())
"""
KOKORO_ALONE = """
import sys, time
from kokoro_onnx import Kokoro
lines, model, voices = sys.argv[1:]
voice = Kokoro(model, voices)
wall, cpu = time.perf_counter(), time.process_time()
for line in open(lines, encoding="utf-8"):
    voice.create(line.strip(), "af_heart")
print(time.perf_counter() - wall, time.process_time() - cpu)
"""


class Measured(NamedTuple):
    """Paired costs, ours and the peer's, with the ratio that is the goal."""

    what: str
    peer: str
    pairs: Sequence[tuple[Cost, Cost]]
    goal: str


class Programme:
    """The script of the pages, and its lines in a text file for the peers."""

    def __init__(self, pages: Sequence[Path], place: Path) -> None:
        self.script = place / "programme.fountain"
        self.lines, self.few = place / "lines.txt", place / "few-lines.txt"
        write = [str(BIN / "briefing"), "script", *map(str, pages)]
        subprocess.run([*write, "-o", str(self.script)], check=True, capture_output=True)
        told = subprocess.run([*write, "--json"], check=True, capture_output=True).stdout
        sections = json.loads(told)["sections"]
        said = [segment["say"] for section in sections for segment in section["segments"]]
        self.lines.write_text("\n".join(said) + "\n", encoding="utf-8")
        self.few.write_text("\n".join(said[:KOKORO_LINES]) + "\n", encoding="utf-8")
        self.letters, self.few_letters = len("".join(said)), len("".join(said[:KOKORO_LINES]))

    def command(self, mp3: Path) -> list[str]:
        """Return our command."""
        return [str(BIN / "briefing"), "speak", str(self.script), "--cast", "natural", "-o", str(mp3)]


def measured_natural(pages: Sequence[Path], place: Path, homes: EmptyHomes, runs: int) -> Iterator[Measured]:
    """Measure each peer in turn with ours, with one worker and with two."""
    programme = Programme(pages, place)

    def ours(workers: int) -> Cost:
        home = homes.new() | {"BRIEFING_SOUND_WORKERS": str(workers)}
        return cost_of([programme.command(place / "a.mp3")], more=home)

    def hibari() -> Cost:
        alone = [
            sys.executable,
            "-c",
            HIBARI_ALONE,
            str(programme.lines),
            str(place / "b.wav"),
            NARRATOR_RATE,
        ]
        return cost_of([alone], more={"OMP_NUM_THREADS": "1"})

    ours(2)
    for workers, goal in ((1, "1.1"), (2, "0.58")):
        pairs = [(ours(workers), hibari()) for _ in range(runs)]
        yield Measured(f"natural voices, workers: {workers}", "hibari alone, one thread", pairs, goal)
    if find_spec("piper") and PIPER.is_file():
        pairs = [(ours(2), _piper(programme, place / "b.mp3")) for _ in range(runs)]
        yield Measured("natural voices, workers: 2", "Piper into ffmpeg", pairs, "0.3")
    if find_spec("kokoro_onnx") and KOKORO.is_dir():
        pairs = [(ours(2), _kokoro(programme)) for _ in range(runs)]
        yield Measured("natural voices, workers: 2", "kokoro-onnx, 8-bit", pairs, "0.05")


def _piper(programme: Programme, mp3: Path) -> Cost:
    speak = [sys.executable, "-m", "piper", "-m", str(PIPER), "--output-raw"]
    raw = ["-f", "s16le", "-ar", "22050", "-ac", "1", "-i", "-"]
    encode = ["ffmpeg", "-y", *raw, "-ar", "44100", "-b:a", "64k", str(mp3)]
    return cost_of([speak, encode], stdin=programme.lines)


def _kokoro(programme: Programme) -> Cost:
    """Return the cost of all lines, estimated by letters from the few that are spoken."""
    files = [str(next(KOKORO.glob(name))) for name in ("*.onnx", "voices*")]
    spoken = subprocess.run(
        [sys.executable, "-c", KOKORO_ALONE, str(programme.few), *files],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    wall_s, cpu_s = (float(each) * programme.letters / programme.few_letters for each in spoken.split())
    return Cost(wall_s, cpu_s)


def natural_memory(short: Sequence[Path], long: Sequence[Path], place: Path, homes: EmptyHomes) -> str:
    """Return a sentence about the peak memory of a short and a long programme."""
    held = []
    for pages in (short, long):
        command = Programme(pages, place).command(place / "a.mp3")
        held.append(peak_kb(command, homes.new() | {"BRIEFING_SOUND_WORKERS": "2"}) / 1024)
    return (
        f"In natural voices a programme of {len(long)} articles took {held[1]:.0f} MB, "
        f"one of {len(short)} {held[0]:.0f} MB (goal 350)."
    )


def main() -> None:
    """Print each measurement as soon as it is made."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--articles", type=int, default=2)
    asked.add_argument("--long", type=int, default=0, help="articles of a programme whose memory is measured")
    given = asked.parse_args()
    place = Path(tempfile.mkdtemp(prefix="natural-"))
    try:
        pages = write_pages(place / "pages", max(given.articles, given.long))
        for what, peer, pairs, goal in measured_natural(
            pages[: given.articles], place, EmptyHomes(place), given.runs
        ):
            for own, other in pairs:
                ratios = f"wall time {own.wall_s / other.wall_s:.2f}, CPU time {own.cpu_s / other.cpu_s:.2f}"
                print(f"{what} compared with {peer}: {own} / {other}: {ratios} (goal {goal})", flush=True)
        if given.long:
            print(natural_memory(pages[:1], pages[: given.long], place, EmptyHomes(place)))
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
