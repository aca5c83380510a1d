"""Read a mail (RFC 5322, MIME): its sender, subject and date, and its text as HTML."""

import email.policy
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from briefing.errors import FetchError
from briefing.fetch.charset import decode_text
from briefing.fetch.mail_header import is_maildir, is_mbox

_REPLY_MARK = re.compile(r"^(?:fwd?|wg|tr|rv|re|aw)\s*:\s*", re.IGNORECASE)  # 'Fwd: ', 'WG: '
_MESSAGE_ID = re.compile(r"[!-~]{3,200}")
_FORWARD_WORDS = 60  # a longer text around an attached mail is a text of its own
_HARD_BREAK_CHARS = 55  # a shorter line ends a paragraph of a plain text that is broken into lines
# '[https://example.org/x?y]', '( https://example.org )', '<https://example.org>' and bare ones
_URL = re.compile(r"[<\[(]?\s*\bhttps?://[^\s>\])]+\s*[>\])]?")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail.

    Attributes:
        key: Its Message-ID, or a hash if it has none that is one word in ASCII.
        subject: Plain text, possibly empty; without 'Fwd:'.
        sender: The name of the sender, or the address without one.
        published: ISO 8601 in UTC, '' if unknown.
        html: Its text as HTML, with the layout of the sender.
    """

    key: str
    subject: str
    sender: str
    published: str
    html: str


def mail_from_bytes(data: bytes, name: str) -> Mail:
    """Read a mail. A mail that only forwards an attached mail gives the attached one.

    Args:
        data: The mail as it was sent or kept in a file.
        name: What it is called in messages.

    Raises:
        FetchError: The mail holds no text.
    """
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(data)
        message = _forwarded(message) or message
        html = _html_of(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as cause:
        raise FetchError(f"{name} is a damaged mail", "Save it again in the mail program.") from cause
    if not html.strip():
        raise FetchError(f"{name} is a mail without text", "Its pictures cannot be told.")
    return Mail(_key(message, data), _subject(message), _sender(message), _published(message), html)


def messages_of(path: Path, most: int) -> Iterator[bytes]:
    """Yield the newest mails of an mbox file, a Maildir or a folder of .eml files, newest first.

    Raises:
        OSError: The file or folder cannot be read.
    """
    if path.is_dir() and not is_maildir(path):
        files = sorted(path.glob("*.eml"), key=lambda one: one.stat().st_mtime, reverse=True)
        yield from (one.read_bytes() for one in files[:most])
        return
    box: mailbox.Maildir | mailbox.mbox
    box = mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    try:
        keys = box.keys()
        if isinstance(box, mailbox.Maildir):
            keys = sorted(keys, key=lambda key: box.get_message(key).get_date())
        yield from (box.get_bytes(key) for key in reversed(keys[-most:]))
    finally:
        box.close()


def messages_in(data: bytes) -> list[bytes]:
    """Return the mails of an mbox file, or the one mail that the bytes are."""
    if not is_mbox(data):
        return [data]
    parts = re.split(rb"^From \S+ [^\n]*\d{4}[^\n]*\r?\n", data, flags=re.M)
    return [re.sub(rb"^>(>*From )", rb"\1", part, flags=re.M) for part in parts if part.strip()]


def _field(message: EmailMessage, name: str) -> str:
    """Return a header field, '' if it is missing or cannot be decoded."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, TypeError, AttributeError, LookupError, IndexError):
        return ""


def _key(message: EmailMessage, data: bytes) -> str:
    """Return the Message-ID. Any sender writes it, and it becomes a part of a command to the mail server."""
    said = _field(message, "Message-ID").strip("<> ")
    return said if _MESSAGE_ID.fullmatch(said) else sha256(data).hexdigest()[:32]


def _subject(message: EmailMessage) -> str:
    subject = " ".join(_field(message, "Subject").split())
    while _REPLY_MARK.match(subject):
        subject = _REPLY_MARK.sub("", subject, count=1)
    return subject


def _sender(message: EmailMessage) -> str:
    """Return 'The Harbour Letter' of 'The Harbour Letter <post@harbour.example>'."""
    name, _, address = _field(message, "From").partition("<")
    return name.strip(' "') or address.strip("<> ")


def _published(message: EmailMessage) -> str:
    try:
        said = parsedate_to_datetime(_field(message, "Date"))
    except (ValueError, TypeError):
        return ""
    zoned = said if said.tzinfo is not None else said.replace(tzinfo=UTC)
    try:
        return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""


def _forwarded(message: EmailMessage) -> EmailMessage | None:
    """Return the mail that is attached to a mail which says little itself; None without one."""
    attached = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    if not attached:
        return None
    own = BeautifulSoup(_html_of(message), "lxml").get_text(" ").split()
    inner = attached[0].get_payload()
    found = inner[0] if isinstance(inner, list) and inner else None
    return found if len(own) < _FORWARD_WORDS and isinstance(found, EmailMessage) else None


def _html_of(message: EmailMessage) -> str:
    """Return the HTML part; the plain text as HTML where it says much more or is all there is."""
    rich, plain = (_text_of(message.get_body((kind,))) for kind in ("html", "plain"))
    if rich:
        said = len(BeautifulSoup(rich, "lxml").get_text(" ").split())
        if said * 3 > len(_URL.sub("", plain).split()):
            return rich
    return html_from_plain(plain)


def _text_of(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    data = part.get_payload(decode=True)
    return decode_text(data, str(part.get("Content-Type", ""))) if isinstance(data, bytes) else ""


def html_from_plain(text: str) -> str:
    """Return the plain text of a mail as HTML paragraphs: joined lines, without quoted mails and URLs."""
    text = text.replace("\r\n", "\n").split("\n-- \n", 1)[0]
    blocks = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", _URL.sub(" ", text)))
    parts = [_plain_block(block) for block in blocks if re.search(r"\w", block)]
    return "\n".join(one for one in parts if one)


def _plain_block(block: str) -> str:
    lines = [line.rstrip() for line in block.split("\n") if not line.startswith(">")]
    if len(lines) == 2 and re.fullmatch(r"[=\-~*_]{3,}", lines[1].strip()):
        return f"<h2>{escape(lines[0].strip())}</h2>"
    joined: list[str] = []
    before = ""
    for line in lines:
        words = " ".join(line.split())
        if not re.search(r"\w", words):
            continue
        is_item = re.match(r"\s*[*•–-] ", line) is not None
        if joined and not is_item and len(before) > _HARD_BREAK_CHARS:
            joined[-1] += f" {words}"
        else:
            joined.append(words.lstrip("*•–- ") if is_item else words)
        before = line
    return "".join(f"<p>{escape(one)}</p>" for one in joined)
