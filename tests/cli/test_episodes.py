"""`briefing episodes` lists, publishes anew and deletes."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Type
from tests.digest.town import folders_of, titles_of_feed


@pytest.fixture
def episodes(run: Type, tmp_path: Path) -> list[str]:
    """A programme made by hand and a digest of a drop box, by name."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "library.html").write_bytes((EXAMPLES / "library-hours.html").read_bytes())
    assert run("make", str(EXAMPLES / "harbour-bridge.html"), "--title", "By hand").exit_code == 0
    assert run("feeds", "add", str(box)).exit_code == 0
    assert run("digest", "--title", "Morning").exit_code == 0
    return folders_of(tmp_path / "output")


def test_a_list_names_each_with_its_length_and_stories(run: Type, episodes: list[str]) -> None:
    listed = run("episodes", "list").stdout.splitlines()
    assert sorted(line.split("  ")[0] for line in listed) == episodes
    told = [json.loads(line) for line in run("episodes", "list", "--json").stdout.splitlines()]
    assert sorted(one["title"] for one in told) == [
        "By hand",
        "Monday: Town libraries to open on Sundays from March",
    ]
    assert all(one["seconds"] > 10 and one["bytes"] > 10_000 and one["stories"] for one in told)


def test_what_is_published_anew_has_its_pages_and_stands_in_the_feed(
    run: Type, episodes: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    lost = [*output.glob("*/index.html"), *output.glob("*/*.vtt"), output / "feed.xml"]
    for path in lost:
        path.unlink()
    assert run("episodes", "publish").stdout.startswith("2 episodes  file:///")
    assert (len(lost), [path for path in lost if not path.is_file()]) == (len(episodes) * 3 + 1, [])
    assert sorted(titles_of_feed(output)) == [
        "By hand",
        "Monday: Town libraries to open on Sundays from March",
    ]


def test_a_deleted_episode_leaves_feed_and_disk_and_its_stories_stay_told(
    run: Type, episodes: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    assert "is not an episode" in str(run("episodes", "delete", "../config").exception)
    assert run("episodes", "delete", *episodes).exit_code == 0
    assert (folders_of(output), titles_of_feed(output)) == ([], [])
    assert run("digest").exit_code == 4


def test_the_folder_of_episodes_is_not_published_into_itself(run: Type, episodes: list[str]) -> None:
    failed = run("publish", "--to", "output/../output", "--base", "https://radio.example/x").exception
    assert "is the output folder itself" in str(failed)
