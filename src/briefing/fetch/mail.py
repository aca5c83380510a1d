"""Read a mail (RFC 5322, MIME): its sender, subject and date, and its text as HTML."""

import email.policy
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from briefing.fetch.forwarded import Inner, inner_of_html, inner_of_plain
from briefing.fetch.page import is_maildir, is_mbox

_REPLY_MARK = re.compile(r"^(?:fwd?|wg|tr|rv|re|aw)\s*:\s*", re.IGNORECASE)  # 'Fwd: ', 'WG: '
_MESSAGE_ID = re.compile(r"[!-~]{3,200}")
_FORWARD_WORDS = 60  # a longer text around an attached mail is a text of its own
_SIGNATURE = re.compile(r"^(?:--|_{20,})\s*$", re.M)
_SIGNATURE_SHARE = 0.6  # of the text; such lines before divide it
_RULE = re.compile(r"[=\-~*_]{3,}")
# '*** Ferries ***', '== Ferries ==', '## Ferries'
_MARKED = re.compile(r"[*=~+#-]{2,}\s*(\w.{0,100}?\S)\s*[*=~+#-]*")
_MARKED_CHARS = 300  # with the marks
_LABEL_WORDS = 3  # 'Read more: https://example.org'
_HEADING_CHARS = 100
_HARD_BREAK_CHARS = 55  # a shorter line ends a paragraph of a plain text that is broken into lines
# '[https://example.org/x?y]', '( https://example.org )', '<https://example.org>' and bare ones
_URL = re.compile(r"[<\[(]?\s{0,9}\bhttps?://[^\s>\])]+\s{0,9}[>\])]?")


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
    """Read a mail. A mail that only forwards another one, attached or below a short note, gives that one.

    Args:
        data: The mail as it was sent or kept in a file.
        name: What it is called in messages.

    Raises:
        FetchError: The mail holds no text.
    """
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(data)
        message = _forwarded(message) or message
        inner = _inner_of(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as cause:
        raise FetchError(f"{name} is a damaged mail", "Save it again in the mail program.") from cause
    if not inner.text.strip():
        raise FetchError(f"{name} is a mail without text", "Its pictures cannot be told.")
    subject = _without_marks(inner.subject or _field(message, "Subject"))
    sender = inner.sender or _sender(message)
    return Mail(_key(message, data), subject, sender, _published(message), inner.text)


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


def _without_marks(subject: str) -> str:
    """Return a subject without 'Fwd:' and 'Re:'."""
    subject = " ".join(subject.split())
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
    own = BeautifulSoup(_inner_of(message).text, "lxml").get_text(" ").split()
    inner = attached[0].get_payload()
    found = inner[0] if isinstance(inner, list) and inner else None
    return found if len(own) < _FORWARD_WORDS and isinstance(found, EmailMessage) else None


def _inner_of(message: EmailMessage) -> Inner:
    """Return the HTML part; the plain text as HTML where it says much more or is all there is."""
    rich, plain = (_text_of(message.get_body((kind,))) for kind in ("html", "plain"))
    if rich:
        said = len(BeautifulSoup(rich, "lxml").get_text(" ").split())
        if said * 3 > len(_URL.sub("", plain).split()):
            return inner_of_html(rich)
    inner = inner_of_plain(plain)
    return replace(inner, text=html_from_plain(inner.text))


def _text_of(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    data = part.get_payload(decode=True)
    return decode_text(data, str(part.get("Content-Type", ""))) if isinstance(data, bytes) else ""


def html_from_plain(text: str) -> str:
    """Return the plain text of a mail as HTML: joined lines and headings, without quoted mails and URLs.

    A URL on a line of its own below a heading becomes the heading's link.
    """
    parts: list[_Line] = []
    for block in re.split(r"\n[ \t]*\n", _without_signature(text.replace("\r\n", "\n"))):
        parts += _plain_block([line.rstrip() for line in block.split("\n") if not line.startswith(">")])
    linked: list[_Line] = []
    for part in parts:
        if part.tag != "a":
            linked.append(part)
            continue
        headings = [at for at, one in enumerate(linked) if one.tag == "h2"]
        if headings and not linked[headings[-1]].url:
            linked[headings[-1]] = replace(linked[headings[-1]], url=part.url)
    return "\n".join(map(_html_of_line, linked))


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading ('h2'), a paragraph or list item ('p'), or a URL alone ('a') of a plain text."""

    tag: str
    text: str
    url: str = ""


def _html_of_line(line: _Line) -> str:
    text = escape(line.text)
    inner = f'<a href="{escape(line.url)}">{text}</a>' if line.url else text
    return f"<{line.tag}>{inner}</{line.tag}>"


def _without_signature(text: str) -> str:
    """Cut what follows '-- '; also '--' or a long rule near the end, as lists put them above their footer."""
    text = text.split("\n-- \n", 1)[0]
    rules = [one for one in _SIGNATURE.finditer(text) if one.start() > len(text) * _SIGNATURE_SHARE]
    return text[: rules[0].start()] if rules else text


def _plain_block(lines: list[str]) -> list[_Line]:
    """Return the paragraphs, headings and URLs of the lines between two blank ones."""
    found: list[_Line] = []
    before = ""
    for line in lines:
        url = _URL.search(line)
        words = " ".join(_URL.sub(" ", line).split())
        if url is not None and len(words.split()) <= _LABEL_WORDS:
            found.append(_Line("a", "", url[0].strip("<>[]() ")))
        elif _RULE.fullmatch(words) and len(found) == 1 and before:
            found[0] = replace(found[0], tag="h2")
        elif re.search(r"\w", words):
            _add_line(found, line, words, before)
        before = line if re.search(r"\w", words) else ""
    if found and found[0].tag == "p" and [one.tag for one in found[1:]] in ([], ["a"]):
        found[0] = _with_heading(found[0])
    return found


def _add_line(found: list[_Line], line: str, words: str, before: str) -> None:
    """Add a line: as a part of the paragraph above it if that line is full, else as a paragraph."""
    is_item = re.match(r"\s*[*•–-] ", line) is not None
    if found and found[-1].tag == "p" and not is_item and len(before) > _HARD_BREAK_CHARS:
        found[-1] = replace(found[-1], text=f"{found[-1].text} {words}")
    else:
        found.append(_Line("p", words.lstrip("*•–- ") if is_item else words))


def _with_heading(line: _Line) -> _Line:
    """Return a line in capitals or between marks ('*** Ferries ***', '## Ferries') as a heading."""
    marked = _MARKED.fullmatch(line.text) if len(line.text) <= _MARKED_CHARS else None
    if marked is not None:
        return _Line("h2", marked[1])
    is_heading = line.text.isupper() and len(line.text.split()) > 1 and len(line.text) <= _HEADING_CHARS
    return replace(line, tag="h2") if is_heading else line
