"""The model's ONNX graph with pitch controls and durations added, in memory, when a model is loaded.

The decoder takes the pitch curve `f0` as an input, so a curve that is scaled inside the graph gives another
pitch with a spectrum to match; scaling the `f0` that comes out leaves the phases at the old pitch (predicted
opinion score 2.5 instead of 4.6).

    f0 = max(45 Hz, pivot * scale * (f0_net / pivot) ^ range)     where f0_net > 40 Hz, else f0_net

Durations: the model rounds that of each phoneme to 25 ms. Most are one or two units long, so a voice asked
to speak a third quicker speaks half as quick again, and one asked to be a tenth quicker hardly changes. Here
the borders between phonemes are rounded instead, and no phoneme is shorter than a unit:

    duration[i] = round(d[0] + ... + d[i]) - round(d[0] + ... + d[i - 1])

Only the fields that change are decoded (onnx.proto3 has their numbers) and all other bytes are copied, so
the package `onnx` is not needed. The wire format is https://protobuf.dev/programming-guides/encoding. The
bytes are views: a model of 8 MB is not copied to be read.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from briefing.errors import EngineError

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5  # wire types; 3 and 4 (groups) are of no use since 2008
_LONGEST_VARINT = 10  # bytes, for 64 bits
PIVOT, SCALE, RANGE = "pitch_pivot", "pitch_scale", "pitch_range"
FRAMES, PITCH, DURATIONS = "frames", "f0", "durations"
UNVOICED_HZ, _LOWEST_HZ = 40.0, 45.0  # the model marks unvoiced frames by a pitch of 40 Hz or less

_GRAPH = 7  # ModelProto
_NODE, _INITIALIZER, _INPUT, _OUTPUT = 1, 5, 11, 12  # GraphProto
_FLOAT, _INT64 = 1, 7  # TensorProto.DataType
_INT, _INTS = 2, 7  # AttributeProto.AttributeType

_NET_PITCH = "f0_net"
_AXIS = "first_axis"
_FLOATS = (("one", 1.0), ("hz_unvoiced", UNVOICED_HZ), ("hz_lowest", _LOWEST_HZ))
_SCALING = (
    ("Max", (_NET_PITCH, "one"), "f0_positive"),
    ("Div", ("f0_positive", PIVOT), "f0_ratio"),
    ("Pow", ("f0_ratio", RANGE), "f0_ranged"),
    ("Mul", (PIVOT, SCALE), "f0_level"),
    ("Mul", ("f0_ranged", "f0_level"), "f0_scaled"),
    ("Max", ("f0_scaled", "hz_lowest"), "f0_voiced"),
    ("Greater", (_NET_PITCH, "hz_unvoiced"), "is_voiced"),
    ("Where", ("is_voiced", "f0_voiced", _NET_PITCH), PITCH),
)
T = TypeVar("T")


class ProtobufError(ValueError):
    """Bytes that are not a message."""


class Field(NamedTuple):
    """A field of a message: `value` is its content, `raw` all of its bytes with the tag and the length."""

    number: int
    value: memoryview
    raw: memoryview


def read_fields(message: memoryview) -> Iterator[Field]:
    """Yield the fields in order. Raises ProtobufError."""
    place = 0
    while place < len(message):
        tag, after_tag = _read_varint(message, place)
        start, end = _extent(message, after_tag, tag & 7)
        if end > len(message):
            raise ProtobufError("the message is cut")
        yield Field(tag >> 3, message[start:end], message[place:end])
        place = end


def bytes_field(number: int, *values: bytes | memoryview) -> bytes:
    """Return a field of bytes, or of a message within the message, which the values make up together."""
    head = _varint(number << 3 | _BYTES) + _varint(sum(map(len, values)))
    return b"".join((head, *values))


def text_field(number: int, text: str) -> bytes:
    """Return a field of text."""
    return bytes_field(number, text.encode())


def number_field(number: int, value: int) -> bytes:
    """Return a field of an integer that is not negative."""
    return _varint(number << 3 | _VARINT) + _varint(value)


def _extent(message: memoryview, place: int, wire_type: int) -> tuple[int, int]:
    """Return where the content begins and ends of a field whose tag ends at `place`."""
    if wire_type == _VARINT:
        return place, _read_varint(message, place)[1]
    if wire_type == _BYTES:
        length, start = _read_varint(message, place)
        return start, start + length
    if wire_type in (_FIXED_32, _FIXED_64):
        return place, place + (4 if wire_type == _FIXED_32 else 8)
    raise ProtobufError(f"wire type {wire_type}")


def _read_varint(message: memoryview, place: int) -> tuple[int, int]:
    """Return the number, and where it ends: seven bits a byte, the lowest first."""
    number = 0
    for index, byte in enumerate(message[place : place + _LONGEST_VARINT]):
        number |= (byte & 127) << 7 * index
        if byte < 128:
            return number, place + index + 1
    raise ProtobufError("a number without an end")


def _varint(number: int) -> bytes:
    groups = [number >> shift & 127 for shift in range(0, max(1, number.bit_length()), 7)]
    return bytes(group | 128 for group in groups[:-1]) + bytes(groups[-1:])


class _Node(NamedTuple):
    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class _UnexpectedGraphError(ValueError):
    """A node that is missing, or there twice."""


def add_controls(model: bytes) -> bytes:
    """Add the pitch controls and the durations to a model.

    Args:
        model: the content of the .onnx file of a hibari voice.

    Returns:
        A model with more inputs: `pitch_pivot`, `pitch_scale` and `pitch_range` (float32, one value each).
        Its only outputs are `frames` (float32, 1 × frames ×
        3005: five spectra of 601 bins), `f0` (float32, 1 × frames, in hertz) and `durations` (int64, one a
        phoneme). Durations are in units of two frames.

    Raises:
        EngineError: when the bytes are no such model.
    """
    try:
        fields = list(read_fields(memoryview(model)))
        graph = _only(field.value for field in fields if field.number == _GRAPH)
        controlled = bytes_field(_GRAPH, *_controlled(graph))
    except (ProtobufError, UnicodeDecodeError, _UnexpectedGraphError) as cause:
        raise EngineError(
            f"the model is not that of a hibari voice, or of a version that is not known here: {cause}",
            "Run: briefing voices install natural",
        ) from cause
    return b"".join(controlled if field.number == _GRAPH else field.raw for field in fields)


def _controlled(graph: memoryview) -> tuple[bytes | memoryview, ...]:
    fields = [field for field in read_fields(graph) if field.number != _OUTPUT]
    nodes = [(place, _node(field.value)) for place, field in enumerate(fields) if field.number == _NODE]
    pitch = _only(place for place, node in nodes if node.outputs == (PITCH,))
    split = _only(place for place, node in nodes if node.op == "Split" and "lh" in node.outputs)
    durations = _only(node.inputs[0] for _, node in nodes if node.op == "CumSum")
    rounding = _only(place for place, node in nodes if node.op == "Round")
    changed = {
        pitch: _renamed_output(fields[pitch], _NET_PITCH) + b"".join(_node_field(*node) for node in _SCALING),
        rounding: _rounded_borders(_node(fields[rounding].value)),
        split: _frame_by_frame(_node(fields[split].value)),
    }
    return (
        *(changed.get(place, field.raw) for place, field in enumerate(fields)),
        *(_initializer(name, _FLOAT, struct.pack("<f", value)) for name, value in _FLOATS),
        _initializer(_AXIS, _INT64, struct.pack("<q", 0)),
        *(_tensor_field(_INPUT, name, _FLOAT, 1) for name in (PIVOT, SCALE, RANGE)),
        _node_field("Identity", (durations,), DURATIONS),
        _tensor_field(_OUTPUT, FRAMES, _FLOAT, 1, "frame", "bin"),
        _tensor_field(_OUTPUT, PITCH, _FLOAT, 1, "frame"),
        _tensor_field(_OUTPUT, DURATIONS, _INT64, "phoneme"),
    )


def _only(found: Iterable[T]) -> T:
    listed = list(found)
    if len(listed) != 1:
        raise _UnexpectedGraphError(f"{len(listed)} of what should be there once")
    return listed[0]


def _rounded_borders(rounding: _Node) -> bytes:
    """Instead of the node that rounds each duration."""
    (unrounded,), (rounded,) = rounding.inputs, rounding.outputs
    return b"".join(
        (
            _node_field("Max", (unrounded, "one"), "duration_least"),
            _node_field("CumSum", ("duration_least", _AXIS), "end"),
            _node_field("CumSum", ("duration_least", _AXIS), "start", _attribute("exclusive", 1)),
            _node_field("Round", ("end",), "end_rounded"),
            _node_field("Round", ("start",), "start_rounded"),
            _node_field("Sub", ("end_rounded", "start_rounded"), rounded),
        )
    )


def _frame_by_frame(split: _Node) -> bytes:
    """Instead of the node that makes five outputs of the spectra, bin by bin.

    The model turns them just before; onnxruntime lets two turns cancel each other, a tenth of the time.
    """
    return _node_field("Transpose", split.inputs[:1], FRAMES, _attribute("perm", 0, 2, 1))


def _node(message: memoryview) -> _Node:
    """NodeProto: input = 1, output = 2, op_type = 4."""
    names: dict[int, list[str]] = {1: [], 2: [], 4: []}
    for field in read_fields(message):
        if field.number in names:
            names[field.number].append(str(field.value, "utf-8"))
    return _Node("".join(names[4]), tuple(names[1]), tuple(names[2]))


def _renamed_output(node: Field, name: str) -> bytes:
    kept = (field.raw for field in read_fields(node.value) if field.number != 2)
    return bytes_field(_NODE, *kept, text_field(2, name))


def _node_field(op: str, inputs: tuple[str, ...], output: str, attribute: bytes = b"") -> bytes:
    named = b"".join(text_field(1, name) for name in inputs) + text_field(2, output)
    return bytes_field(_NODE, named + text_field(4, op) + attribute)


def _attribute(name: str, *values: int) -> bytes:
    """NodeProto: attribute = 5; AttributeProto: name = 1, i = 3, ints = 8, type = 20 (INT or INTS)."""
    if len(values) == 1:
        content = number_field(3, values[0]) + number_field(20, _INT)
    else:
        content = b"".join(number_field(8, value) for value in values) + number_field(20, _INTS)
    return bytes_field(5, text_field(1, name) + content)


def _initializer(name: str, kind: int, value: bytes) -> bytes:
    """TensorProto of one value: dims = 1, data_type = 2, name = 8, raw_data = 9."""
    facts = number_field(1, 1) + number_field(2, kind)
    return bytes_field(_INITIALIZER, facts + text_field(8, name) + bytes_field(9, value))


def _tensor_field(number: int, name: str, kind: int, *shape: int | str) -> bytes:
    """ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2."""
    tensor = number_field(1, kind) + bytes_field(2, b"".join(map(_dimension, shape)))
    return bytes_field(number, text_field(1, name) + bytes_field(2, bytes_field(1, tensor)))


def _dimension(size: int | str) -> bytes:
    """TensorShapeProto: dim = 1; Dimension: dim_value = 1, dim_param = 2."""
    return bytes_field(1, number_field(1, size) if isinstance(size, int) else text_field(2, size))
