"""Every noun to JSON and back.

A noun becomes an object of its fields, a union's member also carries its type's name as "type", bytes become
base64. `from_json(T, to_json(x)) == x` for each noun; the property tests hold it. A field with a default may
be missing: a noun that an earlier version wrote is read after the noun has grown. A field with the metadata
`stored=False` is not written.
"""

import base64
import json
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(noun: object) -> str:
    """Return the noun as one line of JSON; keys keep the order of the fields."""
    return json.dumps(encode(noun), ensure_ascii=False, separators=(",", ":"))


def from_json(noun_type: type[T], text: str) -> T:
    """Read a noun from JSON. Raises ValueError, KeyError or TypeError if the text is not one."""
    decoded: T = decode(noun_type, json.loads(text))
    return decoded


def encode(value: Any) -> Any:
    """Return a noun as JSON's own types."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = {name: encode(getattr(value, name)) for name in _stored(type(value))}
        return {"type": type(value).__name__, **pairs}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def decode(kind: Any, value: Any) -> Any:
    """JSON's own types as the noun that `kind` says."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_union(get_args(kind), value)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value)
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is none of {get_args(kind)}")
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        return _decode_noun(kind, value)
    if kind is bytes:
        return base64.b64decode(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _decode_noun(kind: Any, value: Any) -> Any:
    missing = _optional(kind) - value.keys()
    return kind(
        **{name: decode(hint, value[name]) for name, hint in _hints(kind).items() if name not in missing}
    )


def _decode_union(members: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    named = [member for member in members if isinstance(value, dict) and member.__name__ == value.get("type")]
    plain = [member for member in members if member is not type(None)]
    return decode((named or plain)[0], value)


def _decode_tuple(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if arguments == (int, ...) and set(map(type, value)) <= {int}:
        return tuple(value)  # word times are the largest part of an episode, and all are read at once
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(decode(arguments[0], item) for item in value)
    return tuple(decode(kind, item) for kind, item in zip(arguments, value, strict=True))


@cache
def _stored(kind: type) -> tuple[str, ...]:
    """Return the fields that are written: all but those with the metadata `stored=False`."""
    return tuple(field.name for field in fields(kind) if field.metadata.get("stored", True))


@cache
def _optional(kind: type) -> frozenset[str]:
    """Return the fields that have a default."""
    return frozenset(
        field.name
        for field in fields(kind)
        if field.default is not MISSING or field.default_factory is not MISSING
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
