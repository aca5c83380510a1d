"""The scheduled line says where things stand, and leaves to the settings file what that says."""

import plistlib
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import TONE, Type

from briefing.cli.schedule import scheduler_of


def variables_of(line: str) -> dict[str, str]:
    """The variables that a crontab line sets."""
    words = shlex.split(line)[5:]
    return dict(word.split("=", 1) for word in words if word.startswith("BRIEFING_"))


def test_places_and_variables_are_pinned_with_whole_paths(run: Type, tmp_path: Path) -> None:
    assert variables_of(run("schedule").stdout) == {
        "BRIEFING_OUTPUT": str(tmp_path / "output"),
        "BRIEFING_CONFIG": str(tmp_path / "config"),
        "BRIEFING_DATA": str(tmp_path / "data"),
        "BRIEFING_CACHE": str(tmp_path / "cache"),
        "BRIEFING_CAST": str(TONE),
    }


def test_what_the_settings_file_says_is_left_to_it(run: Type, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "briefing.toml").write_text('output = "/srv/radio"\n', encoding="utf-8")
    assert "BRIEFING_OUTPUT" not in variables_of(run("schedule").stdout)


def test_minutes_and_days_are_in_the_line(run: Type) -> None:
    line = run("schedule", "--at", "7:05", "--days", "sat,sun", "--minutes", "8").stdout
    assert line.startswith("5 7 * * sat,sun BRIEFING_")
    assert line.endswith("-m briefing digest --minutes 8 # briefing digest\n")


def test_a_time_that_is_none_is_wrong_usage(run: Type) -> None:
    assert "not a time of day" in str(run("schedule", "--at", "noon").exception)


def test_the_line_has_the_flags_of_the_digest(run: Type) -> None:
    words = (
        "--title",
        "Morning news",
        "--keep",
        "5",
        "--bitrate",
        "96",
        "--cast",
        str(TONE),
        "--allow-private",
    )
    line = run("schedule", *words).stdout
    command = shlex.split(line.removesuffix("# briefing digest\n"))
    assert command[command.index("digest") + 1 :] == [
        "--title", "Morning news", "--cast", str(TONE), "--keep", "5", "--bitrate", "96", "--allow-private",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("platform", "scheduler"),
    [("linux", "cron"), ("freebsd14", "cron"), ("darwin", "launchd"), ("win32", "windows")],
)
def test_each_platform_has_its_scheduler(platform: str, scheduler: str) -> None:
    assert scheduler_of(platform) == scheduler


def test_an_agent_of_launchd_is_printed_installed_and_removed(
    run: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    agents = tmp_path / "Library" / "LaunchAgents"
    printed = run("schedule", "--scheduler", "launchd", "--at", "7:05").stdout
    assert not agents.exists()
    installed = run("schedule", "--scheduler", "launchd", "--at", "7:05", "--install").stdout
    (path,) = agents.iterdir()
    assert installed == f"{printed}Start it: launchctl bootstrap gui/$(id -u) '{path}'\n"
    agent = plistlib.loads(path.read_bytes())
    assert agent["StartCalendarInterval"] == [{"Hour": 7, "Minute": 5}]
    assert agent["EnvironmentVariables"]["BRIEFING_OUTPUT"] == str(tmp_path / "output")
    removed = run("schedule", "--scheduler", "launchd", "--remove").stdout
    assert removed == f"Stop it: launchctl bootout gui/$(id -u)/{agent['Label']}\n"
    assert list(agents.iterdir()) == []
    missing = str(run("schedule", "--scheduler", "launchd", "--remove").exception)
    assert "no scheduled digest was found" in missing


def test_a_task_of_windows_is_written_to_the_settings_folder(run: Type, tmp_path: Path) -> None:
    printed = run("schedule", "--scheduler", "windows", "--install").stdout
    (path,) = (tmp_path / "config").glob("briefing-*.xml")
    assert path.read_bytes().decode("utf-16") in printed
    assert printed.endswith(f'Start it: schtasks /Create /TN {path.stem} /XML "{path}" /F\n')


@pytest.mark.parametrize("other", ["--install", "--remove"])
def test_a_process_that_stays_installs_and_removes_nothing(run: Type, other: str) -> None:
    assert "--foreground installs nothing" in str(run("schedule", "--foreground", other).exception)
