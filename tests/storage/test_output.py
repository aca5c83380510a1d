"""Where a programme is put."""

from pathlib import Path

from briefing.storage import programme_path


def test_the_folder_has_the_day_and_the_title() -> None:
    path = programme_path(Path("output"), "2026-11-23", "Brücke zu: “Nine months!”")
    assert path == Path("output/2026-11-23-brucke-zu-nine-months/brucke-zu-nine-months.mp3")
