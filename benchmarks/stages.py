"""CPU time of each stage of one programme, one stage after another."""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from sound import Store

from briefing.cast import cast_from_toml, cast_script
from briefing.clean import clean_page
from briefing.fetch import fetch_page
from briefing.mix import MixOptions, mix_programme
from briefing.mix.encoded_line import encode_line
from briefing.mix.mastering import master_line
from briefing.model import Story
from briefing.publish import chapters_json, episode_from, id3_tag, transcript_json, webvtt
from briefing.quote import find_quotations
from briefing.speak import record
from briefing.write import WriteOptions, write_script

P = ParamSpec("P")
T = TypeVar("T")
VOICES = Path(__file__).parents[1] / "voices"
IMPORTS = "import time; began = time.process_time(); import briefing.cli.make, briefing.pipeline; "


class Stopwatch:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def of(self, name: str, call: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Call a function and add its time to the name."""
        began = time.process_time()
        result = call(*args, **options)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began
        return result


def stage_seconds(pages: Sequence[Path]) -> dict[str, float]:
    """Return CPU seconds by stage, in the order of the stages."""
    watch, options, store = Stopwatch(), MixOptions(workers=1), Store()
    watch.seconds["start"] = _start_seconds()
    fetched = [watch.of("fetch", fetch_page, str(page)) for page in pages]
    articles = [watch.of("clean", clean_page, page) for page in fetched]
    stories = [
        Story(article, watch.of("quote", find_quotations, article), article.site) for article in articles
    ]
    day = datetime(2026, 11, 23, tzinfo=UTC).date().isoformat()
    script = watch.of("write", write_script, stories, WriteOptions(title="Benchmark", date=day))
    text = (VOICES / "espeak.toml").read_text(encoding="utf-8")
    casting = watch.of("cast", cast_script, script, cast_from_toml(text, "espeak"), {}, {})
    with record(casting, store) as takes:
        for take in takes:
            spoken = watch.of("speak", take.speak)
            line = watch.of("master", master_line, spoken, options)
            watch.of("encode", encode_line, line, options)
        mix_programme(takes, io.BytesIO(), options, store)
        master = watch.of("join", mix_programme, takes, io.BytesIO(), options, store)
    episode = watch.of("publish", episode_from, casting, master, day, ())
    for form in (webvtt, transcript_json, chapters_json, id3_tag):
        watch.of("publish", form, episode)
    return watch.seconds


def _start_seconds() -> float:
    """Return the CPU seconds of a Python that imports what `briefing make` imports."""
    command = [sys.executable, "-c", IMPORTS + "print(time.process_time())"]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
