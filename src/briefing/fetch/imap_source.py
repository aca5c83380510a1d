"""A folder of a mail server as a source, by IMAP (RFC 3501) with imap-tools: `imaps://user@host/Folder`.

Reading does not mark mails as read. In INBOX only newsletters and lists are told, never personal mail.
"""

import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from imaplib import IMAP4
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from briefing.distribution import hint_for_extra
from briefing.errors import FetchError, UnavailableError, UsageError
from briefing.fetch.access import Account, account_for
from briefing.fetch.http_client import refuse_private
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.mail_source import items_of_mail, with_own_keys
from briefing.fetch.page import is_bulk_mail
from briefing.model import AfterTold, SourceItem

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

_PORTS = {"imaps": 993, "imap": 143}
_INBOX = "inbox"
_ARCHIVE = "Archive"
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_STORY_NUMBER = re.compile(r"(?:#\d+)+$")  # of a newsletter with several stories: '<id>#2'
_LOGIN_HINT = (
    "Put the password under [[fetch.accounts]] in briefing.toml; many providers require an app password."
)


@dataclass(frozen=True, slots=True)
class ImapFolder:
    """A folder of a mail server.

    Its state is 'UIDVALIDITY:UID' of the newest mail that was read. Items have the Message-ID as key, so a
    server that numbers its mails anew repeats no story.
    """

    address: str
    context: SourceContext

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the stories of the mails that came since the last visit, newest first.

        Raises:
            UsageError: There is no login, or the package imap-tools is missing.
            FetchError: The server refuses the login or has no such folder.
            UnavailableError: The server cannot be reached.
        """
        with self._open() as box:
            validity = str(box.folder.status(self._folder(), ["UIDVALIDITY"])["UIDVALIDITY"])
            uids = _new_uids(box, visit.state, validity)
            items: list[SourceItem] = []
            for uid in reversed(uids[-visit.most :]):
                items += self._items_of(box, uid)
        last = uids[-1] if uids else visit.state.partition(":")[2]
        return SourceAnswer(
            with_own_keys(items), f"{self._folder()} of {self._host()}", f"{validity}:{last or 0}"
        )

    def after_told(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark the mails as read, or move them to the folder for archived mails. Raises FetchError."""
        with self._open() as box:
            for key in dict.fromkeys(_STORY_NUMBER.sub("", key) for key in keys):
                uids = box.uids(f'HEADER MESSAGE-ID "{_quotable(key)}"', charset=None)
                if uids and action == "archive":
                    box.move(uids, _archive_folder(box))
                elif uids:
                    box.flag(uids, "\\Seen", True)

    def _items_of(self, box: "BaseMailBox", uid: str) -> tuple[SourceItem, ...]:
        data = _mail_of(box, uid, self.context.fetch.max_bytes)
        is_wanted = data is not None and (self._folder().lower() != _INBOX or is_bulk_mail(data))
        return items_of_mail(data, f"mail {uid} of {self.address}") if data is not None and is_wanted else ()

    def _host(self) -> str:
        return urlsplit(self.address).hostname or ""

    def _folder(self) -> str:
        return unquote(urlsplit(self.address).path.strip("/")) or "INBOX"

    @contextmanager
    def _open(self) -> Iterator["BaseMailBox"]:
        """Log in, select the folder and log out. Raises the errors of `items`."""
        account = self._account()
        try:
            from imap_tools import ImapToolsError, MailboxFolderSelectError, MailboxLoginError  # noqa: PLC0415
        except ImportError as cause:
            raise UsageError("mail servers need the package imap-tools", hint_for_extra("mail")) from cause
        password = account.password.read(account.user)
        try:
            box = self._connect()
            try:
                log_in = box.login if (account.user + password).isascii() else box.login_utf8
                log_in(account.user, password, initial_folder=None)
                box.folder.set(self._folder())
                yield box
            finally:
                _log_out(box)
        except MailboxLoginError as cause:
            raise FetchError(f"{self._host()} refuses the login of {account.user}", _LOGIN_HINT) from cause
        except MailboxFolderSelectError as cause:
            raise FetchError(f"{self._host()} has no folder {self._folder()}", "Check its name.") from cause
        except (ImapToolsError, IMAP4.error) as cause:
            raise UnavailableError(f"{self._host()} does not answer as a mail server: {cause}") from cause
        except (OSError, EOFError) as cause:
            reason = getattr(cause, "strerror", None) or str(cause)
            raise UnavailableError(f"the mail server {self._host()} cannot be reached: {reason}") from cause

    def _connect(self) -> "BaseMailBox":
        """Connect with TLS; `imap://` begins it by STARTTLS, so that no password is sent in the clear."""
        from imap_tools import MailBox, MailBoxStartTls  # noqa: PLC0415 - paid for when used

        parts = urlsplit(self.address)
        port = parts.port or _PORTS[parts.scheme]
        refuse_private(self._host(), self.context.resolve_host(self._host(), port), self.context.fetch)
        kind: Any = MailBox if parts.scheme == "imaps" else MailBoxStartTls
        timeout_s = self.context.fetch.read_ms / 1000
        box: BaseMailBox = kind(self._host(), port, timeout_s, ssl_context=ssl.create_default_context())
        return box

    def _account(self) -> Account:
        """Return the user's login for this address. Raises UsageError without one."""
        parts = urlsplit(self.address)
        bare = self.address.replace(f"{parts.username}@", "", 1) if parts.username else self.address
        accounts = self.context.fetch.accounts
        account = account_for(self.address, accounts) or account_for(bare, accounts)
        user = unquote(parts.username or "") or (account.user if account is not None else "")
        if account is None or not account.password or not user:
            raise UsageError(f"there is no login for {self.address}", _LOGIN_HINT)
        return replace(account, user=user)


def open_source(address: str, context: SourceContext) -> ImapFolder:
    """Return the folder of an address. Raises UsageError if the address holds a password."""
    if urlsplit(address).password:
        raise UsageError("a password does not belong in an address", _LOGIN_HINT)
    return ImapFolder(address, context)


def _new_uids(box: "BaseMailBox", state: str, validity: str) -> list[str]:
    """Return the UIDs that came after the state, ascending; all if the server has numbered anew."""
    known, _, last = state.partition(":")
    first = int(last) + 1 if known == validity and last.isdecimal() else 1
    found = box.uids(f"UID {first}:*", charset=None)
    return sorted((uid for uid in found if int(uid) >= first), key=int)  # '9:*' gives 8 if there is no 9


def _mail_of(box: "BaseMailBox", uid: str, max_bytes: int) -> bytes | None:
    """Return a mail without marking it as read; None for one that is too large or gone."""
    _, answer = box.client.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in answer if isinstance(part, bytes)))
    if size is None or int(size[1]) > max_bytes:
        return None
    _, answer = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)


def _archive_folder(box: "BaseMailBox") -> str:
    """Return the server's folder for archived mails (RFC 6154); make one if it has none."""
    folders = box.folder.list()
    for folder in folders:
        if "\\Archive" in folder.flags:
            return str(folder.name)
    if _ARCHIVE not in {folder.name for folder in folders}:
        box.folder.create(_ARCHIVE)
    return _ARCHIVE


def _quotable(key: str) -> str:
    return key.replace("\\", "\\\\").replace('"', '\\"')


def _log_out(box: "BaseMailBox") -> None:
    """Log out. A failure does not matter: the answer is known, and the connection ends."""
    with suppress(Exception):
        box.logout()
