"""Secrets come from where the user keeps them, are in no message, and go to their own host only."""

import base64
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx2
import pytest
from tests.fetch.servers import Server, page, redirect, serving

from briefing.errors import RefusedAddressError, UsageError
from briefing.fetch import (
    Account,
    FetchOptions,
    Secret,
    Site,
    account_for,
    check_private_file,
    fetch_page,
    split_login,
)
from briefing.fetch.access import login_headers
from briefing.fetch.download import fetch_web_page
from briefing.fetch.http_client import Deadline, GuardedBackend, GuardedTransport

PRINTS = f"{sys.executable} -c \"print('hunter two'); print('url: x')\""
HTML = b"<html><body><p>The ferry sailed at noon, and nobody was left on the quay.</p></body></html>"
BASIC = "Basic " + base64.b64encode(b"anna:s3cr&t@x").decode()
ANNA = Site("127.0.0.1", user="anna", password=Secret("s3cr&t@x"))
COOKIES = """# Netscape HTTP Cookie File
127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc123
#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t4102444800\ttoken\tdef456
127.0.0.1\tFALSE\t/deep\tFALSE\t0\tdeep\tonly
127.0.0.1\tFALSE\t/\tTRUE\t0\tencrypted\tonly
127.0.0.1\tFALSE\t/\tFALSE\t1000\texpired\told
other.example\tFALSE\t/\tFALSE\t0\tother\tno
"""


def test_a_secret_is_read_from_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "from the environment")
    secrets = (Secret("plain"), Secret(command=PRINTS), Secret(variable="MAIL_PASSWORD"), Secret())
    assert [secret.read() for secret in secrets] == ["plain", "hunter two", "from the environment", ""]
    assert [bool(secret) for secret in secrets] == [True, True, True, False]


def test_a_secret_is_not_in_its_repr() -> None:
    assert "hunter" not in repr(Account("imaps://mail.example", "me", Secret("hunter two")))


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        (Secret(command=f'{sys.executable} -c "exit(3)"'), "ended with code 3"),
        (Secret(command="no-such-program-here"), "cannot be run"),
        (Secret(command="unclosed 'quote"), "cannot be split into words"),
        (Secret(command=f'{sys.executable} -c ""'), "prints nothing"),
        (Secret(variable="NO_SUCH_VARIABLE_HERE"), "NO_SUCH_VARIABLE_HERE"),
    ],
)
def test_a_secret_that_cannot_be_read_is_wrong_usage(secret: Secret, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        secret.read("me")


def test_the_account_with_the_longest_fitting_address_counts() -> None:
    all_mail, lists = Account("imaps://mail.example"), Account("imaps://mail.example/Lists/")
    accounts = (all_mail, lists, Account(""))
    assert account_for("imaps://mail.example/INBOX", accounts) == all_mail
    assert account_for("imaps://mail.example/Lists", accounts) == lists
    assert account_for("imaps://mail.example/Lists/News", accounts) == lists
    assert account_for("imaps://mail.example.evil.example/INBOX", accounts) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_of_secrets_that_others_can_read_is_refused_with_the_command_that_helps(
    tmp_path: Path,
) -> None:
    path = tmp_path / "my cookies.txt"
    path.write_text("secret")
    path.chmod(0o640)
    with pytest.raises(UsageError) as caught:
        check_private_file(path)
    assert caught.value.hint == f"Keep it to yourself: chmod 600 '{path}'"
    path.chmod(0o600)
    check_private_file(path)


def options(*sites: Site) -> FetchOptions:
    return FetchOptions(allow_private=True, total_ms=3_000, attempts=1, sites=sites)


def sent(server: Server, name: str) -> list[str | None]:
    """The values of a header in all requests."""
    return [headers.get(name) for _, headers in server.seen]


@pytest.fixture
def cookies(tmp_path: Path) -> Path:
    path = tmp_path / "cookies.txt"
    path.write_text(COOKIES, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_login_is_sent_to_its_host_and_not_along_a_redirect() -> None:
    with serving({"/own": page(HTML)}, "127.0.0.2") as other, serving({}) as server:
        server.routes |= {"/a": redirect("/b"), "/b": redirect(other.at("/own"))}
        fetch_page(server.at("/a"), options(ANNA))
        assert sent(server, "Authorization") == [BASIC, BASIC]
        assert sent(other, "Authorization") == [None]


def test_a_login_for_a_port_is_for_that_port() -> None:
    with serving({"/": page(HTML)}) as server:
        for host, header in ((f"127.0.0.1:{server.port}", BASIC), ("127.0.0.1:1", None)):
            server.seen.clear()
            fetch_page(server.at("/"), options(Site(host, user="anna", password=Secret("s3cr&t@x"))))
            assert sent(server, "Authorization") == [header]


def test_user_and_password_of_an_address_are_sent_to_it_and_are_no_part_of_the_page() -> None:
    with serving({"/own": page(HTML)}, "127.0.0.2") as other, serving({}) as server:
        server.routes["/"] = redirect(other.at("/own").replace("//", "//eve:evil@"))
        found = fetch_page(server.at("/").replace("//", "//anna:s3cr%26t%40x@"), options())
        assert sent(server, "Authorization") == [BASIC]
        assert sent(other, "Authorization") == [None]
        assert (found.address, found.final_address) == (server.at("/"), other.at("/own"))


def test_cookies_are_sent_by_path_expiry_and_encryption(cookies: Path) -> None:
    with serving({"/": page(HTML), "/deep/a": page(HTML)}) as server:
        for path in ("/", "/deep/a"):
            fetch_page(server.at(path), options(Site("127.0.0.1", cookies=str(cookies))))
        values = [set(str(value).split("; ")) for value in sent(server, "Cookie")]
    both = {"session=abc123", "token=def456"}
    assert values == [both, {*both, "deep=only"}]


def test_a_header_of_ones_own_is_sent() -> None:
    with serving({"/": page(HTML)}) as server:
        fetch_page(server.at("/"), options(Site("127.0.0.1", header=Secret("X-Token: abc 123"))))
        assert sent(server, "X-Token") == ["abc 123"]


def headers_for(address: str, addresses: Sequence[str]) -> dict[bytes, bytes]:
    """What the transport would send to a host that leads to these IP addresses."""
    backend = GuardedBackend(Deadline(5), lambda host, port: list(addresses), options())
    site = Site("members.example", user="anna", password=Secret("s3cr&t@x"))
    transport = GuardedTransport(backend, [site])
    return {name.lower(): value for name, value in transport._with_login(httpx2.Request("GET", address))}


@pytest.mark.parametrize(
    ("address", "addresses", "is_sent"),
    [
        ("https://members.example/a", ["93.184.216.34"], True),
        ("http://members.example/a", ["93.184.216.34"], False),
        ("http://members.example/a", ["10.0.0.1", "93.184.216.34"], False),
        ("http://members.example/a", ["10.0.0.1"], True),
        ("https://www.members.example/a", ["93.184.216.34"], False),
        ("https://members.example.evil.example/a", ["93.184.216.34"], False),
    ],
)
def test_a_login_is_encrypted_outside_the_users_networks(
    address: str, addresses: list[str], is_sent: bool
) -> None:
    assert (b"authorization" in headers_for(address, addresses)) is is_sent


def test_a_name_that_changes_to_a_public_address_gets_no_login() -> None:
    answers = [["127.0.0.1"], ["93.184.216.34"]]
    site = Site("members.example", user="anna", password=Secret("s3cr&t@x"))
    with pytest.raises(RefusedAddressError, match="not sent without encryption"):
        fetch_web_page("http://members.example/", options(site), lambda host, port: answers.pop(0))


def test_a_cookies_file_that_cannot_be_used_is_wrong_usage(cookies: Path, tmp_path: Path) -> None:
    site = Site("127.0.0.1", cookies=str(cookies))
    cookies.chmod(0o644)
    with pytest.raises(UsageError, match="can read it") as caught:
        login_headers("http://127.0.0.1/", [site])
    assert caught.value.hint == f"Keep it to yourself: chmod 600 {cookies}"
    cookies.chmod(0o600)
    cookies.write_text("session=abc123", encoding="utf-8")
    with pytest.raises(UsageError, match="Netscape") as caught:
        login_headers("http://127.0.0.1/", [site])
    assert "abc123" not in caught.value.message + caught.value.hint
    with pytest.raises(UsageError, match="cannot be read"):
        login_headers("http://127.0.0.1/", [Site("127.0.0.1", cookies=str(tmp_path / "none"))])


@pytest.mark.parametrize("header", ["abc", "X-Token: a\r\nHost: b", "X Token: a"])
def test_a_header_that_is_none_is_wrong_usage_and_not_shown(header: str) -> None:
    with pytest.raises(UsageError, match=r"the header for members\.example") as caught:
        login_headers("https://members.example/", [Site("members.example", header=Secret(header))])
    assert header not in caught.value.message


def test_an_address_is_split_from_its_login() -> None:
    assert split_login("https://anna:p%40ss@m.example:8443/f?a=1#b") == (
        "https://m.example:8443/f?a=1#b",
        Site("m.example:8443", user="anna", password=Secret("p@ss")),
    )
    for address in (
        "https://m.example/a@b",
        "imaps://me@m.example/INBOX",
        "saved/me@home.html",
        "http://[::1",
    ):
        assert split_login(address) == (address, None)
