"""The words that name clutter: each list is read, and none of its words names a story's own parts."""

import pytest

from briefing.clean.names import REASON_OF_LIST, marks_in_names, pattern_of_names
from briefing.text import read_words


@pytest.mark.parametrize("name", [*REASON_OF_LIST, "standfirst", "embed"])
def test_each_word_of_a_list_is_found_among_names_and_stands_once(name: str) -> None:
    words = read_words("briefing.clean", f"words/names/{name}.txt")
    assert sorted(words) == sorted(set(words))
    found = [word for word in words if pattern_of_names(name).search(f" {word.replace('*', '')} ")]
    assert found == list(words)


@pytest.mark.parametrize(
    "names",
    [
        " article body ",
        " entry content ",
        " story text ",
        " content ",
        " post content ",
        " paragraph ",
        " main text ",
        " cmp text ",
        " player 2020 ",
        " rich text ",
        " wp block quote ",
        " card body ",
        " section ",
        " col md ",
        " lead ",
    ],
)
def test_the_names_of_a_story_and_of_its_parts_are_no_clutter(names: str) -> None:
    assert marks_in_names(names) == ()
