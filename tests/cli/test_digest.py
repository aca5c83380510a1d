"""`briefing digest` as cron runs it: in silence when all is well, in one paragraph when it is not."""

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
import typer
from tests.digest.newsroom import FIRST_DAY, Newsroom, article
from tests.digest.town import TONE, Town, titles_of_feed
from tests.fetch.servers import delayed, page, serving

from briefing.cli.digest import end_digest
from briefing.cli.results import print_left_out
from briefing.digest import make_digest
from briefing.model import LeftOut
from briefing.storage import Library, Source, published_episodes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cron and resource limits are POSIX's")


@dataclass
class Machine:
    """A newsroom and a listener's folders; nothing else in the environment (`env -i`), in the root folder."""

    news: Newsroom
    home: Path

    def environment(self) -> dict[str, str]:
        places = {
            f"BRIEFING_{name}": str(self.home / name.lower())
            for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")
        }
        clock = {"SOURCE_DATE_EPOCH": str(int(self.news.now().timestamp()))}
        own = {"BRIEFING_CAST": TONE, "BRIEFING_FETCH_ALLOW_NETWORKS": '["127.0.0.0/8"]'}
        return places | clock | own

    def briefing(
        self, *words: str, prepare: Callable[[], None] | None = None, **more: str
    ) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a command."""
        run = subprocess.run(
            [sys.executable, "-m", "briefing", *words],
            env=self.environment() | more,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=prepare,
        )
        return run.returncode, run.stdout, run.stderr

    def subscribe(self, *feeds: str) -> None:
        with Library(self.home / "data" / "library.sqlite3") as library:
            for feed in feeds:
                library.add_source(Source(self.news.server.at(f"/feed/{feed}"), "feed"))

    def told(self) -> list[str]:
        """The titles of all chapters of all episodes."""
        episodes = published_episodes(self.home / "output")
        return [chapter.title for one in episodes for chapter in one.episode.chapters if chapter.url]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with serving({}) as server:
        yield Machine(Newsroom(server), tmp_path)


def test_success_is_silent_and_so_is_a_morning_without_news(machine: Machine) -> None:
    machine.subscribe("paper")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    assert machine.briefing("digest") == (0, "", "")
    assert machine.briefing("digest") == (4, "", "")
    assert machine.told() == ["A"]
    assert len(titles_of_feed(machine.home / "output")) == 1


def test_a_bad_morning_is_told_from_what_there_is_and_names_the_rest(machine: Machine) -> None:
    good = [f"paper-{number}" for number in range(7)]
    machine.subscribe(*good, "gone", "busy", "page")
    machine.news.server.routes["/feed/busy"] = lambda handler: handler.send(b"", 503, Retry_After="3600")
    machine.news.server.routes["/feed/page"] = page(b"<html><body>Welcome</body></html>")
    for feed in good:
        machine.news.publish(feed, f"/{feed}", feed, article(feed, feed))
    machine.news.server.routes["/paper-3"] = page(b"<html><body><nav>Home</nav></body></html>")
    code, stdout, stderr = machine.briefing("digest", BRIEFING_DIGEST_SAY_MISSING="true")
    at = machine.news.server.at
    missing = {at("/feed/gone"), at("/feed/busy"), at("/feed/page"), at("/paper-3")}
    named = {*missing - {at("/paper-3")}, "paper-3"}
    assert (code, stdout) == (3, "")
    assert {line.split()[3].rstrip(":") for line in stderr.splitlines()} == named, stderr
    assert "briefing: left out: paper-3: 'paper-3' (" in stderr
    assert sorted(machine.told()) == sorted(feed for feed in good if feed != "paper-3")
    log = [line.split("] ", 1)[1] for line in (machine.home / "data" / "digest.log").read_text().splitlines()]
    assert {line.split()[1].rstrip(":") for line in log[-5:-1]} == named
    [episode] = published_episodes(machine.home / "output")
    assert {one.source for one in episode.episode.left_out} == missing
    spoken = [line.text for line in episode.episode.transcript]
    assert "4 sources could not be read for this programme." in spoken


def test_an_engine_that_fails_for_one_voice_costs_the_voice_and_no_words(machine: Machine) -> None:
    cast = machine.home / "cast.toml"
    text = (
        Path(TONE)
        .read_text()
        .replace('name = "tenor"\n', 'name = "tenor"\nengine = "command"\ncommand = ["false"]\n')
    )
    cast.write_text(text)
    machine.subscribe("paper")
    said = '"The bridge is open and it will stay open for all of us," said Peter Lindqvist, the mayor.'
    machine.news.publish("paper", "/a", "A", article("a", "A", said))
    code, stdout, stderr = machine.briefing("digest", BRIEFING_CAST=str(cast))
    assert (code, stdout, machine.told()) == (3, "", ["A"])
    assert "man-1 (command) could not say" in stderr
    [episode] = published_episodes(machine.home / "output")
    assert any("The bridge is open" in line.text for line in episode.episode.transcript)


def limit_files() -> None:
    """No file may grow over 150 kB: a write fails as it does where a disk is full, with another number."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


def test_a_disk_that_is_full_in_the_middle_of_the_mp3_leaves_nothing_half(machine: Machine) -> None:
    machine.subscribe("paper")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    code, stdout, stderr = machine.briefing("digest", prepare=limit_files)
    assert (code, stdout, stderr.count("\n")) == (1, "", 1)
    assert "the MP3 cannot be written" in stderr
    assert (machine.told(), list((machine.home / "output").rglob("*.mp3"))) == ([], [])
    assert machine.briefing("digest") == (0, "", "")
    assert machine.told() == ["A"]


def test_of_two_runs_at_once_the_second_names_the_first(machine: Machine) -> None:
    machine.subscribe("paper")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    answer = machine.news.server.routes["/feed/paper"]
    machine.news.server.routes["/feed/paper"] = delayed(3, answer)
    command = [sys.executable, "-m", "briefing", "digest"]
    with subprocess.Popen(command, env=machine.environment(), cwd="/", stderr=subprocess.PIPE) as first:
        while not machine.news.server.seen and first.poll() is None:
            time.sleep(0.05)
        code, stdout, stderr = machine.briefing("digest")
    assert (code, stdout, first.returncode) == (5, "", 0)
    assert f"(process {first.pid})" in stderr
    assert machine.told() == ["A"]


def test_json_tells_everything_and_a_dry_run_makes_nothing(machine: Machine) -> None:
    machine.subscribe("paper", "gone")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    code, planned, _ = machine.briefing("digest", "--dry-run", "--json", "--minutes", "5")
    story = json.loads(planned)["stories"][0]
    assert (code, story["title"], story["told"], story["sources"]) == (
        3,
        "A",
        True,
        [machine.news.server.at("/feed/paper")],
    )
    assert story["why"] == "score 1.00, carried by one source; story 1 of paper, not heard lately"
    assert not (machine.home / "output").exists()
    code, made, _ = machine.briefing("digest", "--json", "--title", "Town radio")
    told = json.loads(made)
    assert (code, told["title"], Path(told["mp3"]).is_file()) == (3, "Monday: A", True)
    assert [one["source"] for one in told["left_out"]] == [machine.news.server.at("/feed/gone")]


def test_a_clock_set_back_is_no_reason_to_tell_something_twice(machine: Machine) -> None:
    machine.subscribe("paper")
    machine.news.day = 3
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    assert machine.briefing("digest")[0] == 0
    machine.news.day = -400
    assert machine.briefing("digest") == (4, "", "")
    assert machine.news.now() < FIRST_DAY


def test_a_locale_without_utf_8_spoils_no_title(machine: Machine) -> None:
    machine.subscribe("paper")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    code, stdout, stderr = machine.briefing(
        "digest",
        "--title",
        "Caf\u00e9 \U0001f389",
        LC_ALL="C",
        PYTHONUTF8="0",
        BRIEFING_DIGEST_EPISODE_TITLE="{title}",
    )
    assert (code, stdout, stderr) == (0, "", "")
    [episode] = published_episodes(machine.home / "output")
    assert episode.episode.title == "Caf\u00e9 \U0001f389"


def test_a_private_host_that_is_not_allowed_is_named_with_the_setting(machine: Machine) -> None:
    machine.subscribe("paper")
    code, _, stderr = machine.briefing("digest", BRIEFING_FETCH_ALLOW_NETWORKS="[]")
    assert (code, "allow_networks" in stderr) == (1, True)


def test_stories_that_fail_alike_on_a_host_are_named_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    slow, busy = "https://slow.example/", "https://busy.example/"
    print_left_out(
        [
            *(LeftOut(f"{slow}{n}", "is left", f"Story {n}", "Harbour", waited_s=15) for n in range(8)),
            *(LeftOut(f"{busy}{n}", f"{busy}{n} answers 503", f"Item {n}", "Market") for n in range(2)),
            LeftOut(f"{busy}x", f"{busy}x answers 404", "Item x", "Market"),
            LeftOut(f"{busy}feed", f"{busy}feed answers 404", feed="Square"),
        ]
    )
    assert capsys.readouterr().err.splitlines() == [
        "briefing: left out: slow.example did not answer in 15 s; its 8 pages wait for the next run: "
        "Harbour: 'Story 0', 'Story 1', 'Story 2', 'Story 3', 'Story 4', 'Story 5' "
        "and 2 more, which the log names. If it never answers, "
        "find its source with `briefing feeds list` and remove it",
        "briefing: left out: 2 stories of busy.example (answers 503): Market: 'Item 0', 'Item 1'",
        "briefing: left out: Market: 'Item x' (answers 404)",
        "briefing: left out: Square: https://busy.example/feed answers 404",
    ]


@pytest.mark.parametrize("is_shortened", [False, True])
def test_a_programme_for_which_the_time_was_over_ends_with_exit_code_3(
    machine: Machine, capsys: pytest.CaptureFixture[str], is_shortened: bool
) -> None:
    failures = () if is_shortened else ("the time for speaking was over",)
    town = Town(machine.news, machine.home)
    town.subscribe("paper")
    for name in "ab":
        town.news.publish("paper", f"/{name}", f"Story {name}", article(name, f"Story {name}"))
    asked = count(1)
    run = replace(town.run(), has_time=lambda: not is_shortened or next(asked) < 2)
    with town.context() as context:
        done = make_digest(context, run)
    assert done.made is not None
    done = replace(done, made=replace(done.made, failures=failures))
    with pytest.raises(typer.Exit) as end:
        end_digest(done, dry_run=False)
    assert (done.is_shortened, end.value.exit_code) == (is_shortened, 3)
    assert "the time for speaking was over" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("path", ["/feed/paper", "/a"])
def test_a_signal_ends_a_run_that_waits_for_a_host(
    machine: Machine, path: str, number: signal.Signals
) -> None:
    machine.subscribe("paper")
    machine.news.publish("paper", "/a", "A", article("a", "A"))
    machine.news.server.routes[path] = lambda handler: time.sleep(30)
    command = [sys.executable, "-m", "briefing", "digest"]
    with subprocess.Popen(command, env=machine.environment(), cwd="/", stderr=subprocess.DEVNULL) as run:
        while path not in [asked for asked, _ in machine.news.server.seen]:
            assert run.poll() is None, "the run ended before it asked"
            time.sleep(0.05)
        sent = time.monotonic()
        run.send_signal(number)
        code = run.wait(25)
    assert (code, time.monotonic() - sent < 10) == ({signal.SIGINT: 130, signal.SIGTERM: 143}[number], True)
