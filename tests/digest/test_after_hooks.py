"""Commands run after a digest was published: they know the episode, and one that fails costs nothing else."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town

from briefing.digest import Digest, run_digest
from briefing.settings import AfterHook, read_settings

SHOW = """
import json, os, pathlib
pathlib.Path("seen").write_text(json.dumps({k: v for k, v in os.environ.items() if k.startswith("EPISODE_")}))
"""


def run(town: Town, *hooks: AfterHook) -> Digest:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "Bridge opens", article("a", "Bridge opens"))
    context = town.run()
    settings = context.settings.model_copy(update={"after": hooks})
    return run_digest(town.context, replace(context, settings=settings))


def test_a_command_knows_the_episode_that_was_published(town: Town, tmp_path: Path) -> None:
    done = run(town, AfterHook(command=(sys.executable, "-c", SHOW), folder=str(tmp_path)))
    assert done.made is not None
    seen = json.loads((tmp_path / "seen").read_text("utf-8"))
    assert seen == {
        "EPISODE_MP3": str(done.made.mp3.absolute()),
        "EPISODE_FOLDER": str(done.made.mp3.absolute().parent),
        "EPISODE_TITLE": done.made.episode.title,
        "EPISODE_DATE": done.made.episode.date,
        "EPISODE_LANGUAGE": "en",
        "EPISODE_SECONDS": str(round(done.made.episode.duration_ms / 1000)),
        "EPISODE_HEADLINES": "Bridge opens",
    }
    assert Path(seen["EPISODE_MP3"]).is_file()
    assert done.notes == ()


def test_commands_that_fail_are_named_and_the_others_run_and_are_logged(town: Town) -> None:
    done = run(
        town,
        AfterHook(command="no-such-program --loud"),
        AfterHook(command=(sys.executable, "-c", "import sys; sys.exit('the speaker is off')")),
        AfterHook(command=(sys.executable, "-c", "while True: pass"), timeout_s=1),
        AfterHook(command='python "unclosed'),
        AfterHook(command=(sys.executable, "-c", "print('copied'); print()")),
    )
    reasons = [note.removeprefix("a command after the digest failed: ") for note in done.notes]
    assert reasons[0].startswith("no-such-program cannot be run: ")
    assert reasons[1] == f"{sys.executable} failed (1): the speaker is off"
    assert reasons[2] == f"{sys.executable} did not end within 1 seconds"
    assert "cannot be split into words" in reasons[3]
    log = town.settings.digest_log.read_text("utf-8")
    assert f"after: {Path(sys.executable).name}, 0 s: copied" in log


def test_no_command_runs_if_nothing_is_new(town: Town, tmp_path: Path) -> None:
    town.subscribe("paper")
    town.news.open("paper")
    context = town.run()
    hook = AfterHook(command=(sys.executable, "-c", SHOW), folder=str(tmp_path))
    settings = context.settings.model_copy(update={"after": (hook,)})
    assert run_digest(town.context, replace(context, settings=settings)).made is None
    assert not (tmp_path / "seen").exists()


@pytest.mark.parametrize(("folder", "expected"), [("", "."), ('folder = "tools"', "tools")])
def test_a_command_runs_in_the_folder_of_the_settings_file(
    folder: str, expected: str, tmp_path: Path
) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text(f'[[after]]\ncommand = "play-it"\n{folder}\n', encoding="utf-8")
    (hook,) = read_settings({}, file=file).settings.after
    assert (hook.command, Path(hook.folder)) == ("play-it", tmp_path / expected)
