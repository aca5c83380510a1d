"""Piper and Kokoro with real packages and tiny models of our own."""

import io
import shutil
from pathlib import Path
from threading import Event

import pytest
from tests.speak.castings import DictClipStore, casting_of

from briefing.errors import EngineError
from briefing.mix import MixOptions, mix_programme
from briefing.model import Clip, Voice
from briefing.speak import SpeakOptions, is_installed, load_engine, record

LINE = "The council met on Tuesday and agreed to repair the old bridge."
pytest.importorskip("onnx")


def said(engine: str, models: Path, voice: Voice) -> Clip:
    return load_engine(engine, models).speak(LINE, voice, Event())


def test_piper_lists_what_is_installed(models: Path) -> None:
    pytest.importorskip("piper")
    found = load_engine("piper", models).voices()
    assert [(voice.name, voice.language) for voice in found] == [
        ("de_DE-babble-low", "de-DE"),
        ("en_US-babble-low", "en-US"),
    ]


def test_kokoro_lists_the_voices_that_it_can_speak(models: Path) -> None:
    pytest.importorskip("kokoro_onnx")
    found = load_engine("kokoro", models).voices()
    assert [(voice.name, voice.language, voice.gender) for voice in found] == [
        ("af_babble", "en-US", "female"),
        ("bm_babble", "en-GB", "male"),
    ]


def test_a_piper_voice_that_is_not_installed_says_how_to_get_it(models: Path) -> None:
    pytest.importorskip("piper")
    with pytest.raises(EngineError, match="not installed") as caught:
        said("piper", models, Voice("w", "piper", "en_US-nobody-high", "en", "female"))
    assert caught.value.hint == "Run: briefing voices install en_US-nobody-high"


def test_a_piper_model_may_have_several_speakers(models: Path) -> None:
    pytest.importorskip("piper")
    voice = Voice("w", "piper", "de_DE-babble-low", "de", "female", options=(("speaker", "1"),))
    assert said("piper", models, voice).samples > 16_000


def test_a_speaker_of_a_piper_model_is_asked_for_by_name_or_number(models: Path) -> None:
    pytest.importorskip("piper")

    def spoken_by(speaker: str) -> Clip:
        options = (("speaker", speaker),)
        return said("piper", models, Voice("w", "piper", "de_DE-babble-low", "de", "female", options=options))

    assert spoken_by("speaker 1") == spoken_by("1")
    with pytest.raises(EngineError, match="no speaker of this model is called 'nobody'") as caught:
        spoken_by("nobody")
    assert caught.value.hint == "Its speakers are speaker 0, speaker 1."


def test_a_piper_model_that_knows_a_composed_phoneme_only_is_given_it(
    models: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("piper")
    load_engine("piper", models).speak(
        "Ich auch nicht.", Voice("w", "piper", "de_DE-babble-low", "de", "female"), Event()
    )
    assert [record.message for record in caplog.records if "Missing phoneme" in record.message] == []


@pytest.mark.parametrize(
    ("engine", "name", "expected"),
    [
        ("piper", "en_US-babble-low", True),
        ("piper", "en_US-nobody-high", False),
        ("kokoro", "af_babble", True),
        ("kokoro", "af_nobody", False),
        ("pyttsx3", "en-us", True),
        ("nobody", "x", False),
    ],
)
def test_an_engine_knows_which_voices_have_their_files(
    models: Path, engine: str, name: str, expected: bool
) -> None:
    for package in ("piper", "kokoro_onnx"):
        pytest.importorskip(package)
    assert is_installed(Voice("w", engine, name, "en", "female"), models) is expected


def test_kokoro_uses_the_full_model_where_both_are_installed(models: Path, tmp_path: Path) -> None:
    pytest.importorskip("kokoro_onnx")
    from briefing.speak.engines.kokoro import MODELS, KokoroEngine  # noqa: PLC0415  # Kokoro is optional

    full, small = MODELS
    engine = KokoroEngine()
    engine.models = tmp_path
    shutil.copytree(models / "kokoro", tmp_path / "kokoro")
    shutil.copy(tmp_path / "kokoro" / full, tmp_path / "kokoro" / small)
    both = engine.version
    (tmp_path / "kokoro" / full).unlink()
    assert (both.split()[-1], engine.version.split()[-1]) == (full, small)
    assert engine.speak(LINE, Voice("w", "kokoro", "af_babble", "en-US", "female"), Event()).samples > 24_000


def test_a_damaged_model_is_an_engine_error(tmp_path: Path) -> None:
    pytest.importorskip("piper")
    (tmp_path / "x.onnx").write_bytes(b"no model")
    (tmp_path / "x.onnx.json").write_text("{}")
    with pytest.raises(EngineError, match="cannot be loaded"):
        said("piper", tmp_path, Voice("w", "piper", str(tmp_path / "x.onnx"), "en", "female"))


def test_an_unknown_kokoro_voice_is_an_engine_error(models: Path) -> None:
    pytest.importorskip("kokoro_onnx")
    with pytest.raises(EngineError, match="Kokoro failed"):
        said("kokoro", models, Voice("w", "kokoro", "af_nobody", "en", "female"))


def test_a_cast_mixes_both_with_espeak_at_their_own_rates(models: Path) -> None:
    pytest.importorskip("piper")
    pytest.importorskip("kokoro_onnx")
    voices = (
        Voice("narrator", "pyttsx3", "en-us", "en", "male"),
        Voice("woman-1", "kokoro", "af_babble", "en-US", "female"),
        Voice("man-1", "piper", "en_US-babble-low", "en-US", "male"),
    )
    casting, sink = casting_of(((LINE, LINE, LINE),), voices), io.BytesIO()
    with record(casting, DictClipStore(), SpeakOptions(models=models)) as takes:
        master = mix_programme(takes, sink, MixOptions())
    assert master.failures == ()
    assert all(cue.end - cue.start > 44_100 for cue in master.timeline.cues)
