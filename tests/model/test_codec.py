"""Law: every noun survives JSON."""

import dataclasses
import inspect
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import model
from briefing.model import codec

NOUNS = [noun for _, noun in inspect.getmembers(model, inspect.isclass) if dataclasses.is_dataclass(noun)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@given(data=st.data())
def test_every_noun_survives_json(noun: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(noun))
    assert codec.from_json(noun, codec.to_json(value)) == value


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_noun_is_frozen_and_slotted(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclasses keeps its flags there
    assert "__slots__" in vars(noun)


def test_a_value_outside_a_literal_is_refused() -> None:
    text = codec.to_json(model.Dropped("x", "caption")).replace("caption", "boredom")
    with pytest.raises(ValueError, match="boredom"):
        codec.from_json(model.Dropped, text)


def test_a_field_that_is_not_stored_is_not_written() -> None:
    piece = model.Dropped("x", "caption", 2, "picture_caption")
    assert json.loads(codec.to_json(piece)) == {
        "type": "Dropped", "text": "x", "reason": "caption", "blocks_before": 2,
    }  # fmt: skip


def test_json_names_the_member_of_a_union() -> None:
    block = model.Heading("Background", 3)
    assert json.loads(codec.to_json(block)) == {"type": "Heading", "text": "Background", "level": 3}


def test_a_noun_that_has_grown_since_it_was_written_is_read() -> None:
    line = '{"type":"TranscriptLine","speaker":"Narrator","start_ms":0,"end_ms":9,"text":"Yes."}'
    assert codec.from_json(model.TranscriptLine, line) == model.TranscriptLine("Narrator", 0, 9, "Yes.")


def test_a_missing_field_without_a_default_is_refused() -> None:
    with pytest.raises(KeyError, match="text"):
        codec.from_json(model.TranscriptLine, '{"speaker":"Narrator","start_ms":0,"end_ms":9}')


def test_a_number_that_is_none_is_refused_among_numbers() -> None:
    text = codec.to_json(model.TranscriptLine("Narrator", 0, 9, "Yes.", (1, 2), (3, 4)))
    with pytest.raises(TypeError):
        codec.from_json(model.TranscriptLine, text.replace("[1,2]", "[1,true]"))
