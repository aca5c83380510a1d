"""Debian's Dovecot on loopback, with TLS by a certificate of the test, and a user 'anna'."""

import os
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from socket import create_connection, socket
from typing import Any

from briefing.fetch import Account, FetchOptions, Secret, SourceContext

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin")
OPENSSL = shutil.which("openssl") or "openssl"


def dovecot_version() -> str:
    """Return '2.3.19' and the like, '' without Dovecot."""
    if DOVECOT is None:
        return ""
    return subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=False).stdout


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
        box = import_module("imap_tools").MailBox("localhost", self.tls_port, ssl_context=trusted)
        return box.login("anna", PASSWORD)


def free_port() -> int:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def can_serve_mail() -> bool:
    """Return True if a test may start Dovecot here and read it with imap-tools."""
    is_posix = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_posix and find_spec("imap_tools") is not None and dovecot_version().startswith("2.3")


@contextmanager
def serving_mail() -> Iterator[MailServer]:
    """A running mail server; the certificate that proves it is base/cert.pem."""
    base = Path(tempfile.mkdtemp(prefix="mail"))
    base.chmod(0o755)  # Dovecot's login process has a user of its own
    nobody = import_module("pwd").getpwnam("nobody")
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
