"""The limit of open files that the server asks for."""

import subprocess
import sys

import pytest

pytest.importorskip("resource", reason="Windows has no such limits")

ASK = """
import resource, sys
from briefing.serve.server import raise_file_limit
soft, hard, wanted = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
raise_file_limit(wanted)
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "then"),
    [(100, 1000, 500, (500, 1000)), (100, 300, 500, (300, 300)), (600, 1000, 500, (600, 1000))],
)
def test_the_file_limit_is_raised_as_far_as_needed_and_allowed(
    soft: int, hard: int, wanted: int, then: tuple[int, int]
) -> None:
    command = [sys.executable, "-c", ASK, str(soft), str(hard), str(wanted)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert tuple(map(int, said.split())) == then
