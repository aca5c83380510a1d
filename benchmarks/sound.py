"""Synthesis and encoding against bare eSpeak NG and LAME, paired, one core; then two workers, then the store.

    python benchmarks/sound.py [runs]

The peer speaks the same lines in one go with ctypes over the same library, and encodes them with the same
LAME at the same settings; it levels, trims, checks and times nothing. Figures are medians of runs taken in
turn.
"""

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import espeakng_loader
import lameenc
from processes import Cost

from briefing.mix import MixOptions, mix_programme
from briefing.model import Casting, Narration, Role, Script, Section, Voice
from briefing.speak import record
from briefing.speak.engines.espeak_library import EspeakLibrary, Settings

LINES = (
    "The campaign gathered speed on Wednesday, when organisers said that they had collected five hundred and "
    "sixty six thousand signatures, far more than are needed for a vote in the spring.",
    "We have waited for nine years, and nobody at the ministry has given us a straight answer.",
    "Officials have until the seventeenth of August to check them, and no decision is due before autumn.",
    "The river rose by two metres overnight; schools were closed, and no train ran until the afternoon.",
)
VOICES = tuple(
    Voice(name, "pyttsx3", name, "en", "neutral", 165) for name in ("en-us", "en-gb-x-rp+f3", "en-us+m1")
)
PIECE_BYTES = 2 * 4_608  # lameenc's buffer for what it resamples is too small for more
SECTIONS, LINES_EACH = 4, 12


class Store(dict[str, bytes]):
    """A clip store in memory."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes."""
        self[key] = data


def programme() -> Casting:
    """Four stories of twelve lines; no two lines are the same."""
    sections, roles = [], []
    for story in range(SECTIONS):
        texts = [f"{LINES[at % 4]} This is line {at} of story {story}." for at in range(LINES_EACH)]
        sections.append(Section(f"{story}", tuple(Narration(text, text, pause_ms=350) for text in texts)))
        roles += [Role(story, at, VOICES[at % 3], "") for at in range(LINES_EACH)]
    return Casting(Script("Benchmark", "en", tuple(sections)), tuple(roles))


def bare(casting: Casting) -> None:
    """Everything that has to be done by anybody: the words spoken, the sound encoded."""
    library = EspeakLibrary(Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path()))
    for voice in VOICES:
        said = " ".join(
            casting.script.sections[role.section].segments[role.segment].say
            for role in casting.roles
            if role.voice == voice
        )
        spoken = library.speak(said.encode(), Settings(voice.name, voice.rate_wpm), Event())
        encode(spoken.rate_hz, spoken.pcm)


def encode(rate_hz: int, pcm: bytes) -> bytes:
    """LAME at the settings of a programme, with a resampler of its own."""
    options = MixOptions()
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(options.sample_rate_hz)
    encoder.set_bit_rate(options.bitrate_kbps)
    encoder.set_quality(options.quality)
    encoder.silence()
    pieces = [bytes(encoder.encode(pcm[at : at + PIECE_BYTES])) for at in range(0, len(pcm), PIECE_BYTES)]
    return b"".join(pieces) + bytes(encoder.flush())


def ours(casting: Casting, workers: int, store: Store) -> float:
    """The programme; how many seconds it lasts."""
    with record(casting, store) as takes:
        master = mix_programme(takes, io.BytesIO(), MixOptions(workers=workers), store)
    return master.timeline.samples / master.timeline.rate_hz


def cost(call: Callable[[], object]) -> Cost:
    """What the call costs this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def main(runs: int = 5) -> None:
    """Print the medians and the ratios."""
    casting, warm = programme(), Store()
    length = ours(casting, 2, warm)
    calls: dict[str, Callable[[], object]] = {
        "bare eSpeak NG and LAME": lambda: bare(casting),
        "ours, one worker": lambda: ours(casting, 1, Store()),
        "ours, two workers": lambda: ours(casting, 2, Store()),
        "ours, from the store": lambda: ours(casting, 2, warm),
    }
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            taken[name].append(cost(call).wall_s)
    peer = taken["bare eSpeak NG and LAME"]
    print(f"{length:.0f} s of programme, {runs} runs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, times in taken.items():
        ratio = statistics.median(own / other for own, other in zip(times, peer, strict=True))
        print(f"{name:26s} {statistics.median(times):7.3f} s   {ratio:5.2f} x bare")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
