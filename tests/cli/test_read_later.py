"""Lists of every service from the command line: no output, log, feed, episode or library shows a login."""

import json
from pathlib import Path

from tests.cli.test_digest import Machine
from tests.cli.test_logins import machine  # noqa: F401 - a fixture
from tests.digest.newsroom import article, sentences
from tests.fetch.reading_services import SECRETS, SERVICES, ReadingServer, Saved, account_toml
from tests.fetch.servers import page


def files_with_secrets(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in SECRETS)
    }


def write_settings(machine: Machine, text: str) -> None:  # noqa: F811
    path = machine.home / "config" / "briefing.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def addresses(machine: Machine) -> dict[str, str]:  # noqa: F811
    return {service: f"{service}+{machine.news.server.at('')}" for service in SERVICES}


def test_lists_of_all_services_are_told_and_nothing_shows_a_login(machine: Machine) -> None:  # noqa: F811
    reading = ReadingServer()
    machine.news.server.routes["*"] = reading.answer
    for number, service in enumerate(SERVICES, 1):
        machine.news.server.routes[f"/{number}"] = page(article(service, service))
        paragraphs = [f"<p>{' '.join(sentences(f'{service}{part}', 3))}</p>" for part in "abc"]
        url = machine.news.server.at(f"/{number}")
        reading.lists[service] = [Saved(number, service, url, "".join(paragraphs))]
    of = addresses(machine)
    write_settings(machine, "".join(account_toml(service, of[service]) for service in SERVICES))
    said = [machine.briefing("feeds", "add", *of.values(), "--after", "read")]
    code, out, error = said[0]
    assert (code, error, len(out.splitlines())) == (0, "", len(SERVICES))
    assert out.startswith(f"miniflux  {of['miniflux']}  Miniflux at 127.0.0.1:{machine.news.server.port}\n")
    reading.faults = [lambda handler: handler.send(b"", 500)] * 2  # the first list fails, and is named
    said += [machine.briefing("digest", "--dry-run", "--json", BRIEFING_DEBUG="1")]
    reading.faults = []
    said += [machine.briefing("digest", "--json", BRIEFING_DEBUG="1")]
    assert said[-1][0] == 0
    assert sorted(machine.told()) == sorted(SERVICES)
    assert all(one.read or one.archived for [one] in reading.lists.values())
    said += [machine.briefing("feeds", "list", "--json")]
    assert [secret for secret in SECRETS if secret in str(said)] == []
    assert files_with_secrets(machine.home) == {"config/briefing.toml"}
    assert reading.problems == []


def test_a_list_without_a_login_says_what_to_write(machine: Machine) -> None:  # noqa: F811
    service = "wallabag"
    address = addresses(machine)[service]
    code, out, said = machine.briefing("feeds", "add", address)
    assert (code, out) == (2, "")
    assert f"there is no login for {address}" in said
    assert f'[[fetch.accounts]]: address = "{address}"' in said
    write_settings(
        machine, account_toml(service, address).replace('"1_client"', '"another"').replace("t0ken", "x")
    )
    machine.news.server.routes["*"] = ReadingServer().answer
    code, out, said = machine.briefing("feeds", "add", address)
    assert (code, out, "refuses the login for" in said) == (1, "", True)
    assert [secret for secret in SECRETS if secret in said] == []


def test_an_export_is_told_at_once(machine: Machine) -> None:  # noqa: F811
    for number in (1, 2):
        machine.news.server.routes[f"/{number}"] = page(article(f"{number}", f"Story {number}"))
    rows = [f"Story {number},{machine.news.server.at(f'/{number}')},unread" for number in (1, 2, 3)]
    export = machine.home / "part_000000.csv"
    export.write_text("\n".join(["title,url,status", *rows]), encoding="utf-8")
    code, out, _ = machine.briefing("clean", str(export), "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, [one.get("title") for one in found]) == (3, ["Story 1", "Story 2", None])
    assert found[2]["source"] == machine.news.server.at("/3")
