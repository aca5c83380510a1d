"""`briefing doctor` in every state of a machine: what it says, whether it matters, and what to type."""

import json
import wave
from array import array
from pathlib import Path

import pytest
from tests.cli.conftest import Type

from briefing.storage import Library, Source, cast_names


def failures(run: Type) -> dict[str, tuple[str, str]]:
    """What is needed and does not work, as JSON tells it; the exit code must agree."""
    done = run("doctor", "--json")
    checks = json.loads(done.stdout)["checks"]
    found = {c["name"]: (c["found"], c["advice"]) for c in checks if c["needed"] and not c["works"]}
    assert done.exit_code == (1 if found else 0), done.output
    return found


def test_on_a_sound_machine_nothing_that_is_needed_fails_and_each_gap_says_what_to_type(run: Type) -> None:
    lines = run("doctor").stdout.splitlines()
    gaps = [lines[at + 1] for at, line in enumerate(lines) if line.startswith("-- ")]
    assert failures(run) == {}
    assert lines[-1] == "Everything that a briefing needs works. Checks marked -- are optional."
    assert "      To use a speech server: set OPENAI_BASE_URL to its URL" in "\n".join(gaps)
    assert [line for line in gaps if not line.startswith("      ")] == []


def test_wrong_settings_are_told_and_the_other_checks_still_come(
    run: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_SOUND_BITRATE_KBPS", "65")
    (found, advice) = failures(run)["settings"]
    assert "65" in found
    assert advice.endswith("Then check them: briefing settings check")
    assert "ok    engine pyttsx3: speaks" in run("doctor").stdout


def test_a_cast_that_is_not_there_is_told_with_those_that_are(
    run: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_CAST", "nobody")
    known = ", ".join(cast_names(Path("no-casts-of-ones-own")))
    assert "natural, " in known
    assert failures(run) == {"cast nobody": ("no cast is called 'nobody'", f"Choose one of: {known}.")}


@pytest.mark.parametrize(
    ("engine", "why"),
    [
        ("pyttsx3", "narrator cannot speak: eSpeak NG has no voice 'nobody'"),
        ("openai", "narrator cannot speak: no speech server is set"),
        ("abacus", "narrator cannot speak: no speech engine is called 'abacus'"),
    ],
)
def test_a_voice_of_the_cast_that_cannot_speak_is_named(
    engine: str, why: str, run: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    cast = tmp_path / "mine.toml"
    text = f'language = "en"\nengine = "{engine}"\n[narrator]\nname = "nobody"\ngender = "male"\n'
    cast.write_text(text, encoding="utf-8")
    monkeypatch.setenv("BRIEFING_CAST", str(cast))
    ((name, (found, advice)),) = failures(run).items()
    assert (name, found, bool(advice)) == (f"cast {cast}", why, True)


def test_a_folder_that_cannot_be_written_is_told_with_its_variable(
    run: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("BRIEFING_OUTPUT", str(tmp_path / "file" / "output"))
    ((name, (found, advice)),) = failures(run).items()
    assert (name, "cannot be written" in found, "BRIEFING_OUTPUT" in advice) == ("folder output", True, True)


def test_a_damaged_library_is_told_with_what_to_do(run: Type, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "library.sqlite3").write_bytes(b"not a library at all, but long enough" * 50)
    ((name, (_, advice)),) = failures(run).items()
    assert (name, "briefing library restore" in advice) == ("library", True)


def test_each_source_of_the_digest_is_tried(run: Type, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# nothing yet\n", encoding="utf-8")
    gone = Source(str(tmp_path / "gone"), "folder")
    with Library(tmp_path / "data" / "library.sqlite3") as library:
        for source in (Source(str(tmp_path / "list.txt"), "list"), gone):
            library.add_source(source)
    checks = json.loads(run("doctor", "--json").stdout)["checks"]
    found = {check.pop("name"): check for check in checks if check["name"].startswith("source ")}
    assert found == {
        f"source {tmp_path / 'list.txt'}": {
            "works": True, "found": "list, can be read", "advice": "", "needed": False,
        },
        f"source {gone.address}": {
            "works": False,
            "found": f"cannot read {gone.address}: no such file or folder",
            "advice": found[f"source {gone.address}"]["advice"],
            "needed": False,
        },
    }  # fmt: skip
    advice = found[f"source {gone.address}"]["advice"]
    assert advice.endswith(f"If it is gone for good: briefing feeds remove {gone.address}")


def test_each_recording_of_the_digest_is_tried(run: Type, tmp_path: Path) -> None:
    song, gone = tmp_path / "song.wav", tmp_path / "gone.mp3"
    with wave.open(str(song), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(array("h", [3_000, -3_000] * 8_000).tobytes())
    tables = "".join(f"[[digest.audio]]\nsource = {json.dumps(str(one))}\n" for one in (song, gone))
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "briefing.toml").write_text(tables, encoding="utf-8")
    checks = json.loads(run("doctor", "--json").stdout)["checks"]
    found = {
        one["name"]: (one["works"], one["found"]) for one in checks if one["name"].startswith("recording")
    }
    assert found == {
        f"recording {song}": (True, "audio, can be read"),
        f"recording {gone}": (False, f"{gone} does not exist"),
    }
