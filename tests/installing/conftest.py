"""The server of voices, for one test at a time."""

from collections.abc import Iterator
from threading import Thread

import pytest
from tests.installing.mirror import Mirror


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with Mirror() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
