"""How near the word times of a programme are to those that Whisper finds in its MP3.

    briefing make ARTICLE...                              # without -o: a folder of its own, with episode.json
    python benchmarks/word_times.py output/FOLDER...      # needs `pip install faster-whisper`

`--model` is a name ('base', which is fetched) or a folder, `--language` what Whisper is told; with `--vad` it
hears the programme without pauses of more than 200 ms (faster-whisper's own filter), and so cannot spread
words over them. The words that both have, in the same order, are compared. For their beginnings and their
ends, in milliseconds:

    bias     the median of our time minus Whisper's: below 0 ours is earlier
    median   the median distance, and p95, which 95 of 100 words keep within
    aligned  median and p95 once the bias is taken off: what is left when one clock is set by the other

Whisper is no ruler: its times have a grain of 20 ms and are early, it ends a long last syllable too soon, and
it gives the pause behind it to the next word. eSpeak NG reports exactly when it begins a word, so what is
printed for its voices is Whisper's own error. `inside a phrase` leaves out the words after a pause; those
are compared with the sound itself: `after a pause` is our beginning minus the first audible 10 ms.
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

RATE_HZ = 16_000  # what Whisper hears
FRAME_S = 0.01
QUIET = 0.03  # of the loud frames' level: -30 dB
VAD = {"min_silence_duration_ms": 200, "speech_pad_ms": 50}
JOINED_S, PAUSE_S = 0.06, 0.1  # at most between two words of a phrase, at least between two phrases


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word in small letters and digits alone; times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One word as we have it and as Whisper has it, and when our word before it ends."""

    ours: TimedWord
    heard: TimedWord
    end_before: float


def main() -> None:
    """Print a table for each episode, and one for all of them."""
    from faster_whisper import WhisperModel, decode_audio  # noqa: PLC0415  # slow to load, not needed for --help

    options = _options()
    whisper = WhisperModel(options.model, device="cpu", compute_type="int8", cpu_threads=1)
    pairs: list[Pair] = []
    for folder in options.episodes:
        audio = decode_audio(str(next(folder.glob("*.mp3"))), sampling_rate=RATE_HZ)
        ours = tuple(published_words(folder))
        heard = tuple(heard_words(whisper, audio, options.language, options.vad))
        found = tuple(pairs_of(ours, heard))
        print_table(folder.name, len(ours), found)
        print_row("after a pause", tuple(_late(found, loud_frames(audio))))
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


def heard_words(whisper: Any, audio: Any, language: str, has_filter: bool) -> Iterator[TimedWord]:
    """The words that Whisper finds."""
    segments, _ = whisper.transcribe(
        audio,
        language=language,
        beam_size=5,
        temperature=0,
        condition_on_previous_text=False,
        word_timestamps=True,
        vad_filter=has_filter,
        vad_parameters=VAD,
    )
    for segment in segments:
        yield from (TimedWord(_folded(word.word), word.start, word.end) for word in segment.words)


def loud_frames(audio: Any) -> list[bool]:
    """For each hundredth of a second whether something is to be heard."""
    size = int(RATE_HZ * FRAME_S)
    levels = (audio[: len(audio) // size * size].reshape(-1, size) ** 2).mean(axis=1) ** 0.5
    level = sorted(levels)[len(levels) * 9 // 10]
    return [bool(one > QUIET * level) for one in levels]


def pairs_of(ours: Sequence[TimedWord], heard: Sequence[TimedWord]) -> Iterator[Pair]:
    """The words that both have, in order."""
    own_texts, heard_texts = ([word.text for word in words] for words in (ours, heard))
    for block in SequenceMatcher(None, own_texts, heard_texts, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            number = block.a + at
            end_before = ours[number - 1].end if number else 0.0
            yield Pair(ours[number], heard[block.b + at], end_before)


def print_table(name: str, words: int, pairs: Sequence[Pair]) -> None:
    """Bias and distances of beginnings and ends."""
    print(f"{name}: {len(pairs)} of {words} words found")
    print(f"  {'milliseconds':16}{'words':>7}{'bias':>7}{'median':>8}{'p95':>6}{'aligned':>14}")
    inside = [pair for pair in pairs if pair.ours.start - pair.end_before <= JOINED_S]
    print_row("beginnings", [pair.ours.start - pair.heard.start for pair in pairs])
    print_row("inside a phrase", [pair.ours.start - pair.heard.start for pair in inside])
    print_row("ends", [pair.ours.end - pair.heard.end for pair in pairs])


def _late(pairs: Sequence[Pair], loud: Sequence[bool]) -> Iterator[float]:
    """How late our beginnings are against the first sound after a pause."""
    for pair in pairs:
        if pair.ours.start - pair.end_before >= PAUSE_S:
            first, last = round(pair.end_before / FRAME_S) + 2, round(pair.ours.end / FRAME_S)
            sounds = (frame for frame in range(first, min(last, len(loud))) if loud[frame])
            if (frame := next(sounds, None)) is not None:
                yield pair.ours.start - frame * FRAME_S


def print_row(name: str, differences: Sequence[float]) -> None:
    """One line of the table, in milliseconds."""
    bias = statistics.median(differences)
    raw, aligned = (_distances(differences, shift) for shift in (0.0, bias))
    print(
        f"  {name:16}{len(differences):7}{1000 * bias:7.0f}{raw[0]:8}{raw[1]:6}{aligned[0]:8}{aligned[1]:6}"
    )


def _distances(differences: Sequence[float], shift: float) -> tuple[int, int]:
    """Median and 95th percentile of the distances."""
    distances = sorted(abs(difference - shift) for difference in differences)
    return round(1000 * statistics.median(distances)), round(1000 * distances[len(distances) * 95 // 100])


def _folded(word: str) -> str:
    return "".join(filter(str.isalnum, word.lower()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("episodes", nargs="+", type=Path, help="folders of episodes")
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="en")
    parser.add_argument("--vad", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
