"""Tiny models with the contracts of Piper and Kokoro: a tone a phoneme, at about the pace of speech.

They are real ONNX graphs, made here, which the real packages load and run. What is spoken is babble.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PIPER_HZ, KOKORO_HZ = 16_000, 24_000
PIPER_SAMPLES = 500  # of an id; Piper puts a pad between any two
KOKORO_SAMPLES = 1_600
PHONEMES = " !'(),-.:;?abcdefhijklmnopqrstuvwxyzæçðøħŋœɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰ"
PHONEMES += "ɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔˈˌːˑ˞"


class Form(NamedTuple):
    """What a model takes and gives: the ids' name, samples an id, their rate, the sound's name and shape."""

    ids: str
    samples: int
    rate_hz: int
    output: str
    shape: list[int]


PIPER = Form("input", PIPER_SAMPLES, PIPER_HZ, "output", [1, 1, -1])
KOKORO = Form("tokens", KOKORO_SAMPLES, KOKORO_HZ, "audio", [-1])


def write_piper(folder: Path, name: str, speakers: int = 1) -> None:
    """NAME.onnx and NAME.onnx.json: ids, lengths and scales in, sound of [1, 1, samples] out."""
    folder.mkdir(parents=True, exist_ok=True)
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "ids"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    _save(folder / f"{name}.onnx", PIPER, inputs)
    facts = {
        "audio": {"sample_rate": PIPER_HZ},
        "espeak": {"voice": name[:2]},
        "language": {"code": name.split("-", maxsplit=1)[0]},
        "num_symbols": len(PHONEMES) + 3,
        "num_speakers": speakers,
        "speaker_id_map": {f"speaker {number}": number for number in range(speakers)} if speakers > 1 else {},
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2]} | {p: [at] for at, p in enumerate(PHONEMES, 3)},
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(facts), encoding="utf-8")


def write_kokoro(folder: Path) -> None:
    """The model and its voices: tokens, style and speed in, samples out."""
    folder.mkdir(parents=True, exist_ok=True)
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "ids"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    _save(folder / "kokoro-v1.0.onnx", KOKORO, inputs)
    style = np.zeros((510, 1, 256), dtype=np.float32)
    with (folder / "voices-v1.0.bin").open("wb") as file:
        np.savez(file, af_babble=style, bm_babble=style, jf_babble=style)


def _tones(form: Form) -> list[Any]:
    """sound[n, k] = 0.3 sin(step (5 + ids[n] mod 7) k): from 100 to 250 Hz, in whole lines of samples."""
    return [
        helper.make_node("Mod", [form.ids, "seven"], ["kind"]),
        helper.make_node("Cast", ["kind"], ["as_float"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["as_float", "five"], ["pitch"]),
        helper.make_node("Reshape", ["pitch", "column"], ["rows"]),
        helper.make_node("Mul", ["rows", "ramp"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Mul", ["wave", "level"], ["quiet"]),
        helper.make_node("Reshape", ["quiet", "shape"], [form.output]),
    ]


def _save(path: Path, form: Form, inputs: list[Any]) -> None:
    ramp = np.arange(form.samples, dtype=np.float32)[None, :] * np.float32(2 * np.pi * 20 / form.rate_hz)
    constants: dict[str, Any] = {
        "seven": np.array(7, dtype=np.int64),
        "five": np.array(5, dtype=np.float32),
        "column": np.array([-1, 1], dtype=np.int64),
        "ramp": ramp,
        "level": np.array(0.3, dtype=np.float32),
        "shape": np.array(form.shape, dtype=np.int64),
    }
    stored = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    dims = ["samples" if dim < 0 else dim for dim in form.shape]
    output = helper.make_tensor_value_info(form.output, TensorProto.FLOAT, dims)
    graph = helper.make_graph(_tones(form), path.stem, inputs, [output], stored)
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), path)
