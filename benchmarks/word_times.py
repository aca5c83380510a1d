"""How near the word times of a programme are to those that Whisper finds in its MP3.

    briefing make ARTICLE...                              # without -o: a folder of its own, with episode.json
    python benchmarks/word_times.py output/FOLDER...      # needs `pip install faster-whisper`

`--model` is a name ('base', which is fetched) or a folder, `--language` what Whisper is told. The words that
both have, in the same order, are compared. For the beginnings and the ends of words, in milliseconds:

    bias     the median of our time minus Whisper's: below 0 ours is earlier
    median   the median distance, and p95, which 95 of 100 words keep within
    aligned  median and p95 once the bias is taken off: what is left when one clock is set by the other

Whisper is no ruler: its times have a grain of 20 ms and a bias of their own, and a word beside a pause often
takes a part of it. So words are also compared `inside` a phrase alone: those whose beginning is at most 30 ms
after the end of the word before them, by our times.
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

JOINED_S = 0.03


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word in small letters and digits alone; times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One word as we and as Whisper have it. `is_inside` says that no pause comes before it."""

    ours: TimedWord
    heard: TimedWord
    is_inside: bool


def main() -> None:
    """Print a table for each episode, and one for all of them."""
    options = _options()
    whisper = _whisper(options.model)
    pairs: list[Pair] = []
    for folder in options.episodes:
        ours = tuple(published_words(folder))
        found = tuple(pairs_of(ours, tuple(heard_words(whisper, folder, options.language))))
        print_table(folder.name, len(ours), found)
        pairs += found
    if len(options.episodes) > 1:
        print_table("all", len(pairs), pairs)


def published_words(folder: Path) -> Iterator[TimedWord]:
    """The words of an episode's transcript."""
    episode = json.loads((folder / "episode.json").read_text(encoding="utf-8"))
    for line in episode["transcript"]:
        times = zip(line["text"].split(), line["word_starts_ms"], line["word_ends_ms"], strict=False)
        for text, start_ms, end_ms in times:
            if start_ms < end_ms:
                yield TimedWord(_folded(text), start_ms / 1000, end_ms / 1000)


def heard_words(whisper: Any, folder: Path, language: str) -> Iterator[TimedWord]:
    """The words that Whisper finds in the episode's MP3."""
    segments, _ = whisper.transcribe(
        str(next(folder.glob("*.mp3"))),
        language=language,
        beam_size=5,
        temperature=0,
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    for segment in segments:
        yield from (TimedWord(_folded(word.word), word.start, word.end) for word in segment.words)


def pairs_of(ours: Sequence[TimedWord], heard: Sequence[TimedWord]) -> Iterator[Pair]:
    """The words that both have, in order."""
    texts = ([word.text for word in words] for words in (ours, heard))
    for block in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            number = block.a + at
            since = ours[number].start - ours[number - 1].end if number else 1.0
            yield Pair(ours[number], heard[block.b + at], since <= JOINED_S)


def print_table(name: str, words: int, pairs: Sequence[Pair]) -> None:
    """Bias and distances of beginnings and ends."""
    print(f"{name}: {len(pairs)} of {words} words found")
    print(f"  {'':18}{'words':>6}{'bias':>7}{'median':>8}{'p95':>6}{'aligned':>14}")
    inside = [pair for pair in pairs if pair.is_inside]
    print_row("beginnings", [pair.ours.start - pair.heard.start for pair in pairs])
    print_row("beginnings inside", [pair.ours.start - pair.heard.start for pair in inside])
    print_row("ends", [pair.ours.end - pair.heard.end for pair in pairs])


def print_row(name: str, differences: Sequence[float]) -> None:
    """One line of the table, in milliseconds."""
    bias = statistics.median(differences)
    raw, aligned = (_distances(differences, shift) for shift in (0.0, bias))
    print(
        f"  {name:18}{len(differences):6}{1000 * bias:7.0f}{raw[0]:8}{raw[1]:6}{aligned[0]:8}{aligned[1]:6}"
    )


def _distances(differences: Sequence[float], shift: float) -> tuple[int, int]:
    """Median and 95th percentile of the distances."""
    distances = sorted(abs(difference - shift) for difference in differences)
    return round(1000 * statistics.median(distances)), round(1000 * distances[len(distances) * 95 // 100])


def _folded(word: str) -> str:
    return "".join(filter(str.isalnum, word.lower()))


def _whisper(model: str) -> Any:
    from faster_whisper import WhisperModel  # noqa: PLC0415  # slow to load, not needed for --help

    return WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("episodes", nargs="+", type=Path, help="folders of episodes")
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="en")
    return parser.parse_args()


if __name__ == "__main__":
    main()
