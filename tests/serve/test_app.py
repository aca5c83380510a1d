"""The files of the site over HTTP: as phones, browsers and strangers request them."""

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.publish.programmes import TREES, casting
from tests.serve.episode_folders import change_episode, three_days, write_episode

from briefing.publish import FINGERPRINT_WITHIN_BYTES
from briefing.serve import ServeOptions, build_app
from briefing.storage import published_episodes

TOKEN = "s3cret-word-of-22-chars"  # noqa: S105  # a test's
MP3 = "2026-11-23-monday/monday.mp3"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_days(tmp_path_factory.mktemp("output"), seconds=20)


def client(output: Path, inbox: Path = Path("unused"), **more: object) -> TestClient:
    options = ServeOptions(output, inbox, TOKEN, **more)  # type: ignore[arg-type]  # whatever the options hold
    return TestClient(build_app(options), base_url="http://phone.example:8765", follow_redirects=False)


def test_without_the_token_there_is_nothing(output: Path) -> None:
    ask = client(output)
    addresses = (
        "/",
        "/feed.xml",
        f"/{MP3}",
        "/wrong/",
        "/wrong/feed.xml",
        f"/{TOKEN[:-1]}/",
        f"/{TOKEN}x/",
        "/%00/",
    )
    answers = {(ask.get(address).status_code, ask.get(address).content) for address in addresses}
    assert answers == {(404, b"")}
    assert ask.get("/wrong/", headers={"accept": "text/html"}).content == b""
    assert ask.post("/articles", json={"url": "https://a.example/"}).status_code == 404


def test_the_feed_names_the_address_by_which_it_was_reached(output: Path) -> None:
    answer = client(output).get(f"/{TOKEN}/feed.xml")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert f'url="http://phone.example:8765/{TOKEN}/{MP3}"' in answer.text
    assert answer.text.count("<item>") == 3


def test_every_address_of_the_feed_answers_get_and_head(output: Path) -> None:
    ask = client(output)
    feed = ask.get(f"/{TOKEN}/feed.xml").text
    addresses = set(re.findall(r'(?:url|href)="(http://phone[^"]+)"|<(?:link|url)>([^<]+)<', feed))
    assert len(addresses) > 15
    for one, other in addresses:
        got, head = ask.get(one or other), ask.head(one or other)
        assert (got.status_code, head.status_code, head.content) == (200, 200, b""), one or other
        assert got.headers["content-type"] == head.headers["content-type"]


def test_the_enclosures_length_is_that_of_the_file(output: Path) -> None:
    ask = client(output)
    head = ask.head(f"/{TOKEN}/{MP3}")
    assert f'length="{head.headers["content-length"]}"' in ask.get(f"/{TOKEN}/feed.xml").text
    assert head.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("range_header", "start", "end"),
    [("bytes=0-1", 0, 2), ("bytes=1000-1999", 1000, 2000), ("bytes=-500", -500, None)],
)
def test_a_range_is_a_206_of_the_right_type(
    output: Path, range_header: str, start: int, end: int | None
) -> None:
    data = (output / MP3).read_bytes()
    answer = client(output).get(f"/{TOKEN}/{MP3}", headers={"range": range_header})
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (
        206,
        "audio/mpeg",
        data[start:end],
    )
    assert answer.headers["content-range"].endswith(f"/{len(data)}")


def test_many_ranges_come_in_parts(output: Path) -> None:
    answer = client(output).get(f"/{TOKEN}/{MP3}", headers={"range": "bytes=0-9,100-109"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges")


@pytest.mark.parametrize("range_header", ["bytes=99999999-", "bytes=-0", "bytes=99999999-,88888888-"])
def test_a_range_past_the_end_is_a_416_that_tells_the_length(output: Path, range_header: str) -> None:
    length = (output / MP3).stat().st_size
    for method in ("GET", "HEAD"):
        answer = client(output).request(method, f"/{TOKEN}/{MP3}", headers={"range": range_header})
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{length}")


@pytest.mark.parametrize(
    ("range_header", "start", "end"),
    [
        ("bytes=0-99,50-149,100-199", 0, 200),
        ("bytes=0-9,99999999-", 0, 10),
        ("bytes=-99999999", 0, None),
        ("bytes=" + ",".join(["0-"] * 90), 0, None),
    ],
)
def test_ranges_that_overlap_or_run_over_come_as_one(
    output: Path, range_header: str, start: int, end: int | None
) -> None:
    answer = client(output).get(f"/{TOKEN}/{MP3}", headers={"range": range_header})
    assert (answer.status_code, answer.content) == (206, (output / MP3).read_bytes()[start:end])


@pytest.mark.parametrize(
    "range_header", ["pages=1-2", "bytes=" + ",".join(f"{at}-{at}" for at in range(0, 2000, 2))]
)
def test_a_range_of_another_unit_and_a_thousand_ranges_give_the_whole_file_once(
    output: Path, range_header: str
) -> None:
    answer = client(output).get(f"/{TOKEN}/{MP3}", headers={"range": range_header})
    assert (answer.status_code, answer.content) == (200, (output / MP3).read_bytes())


@pytest.mark.parametrize("path", ["feed.xml", "app.css", "2026-11-23-monday/monday.transcript.json"])
def test_what_may_be_packed_is_never_cut(output: Path, path: str) -> None:
    ask = client(output)
    for encoding in ("gzip", "identity"):
        answer = ask.get(f"/{TOKEN}/{path}", headers={"range": "bytes=0-9", "accept-encoding": encoding})
        assert (answer.status_code, "content-range" in answer.headers) == (200, False)
    packed = ask.get(f"/{TOKEN}/{MP3}", headers={"range": "bytes=0-9", "accept-encoding": "gzip"})
    assert (packed.status_code, len(packed.content), "content-encoding" in packed.headers) == (206, 10, False)


def test_head_is_get_without_the_body_everywhere(output: Path) -> None:
    ask = client(output)
    paths = ("", "feed.xml", MP3, "cover.jpg", "app.js", "none", "2026-11-23-monday/monday.vtt", "../x")
    for address in [f"/{TOKEN}/{path}" for path in paths] + ["/", "/wrong/feed.xml", f"/{TOKEN}"]:
        got, head = ask.get(address), ask.head(address)
        assert (head.status_code, dict(head.headers), head.content) == (
            got.status_code,
            dict(got.headers),
            b"",
        )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_with_those_that_work(output: Path, method: str) -> None:
    answer = client(output).request(method, f"/{TOKEN}/feed.xml")
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})


def test_if_range_gives_the_part_only_of_the_same_file(output: Path) -> None:
    ask = client(output)
    etag = ask.head(f"/{TOKEN}/{MP3}").headers["etag"]
    codes = [
        ask.get(f"/{TOKEN}/{MP3}", headers={"range": "bytes=0-9", "if-range": condition}).status_code
        for condition in (etag, '"older"', f"W/{etag}", "Mon, 01 Jan 2001 00:00:00 GMT", "")
    ]
    assert codes == [206, 200, 200, 200, 200]


@pytest.mark.parametrize("path", [MP3, "feed.xml", "", "2026-11-23-monday/monday.vtt", "app.js", "cover.jpg"])
def test_what_has_not_changed_is_not_sent_again(output: Path, path: str) -> None:
    ask = client(output)
    first = ask.get(f"/{TOKEN}/{path}")
    again = ask.get(f"/{TOKEN}/{path}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_text_is_packed_and_audio_is_not(output: Path) -> None:
    ask = client(output)
    page = ask.get(f"/{TOKEN}/", headers={"accept-encoding": "gzip"})
    plain = ask.get(f"/{TOKEN}/", headers={"accept-encoding": "identity"})
    assert page.headers["content-encoding"] == "gzip"
    assert page.content == plain.content
    assert page.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in ask.get(f"/{TOKEN}/{MP3}", headers={"accept-encoding": "gzip"}).headers
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_other_players_may_read_transcripts_and_chapters_but_not_the_page(output: Path) -> None:
    ask = client(output)
    for name in ("monday.vtt", "monday.transcript.json", "monday.chapters.json"):
        answer = ask.get(f"/{TOKEN}/2026-11-23-monday/{name}", headers={"origin": "https://player.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask.get(f"/{TOKEN}/").headers
    preflight = ask.options(
        f"/{TOKEN}/2026-11-23-monday/monday.vtt", headers={"origin": "https://player.example"}
    )
    assert preflight.status_code == 204


def test_sidecars_are_served_as_what_they_are(output: Path) -> None:
    ask = client(output)
    types = {
        name: ask.get(f"/{TOKEN}/2026-11-23-monday/monday.{name}").headers["content-type"]
        for name in ("mp3", "vtt", "transcript.json", "chapters.json")
    }
    assert types == {
        "mp3": "audio/mpeg",
        "vtt": "text/vtt; charset=utf-8",
        "transcript.json": "application/json",
        "chapters.json": "application/json+chapters",
    }


def test_the_transcript_of_words_is_served_as_webvtt_where_there_are_word_times(tmp_path: Path) -> None:
    mp3 = write_episode(tmp_path, "2026-11-21", "trees", casting(TREES, title="Ten trees"), 2)
    path, ask = f"/{TOKEN}/2026-11-21-trees/trees.words.vtt", client(tmp_path)
    without = ask.get(path).status_code
    [trees] = published_episodes(tmp_path)
    first, *others = trees.episode.transcript
    count = len(first.text.split())
    times = tuple(range(first.start_ms, first.start_ms + 100 * count, 100))
    spoken = replace(first, word_starts_ms=times, word_ends_ms=times)
    change_episode(tmp_path, mp3.parent.name, transcript=(spoken, *others))
    answer = ask.get(path)
    assert (without, answer.status_code) == (404, 200)
    assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
    assert answer.text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert answer.text.count("<00:00:0") == count - 1


def test_the_page_allows_nothing_but_its_own_files(output: Path) -> None:
    answer = client(output).get(f"/{TOKEN}/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert " onclick" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.mp3",
        "%2e%2e/secret.mp3",
        "2026-11-23-monday/../../secret.mp3",
        "2026-11-23-monday/..%2f..%2fsecret.mp3",
        "2026-11-23-monday/monday.mp3%00",
        "2026-11-23-monday/other.mp3",
        "/etc/passwd",
        "2026-11-23-monday/",
        ".hidden/x.mp3",
        "..%5c..%5csecret.mp3",
        "..;/secret.mp3",
        "%c0%ae%c0%ae/secret.mp3",
        "%252e%252e/secret.mp3",
        "2026-11-23-MONDAY/monday.mp3",
        "2026-11-23-monday/MONDAY.MP3",
        "FEED.XML",
        "2026-11-23-monday//monday.mp3",
        "2026-11-23-monday/%2e/monday.mp3",
        "2026-11-23-monday/episode.json",
        "%ff",
    ],
)
def test_nothing_but_the_site_is_served(output: Path, path: str) -> None:
    (output.parent / "secret.mp3").write_bytes(b"secret")
    (output / "2026-11-23-monday" / "notes.txt").write_bytes(b"secret")
    answer = client(output).get(f"/{TOKEN}/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=10)
    audio = output / "2026-11-21-trees" / "trees.mp3"
    outside = tmp_path / "outside.mp3"
    audio.rename(outside)
    audio.symlink_to(outside)
    assert client(output).get(f"/{TOKEN}/2026-11-21-trees/trees.mp3").status_code == 404


@pytest.mark.parametrize("host", ["evil.example/x", "a b", 'a"b', "user@host", ""])
def test_a_host_that_is_none_never_reaches_the_feed(output: Path, host: str) -> None:
    assert client(output).get(f"/{TOKEN}/feed.xml", headers={"host": host}).status_code == 400


def test_a_cover_is_drawn_once_and_kept_with_its_episode(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=2)
    path = "2026-11-23-monday/thumb.jpg"
    ask = client(output)
    drawn = ask.get(f"/{TOKEN}/{path}").content
    assert (output / path).read_bytes() == drawn
    (output / path).write_bytes(drawn[:FINGERPRINT_WITHIN_BYTES] + b"the same, by its mark")
    assert ask.get(f"/{TOKEN}/{path}").content.endswith(b"the same, by its mark")
    (output / path).write_bytes(b"another picture")
    assert ask.get(f"/{TOKEN}/{path}").content == drawn == (output / path).read_bytes()


def test_a_cover_is_shown_where_it_cannot_be_kept(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=2)
    (output / "2026-11-23-monday" / "thumb.jpg").mkdir()
    answer = client(output).get(f"/{TOKEN}/2026-11-23-monday/thumb.jpg")
    assert (answer.status_code, answer.content[:2]) == (200, b"\xff\xd8")


def test_what_a_proxy_or_a_stranger_adds_to_a_request_is_not_believed(output: Path) -> None:
    headers = {
        "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher", "x-forwarded-prefix": "/evil",
        "x-forwarded-for": "10.9.8.7", "forwarded": "host=evil.example;proto=gopher",
        "x-original-url": "/evil", "x-http-method-override": "DELETE",
    }  # fmt: skip
    ask = client(output)
    assert ask.get(f"/{TOKEN}/feed.xml", headers=headers).content == ask.get(f"/{TOKEN}/feed.xml").content


def test_a_new_episode_is_in_the_feed_at_once(tmp_path: Path) -> None:
    output = three_days(tmp_path / "output", seconds=10)
    ask = client(output)
    assert ask.get(f"/{TOKEN}/feed.xml").text.count("<item>") == 3
    write_episode(output, "2026-11-24", "tuesday", casting(TREES, title="Tuesday"), 10)
    assert ask.get(f"/{TOKEN}/feed.xml").text.count("<item>") == 4
    assert "Tuesday" in ask.get(f"/{TOKEN}/").text


def test_the_newest_episode_has_an_address_that_stays(output: Path) -> None:
    ask = client(output)
    latest = ask.get(f"/{TOKEN}/latest.json").json()
    newest = ask.get(latest["mp3"])
    assert newest.status_code == 200
    assert ask.get(f"/{TOKEN}/latest.mp3").content == newest.content
    assert ask.get(f"/{TOKEN}/latest.mp3", headers={"range": "bytes=0-9"}).status_code == 206
    assert (ask.get(latest["page"]).status_code, ask.get(latest["cover"]).status_code) == (200, 200)
    items = ask.get(f"/{TOKEN}/feed.xml").text.partition("<item>")[2]
    assert latest["title"] == re.findall(r"<title>([^<]+)</title>", items)[0]


def test_without_episodes_there_is_no_latest_one(tmp_path: Path) -> None:
    ask = client(tmp_path)
    assert [ask.get(f"/{TOKEN}/latest.{end}").status_code for end in ("mp3", "json")] == [404, 404]
