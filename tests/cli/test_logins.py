"""A login is used for its host, and its secrets are in no output, log, error, feed, episode or library."""

import base64
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.cli.test_digest import Machine
from tests.digest.every_kind import SECRET_FILES, every_kind
from tests.digest.every_kind import SECRETS as EVERY_SECRET
from tests.digest.newsroom import Newsroom, article
from tests.fetch.servers import Answer, Handler, serving

from briefing.storage import published_episodes

ENCODED = base64.b64encode(b"anna:hunter-two").decode()
SECRETS = ("hunter-two", "hunter%2Dtwo", "t0ken-of-mine", "c00kie-of-mine", ENCODED)
BASIC = {"Authorization": f"Basic {ENCODED}"}
TOKEN = {"X-Token": "t0ken-of-mine", "Cookie": "session=c00kie-of-mine"}
SETTINGS = """
[[fetch.sites]]
host = "127.0.0.3"
header = "X-Token: t0ken-of-mine"
cookies = "cookies.txt"
"""
SHOWN = (
    ("digest", "--dry-run", "--json"),
    ("digest", "--minutes", "90", "--json"),
    ("feeds", "list", "--json"),
    ("feeds", "export"),
    ("settings", "show"),
    ("settings", "show", "--json"),
)
FAILING = (("digest", "--dry-run"), ("feeds", "list"), ("doctor",))
COOKIES = "# Netscape HTTP Cookie File\n127.0.0.3\tFALSE\t/\tFALSE\t0\tsession\tc00kie-of-mine\n"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with serving({}) as server:
        yield Machine(Newsroom(server), tmp_path)


def private(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def guarded(headers: dict[str, str], answer: Answer) -> Answer:
    """The answer for who sends these headers, else 401."""

    def check(handler: Handler) -> None:
        if all(handler.headers[name] == value for name, value in headers.items()):
            answer(handler)
        else:
            handler.send(b"no", 401)

    return check


def files_with_secrets(folder: Path) -> set[str]:
    return files_with(SECRETS, folder)


def files_with(secrets: Sequence[str], folder: Path) -> set[str]:
    """The files of a folder that hold a secret."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
    }


def test_a_feed_behind_a_login_is_told_and_nothing_shows_the_login(machine: Machine) -> None:
    for name in ("a", "b"):
        machine.news.publish("members", f"/{name}", name.upper(), article(name, name.upper()))
    routes = machine.news.server.routes
    routes |= {path: guarded(BASIC, answer) for path, answer in routes.items()}
    address = machine.news.server.at("/feed/members")
    added = machine.briefing("feeds", "add", address.replace("//", "//anna:hunter%2Dtwo@"))
    assert added == (0, f"feed  {address}  members\n", "")
    routes["/gone"] = guarded(BASIC, lambda handler: handler.send(b"no", 404))
    gone, missing = (
        machine.news.server.at(path).replace("//", "//anna:hunter-two@") for path in ("/gone", "/no")
    )
    said = [
        added,
        machine.briefing("digest", "--json"),
        machine.briefing("feeds", "list"),
        machine.briefing("feeds", "list", "--json"),
        machine.briefing("feeds", "export"),
        machine.briefing("settings", "show"),
        machine.briefing("make", gone, "--json"),
        machine.briefing("clean", missing, "--json"),
    ]
    assert sorted(machine.told()) == ["A", "B"]
    assert [secret for secret in SECRETS if secret in str(said)] == []
    assert files_with_secrets(machine.home) == {"data/logins.json"}
    assert (machine.home / "data" / "logins.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("opening", ["http://", "feed://", "feed:http://"])
def test_an_address_is_stored_without_its_login(machine: Machine, opening: str) -> None:
    machine.news.open("members")
    machine.news.server.routes["/feed/members"] = guarded(BASIC, machine.news.server.routes["/feed/members"])
    address = machine.news.server.at("/feed/members")
    added = machine.briefing("feeds", "add", address.replace("http://", f"{opening}anna:hunter-two@"))
    assert added == (0, f"feed  {address}  members\n", "")
    assert files_with_secrets(machine.home) == {"data/logins.json"}


def test_a_password_in_the_address_of_another_kind_is_refused_and_not_shown(machine: Machine) -> None:
    code, out, said = machine.briefing("feeds", "add", "imaps://anna:hunter-two@mail.example/INBOX")
    assert (code, out, "hunter-two" in said, "[[fetch.accounts]]" in said) == (2, "", False, True)
    assert files_with_secrets(machine.home) == set()


def test_a_list_of_the_sources_shows_kind_success_and_failures(machine: Machine) -> None:
    machine.news.publish("members", "/a", "A", article("a", "A"))
    machine.subscribe("members", "other")
    for _ in range(2):
        machine.briefing("digest")
    lines = machine.briefing("feeds", "list")[1].splitlines()
    at = machine.news.server.at
    assert [re.split(" {2,}", line) for line in lines] == [
        ["weight", "most", "kind", "address", "title", "last read", "failed"],
        ["100%", "10", "feed", at("/feed/members"), "members", "2026-11-23 06:30"],
        [
            *("100%", "10", "feed", at("/feed/other"), "never"),
            f"2 times in a row: {at('/feed/other')} answers 404 Not Found",
        ],
    ]


def test_a_site_of_the_settings_is_logged_in_to_and_nothing_shows_the_login(machine: Machine) -> None:
    private(machine.home / "config" / "briefing.toml", SETTINGS)
    private(machine.home / "config" / "cookies.txt", COOKIES)
    with serving({}, "127.0.0.3") as server:
        room = Newsroom(server)
        room.publish("members", "/a", "A", article("a", "A"))
        server.routes |= {path: guarded(TOKEN, answer) for path, answer in server.routes.items()}
        said = [
            machine.briefing("feeds", "add", server.at("/feed/members")),
            machine.briefing("digest", "--json", BRIEFING_DEBUG="1"),
            machine.briefing("make", server.at("/none")),
            machine.briefing("settings", "show"),
            machine.briefing("settings", "show", "--json"),
        ]
    assert machine.told() == ["A"]
    assert [secret for secret in SECRETS if secret in str(said)] == []
    assert files_with_secrets(machine.home) == {"config/briefing.toml", "config/cookies.txt"}


def test_files_of_secrets_that_others_can_read_are_refused(machine: Machine) -> None:
    settings, cookies = (machine.home / "config" / name for name in ("briefing.toml", "cookies.txt"))
    private(settings, SETTINGS)
    private(cookies, COOKIES)
    settings.chmod(0o644)
    code, _, said = machine.briefing("digest")
    assert (code, f"chmod 600 {settings}" in said) == (2, True)
    settings.chmod(0o600)
    cookies.chmod(0o640)
    code, _, said = machine.briefing("make", "http://127.0.0.3:1/a")
    assert (code, f"chmod 600 {cookies}" in said) == (2, True)


def test_with_a_source_of_each_kind_no_secret_is_shown_or_kept(tmp_path: Path) -> None:
    with every_kind(tmp_path) as listener:
        listener.add_stories("one")
        said = [listener.briefing(*words, BRIEFING_DEBUG="1") for words in SHOWN]
        told = [
            chapter.title
            for one in published_episodes(tmp_path / "output")
            for chapter in one.episode.chapters
        ]
        for server in (listener.news.server, listener.members.server, listener.texts):
            server.routes.clear()
        said += [listener.briefing(*words, SSL_CERT_FILE="", BRIEFING_DEBUG="1") for words in FAILING]
    assert set(listener.expected) <= set(told)
    assert [run.returncode for run in said] == [0] * len(SHOWN) + [3, 0, 0]
    outputs = "".join(run.stdout + run.stderr for run in said)
    assert "anna" in outputs
    assert [secret for secret in EVERY_SECRET if secret in outputs] == []
    assert files_with(EVERY_SECRET, tmp_path) == SECRET_FILES
