"""The public Python API."""

import inspect
from importlib import import_module

import pytest

import briefing
from briefing.distribution import program_version


@pytest.mark.parametrize("name", [name for name in briefing.__all__ if name != "__version__"])
def test_every_public_name_exists_and_has_a_docstring(name: str) -> None:
    assert inspect.getdoc(getattr(briefing, name))


def test_the_version_is_that_of_the_distribution() -> None:
    assert briefing.__version__ == program_version()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'briefing' has no attribute 'broadcast'"):
        _ = briefing.broadcast


def test_the_package_lists_what_it_exports() -> None:
    module = import_module("briefing")
    assert all(hasattr(module, name) for name in module.__all__)
