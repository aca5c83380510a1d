"""One listener with a source of each kind, each behind a login where it can have one."""

import base64
import json
import random
import subprocess
import sys
import textwrap
import wave
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tests.digest.newsroom import FIRST_DAY, Newsroom, article, sentences
from tests.digest.town import TONE
from tests.fetch.mail_server import PASSWORD, MailServer, can_serve_mail, serving_mail
from tests.fetch.reading_services import SECRETS as LIST_SECRETS
from tests.fetch.reading_services import ReadingServer, Saved, account_toml
from tests.fetch.servers import Answer, Handler, Server, page, serving
from tests.fetch.test_epub import epub, xhtml
from tests.fetch.test_mail import mail

from briefing.model import AfterTold
from briefing.storage import InboxArticle, Library, Source, put_in_inbox

TOKEN, COOKIE, BASIC_PASSWORD = "t0ken-of-mine", "c00kie-of-mine", "hunter-two"
BASIC = base64.b64encode(f"anna:{BASIC_PASSWORD}".encode()).decode()
SECRETS = (TOKEN, COOKIE, BASIC_PASSWORD, BASIC, PASSWORD, *LIST_SECRETS)
SECRET_FILES = {"config/briefing.toml", "config/cookies.txt"}  # what the user wrote
LISTS: dict[str, AfterTold] = {
    "wallabag": "archive",
    "readeck": "keep",
    "miniflux": "read",
    "freshrss": "read",
    "linkding": "archive",
    "raindrop": "keep",
}
LIVE = "The harbour today"  # a story that grows
OWN_SONG = "Our song"
_EPISODE = "Episode"
_FOLDER = "News"
_RATE_HZ = 8_000
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

[[digest.audio]]
source = "{podcast}"
minutes = 1

[[digest.audio]]
source = "{home}/song.wav"
title = "{song}"
by = "The band"

[[programme.part]]
place = "between"
audio = "{home}/jingle.wav"

[[programme.part]]
place = "end"
command = {end}

[[after]]
command = {hook}

"""
_END = "print('That is what the command says.')"
_HOOK = "import os; print(os.environ['EPISODE_FOLDER'], file=open({path!r}, 'a'))"
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
    updates: list[str] = field(default_factory=list)

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
            "BRIEFING_SOUND_SAMPLE_RATE_HZ": "22050",
            "BRIEFING_SOUND_QUALITY": "9",
            "BRIEFING_SCRIPT_BRIEF": "false",  # so that every told story is a chapter
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
            *([Source(str(self.home / "papers"), "folder", "Papers", most=500)] if can_read_pdf() else []),
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

    @property
    def episodes(self) -> list[str]:
        """The titles of the podcast's episodes; a digest tells only the newest one."""
        return [f"{_EPISODE} {name}" for name in self.names]

    def hooked(self) -> list[str]:
        """The folders of the episodes after which the user's command ran."""
        log = self.home / "hooked.txt"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def add_stories(self, name: str) -> None:
        """A story for each source, one from the phone, an episode, and more of a story that grows."""
        self.names.append(name)
        self.news.publish("paper", f"/{name}", f"Feed {name}", article(f"f{name}", f"Feed {name}"))
        self._grow(name)
        self.texts.routes["/podcast"] = _guarded({"Authorization": f"Basic {BASIC}"}, self._podcast())
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
        if can_read_pdf():
            (self.home / "papers" / f"{name}.pdf").write_bytes(_paper(name))
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
            self.lists.routes[f"/{service}/{number}"] = page(article(service + name, saved.title))
        kinds = [*LISTS, "Feed", "Member", "Text", "Box", "Listed", "Letter", "Chapter", "Phone"]
        if self.mailbox is not None:
            self.mailbox.deliver(_FOLDER, _letter(f"Mail {name}"))
            kinds.append("Mail")
        if can_read_pdf():
            kinds.append("Paper")
        self.expected += [f"{kind} {name}" for kind in kinds]

    def _grow(self, name: str) -> None:
        """Add a paragraph to the story that grows."""
        self.updates.append(_words_of_its_own(f"update {name}"))
        more = "</p><p>".join(self.updates)
        self.news.publish("paper", "/live", LIVE, article("live", LIVE, more), updated=name)

    def _podcast(self) -> Answer:
        sound = self.texts.at("/episode.wav")
        file = self.home / "song.wav"
        self.texts.routes["/episode.wav"] = _guarded(
            {"Authorization": f"Basic {BASIC}"}, page(file.read_bytes(), "audio/wav")
        )
        items = "".join(
            f"<item><title>{title}</title><guid>{title}</guid>"
            f"<enclosure url='{sound}' type='audio/wav' length='1'/></item>"
            for title in reversed(self.episodes)
        )
        feed = f"<rss version='2.0'><channel><title>Coast Radio</title>{items}</channel></rss>"
        return page(feed.encode(), "application/rss+xml")

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


def can_read_pdf() -> bool:
    """Return True if the extra `pdf` is installed."""
    return find_spec("pypdfium2") is not None


def _words_of_its_own(seed: str) -> str:
    """A paragraph whose words no other has: in a long story, words of everyday would repeat told ones."""
    dice = random.Random(seed)  # noqa: S311 - prose, not secrets
    syllables = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]
    words = ["".join(dice.choices(syllables, k=4)) for _ in range(54)]
    return " ".join(f"The {' '.join(words[at : at + 9])}." for at in range(0, 54, 9))


def _paper(name: str) -> bytes:
    """A PDF of one page: a title, and two paragraphs."""
    from tests.fetch.test_pdf import pdf  # noqa: PLC0415 - it needs the extra

    said = sentences(f"paper {name}", 10)
    lines: list[tuple[float, float, float, str]] = [(60, 760, 20, f"Paper {name}")]
    height = 720.0
    for paragraph in (" ".join(said[:5]), " ".join(said[5:])):
        for line in textwrap.wrap(paragraph, 88):
            lines.append((60, height, 11, line))
            height -= 14
        height -= 16
    return pdf(tuple(lines))


def _wav(path: Path, hertz: int) -> None:
    """A second of a square wave."""
    half = _RATE_HZ // hertz // 2
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        pcm = array("h", (3_000 if at // half % 2 else -3_000 for at in range(_RATE_HZ)))
        file.writeframes(pcm.tobytes())


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
        for folder in ("config", "data", "box", "letters", "papers"):
            (home / folder).mkdir()
        (home / "list.txt").touch()
        _wav(home / "song.wav", 400)
        _wav(home / "jingle.wav", 800)
        listener = EveryKind(home, Newsroom(news), Newsroom(members), texts, lists, reading, mailbox)
        address = mailbox.address if mailbox is not None else "imaps://mail.example"
        written = _SETTINGS.format(
            token=TOKEN,
            basic=BASIC_PASSWORD,
            password=PASSWORD,
            mailbox=address,
            podcast=texts.at("/podcast"),
            home=home.as_posix(),
            song=OWN_SONG,
            end=json.dumps([sys.executable, "-c", _END]),
            hook=json.dumps([sys.executable, "-c", _HOOK.format(path=str(home / "hooked.txt"))]),
        )
        written += "".join(account_toml(name, f"{name}+{lists.at('')}") for name in LISTS)
        for name, text in (("briefing.toml", written), ("cookies.txt", _COOKIES)):
            (home / "config" / name).write_text(text, encoding="utf-8")
            (home / "config" / name).chmod(0o600)
        with Library(home / "data" / "library.sqlite3") as library:
            for source in listener.sources():
                library.add_source(source)
        yield listener
        assert reading.problems == []
