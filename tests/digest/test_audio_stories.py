"""Recordings as stories of a digest: files, podcasts, what was told, what fails, and how long they last."""

import json
import math
import wave
from array import array
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town, told
from tests.fetch.servers import page
from tests.mix.hearing import decoded, measured_pcm, needs_ffmpeg

from briefing.digest import Digest, DigestContext, make_digest
from briefing.digest.audio_stories import read_audio
from briefing.errors import FetchError, StorageError
from briefing.fetch.podcast import newest_episode
from briefing.mix import MixOptions
from briefing.mix.encoded_line import encode_clip
from briefing.model import Clip
from briefing.settings import AudioSetting
from briefing.storage import EpisodeRow

RATE_HZ = 22_050


@cache
def tones(seconds: int) -> Clip:
    """A quiet chord."""
    second = (math.sin(2 * math.pi * 330 * at / RATE_HZ) for at in range(RATE_HZ))
    return Clip(RATE_HZ, array("h", (round(1_500 * one) for one in second)).tobytes() * seconds)


def wav_file(path: Path, seconds: int) -> str:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tones(seconds).pcm)
    return str(path)


def podcast(town: Town, *names: str, seconds: int = 4) -> str:
    """A podcast's feed with these episodes, the newest last; returns its address."""
    server, items = town.news.server, ""
    for day, name in enumerate(names, 10):
        server.routes[f"/{name}.mp3"] = page(encode_clip(tones(seconds), MixOptions()), "audio/mpeg")
        enclosure = f'<enclosure url="{server.at(f"/{name}.mp3")}" type="audio/mpeg" length="1"/>'
        dated = f"<pubDate>Tue, {day} Nov 2026 06:00:00 +0000</pubDate>"
        items += f"<item><title>Episode {name}</title><guid>{name}</guid>{dated}{enclosure}</item>"
    feed = f"<rss version='2.0'><channel><title>Coast Radio</title>{items}</channel></rss>"
    server.routes["/podcast"] = page(feed.encode(), "application/rss+xml")
    return server.at("/podcast")


def digest(town: Town, *audio: dict[str, Any], **wanted: Any) -> Digest:
    """Publish a story, and make the digest of the morning."""
    town.news.publish(
        "post", f"/story-{town.news.day}", f"Story {town.news.day}", article(f"s{town.news.day}", "Story")
    )
    town.subscribe("post")
    with town.context() as context:
        return make_digest(context, town.run(audio=audio, **wanted))


def chapters(made: Digest) -> list[tuple[str, str]]:
    assert made.made is not None
    return [(one.title, one.source) for one in made.made.episode.chapters]


@needs_ffmpeg
def test_an_episode_of_a_podcast_is_a_chapter_with_a_credit_at_the_loudness_of_the_programme(
    town: Town,
) -> None:
    pytest.importorskip("miniaudio")
    made = digest(town, {"source": podcast(town, "one", "two"), "minutes": 1}).made
    assert made is not None
    (chapter,) = [one for one in made.episode.chapters if one.title == "Episode two"]
    assert chapter.source == "Coast Radio"
    lines = [line for line in made.episode.transcript if chapter.start_ms <= line.start_ms < chapter.end_ms]
    assert [line.text for line in lines[:-1]] == ["Next, from Coast Radio: Episode two."]
    (cue,) = [one for one in made.timeline.cues if one.end * 1000 // 44_100 > lines[0].end_ms + 100][:1]
    assert (cue.end - cue.start) / 44_100 == pytest.approx(4, abs=0.2)
    heard = decoded(made.mp3.read_bytes())[cue.start : cue.end]
    assert measured_pcm(heard, 44_100) == pytest.approx(-16, abs=0.7)


def test_an_episode_and_a_file_are_told_once_and_the_next_ones_again(town: Town, tmp_path: Path) -> None:
    pytest.importorskip("miniaudio")
    own = {"source": wav_file(tmp_path / "our_song.wav", 2), "by": "The band"}
    show = {"source": podcast(town, "one")}
    assert chapters(digest(town, own, show)) == [
        ("Story", "post"),
        ("our song", "The band"),
        ("Episode one", "Coast Radio"),
    ]
    town.news.day = 1
    assert chapters(digest(town, own, show)) == [("Story", "post")]
    town.news.day = 2
    podcast(town, "one", "two")
    wav_file(tmp_path / "our_song.wav", 3)
    assert [title for title, _ in chapters(digest(town, own, show))] == ["Story", "our song", "Episode two"]
    assert list((town.home / "cache" / "recordings").iterdir()) == []


def test_a_recording_waits_for_a_programme_with_stories(town: Town, tmp_path: Path) -> None:
    own = {"source": wav_file(tmp_path / "song.wav", 2)}
    town.news.open("post")
    town.subscribe("post")
    with town.context() as context:
        quiet = make_digest(context, town.run(audio=(own,)))
    assert (quiet.made, told(quiet)) == (None, [])
    assert [title for title, _ in chapters(digest(town, own))] == ["Story", "song"]


def test_recordings_that_fail_are_named_and_cost_nothing_else(town: Town, tmp_path: Path) -> None:
    silent = tmp_path / "silent.wav"
    with wave.open(str(silent), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(bytes(RATE_HZ * 4))
    news = town.news.server.at("/feed/post")
    sources = [str(silent), str(tmp_path / "gone.mp3"), news, town.news.server.at("/nothing.mp3")]
    made = digest(town, *({"source": one} for one in sources))
    assert [(one.source, one.error) for one in made.left_out] == [
        (sources[0], "silent.wav is silent, or shorter than half a second"),
        (sources[1], f"{sources[1]} does not exist"),
        (sources[2], f"{news} is neither audio nor the feed of a podcast"),
        (sources[3], f"{sources[3]} answers 404 Not Found"),
    ]
    assert chapters(made) == [("Story", "post")]


def test_a_bug_in_a_recording_costs_no_story(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("briefing.digest.audio_stories.find_audio", broken)
    made = digest(town, {"source": podcast(town, "one")})
    assert chapters(made) == [("Story", "post")]
    assert ["ZeroDivisionError: a bug" in one.error for one in made.left_out] == [True]


def test_a_programme_that_cannot_be_made_leaves_no_recording(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr("briefing.digest.programme.make_from_stories", full)
    with pytest.raises(StorageError):
        digest(town, {"source": podcast(town, "one")})
    assert list((town.home / "cache" / "recordings").iterdir()) == []


def test_a_private_address_is_refused(town: Town) -> None:
    address = podcast(town, "one")
    with town.context() as context:
        guarded = DigestContext(context.now, context.library)
        news = read_audio([AudioSetting(source=address)], town.home / "cache", guarded)
    assert news.stories == ()
    assert "not fetched" in news.left_out[0].error


def test_the_minutes_of_a_recording_are_minutes_of_the_digest(town: Town, tmp_path: Path) -> None:
    own = {"source": wav_file(tmp_path / "song.wav", 60)}
    made = digest(town, own, minutes=2).made
    assert made is not None
    assert made.episode.duration_ms == pytest.approx(120_000, rel=0.05)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>No feed</body></html>",
        b"<rss version='2.0'><channel><title>T</title><item><title>no audio</title></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}',
        b'{"version": "https://jsonfeed.org/version/1", "items": 5}',
        b'{"items": [{"id": "1", "attachments": "none"}, 7]}',
    ],
    ids=["page", "rss", "json", "a-number", "a-word"],
)
def test_a_feed_without_audio_is_named(data: bytes) -> None:
    with pytest.raises(FetchError, match="neither audio nor the feed of a podcast"):
        newest_episode(data, "https://radio.example/feed")


def test_attachments_of_a_json_feed_are_episodes_and_the_newest_is_told() -> None:
    items = [
        {
            "id": str(number),
            "title": f"E{number}",
            "date_published": f"2026-11-1{number}",
            "attachments": [{"url": f"{number}.mp3", "mime_type": "audio/mpeg"}],
        }
        for number in (0, 2, 1)
    ]
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Radio", "items": items})
    found = newest_episode(data.encode(), "https://radio.example/feed.json")
    assert (found.title, found.source, found.audio) == ("E2", "Radio", "https://radio.example/2.mp3")


def test_an_id_that_is_no_address_is_not_the_page_of_an_episode() -> None:
    enclosure = "<enclosure url='/1.mp3' type='audio/mpeg' length='1'/>"
    data = f"<rss version='2.0'><channel><item><guid>one</guid>{enclosure}</item></channel></rss>".encode()
    assert newest_episode(data, "https://radio.example/feed").url == "https://radio.example/1.mp3"


def test_a_recording_of_an_interrupted_programme_is_told_by_the_next_run(town: Town, tmp_path: Path) -> None:
    own = {"source": wav_file(tmp_path / "song.wav", 2)}
    with town.context() as context:
        found = read_audio([AudioSetting(source=own["source"])], tmp_path, context)
        context.library.begin_episode(EpisodeRow("gone", "2026-11-23", "Morning", "making"), found.told, [])
    assert [title for title, _ in chapters(digest(town, own))] == ["Story", "song"]
