"""`briefing make` and `briefing speak`: what stands on the disk, and what is said about it."""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image
from tests.cli.conftest import EXAMPLES, Type

from briefing.errors import BriefingError, EngineError, UsageError

BRIDGE = str(EXAMPLES / "harbour-bridge.html")
LIBRARY = str(EXAMPLES / "library-hours.html")
FERRY = str(EXAMPLES / "night-ferry.txt")

UNNAMED = """Market opens again after the flood of the spring

“We were here first.”

The hall opened on Tuesday, two years after the water came. Fish and flowers came in through the mud.

“I never doubted it,” said Clara Winslow, who sells bread.

Tom Harker, who runs the market, said: “The floor is new and the roof is dry.”
"""

# A program that hums as long as the text, and tells no word times
HUM = """
import math, struct, sys, wave
with wave.open(sys.argv[1], "wb") as wav:
    wav.setparams((1, 2, 8000, 0, "NONE", ""))
    samples = 3000 * len(sys.argv[2].split())
    wav.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(at / 9))) for at in range(samples)))
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_article_makes_an_mp3_and_its_sidecars(run: Type, tmp_path: Path) -> None:
    done = run("make", BRIDGE, "-o", "made/bridge.mp3", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert names(tmp_path / "made") == [
        "bridge.chapters.json", "bridge.mp3", "bridge.transcript.json", "bridge.vtt", "bridge.words.vtt",
    ]  # fmt: skip
    assert told["title"] == "Harbour bridge to close for nine months after inspectors find cracks"
    assert "Maria Okafor" in [speaker["name"] for speaker in told["speakers"]]
    assert told["left_out"] == []


def test_a_programme_without_word_times_has_no_transcript_of_words_beside_it(
    run: Type, tmp_path: Path
) -> None:
    (tmp_path / "hum.py").write_text(HUM, encoding="utf-8")
    command = json.dumps([sys.executable, "hum.py", "{wav}", "{text}"])
    cast = f'language = "en"\nengine = "command"\ncommand = {command}\n[narrator]\nname = "any"\n'
    (tmp_path / "hum.toml").write_text(cast, encoding="utf-8")
    assert run("make", FERRY, "-o", "made/ferry.mp3").exit_code == 0
    assert "ferry.words.vtt" in names(tmp_path / "made")
    assert run("make", FERRY, "-o", "made/ferry.mp3", "--cast", "hum.toml").exit_code == 0
    assert names(tmp_path / "made") == [
        "ferry.chapters.json", "ferry.mp3", "ferry.transcript.json", "ferry.vtt",
    ]  # fmt: skip


def test_the_mp3_carries_its_cover_and_the_podcasts_name(run: Type, tmp_path: Path) -> None:
    assert run("make", FERRY, "-o", "x.mp3").exit_code == 0
    tags = ID3(tmp_path / "x.mp3")  # type: ignore[no-untyped-call]  # mutagen annotates in part
    with Image.open(BytesIO(tags["APIC:"].data)) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (600, 600))
    assert (str(tags["TPE1"]), str(tags["TALB"])) == ("Briefing", "Briefing")


def test_the_audio_is_as_long_as_every_file_says(run: Type, tmp_path: Path) -> None:
    told = json.loads(run("make", BRIDGE, LIBRARY, "-o", "x.mp3", "--json").stdout)
    audio = MP3(tmp_path / "x.mp3").info  # type: ignore[no-untyped-call]  # mutagen annotates in part
    assert audio is not None
    chapters = json.loads((tmp_path / "x.chapters.json").read_text())["chapters"]
    segments = json.loads((tmp_path / "x.transcript.json").read_text())["segments"]
    frame_s = 1152 / 44_100
    assert abs(audio.length - told["seconds"]) <= 2 * frame_s
    assert (audio.sample_rate, audio.channels, round(audio.bitrate / 1000)) == (44_100, 1, 64)
    assert chapters[0]["startTime"] == 0
    assert segments[0]["speaker"] == "Narrator"
    assert segments[-1]["endTime"] <= told["seconds"]


def test_a_story_that_its_page_cuts_is_made_and_said_to_be_cut(run: Type, tmp_path: Path) -> None:
    (tmp_path / "cut.html").write_text(
        "<h1>Ferry returns to the harbour</h1><p>The ferry came back on Monday after eleven weeks in dock, "
        "and the town stood on the quay.</p><p>Subscribe to continue reading</p>"
    )
    told = json.loads(run("make", "cut.html", "-o", "x.mp3", "--json").stdout)
    shown = run("clean", "cut.html")
    assert told["notes"] == [
        "Only the beginning of 'Ferry returns to the harbour' is on its page: it is told as far as it goes."
    ]
    assert "the page has only the beginning of the story" in shown.stdout


@pytest.mark.parametrize("command", ["make", "speak", "batch"])
def test_the_mp3_has_the_rate_and_bitrate_asked_for(command: str, run: Type, tmp_path: Path) -> None:
    run("script", FERRY, "-o", "ferry.fountain")
    (tmp_path / "list.txt").write_text(FERRY + "\n")
    source = {"make": FERRY, "speak": "ferry.fountain", "batch": "list.txt"}[command]
    place = "made" if command == "batch" else "made/x.mp3"
    sound = ("--bitrate", "48", "--sample-rate", "22050", "--quality", "9")
    assert run(command, source, "-o", place, *sound).exit_code == 0
    audio: Any = MP3(next((tmp_path / "made").rglob("*.mp3"))).info  # type: ignore[no-untyped-call]  # in part
    assert (audio.sample_rate, round(audio.bitrate / 1000)) == (22_050, 48)


def test_a_bitrate_that_no_mp3_has_is_named_before_anything_is_read(run: Type) -> None:
    done = run("make", "no-such-file.html", "--bitrate", "65")
    assert (str(done.exception), type(done.exception)) == ("an MP3 cannot have the bitrate 65", UsageError)


def test_several_sources_make_a_chapter_each(run: Type) -> None:
    told = json.loads(run("make", BRIDGE, LIBRARY, FERRY, "-o", "x.mp3", "--json").stdout)
    titles = [chapter["title"] for chapter in told["chapters"]]
    for beginning in ("Harbour bridge", "Town libraries", "Night ferry"):
        assert [title for title in titles if title.startswith(beginning)]


def test_without_a_name_the_programme_goes_to_a_folder_of_the_day(run: Type, tmp_path: Path) -> None:
    done = run("make", FERRY)
    folder = "2026-11-23-night-ferry-returns-to-the-northern-islands-after-four-years"
    assert (done.exit_code, names(tmp_path / "output")) == (0, [folder])


def test_a_second_programme_of_a_day_and_title_stands_beside_the_first(run: Type, tmp_path: Path) -> None:
    for sources in ([BRIDGE, FERRY], [LIBRARY, FERRY], [BRIDGE, FERRY]):
        assert run("make", *sources, "--title", "Evening").exit_code == 0
    assert names(tmp_path / "output") == ["2026-11-23-evening", "2026-11-23-evening-2"]


def test_an_episode_knows_when_it_was_made(run: Type, tmp_path: Path) -> None:
    run("make", FERRY)
    episode = next((tmp_path / "output").glob("*/episode.json"))
    assert json.loads(episode.read_text())["date"] == "2026-11-23T02:30:00+00:00"


def test_the_same_input_gives_the_same_bytes_and_speaks_nothing_anew(run: Type, tmp_path: Path) -> None:
    run("make", BRIDGE, "-o", "one.mp3")
    clips = sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    before = [path.stat().st_mtime_ns for path in clips]
    run("make", BRIDGE, "-o", "two.mp3")
    after = sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()
    assert (clips, before) == (after, [path.stat().st_mtime_ns for path in after])


def test_a_source_that_fails_is_left_out_and_named(run: Type) -> None:
    done = run("make", FERRY, "nowhere.html", "-o", "x.mp3", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 3
    assert [missing["source"] for missing in told["left_out"]] == ["nowhere.html"]
    assert "nowhere.html" in done.stderr


def test_standard_input_is_a_source(run: Type, tmp_path: Path) -> None:
    done = run("make", "-", "-o", "x.mp3", input=Path(FERRY).read_text(encoding="utf-8"))
    assert (done.exit_code, (tmp_path / "x.mp3").exists()) == (0, True)


def test_an_edited_script_is_spoken(run: Type, tmp_path: Path) -> None:
    run("script", FERRY, "-o", "x.fountain")
    path = tmp_path / "x.fountain"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Bookings open on Jan. 15.", "Bookings open soon."), encoding="utf-8")
    done = run("speak", "x.fountain", "-o", "x.mp3", "--json")
    spoken = json.loads((tmp_path / "x.transcript.json").read_text())["segments"]
    assert done.exit_code == 0
    assert "Bookings open soon." in [segment["body"] for segment in spoken]


def test_a_speaker_whom_an_editor_renames_has_a_voice_of_the_new_names_gender(
    run: Type, tmp_path: Path
) -> None:
    run("script", FERRY, "-o", "x.fountain")
    path = tmp_path / "x.fountain"
    path.write_text(
        path.read_text(encoding="utf-8").replace("@Henrik Dahl", "@Henrike Dahl"), encoding="utf-8"
    )
    told = json.loads(run("speak", "x.fountain", "-o", "x.mp3", "--json").stdout)
    assert [(who["name"], who["gender"]) for who in told["speakers"]] == [
        ("Elena Castellanos", "female"),
        ("Henrike Dahl", "female"),
    ]


def test_who_is_not_named_has_a_voice_of_their_own(run: Type, tmp_path: Path) -> None:
    source = tmp_path / "market.txt"
    source.write_text(UNNAMED, encoding="utf-8")
    told = json.loads(run("make", "market.txt", "-o", "x.mp3", "--json").stdout)
    spoken = json.loads((tmp_path / "x.transcript.json").read_text())["segments"]
    unnamed = next(segment["speaker"] for segment in spoken if segment["body"] == "We were here first.")
    voices = {who["name"]: who["voice"] for who in told["speakers"]}
    assert (unnamed, len(voices), len(set(voices.values()))) == ("Unnamed speaker", 3, 3)
    assert "narrator" not in voices.values()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.html", b""),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("short.txt", b"Two words"),
        ("front.html", b"<html><body><nav><a href='/a'>News</a><a href='/b'>Sport</a></nav></body></html>"),
    ],
)
def test_what_is_no_article_is_one_clear_error_and_no_file(
    run: Type, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("make", name, "-o", "x.mp3")
    assert isinstance(done.exception, BriefingError)
    assert done.exception.message
    assert not (tmp_path / "x.mp3").exists()


def test_an_unknown_cast_is_wrong_usage(run: Type) -> None:
    done = run("make", FERRY, "--cast", "opera", "-o", "x.mp3")
    assert isinstance(done.exception, UsageError)
    assert "espeak" in done.exception.hint


def test_what_was_there_stays_when_the_new_programme_fails(run: Type, tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"yesterday")
    broken = tmp_path / "broken.toml"
    broken.write_text(
        'language = "en"\nengine = "no-such-engine"\n[narrator]\nname = "x"\n', encoding="utf-8"
    )
    done = run("make", FERRY, "--cast", str(broken), "-o", "x.mp3")
    assert isinstance(done.exception, (UsageError, EngineError))
    assert (tmp_path / "x.mp3").read_bytes() == b"yesterday"
    assert [name for name in names(tmp_path) if name.startswith(".x")] == []


def test_the_casts_that_are_heard_are_named(run: Type, tmp_path: Path) -> None:
    text = (
        "Die Brücke am Hafen\n\nDer Rat hat am Montag lange über die neue Brücke gesprochen.\n\n"
        "„Wir brauchen diese Brücke seit vielen Jahren“, sagte Petra Sommer nach der Sitzung im Rathaus.\n\n"
        "Die Arbeiten sollen im Mai beginnen und zwei Jahre dauern, und sie kosten zwölf Millionen Euro.\n"
    )
    (tmp_path / "bruecke.txt").write_text(text, encoding="utf-8")
    told = json.loads(run("make", "bruecke.txt", "-o", "x.mp3", "--json").stdout)
    assert told["casts"] == ["german"]
    told = json.loads(run("make", FERRY, "--cast", "quick", "-o", "x.mp3", "--json").stdout)
    assert told["casts"] == ["espeak"]
