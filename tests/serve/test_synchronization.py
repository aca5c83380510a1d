"""Words and sound in step: a spoken episode in Chromium, measured by what is shown and by what is heard."""

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.serve.browser import IN_BROWSER, TOKEN, visiting
from tests.serve.running_server import running_server
from tests.serve.user import User

from briefing.model import Episode
from briefing.serve import ServeOptions
from briefing.storage import published_episodes

pytestmark = IN_BROWSER

EXAMPLES = Path(__file__).parents[2] / "examples"

# Every frame for a while: where the sound stands, and the start of the line that is shown as spoken
SHOWN = """async (frames) => {
  const audio = document.querySelector("audio");
  const seen = [];
  for (let at = 0; at < frames; at += 1) {
    await new Promise(requestAnimationFrame);
    const line = document.querySelector(".line[aria-current]");
    seen.push([audio.currentTime, line ? Number(line.dataset.start) : -1]);
  }
  return seen;
}"""

# Jump to a line, listen for a second and a half, and find in the decoded file what was heard first
HEARD = """async (line) => {
  const audio = document.querySelector("audio");
  const rate = 8000;
  const most = 2 * rate;
  const context = new AudioContext({ sampleRate: rate });
  const ear = new AnalyserNode(context, { fftSize: 16384 });
  context.createMediaElementSource(audio).connect(ear).connect(context.destination);
  const file = await context.decodeAudioData(await (await fetch(audio.src)).arrayBuffer());
  const whole = file.getChannelData(0);
  const answers = [];
  for (const stamp of [...document.querySelectorAll(".stamp")].filter((_, at) => line.includes(at))) {
    audio.pause();
    await new Promise((resolve) => setTimeout(resolve, 2300));  // two seconds of silence in the ear
    stamp.click();
    await new Promise((resolve) => setTimeout(resolve, 1600));
    const heard = new Float32Array(ear.fftSize);
    ear.getFloatTimeDomainData(heard);
    const first = heard.findIndex((sample) => sample !== 0);
    const piece = heard.subarray(first, first + 8000);
    const wanted = Math.round(Number(stamp.closest(".line").dataset.start) * rate);
    let best = -1;
    let found = 0;
    for (let at = Math.max(0, wanted - most); at < wanted + most; at += 1) {
      let dot = 0;
      let energy = 1e-9;
      for (let step = 0; step < piece.length; step += 1) {
        const sample = whole[at + step] || 0;
        dot += sample * piece[step];
        energy += sample * sample;
      }
      const likeness = dot / Math.sqrt(energy);
      if (likeness > best) { best = likeness; found = at; }
    }
    const loudness = Math.sqrt(piece.reduce((sum, sample) => sum + sample * sample, 0));
    answers.push([(found - wanted) / rate, best / loudness]);
  }
  return answers;
}"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A programme that the default engine spoke, and where its page is."""

    address: str
    episode: Episode


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoken]:
    user = User(tmp_path_factory.mktemp("spoken"), {"SOURCE_DATE_EPOCH": "1795415400"})
    sources = [str(EXAMPLES / f"{name}.html") for name in ("harbour-bridge", "library-hours")]
    assert user.briefing("make", *sources)[0] == 0
    [published] = published_episodes(user.home / "output")
    with running_server(ServeOptions(user.home / "output", user.home / "inbox", TOKEN)) as port:
        yield Spoken(f"http://127.0.0.1:{port}/{TOKEN}/", published.episode)


def test_the_line_that_is_shown_is_the_one_that_the_transcript_says(browser: Any, spoken: Spoken) -> None:
    starts = [line.start_ms / 1000 for line in spoken.episode.transcript]
    dice = random.Random(8)  # noqa: S311 - times, not secrets
    late = []
    with visiting(browser, spoken.address) as page:
        page.get_by_label("Speed").select_option("1.5")
        for _ in range(10):
            moment = dice.uniform(0, spoken.episode.duration_ms / 1000 - 4)
            page.evaluate("time => { document.querySelector('audio').currentTime = time; }", moment)
            page.evaluate("document.querySelector('audio').play()")
            for time, shown in page.evaluate(SHOWN, 60):
                due = starts[bisect_right(starts, time + 0.01) - 1] if time + 0.01 >= starts[0] else -1
                if shown != due:
                    late.append(round(time - due, 3))
    assert [lag for lag in late if lag > 0.15] == []  # of the programme's seconds, at one and a half times


def test_a_jump_to_a_line_begins_with_its_word(browser: Any, spoken: Spoken) -> None:
    lines = sorted(random.Random(9).sample(range(1, len(spoken.episode.transcript) - 1), 4))  # noqa: S311
    with visiting(browser, spoken.address) as page:
        answers = page.evaluate(HEARD, lines)
    # A wrong place has at most .48 (57 tried); a machine with other work drops some samples, which leaves .9
    assert [likeness for _, likeness in answers if likeness < 0.8] == []
    assert [offset for offset, _ in answers if abs(offset) > 0.2] == []
