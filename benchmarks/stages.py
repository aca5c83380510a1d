"""Where the time goes: the rooms of one programme, one after another, in seconds of processor."""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

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

T = TypeVar("T")
VOICES = Path(__file__).parents[1] / "voices"
IMPORTS = "import time; began = time.process_time(); import briefing.cli.make, briefing.pipeline; "


class Stopwatch:
    """Seconds of processor by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def of(self, name: str, call: Callable[[], T]) -> T:
        """Run it, and book its time."""
        began = time.process_time()
        result = call()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began
        return result


def stage_seconds(pages: Sequence[Path]) -> dict[str, float]:
    """By stage, in the order of the work."""
    watch, options, store = Stopwatch(), MixOptions(workers=1), Store()
    watch.seconds["start"] = _start_seconds()
    fetched = [watch.of("fetch", lambda page=page: fetch_page(str(page))) for page in pages]
    articles = [watch.of("clean", lambda page=page: clean_page(page)) for page in fetched]
    stories = [
        Story(article, watch.of("quote", lambda article=article: find_quotations(article)), article.site)
        for article in articles
    ]
    day = datetime(2026, 11, 23, tzinfo=UTC).date().isoformat()
    script = watch.of("write", lambda: write_script(stories, WriteOptions(title="Benchmark", date=day)))
    text = (VOICES / "espeak.toml").read_text(encoding="utf-8")
    casting = watch.of("cast", lambda: cast_script(script, cast_from_toml(text, "espeak"), {}, {}))
    with record(casting, store) as takes:
        for take in takes:
            spoken = watch.of("speak", take.speak)
            line = watch.of("master", lambda spoken=spoken: master_line(spoken, options))
            watch.of("encode", lambda line=line: encode_line(line, options))
        mix_programme(takes, io.BytesIO(), options, store)
        master = watch.of("join", lambda: mix_programme(takes, io.BytesIO(), options, store))
    episode = watch.of("publish", lambda: episode_from(casting, master, day, ()))
    for form in (webvtt, transcript_json, chapters_json, id3_tag):
        watch.of("publish", lambda form=form: form(episode))
    return watch.seconds


def _start_seconds() -> float:
    """A Python that loads what `briefing make` loads."""
    command = [sys.executable, "-c", IMPORTS + "print(time.process_time())"]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
