"""An engine that fails, by the command line: the fallback speaks, the line is named, the exit code is 3."""

import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Type
from tests.mix.hearing import decoded, needs_ffmpeg

SCRIPT = """Title: A test
Language: en
Speakers:
    Ann Ames | female | mayor |

# The bridge

NARRATOR
The bridge is open again, said the mayor, Ann Ames:

@Ann Ames
Go on.
"""
WAYS = {
    "fails": "sys.exit('the voice was removed')",
    "hangs": "time.sleep(60)",
    "writes nothing": "pass",
    "writes no sound": "write(b'')",
    "says too little": "write(bytes(200))",
    "is silent": "write(bytes(88_200))",
    "gives noise": "write(random.Random(1).randbytes(88_200))",
    "writes no WAV": "open(sys.argv[1], 'w').write('text')",
}
PROGRAM = """
import random, sys, time, wave

def write(pcm):
    with wave.open(sys.argv[1], "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(22_050)
        wav.writeframes(pcm)

{way}
"""
CAST = """
language = "en"
engine = "tone"
[narrator]
name = "bass"
[[women]]
engine = "command"
name = "any"
command = {command}
{fallback}
"""
FALLBACK = '[fallback]\nname = "alto"\n'


@pytest.fixture
def speak(run: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Speaks the script with a quoted voice that has the trouble of that name."""
    monkeypatch.setenv("BRIEFING_SOUND_PATIENCE_S", "1")

    def spoken(way: str, fallback: str = FALLBACK) -> object:
        (tmp_path / "program.py").write_text(PROGRAM.format(way=WAYS[way]))
        (tmp_path / "script.fountain").write_text(SCRIPT)
        command = json.dumps([sys.executable, str(tmp_path / "program.py"), "{wav}"])
        (tmp_path / "cast.toml").write_text(CAST.format(command=command, fallback=fallback))
        return run("speak", "script.fountain", "-o", "x.mp3", "--cast", str(tmp_path / "cast.toml"), "--json")

    return spoken  # type: ignore[return-value]  # the same Result


@needs_ffmpeg
@pytest.mark.parametrize("way", WAYS)
def test_the_fallback_says_the_line_and_the_summary_names_it(way: str, speak: Type, tmp_path: Path) -> None:
    done = speak(way)
    told = json.loads(done.stdout)
    assert done.exit_code == 3
    assert [note for note in told["notes"] if "woman-1 (command) could not say 'Go on.'" in note]
    assert "could not say 'Go on.'" in done.stderr
    segments = json.loads((tmp_path / "x.transcript.json").read_text())["segments"]
    line = next(each for each in segments if each["body"] == "Go on.")
    samples = decoded((tmp_path / "x.mp3").read_bytes())
    heard = samples[int(line["startTime"] * 44_100) : int(line["endTime"] * 44_100)]
    assert max(map(abs, heard)) > 3_000


@pytest.mark.parametrize("way", ["fails", "is silent"])
def test_without_a_fallback_the_narrator_says_it(way: str, speak: Type) -> None:
    done = speak(way, fallback="")
    assert done.exit_code == 3
    assert "narrator said it" in done.stderr
