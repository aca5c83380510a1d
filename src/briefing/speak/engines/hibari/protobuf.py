"""Just enough of the protocol buffers' wire format to change a few fields of a message.

https://protobuf.dev/programming-guides/encoding. A field is kept with all of its bytes, so a message whose
fields are copied comes out as it was. The bytes are views: a model of 8 MB is not copied to be read.
"""

from collections.abc import Iterator
from typing import NamedTuple

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5  # wire types; 3 and 4 (groups) are of no use since 2008
_LONGEST_VARINT = 10  # bytes, for 64 bits


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
