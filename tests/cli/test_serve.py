"""The site and the audio for a phone, served or written for a web host."""

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from mutagen.mp3 import MP3
from tests.cli.conftest import EXAMPLES, Type
from tests.publish.psp.checking import faults
from tests.publish.psp.reading import ReadFeed, found, texts

from briefing.publish import podcast_guid
from briefing.storage import read_token

BASE = "https://radio.example/a-long-secret"
EYED3 = shutil.which("eyeD3")
SOURCES = [str(EXAMPLES / name) for name in ("harbour-bridge.html", "library-hours.html")]


@pytest.fixture
def taken() -> Iterator[str]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


def test_a_new_token_is_told_though_the_running_server_keeps_the_port(
    run: Type, taken: str, tmp_path: Path
) -> None:
    before = read_token(tmp_path / "data" / "token")
    done = run("serve", "--port", taken, "--new-token")
    after = read_token(tmp_path / "data" / "token")
    assert before != after
    assert done.stdout.splitlines()[0] == f"page  http://127.0.0.1:{taken}/{after}/"
    assert f"cannot listen on 127.0.0.1:{taken}" in str(done.exception)


def test_without_a_new_token_a_taken_port_is_an_error_and_no_address(run: Type, taken: str) -> None:
    done = run("serve", "--port", taken)
    assert (done.stdout, done.exit_code) == ("", 1)


@dataclass(frozen=True)
class Published:
    """A folder as it would be laid onto a web host, and the only item of its feed."""

    folder: Path
    item: Xml.Element

    @property
    def mp3(self) -> Path:
        """The file that the enclosure names."""
        [enclosure] = found(self.item, "enclosure")
        return self.folder / enclosure.get("url", "").removeprefix(f"{BASE}/")

    @property
    def seconds(self) -> int:
        """What the feed says about its length."""
        return int(texts(self.item, "itunes:duration")[0])

    def beside(self, suffix: str) -> Any:
        """A JSON file that stands beside the MP3."""
        return json.loads(self.mp3.with_suffix(suffix).read_bytes())


@pytest.fixture
def publish(run: Type, tmp_path: Path) -> Callable[[], Published]:
    """Publishes `output/` into `site/`."""

    def published() -> Published:
        assert run("publish", "--to", "site", "--base", BASE).exit_code == 0
        data = (tmp_path / "site" / "feed.xml").read_bytes()
        assert faults(data, BASE) == {}
        [item] = ReadFeed(data).items
        return Published(tmp_path / "site", item)

    return published


@pytest.fixture
def programme(run: Type, publish: Callable[[], Published]) -> Published:
    assert run("make", *SOURCES, "--title", "Two stories").exit_code == 0
    return publish()


def test_the_enclosure_is_the_file_with_chapters_words_cover_and_length(programme: Published) -> None:
    [enclosure] = found(programme.item, "enclosure")
    size = str(programme.mp3.stat().st_size)
    assert (enclosure.get("length"), enclosure.get("type")) == (size, "audio/mpeg")
    sound: Any = MP3(programme.mp3)  # type: ignore[no-untyped-call]  # mutagen does not annotate it
    tags = sound.tags
    contents = tags["CTOC:toc"]
    chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    told = programme.beside(".chapters.json")["chapters"]
    assert [
        (str(one.sub_frames["TIT2"]), one.start_time / 1000, one.end_time / 1000) for one in chapters
    ] == [(one["title"], one["startTime"], one["endTime"]) for one in told]
    assert len(told) >= 2
    spoken = [one["body"] for one in programme.beside(".transcript.json")["segments"]]
    assert [line.split(": ", 1)[1] for line in str(tags["USLT::eng"]).split("\n")] == spoken
    assert (tags["APIC:"].mime, tags["APIC:"].type, tags["APIC:"].data[:2]) == ("image/jpeg", 3, b"\xff\xd8")
    assert round(int(str(tags["TLEN"])) / 1000) == programme.seconds == round(told[-1]["endTime"])
    assert sound.info.length == pytest.approx(programme.seconds, abs=1)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe on PATH")
def test_ffprobe_hears_as_many_seconds_as_feed_tag_and_transcript_say(programme: Published) -> None:
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    heard = float(subprocess.run([*command, str(programme.mp3)], check=True, capture_output=True).stdout)
    assert heard == pytest.approx(programme.seconds, abs=0.6)
    assert programme.beside(".transcript.json")["segments"][-1]["endTime"] <= heard


@pytest.mark.skipif(EYED3 is None, reason="needs Debian's eyed3")
def test_eyed3_reads_every_frame_without_complaint(programme: Published) -> None:
    command = [str(EYED3), "-v", "--no-color", str(programme.mp3)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    assert re.search(r"^title: Two stories$", done.stdout, re.MULTILINE)
    assert re.search(r"^FRONT_COVER Image: .*\[Type: image/jpeg\]$", done.stdout, re.MULTILINE)
    frames = set(re.findall(r"^([A-Z0-9]{4})(?: x \d+)? \(", done.stdout, re.MULTILINE))
    assert {"CTOC", "CHAP", "USLT", "COMM", "TLEN", "TLAN", "TCON", "APIC"} <= frames
    chapters = len(programme.beside(".chapters.json")["chapters"])
    assert f"CHAP x {chapters} " in done.stdout


def test_the_podcasts_own_id_outlives_its_address(programme: Published, run: Type, tmp_path: Path) -> None:
    feeds = []
    for base in (BASE, "https://radio.example/another-secret", "http://192.168.1.7:8765/x"):
        assert run("publish", "--to", "site", "--base", base).exit_code == 0
        feeds.append(ReadFeed((tmp_path / "site" / "feed.xml").read_bytes()).channel)
    assert {text for channel in feeds for text in texts(channel, "podcast:guid")} == {
        podcast_guid(f"{BASE}/feed.xml")
    }


def test_a_guid_outlives_making_again_renaming_and_moving(
    programme: Published, run: Type, publish: Callable[[], Published], tmp_path: Path
) -> None:
    guid, output = texts(programme.item, "guid"), tmp_path / "output"
    assert run("make", *SOURCES, "--title", "Two stories", "--bitrate", "96").exit_code == 0
    again = publish()
    assert (texts(again.item, "guid"), again.mp3) == (guid, programme.mp3)
    [folder] = [path.parent for path in output.glob("*/episode.json")]
    folder.rename(output / "2026-11-23-renamed")
    output.rename(tmp_path / "moved")
    (tmp_path / "moved").rename(output)
    renamed = publish()
    assert (texts(renamed.item, "guid"), renamed.mp3.parent.name) == (guid, "2026-11-23-renamed")
    assert not programme.mp3.exists()


def test_a_file_of_another_program_is_never_replaced(run: Type, tmp_path: Path) -> None:
    assert run("make", SOURCES[1]).exit_code == 0
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("mine", encoding="utf-8")
    failed = run("publish", "--to", "site", "--base", BASE)
    assert "holds files that briefing did not write: index.html" in str(failed.exception)
    assert [path.name for path in site.iterdir()] == ["index.html"]
    (site / "index.html").unlink()
    assert run("publish", "--to", "site", "--base", BASE).exit_code == 0
    assert run("publish", "--to", "site", "--base", BASE).exit_code == 0


@pytest.mark.parametrize("command", [("publish", "--to", "site"), ("serve",)])
@pytest.mark.parametrize(
    "base",
    ["radio.example", "ftp://r.example", "https://r.example/?x=1", "https://r.example/\u00fcn", "https:///x"],
)
def test_an_address_below_which_no_feed_can_stand_is_wrong_usage(
    run: Type, command: tuple[str, ...], base: str
) -> None:
    assert "is not a public URL" in str(run(*command, "--base", base).exception)
