"""The image is built of files that exist, runs as nobody special, and starts commands that we have."""

import json
import re
from pathlib import Path

import pytest
from tools.try_container import instructions

from briefing.cli.app import load_command

ROOT = Path(__file__).parents[1]
STEPS = instructions((ROOT / "Containerfile").read_text(encoding="utf-8"))
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def last(name: str) -> str:
    return [rest for step, rest in STEPS if step == name][-1]


def test_a_continued_line_is_one_instruction_and_a_comment_none() -> None:
    assert instructions("# no\nFROM x AS y\nRUN a \\\n && b\n\nuser 1\n") == [
        ("FROM", "x AS y"),
        ("RUN", "a   && b"),
        ("USER", "1"),
    ]


def test_what_is_copied_exists() -> None:
    copied = [rest.split()[:-1] for step, rest in STEPS if step == "COPY" and not rest.startswith("--from")]
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []


def test_the_last_user_is_not_root_and_the_health_is_checked() -> None:
    assert last("USER") == "1000:1000"
    check = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    compile(check[2], "health check", "exec")
    assert check[:2] == ["python", "-c"]


@pytest.mark.parametrize(
    "words",
    [json.loads(last("CMD")), *map(json.loads, re.findall(r"command: (\[.*\])", COMPOSE))],
    ids=" ".join,
)
def test_each_command_of_the_containers_is_one_of_ours(words: list[str]) -> None:
    command = load_command(words[0])
    flags = {flag for parameter in command.params for flag in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= flags
