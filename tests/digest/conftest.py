"""A town on loopback for the time of a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.digest.newsroom import Newsroom
from tests.digest.town import Town
from tests.fetch.servers import serving


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with serving({}) as server:
        yield Town(Newsroom(server), tmp_path)
