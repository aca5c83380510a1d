"""The seeds of the fuzzers, and the inputs that were faults, give a result or the documented error."""

from pathlib import Path

import pytest
from tools.fuzz_targets import TARGETS

_CORPUS = Path(__file__).parent / "fuzz_corpus"
_INPUTS = [path for path in sorted(_CORPUS.glob("*/*")) if path.is_file()]


def test_each_kind_has_seeds_and_a_target() -> None:
    assert {path.parent.name for path in _INPUTS} == set(TARGETS)


@pytest.mark.parametrize("path", _INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_input_of_the_corpus_is_no_fault(path: Path) -> None:
    if path.parent.name == "pdf":
        pytest.importorskip("pypdfium2")
    TARGETS[path.parent.name](path.read_bytes())
