"""The log keeps the newest lines, and three older files."""

from pathlib import Path

from briefing.storage import append_log


def test_the_log_is_put_aside_before_it_grows_over_its_limit(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "digest.log"
    for number in range(12):
        append_log(log, f"line {number:02}\n", 16)
    kept = {path.name: path.read_text("utf-8").split() for path in log.parent.iterdir()}
    assert {name: words[1::2] for name, words in kept.items()} == {
        "digest.log": ["10", "11"],
        "digest.log.1": ["08", "09"],
        "digest.log.2": ["06", "07"],
        "digest.log.3": ["04", "05"],
    }


def test_a_line_longer_than_the_limit_is_kept_whole(tmp_path: Path) -> None:
    log = tmp_path / "digest.log"
    append_log(log, "x" * 100, 10)
    assert log.read_text("utf-8") == "x" * 100
