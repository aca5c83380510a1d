"""Mails in files as a source: an .eml file, an mbox file, a Maildir, a folder of .eml files."""

import mailbox
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from briefing.errors import FetchError
from briefing.fetch.feed_entries import facts_html, page_from_item
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.mail import Mail, mail_from_bytes, messages_in, messages_of
from briefing.fetch.newsletter import newsletter_stories
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import is_maildir
from briefing.model import Page, SourceItem


@dataclass(frozen=True, slots=True)
class MailFiles:
    """The mails of a file or folder. Their time and size are its state; unchanged ones are not read again."""

    path: Path

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the stories of the newest mails; none if nothing has changed. Raises FetchError."""
        try:
            state = _state_of(self.path)
            if state == visit.state:
                return SourceAnswer(title=self.path.name, state=state)
            messages = list(messages_of(self.path, visit.most))
        except (OSError, mailbox.Error) as cause:
            reason = getattr(cause, "strerror", None) or str(cause)
            raise FetchError(
                f"{self.path} cannot be read: {reason}", "Check its name and permissions."
            ) from cause
        items: list[SourceItem] = []
        for data in messages:
            items += items_of_mail(data, str(self.path))
        return SourceAnswer(with_own_keys(items), self.path.name, state)


def items_of_mail(data: bytes, name: str) -> tuple[SourceItem, ...]:
    """Return an item for each story of a mail; none for a mail that cannot be read.

    Args:
        data: The mail.
        name: What it is called in messages.
    """
    try:
        return _items(mail_from_bytes(data, name))
    except FetchError:
        return ()


def with_own_keys(items: Sequence[SourceItem]) -> tuple[SourceItem, ...]:
    """Return the items with a key each: some senders give one Message-ID to different mails.

    Args:
        items: The items of several mails. Copies of one mail keep one key.
    """
    versions: dict[str, set[str]] = defaultdict(set)
    for item in items:
        versions[item.key].add(item.stamp)
    return tuple(
        replace(item, key=f"{item.key}#{int(item.stamp, 16)}") if len(versions[item.key]) > 1 else item
        for item in items
    )


def pages_of_mails(data: bytes, name: str, options: FetchOptions) -> tuple[Page, ...]:
    """Return a page for each story of a mail or of an mbox file.

    Args:
        data: The file.
        name: Its name; the pages of several stories are called 'name#1', 'name#2'.
        options: The time of the fetch.

    Raises:
        FetchError: No mail holds text.
    """
    stories: list[tuple[SourceItem, str]] = []
    failure: FetchError | None = None
    for message in messages_in(data):
        try:
            mail = mail_from_bytes(message, name)
        except FetchError as cause:
            failure = cause
            continue
        stories += [(item, mail.sender) for item in _items(mail)]
    if not stories:
        raise failure or FetchError(f"{name} holds no mail", "Save it again in the mail program.")
    ends = [f"#{number}" for number in range(1, len(stories) + 1)] if len(stories) > 1 else [""]
    return tuple(
        page_from_item(replace(item, url=f"{name}{end}"), sender, options)
        for (item, sender), end in zip(stories, ends, strict=True)
    )


def _items(mail: Mail) -> tuple[SourceItem, ...]:
    stories = newsletter_stories(mail.html)
    return tuple(
        SourceItem(
            mail.key if len(stories) == 1 else f"{mail.key}#{number}",
            story.url,
            story.title or mail.subject,
            mail.published,
            stamp=sha256(story.html.encode("utf-8", "replace")).hexdigest()[:16],
            html=facts_html("", (), mail.sender) + story.html,
        )
        for number, story in enumerate(stories, 1)
    )


def open_source(address: str, context: SourceContext) -> MailFiles:
    """Return the mails of a path."""
    return MailFiles(Path(address))


def _state_of(path: Path) -> str:
    """Return what changes when a mail comes: the newest time and the size of all files."""
    folders = [path / "cur", path / "new"] if is_maildir(path) else [path]
    files = [one for folder in folders for one in (folder.iterdir() if folder.is_dir() else [folder])]
    about = [file.stat() for file in files if file.is_file()]
    newest = max((one.st_mtime_ns for one in about), default=0)
    return f"{len(about)}:{newest}:{sum(one.st_size for one in about)}"
