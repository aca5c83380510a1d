"""Recognise mails: by the bytes they begin with, and by the files and folders that keep them."""

import re
from pathlib import Path

# the header fields that mail servers and mail programs write, and browsers that save pages do not
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|Message-ID|DKIM-Signature|Reply-To|List-Id):",
    re.I | re.M,
)
_FIRST_FIELD = re.compile(rb"\A[!-9;-~]+:[^\n]*\n")
# 'From post@harbour.example Mon Nov 30 06:00:00 2026'
_MBOX_START = re.compile(rb"\AFrom \S+ [^\n]*\d{4}[^\n]*\n[!-9;-~]+:")
_BULK_FIELD = re.compile(rb"^List-(?:Id|Unsubscribe|Post):", re.I | re.M)


def begins_as_mail(data: bytes, name: str) -> bool:
    """Return True if the bytes are one mail (RFC 5322) or an mbox file of mails (RFC 4155).

    Args:
        data: At least the header.
        name: The file name; with the ending .eml one header field is enough.
    """
    if is_mbox(data):
        return True
    head = header_of(data)
    if not _FIRST_FIELD.match(head) or b"Snapshot-Content-Location:" in head:
        return False
    return name.lower().endswith(".eml") or (
        _MAIL_FIELD.search(head) is not None and b"\nFrom:" in b"\n" + head
    )


def is_mbox(data: bytes) -> bool:
    """Return True if the bytes begin as a file of mails in the mbox format (RFC 4155)."""
    return _MBOX_START.match(data[:4096].replace(b"\r\n", b"\n")) is not None


def is_bulk_mail(data: bytes) -> bool:
    """Return True for a newsletter or a mailing list, by its header (RFC 2369, RFC 2919)."""
    return _BULK_FIELD.search(header_of(data)) is not None


def header_of(data: bytes) -> bytes:
    """Return the header of a mail with line feeds alone."""
    return data[:65536].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0] + b"\n"


def is_maildir(path: Path) -> bool:
    """Return True if the folder is a Maildir."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def is_mail_path(path: Path) -> bool:
    """Return True if the path is an .eml file, an mbox file, a Maildir, or a folder that holds .eml files."""
    try:
        if path.is_dir():
            return is_maildir(path) or next(path.glob("*.eml"), None) is not None
        if path.suffix.lower() in (".eml", ".mbox"):
            return path.is_file()
        with path.open("rb") as file:
            return is_mbox(file.read(4096))
    except OSError:
        return False
