"""What the door asks of the system before it opens."""

import subprocess
import sys

import pytest

pytest.importorskip("resource", reason="Windows has no such limits")

ASK = """
import resource, sys
from briefing.serve.door import allow_files
soft, hard, wanted = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
allow_files(wanted)
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "then"),
    [(100, 1000, 500, (500, 1000)), (100, 300, 500, (300, 300)), (600, 1000, 500, (600, 1000))],
)
def test_as_many_files_are_asked_for_as_are_needed_and_the_system_gives(
    soft: int, hard: int, wanted: int, then: tuple[int, int]
) -> None:
    command = [sys.executable, "-c", ASK, str(soft), str(hard), str(wanted)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert tuple(map(int, said.split())) == then
