"""A server of all reading services, for the time of a test."""

from collections.abc import Iterator

import pytest
from tests.fetch.reading_services import Reader, ReadingServer
from tests.fetch.servers import serving


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setenv("CLIENT_SECRET", "cl1ent-s3cret")
    reading = ReadingServer()
    with serving({"*": reading.answer}) as server:
        yield Reader(reading, server)
    assert reading.problems == []
