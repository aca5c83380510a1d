"""The model with its controls, against the one in the wheel."""

from pathlib import Path

import pytest

from briefing.errors import EngineError

pytest.importorskip("hibari", reason="the extra 'natural' is not installed")

import hibari
import numpy as np
import onnxruntime

from briefing.speak.engines.hibari.graph import (
    DURATIONS,
    FRAMES,
    PITCH,
    PIVOT,
    RANGE,
    SCALE,
    add_controls,
)
from briefing.speak.engines.hibari.network import ids_of

MODEL = (Path(hibari.__file__).parent / "assets" / "hibari.onnx").read_bytes()
IDS = np.array([ids_of("nˈObˌɑdi əbʤˈɛktᵻd.")], np.int64)


def one(value: float) -> "np.typing.NDArray[np.float32]":
    return np.array([value], np.float32)


@pytest.fixture(scope="module")
def controlled() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(add_controls(MODEL))


def run(
    session: onnxruntime.InferenceSession, scale: float = 1, pitch_range: float = 1, speed: float = 1
) -> dict[str, np.ndarray]:
    controls = {PIVOT: one(190), SCALE: one(scale), RANGE: one(pitch_range)}
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"ids": IDS, "speed": one(speed), **controls}), strict=True))


def test_without_a_change_the_model_says_what_it_said(controlled: onnxruntime.InferenceSession) -> None:
    """Only the borders between phonemes are rounded in another way."""
    ours = run(controlled)
    lh, theta, ln, lr, phi, f0 = onnxruntime.InferenceSession(MODEL).run(None, {"ids": IDS, "speed": one(1)})
    theirs = np.concatenate((lh, theta, ln, lr, phi), axis=1).transpose(0, 2, 1)
    assert ours.keys() == {FRAMES, PITCH, DURATIONS}
    assert ours[FRAMES].shape == theirs.shape
    assert np.abs(ours[FRAMES].mean(axis=1) - theirs.mean(axis=1)).max() < 0.5
    assert abs(np.median(ours[PITCH]) - np.median(f0)) < 5


def test_durations_are_half_as_many_as_frames(controlled: onnxruntime.InferenceSession) -> None:
    spoken = run(controlled)
    assert spoken[DURATIONS].shape == (IDS.shape[1],)
    assert spoken[DURATIONS].min() >= 1
    assert 2 * spoken[DURATIONS].sum() == spoken[FRAMES].shape[1] == spoken[PITCH].shape[1]


@pytest.mark.parametrize("speed", [0.8, 1.1, 1.3])
def test_the_tempo_follows_the_speed(controlled: onnxruntime.InferenceSession, speed: float) -> None:
    usual, changed = (run(controlled, speed=each)[DURATIONS].sum() for each in (1, speed))
    assert abs(usual / changed / speed - 1) < 0.05


def test_the_pitch_and_its_range_follow_the_controls(controlled: onnxruntime.InferenceSession) -> None:
    plain, changed = run(controlled), run(controlled, scale=0.8, pitch_range=1.5)
    voiced = plain[PITCH] > 60
    wanted = 190 * 0.8 * (plain[PITCH][voiced] / 190) ** 1.5
    assert np.allclose(changed[PITCH][voiced], wanted, rtol=1e-4)
    assert (plain[PITCH][plain[PITCH] <= 40] == changed[PITCH][plain[PITCH] <= 40]).all()


@pytest.mark.parametrize(
    "model",
    [b"", b"no model", MODEL[:1000], MODEL[:-1000], MODEL.replace(b"CumSum", b"CumSam"), b"\xff" * 20],
    ids=["empty", "text", "beginning", "cut", "other nodes", "numbers"],
)
def test_another_graph_is_an_engine_error(model: bytes) -> None:
    with pytest.raises(EngineError, match="not that of a hibari voice") as caught:
        add_controls(model)
    assert caught.value.hint == "Run: briefing voices install natural"
