"""The user's own parts: what is heard of commands and files, and what is noted of failures."""

import sys
import wave
from pathlib import Path
from typing import Any

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town, told

from briefing.digest import make_digest
from briefing.digest.own_parts import Surroundings, read_own_parts
from briefing.mix.programme import chime_clip
from briefing.model import OwnPart
from briefing.settings import ProgrammePart, ProgrammeSection

EXAMPLES = Path(__file__).parents[2] / "examples" / "parts"
MORNING = Surroundings("2026-11-23", "en")


def python(code: str, **more: Any) -> ProgrammePart:
    return ProgrammePart(title="mine", command=(sys.executable, "-c", code), **more)


def text_of(part: ProgrammePart) -> str:
    [heard], failures = read_own_parts([part], MORNING)
    assert failures == ()
    return heard.text


def failure_of(part: ProgrammePart) -> str:
    heard, [failure] = read_own_parts([part], MORNING)
    assert heard == ()
    return failure


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            (sys.executable, "calendar_today.py", "calendar.ics"),
            "Your calendar for today.\nAll day: Anna's birthday.\nAt 9:30: Team meeting, room 2.",
        ),
        (
            ("sh", "weather_station.sh", "weather.csv"),
            "It is 3 degrees outside. Since yesterday it was between 2 and 9 degrees. "
            "1.6 millimetres of rain fell.",
        ),
    ],
    ids=["calendar", "weather"],
)
def test_the_examples_say_what_their_files_hold(command: tuple[str, ...], expected: str) -> None:
    assert text_of(ProgrammePart(command=command, folder=str(EXAMPLES))) == expected


def test_a_command_learns_the_day_the_language_and_its_time() -> None:
    code = "import os; print(*(os.environ['PART_' + name] for name in ('DATE', 'LANGUAGE', 'SECONDS')))"
    assert text_of(python(code, seconds=30)) == "2026-11-23 en 30"


def test_a_command_in_one_line_is_split_into_words_and_meets_no_shell() -> None:
    line = f"""'{sys.executable}' -c 'import sys; print(*sys.argv[1:])' "two words" $HOME ; true"""
    assert text_of(ProgrammePart(command=line)) == "two words $HOME ; true"


def test_a_text_file_is_read_without_control_characters(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(b"\xef\xbb\xbfGood \x1b[1mmorning\xff.\r\n")
    assert text_of(ProgrammePart(text=str(tmp_path / "note.txt"))) == "Good [1mmorning\ufffd."


def test_a_part_without_words_is_left_out_in_silence() -> None:
    assert read_own_parts([python("print('  ')")], MORNING) == ((), ())


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (python("import sys; sys.exit('no station')"), "failed (1): no station"),
        (python("import time; time.sleep(60)", timeout_s=1), "did not end within 1 seconds"),
        (python("while True: print('more' * 9999)"), "it writes without end"),
        (ProgrammePart(title="mine", command="no-such-program"), "no-such-program cannot be run: "),
        (ProgrammePart(title="mine", text="/no/such/file"), "/no/such/file cannot be read: no such file"),
        (ProgrammePart(title="mine", audio="/no/such.wav"), "such.wav cannot be read: "),
    ],
    ids=["fails", "hangs", "floods", "missing program", "missing text", "missing audio"],
)
def test_a_failure_is_a_note(part: ProgrammePart, reason: str) -> None:
    failure = failure_of(part)
    assert failure.startswith("your part 'mine' was left out: ")
    assert reason in failure


def test_a_part_without_a_title_is_called_by_its_file() -> None:
    parts = [
        ProgrammePart(command=(sys.executable, "calendar_today.py", "calendar.ics"), folder=str(EXAMPLES)),
        ProgrammePart(text=str(EXAMPLES / "weather.csv")),
    ]
    heard, _ = read_own_parts(parts, MORNING)
    assert [part.title for part in heard] == ["calendar_today", "weather"]


def jingle(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(chime_clip(22_050).pcm)
    return path


def test_an_audio_file_is_named_and_its_place_is_kept(tmp_path: Path) -> None:
    path = str(jingle(tmp_path / "jingle.wav"))
    heard, failures = read_own_parts(
        [ProgrammePart(audio=path, place="between", after=2, seconds=5)], MORNING
    )
    assert (heard, failures) == ((OwnPart("jingle", "between", 5_000, recording=path, after=2),), ())


def test_a_digest_speaks_the_parts_and_notes_what_failed(town: Town) -> None:
    town.subscribe("paper")
    for name in ("a", "b"):
        town.news.publish("paper", f"/{name}", f"Story {name}", article(name, f"Story {name}"))
    parts = (
        python("print('Rain at 5 km/h.')"),
        ProgrammePart(place="between", audio=str(jingle(town.home / "jingle.wav"))),
        python("import sys; sys.exit(1)", place="end"),
    )
    run = town.run()
    settings = run.settings.model_copy(update={"programme": ProgrammeSection(part=parts)})
    with town.context() as context:
        digest = make_digest(context, type(run)(run.now, settings))
    assert told(digest) == ["Story a", "Story b"]
    assert digest.notes == (f"your part 'mine' was left out: {sys.executable} failed (1): it said nothing",)
    assert digest.made is not None
    assert digest.made.failures == ()
    lines = [line.text for line in digest.made.episode.transcript]
    assert "Rain at 5 km/h." in lines
    recorded = [cue for cue in digest.made.timeline.cues if cue.section == 3 and cue.end > cue.start]
    assert len(recorded) == 1
