"""Folders of a real mail server: Debian's Dovecot on loopback, with TLS by a certificate of the test."""

import os
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from socket import create_connection, socket
from typing import Any

import pytest
from tests.fetch.test_mail import TEXT, mail, with_text

from briefing.errors import FetchError, RefusedAddressError, UnavailableError, UsageError
from briefing.fetch import Account, FetchOptions, Secret, SourceContext, SourceVisit
from briefing.fetch.imap_source import open_source

imap_tools = pytest.importorskip("imap_tools", reason="the extra mail is not installed")
getpwnam = pytest.importorskip("pwd", reason="no users as Unix has them").getpwnam
DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin")
OPENSSL = shutil.which("openssl") or "openssl"


def dovecot_version() -> str:
    """Return '2.3.19' and the like, '' without Dovecot."""
    if DOVECOT is None:
        return ""
    return subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=False).stdout


pytestmark = pytest.mark.skipif(
    not dovecot_version().startswith("2.3") or os.geteuid() != 0,
    reason="Debian's dovecot-imapd 2.3 is not installed, or nobody may start it",
)

PASSWORD = "tide-and-quay"  # noqa: S105 - of a server that lives as long as the test
_SETTINGS = """
base_dir = {base}/run
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
first_valid_uid = 1
mail_location = maildir:{base}/mail/%u:LAYOUT=fs
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = yes
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Archive {{
    special_use = \\Archive
    auto = create
  }}
}}
"""


@dataclass
class MailServer:
    """A mail server with a user 'anna'."""

    base: Path
    plain_port: int
    tls_port: int

    @property
    def address(self) -> str:
        return f"imaps://anna@localhost:{self.tls_port}"

    def context(self, password: str = PASSWORD, **limits: bool) -> SourceContext:
        account = Account(self.address, password=Secret(password))
        plain = Account(f"imap://localhost:{self.plain_port}", "anna", Secret(password))
        options = FetchOptions(
            read_ms=5000, accounts=(account, plain), allow_private=limits.get("private", True)
        )
        return SourceContext(options, lambda *_: ["127.0.0.1"])

    def deliver(self, folder: str, *mails: bytes) -> None:
        with self.box() as box:
            if folder != "INBOX" and not box.folder.exists(folder):
                box.folder.create(folder)
            for data in mails:
                box.append(data, folder)

    def box(self) -> Any:
        trusted = ssl.create_default_context(cafile=str(self.base / "cert.pem"))
        box = imap_tools.MailBox("localhost", self.tls_port, ssl_context=trusted)
        return box.login("anna", PASSWORD)


def free_port() -> int:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    base = Path(tempfile.mkdtemp(prefix="mail"))
    base.chmod(0o755)  # Dovecot's login process has a user of its own
    nobody = getpwnam("nobody")
    (base / "mail").mkdir()
    os.chown(base / "mail", nobody.pw_uid, nobody.pw_gid)
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    files = ("-keyout", base / "key.pem", "-out", base / "cert.pem")
    made = (OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", *names, *files)
    subprocess.run(made, check=True, capture_output=True)
    server = MailServer(base, free_port(), free_port())
    settings = _SETTINGS.format(
        base=base,
        plain=server.plain_port,
        tls=server.tls_port,
        password=PASSWORD,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
    )
    (base / "dovecot.conf").write_text(settings)
    process = subprocess.Popen([str(DOVECOT), "-F", "-c", base / "dovecot.conf"])
    try:
        for _ in range(200):
            try:
                create_connection(("127.0.0.1", server.tls_port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(base)


@pytest.fixture
def server(running: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    monkeypatch.setenv("SSL_CERT_FILE", str(running.base / "cert.pem"))
    return running


def letter(number: int, subject: str = "") -> bytes:
    message = mail(subject or f"Letter {number}")
    message.replace_header("Message-ID", f"<{number}@quay.example>")
    message.set_content(f"<p>{TEXT}</p>", subtype="html")
    return bytes(message)


def test_only_new_mails_are_given_and_none_is_marked_as_read(server: MailServer) -> None:
    server.deliver("News", letter(1), letter(2))
    source = open_source(f"{server.address}/News", server.context())
    first = source.items(SourceVisit("mailbox", source.address))
    nothing = source.items(SourceVisit("mailbox", source.address, first.state))
    server.deliver("News", letter(3))
    third = source.items(SourceVisit("mailbox", source.address, nothing.state))
    assert [[item.key for item in answer.items] for answer in (first, nothing, third)] == [
        ["2@quay.example", "1@quay.example"],
        [],
        ["3@quay.example"],
    ]
    with server.box() as box:
        box.folder.set("News")
        assert [message.flags for message in box.fetch(mark_seen=False)] == [(), (), ()]


def test_a_server_that_numbers_anew_gives_the_same_keys(server: MailServer) -> None:
    server.deliver("Anew", letter(1))
    source = open_source(f"{server.address}/Anew", server.context())
    first = source.items(SourceVisit("mailbox", source.address))
    validity, _, last = first.state.partition(":")
    again = source.items(SourceVisit("mailbox", source.address, f"{int(validity) + 1}:{last}"))
    assert [item.key for item in again.items] == [item.key for item in first.items] == ["1@quay.example"]


def test_personal_mail_in_the_inbox_is_not_told(server: MailServer) -> None:
    letter_of_a_list = letter(5, "A letter").replace(
        b"Subject:", b"List-Unsubscribe: <mailto:u@quay.example>\nSubject:"
    )
    server.deliver("INBOX", letter(4, "Dear Anna"), letter_of_a_list)
    source = open_source(f"{server.address}/INBOX", server.context())
    assert [item.title for item in source.items(SourceVisit("mailbox", source.address)).items] == ["A letter"]


@pytest.mark.parametrize(
    ("action", "left", "flags"), [("read", "Told", ("\\Seen",)), ("archive", "Archive", ())]
)
def test_told_mails_are_marked_or_moved_and_a_second_call_does_no_harm(
    server: MailServer, action: str, left: str, flags: tuple[str, ...]
) -> None:
    number = {"read": 11, "archive": 12}[action]
    server.deliver("Told", letter(number))
    source = open_source(f"{server.address}/Told", server.context())
    for _ in range(2):
        source.after_told([f"{number}@quay.example#1", f"{number}@quay.example#2"], action)  # type: ignore[arg-type]
    with server.box() as box:
        box.folder.set(left)
        found = list(box.fetch(imap_tools.A(subject=f"Letter {number}"), mark_seen=False))
    assert [tuple(flag for flag in message.flags if flag != "\\Recent") for message in found] == [flags]


def test_starttls_comes_before_the_password(server: MailServer) -> None:
    server.deliver("Plain", letter(1))
    source = open_source(f"imap://anna@localhost:{server.plain_port}/Plain", server.context())
    assert [item.key for item in source.items(SourceVisit("mailbox", "x")).items] == ["1@quay.example"]


def test_a_mail_that_is_too_large_is_left_out(server: MailServer) -> None:
    server.deliver("Large", letter(1), with_text("word " * 9000))
    context = server.context()
    context = replace(context, fetch=replace(context.fetch, max_bytes=9000))
    source = open_source(f"{server.address}/Large", context)
    assert [item.key for item in source.items(SourceVisit("mailbox", "x")).items] == ["1@quay.example"]


def test_each_failure_says_what_to_do_and_never_the_password(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [
        (f"{server.address}/Nowhere", server.context(), FetchError, "no folder Nowhere"),
        (f"{server.address}/INBOX", server.context("wrong-one"), FetchError, "refuses the login of anna"),
        (f"imaps://bob@other.example:{server.tls_port}/INBOX", server.context(), UsageError, "no login for"),
        (f"{server.address}/INBOX", server.context(private=False), RefusedAddressError, "localhost"),
    ]
    for address, context, kind, message in cases:
        with pytest.raises(kind, match=message) as caught:
            open_source(address, context).items(SourceVisit("mailbox", address))
        assert not {PASSWORD, "wrong-one"} & set(str(caught.value.hint + caught.value.message).split())
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(UnavailableError, match="cannot be reached"):
        open_source(f"{server.address}/INBOX", server.context()).items(SourceVisit("mailbox", "x"))
    with pytest.raises(UsageError, match="does not belong in an address"):
        open_source(f"imaps://anna:{PASSWORD}@localhost/INBOX", server.context())
