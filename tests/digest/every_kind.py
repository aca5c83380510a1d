"""One listener with a source of each kind, each behind a login where it can have one."""

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.digest.newsroom import FIRST_DAY, Newsroom, article, sentences
from tests.digest.town import TONE
from tests.fetch.mail_server import PASSWORD, MailServer, can_serve_mail, serving_mail
from tests.fetch.reading_services import CLIENT_SECRET, ReadingServer, Saved
from tests.fetch.reading_services import PASSWORD as LIST_PASSWORD
from tests.fetch.reading_services import SECRETS as LIST_SECRETS
from tests.fetch.reading_services import TOKEN as LIST_TOKEN
from tests.fetch.servers import Answer, Handler, Server, page, serving
from tests.fetch.test_epub import epub, xhtml
from tests.fetch.test_mail import mail

from briefing.model import AfterTold
from briefing.storage import InboxArticle, Library, Source, put_in_inbox

TOKEN, COOKIE, BASIC_PASSWORD = "t0ken-of-mine", "c00kie-of-mine", "hunter-two"
BASIC = base64.b64encode(f"anna:{BASIC_PASSWORD}".encode()).decode()
SECRETS = (TOKEN, COOKIE, BASIC_PASSWORD, BASIC, PASSWORD, *LIST_SECRETS)
SECRET_FILES = {"config/briefing.toml", "config/cookies.txt"}  # what the user wrote
LISTS: dict[str, AfterTold] = {"wallabag": "archive", "readeck": "keep", "miniflux": "read"}
_FOLDER = "News"
_SETTINGS = """
[[fetch.sites]]
host = "127.0.0.3"
header = "X-Token: {token}"
cookies = "cookies.txt"

[[fetch.sites]]
host = "127.0.0.4"
user = "anna"
password = "{basic}"

[[fetch.accounts]]
address = "{mailbox}"
password = "{password}"

[[fetch.accounts]]
address = "miniflux+{lists}"
password = "{list_token}"

[[fetch.accounts]]
address = "readeck+{lists}"
password = "{list_token}"

[[fetch.accounts]]
address = "wallabag+{lists}"
user = "anna"
password = "{list_password}"
options = {{client_id = "1_client", client_secret = "{client_secret}"}}
"""
_COOKIES = f"# Netscape HTTP Cookie File\n127.0.0.3\tFALSE\t/\tFALSE\t0\tsession\t{COOKIE}\n"
_TOKENS = {"X-Token": TOKEN, "Cookie": f"session={COOKIE}"}


@dataclass
class EveryKind:
    """The servers, files and settings of the sources, and the titles that a digest must tell."""

    home: Path
    news: Newsroom
    members: Newsroom
    texts: Server
    lists: Server
    reading: ReadingServer
    mailbox: MailServer | None
    names: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a run; nothing else is in it."""
        places = {
            f"BRIEFING_{name}": str(self.home / name.lower())
            for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")
        }
        trusted = {"SSL_CERT_FILE": str(self.mailbox.base / "cert.pem")} if self.mailbox is not None else {}
        own = {
            "BRIEFING_CAST": TONE,
            "BRIEFING_FETCH_ALLOW_NETWORKS": '["127.0.0.0/8"]',
            "HOME": str(self.home),
            "SOURCE_DATE_EPOCH": str(int(FIRST_DAY.timestamp())),
        }
        return places | trusted | own

    def briefing(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A command of the listener."""
        command = [sys.executable, "-m", "briefing", *words]
        environment = self.environment | more
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def sources(self) -> list[Source]:
        """The sources, one of each kind."""
        box = (
            [] if self.mailbox is None else [Source(f"{self.mailbox.address}/{_FOLDER}", "mailbox", most=500)]
        )
        return [
            Source(self.news.server.at("/feed/paper"), "feed", "Paper", most=500),
            Source(self.members.server.at("/feed/members"), "feed", "Members", most=500),
            Source(self.texts.at("/feed"), "feed", "Texts", most=500, text="feed"),
            Source(str(self.home / "box"), "folder", "Box", most=500),
            Source(str(self.home / "list.txt"), "list", "List", most=500),
            Source(str(self.home / "letters"), "mail", "Letters", most=500),
            Source(str(self.home / "book.epub"), "book", "Book", most=500),
            *(
                Source(self.list_address(name), name, name, most=500, after=after)
                for name, after in LISTS.items()
            ),
            *box,
        ]

    def list_address(self, service: str) -> str:
        """The address of a read-later list or a feed reader."""
        return f"{service}+{self.lists.at('')}"

    def add_stories(self, name: str) -> None:
        """A story for each source, and one from the phone."""
        self.names.append(name)
        self.news.publish("paper", f"/{name}", f"Feed {name}", article(f"f{name}", f"Feed {name}"))
        self.members.publish("members", f"/{name}", f"Member {name}", article(f"m{name}", f"Member {name}"))
        self.members.server.routes = {
            path: _guarded(_TOKENS, answer) for path, answer in self.members.server.routes.items()
        }
        self.texts.routes["/feed"] = _guarded({"Authorization": f"Basic {BASIC}"}, self._feed_of_texts())
        (self.home / "box" / f"{name}.html").write_bytes(article(f"b{name}", f"Box {name}"))
        self.news.server.routes[f"/listed/{name}"] = page(article(f"l{name}", f"Listed {name}"))
        with (self.home / "list.txt").open("a", encoding="utf-8") as file:
            file.write(f"{self.news.server.at(f'/listed/{name}')}\n")
        (self.home / "letters" / f"{name}.eml").write_bytes(_letter(f"Letter {name}"))
        (self.home / "book.epub").write_bytes(self._book())
        sent = article(f"p{name}", f"Phone {name}").decode()
        address = self.news.server.at(f"/phone/{name}")
        put_in_inbox(self.home / "data" / "inbox", InboxArticle(address, sent))
        for service in LISTS:
            number = len(self.names)
            saved = Saved(
                number,
                f"{service} {name}",
                self.lists.at(f"/{service}/{number}"),
                _paragraphs(service + name),
            )
            self.reading.lists[service].append(saved)
        kinds = [*LISTS, "Feed", "Member", "Text", "Box", "Listed", "Letter", "Chapter", "Phone"]
        if self.mailbox is not None:
            self.mailbox.deliver(_FOLDER, _letter(f"Mail {name}"))
            kinds.append("Mail")
        self.expected += [f"{kind} {name}" for kind in kinds]

    def _feed_of_texts(self) -> Answer:
        items = "".join(
            f"<item><title>Text {name}</title><guid>{name}</guid><link>{self.texts.at(f'/{name}')}</link>"
            f"<content:encoded><![CDATA[{_paragraphs(f't{name}')}]]></content:encoded></item>"
            for name in reversed(self.names)
        )
        head = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        body = f"{head}<channel><title>Texts</title>{items}</channel></rss>"
        return page(body.encode(), "application/rss+xml")

    def _book(self) -> bytes:
        files = {
            f"{name}.xhtml": xhtml(f"<h1>Chapter {name}</h1>{_paragraphs(f'e{name}')}") for name in self.names
        }
        return epub(files, {f"{name}.xhtml": f"Chapter {name}" for name in self.names})


def _paragraphs(seed: str) -> str:
    said = sentences(seed, 12)
    return "".join(f"<p>{' '.join(said[at : at + 4])}</p>" for at in (0, 4, 8))


def _letter(subject: str) -> bytes:
    message = mail(subject)
    message.replace_header("Message-ID", f"<{subject.replace(' ', '-')}@quay.example>")
    message.set_content(_paragraphs(subject), subtype="html")
    return bytes(message)


def _guarded(headers: dict[str, str], answer: Answer) -> Answer:
    """The answer for who sends these headers, else 401."""
    if getattr(answer, "is_guarded", False):
        return answer

    def check(handler: Handler) -> None:
        if all(handler.headers[name] == value for name, value in headers.items()):
            answer(handler)
        else:
            handler.send(b"no", 401)

    check.is_guarded = True  # type: ignore[attr-defined]
    return check


@contextmanager
def every_kind(home: Path) -> Iterator[EveryKind]:
    """The listener for the time of a test; with a mail server where the machine has Dovecot."""
    with ExitStack() as stack:
        news, members, texts, lists = (
            stack.enter_context(serving({}, host))
            for host in ("127.0.0.1", "127.0.0.3", "127.0.0.4", "127.0.0.1")
        )
        reading = ReadingServer()
        lists.routes["*"] = reading.answer
        mailbox = stack.enter_context(serving_mail()) if can_serve_mail() else None
        for folder in ("config", "data", "box", "letters"):
            (home / folder).mkdir()
        (home / "list.txt").touch()
        listener = EveryKind(home, Newsroom(news), Newsroom(members), texts, lists, reading, mailbox)
        address = mailbox.address if mailbox is not None else "imaps://mail.example"
        written = _SETTINGS.format(
            token=TOKEN,
            basic=BASIC_PASSWORD,
            password=PASSWORD,
            mailbox=address,
            lists=lists.at(""),
            list_token=LIST_TOKEN,
            list_password=LIST_PASSWORD,
            client_secret=CLIENT_SECRET,
        )
        for name, text in (("briefing.toml", written), ("cookies.txt", _COOKIES)):
            (home / "config" / name).write_text(text, encoding="utf-8")
            (home / "config" / name).chmod(0o600)
        with Library(home / "data" / "library.sqlite3") as library:
            for source in listener.sources():
                library.add_source(source)
        yield listener
        assert reading.problems == []
