"""Programs and servers as engines: what they are given, and how their failures are told."""

import json
import shutil
import sys
from pathlib import Path
from threading import Event, Timer

import pytest
from tests.speak.ended import is_gone
from tests.speak.speech_server import serving

from briefing.errors import EngineError
from briefing.model import Voice
from briefing.speak import load_engine

PROGRAM = str(Path(__file__).parent / "wav_program.py")
LINE = "The council met on Tuesday."
ALTO = Voice("alto", "tone", "alto", "en", "female")


def command_voice(*command: str, name: str = "alto") -> Voice:
    return Voice("woman-1", "command", name, "en", "female", options=(("command", json.dumps(command)),))


def test_a_program_may_read_stdin_and_write_stdout() -> None:
    voice = command_voice(sys.executable, PROGRAM, "-")
    assert load_engine("command").speak(LINE, voice, Event()) == load_engine("tone").speak(
        LINE, ALTO, Event()
    )


def test_a_text_with_braces_reaches_the_program_as_it_is() -> None:
    line = "{wav} {voice} {unknown} { }"
    voice = command_voice(sys.executable, PROGRAM, "{wav}", "{text}")
    assert load_engine("command").speak(line, voice, Event()) == load_engine("tone").speak(
        line, ALTO, Event()
    )


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("no-such-program-here", "{text}"), "cannot be run"),
        ((sys.executable, "-c", "import sys; sys.exit('out of voice')"), "out of voice"),
        ((sys.executable, "-c", "print('no wav')"), "gave no WAV"),
        ((sys.executable, "-c", "pass", "{wav}"), "wrote no file"),
    ],
)
def test_a_program_that_fails_is_named(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(EngineError, match=told):
        load_engine("command").speak(LINE, command_voice(*command), Event())


def test_a_program_that_hangs_is_killed_on_stop() -> None:
    stop = Event()
    Timer(0.2, stop.set).start()
    with pytest.raises(EngineError, match="stopped"):
        load_engine("command").speak(
            LINE, command_voice(sys.executable, "-c", "import time; time.sleep(60)"), stop
        )


def test_a_program_that_writes_without_end_is_killed(tmp_path: Path) -> None:
    endless = "import sys\nout = open(sys.argv[1], 'wb') if sys.argv[1:] else sys.stdout.buffer\n"
    endless += "while True: out.write(bytes(1 << 20))"
    for more in ((), ("{wav}",)):
        with pytest.raises(EngineError, match="without end"):
            load_engine("command").speak(LINE, command_voice(sys.executable, "-c", endless, *more), Event())


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are Unix's")
def test_what_a_killed_program_has_started_itself_ends_with_it(tmp_path: Path) -> None:
    stop, told = Event(), tmp_path / "pid"
    child = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    Timer(1.0, stop.set).start()
    with pytest.raises(EngineError, match="stopped"):
        load_engine("command").speak(LINE, command_voice(sys.executable, "-c", parent), stop)
    assert is_gone(int(told.read_text()))


def test_a_voice_without_a_command_is_told_to_have_one() -> None:
    with pytest.raises(EngineError) as told:
        load_engine("command").speak(LINE, Voice("w", "command", "x", "en", "female"), Event())
    assert "command = [" in told.value.hint


@pytest.mark.skipif(not shutil.which("flite"), reason="needs Debian's flite")
def test_flite_speaks() -> None:
    voice = command_voice("flite", "-voice", "{voice}", "-o", "{wav}", "-t", "{text}", name="slt")
    clip = load_engine("command").speak(LINE, voice, Event())
    assert clip.rate_hz == 16_000
    assert clip.samples > 16_000


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")


def test_a_server_speaks(server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        clip = load_engine("openai").speak(LINE, Voice("w", "openai", "alto", "en", "female"), Event())
    assert clip == load_engine("tone").speak(LINE, ALTO, Event())


def test_a_server_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "wrong")
    with serving() as address, pytest.raises(EngineError, match="401"):
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        load_engine("openai").speak(LINE, Voice("w", "openai", "alto", "en", "female"), Event())


@pytest.mark.parametrize(
    ("address", "told"), [("", "no speech server"), ("http://127.0.0.1:9/v1", "not answer")]
)
def test_a_server_that_is_not_there_is_told(address: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    with pytest.raises(EngineError, match=told):
        load_engine("openai").speak(LINE, Voice("w", "openai", "alto", "en", "female"), Event())


@pytest.mark.parametrize("behind", ["pyttsx3", "tone"])
def test_a_server_speaks_as_the_engine_behind_it_does(behind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = {"pyttsx3": "en-us", "tone": "alto"}[behind]
    with serving(behind) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        heard = load_engine("openai").speak(LINE, Voice("w", "openai", name, "en", "female"), Event())
    assert heard == load_engine(behind).speak(LINE, Voice("w", behind, name, "en", "female"), Event())
