"""Clients that drip, that stop reading, that send too much, and two hundred phones at once. Loopback only."""

import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from tests.publish.programmes import TREES, casting
from tests.serve.episode_folders import write_episode
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions

TOKEN = "s3cret-word-of-22-chars"  # noqa: S105  # a test's
MP3 = f"/{TOKEN}/2026-11-23-long/long.mp3"
IDLE_TIMEOUT_S = 0.3
LONG_BYTES = 20_000_000


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server with a short idle timeout, and one episode of 20 MB."""
    output = tmp_path_factory.mktemp("output")
    audio = write_episode(output, "2026-11-23", "long", casting(TREES, title="Ten trees"), 10)
    with audio.open("ab") as file:
        file.truncate(LONG_BYTES)
    with running_server(ServeOptions(output, output / "inbox", TOKEN), IDLE_TIMEOUT_S) as number:
        yield number


def connection_with(port: int, text: str) -> socket.socket:
    """A connection on which this was said."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(text.encode())
    return line


def answer_to(port: int, text: str) -> bytes:
    """All that comes back until the other side hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        with suppress(OSError):  # a server that has heard enough hangs up
            line.sendall(text.encode())
        return rest_of(line)


def rest_of(line: socket.socket) -> bytes:
    pieces = []
    try:
        while piece := line.recv(65_536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def request(path: str, *headers: str) -> str:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""])


def well(port: int) -> bool:
    return answer_to(port, request(f"/{TOKEN}/app.css")).startswith(b"HTTP/1.1 200")


def test_who_says_nothing_is_hung_up_on(port: int) -> None:
    begun = time.monotonic()
    assert answer_to(port, "") == b""
    assert time.monotonic() - begun < 10 * IDLE_TIMEOUT_S


def test_who_drips_a_request_is_hung_up_on(port: int) -> None:
    with connection_with(port, f"GET {MP3} HTTP/1.1\r\nHost: 127.0.0.1\r\n") as line:
        begun = time.monotonic()
        with pytest.raises(OSError):
            for letter in "X-Slow: " + "a" * 1000:
                line.sendall(letter.encode())
                time.sleep(IDLE_TIMEOUT_S / 10)
        assert time.monotonic() - begun < 10 * IDLE_TIMEOUT_S


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("begun", ["", "x"])
def test_who_announces_a_body_that_never_comes_is_hung_up_on(port: int, method: str, begun: str) -> None:
    head = f"{method} /{TOKEN}/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\n"
    with connection_with(port, head) as line:
        time.sleep(IDLE_TIMEOUT_S / 2)
        line.sendall(begun.encode())
        started = time.monotonic()
        rest_of(line)
        assert time.monotonic() - started < 10 * IDLE_TIMEOUT_S


def test_who_drips_a_body_is_hung_up_on(port: int) -> None:
    head = f"POST /{TOKEN}/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n"
    with connection_with(port, head) as line:
        begun = time.monotonic()
        with pytest.raises(OSError):
            for _ in range(1000):
                line.sendall(b"a")
                time.sleep(IDLE_TIMEOUT_S / 10)
        assert time.monotonic() - begun < 10 * IDLE_TIMEOUT_S


def test_a_body_that_comes_slowly_is_waited_for(port: int) -> None:
    body = b"https://news.example/slow" + b" " * 40_000
    head = f"POST /{TOKEN}/articles HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
    with connection_with(port, head) as line:
        for at in range(0, len(body), 5000):
            line.sendall(body[at : at + 5000])
            time.sleep(IDLE_TIMEOUT_S / 2)
        assert line.recv(1000)[9:12] == b"202"


def test_who_stops_reading_is_hung_up_on(port: int) -> None:
    with connection_with(port, request(MP3)) as line:
        line.recv(1000)
        time.sleep(5 * IDLE_TIMEOUT_S)
        assert len(rest_of(line)) < LONG_BYTES - 1000


def test_who_reads_slowly_gets_everything(port: int) -> None:
    with connection_with(port, request(MP3, "Range: bytes=0-7999999")) as line:
        head = line.recv(4096)
        size = len(head.split(b"\r\n\r\n", 1)[1])
        while piece := line.recv(200_000):
            size += len(piece)
            time.sleep(IDLE_TIMEOUT_S / 20)
    assert size == 8_000_000


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (request(f"/{TOKEN}/" + "a" * 300_000), b"400"),
        (request(f"/{TOKEN}/", "X-Long: " + "a" * 300_000), b"400"),
        (request(f"/{TOKEN}/", *[f"X-{number}: a" for number in range(50_000)]), b"400"),
        ("GARBAGE\r\n\r\n", b"400"),
        (f"GET /{TOKEN}/ HTTP/9.9\r\n\r\n", b"400"),
        (request(f"/{TOKEN}/x\r\nX-Injected: yes"), b"400"),
        (request(f"/{TOKEN}/%0d%0aX-Injected:%20yes"), b"404"),
        (request(MP3, "Range: bytes=" + ",".join(f"{at}-{at}" for at in range(0, 4000, 2))), b""),
        (request(MP3, "Range: bytes=a-b"), b"400"),
        (request(f"/{TOKEN}/\xff\xfe"), b"400"),
        (request(f"/{TOKEN}/", "Host: other.example"), b"400"),
        (f"GET /{TOKEN}/ HTTP/1.1\r\nHost : a\r\n\r\n", b"400"),
        (f"GET /{TOKEN}/\r\n\r\n", b"400"),
    ],
)
def test_an_odd_request_is_refused_and_the_next_one_answered(port: int, text: str, status: bytes) -> None:
    answer = answer_to(port, text)
    assert answer[9:12].startswith(status)
    assert b"x-injected" not in answer.lower().split(b"\r\n\r\n")[0]
    assert well(port)


def test_a_client_of_http_1_0_need_not_name_the_host(port: int) -> None:
    answer = answer_to(port, f"GET /{TOKEN}/feed.xml HTTP/1.0\r\n\r\n")
    assert (answer[9:12], f'url="http://127.0.0.1:{port}/{TOKEN}/'.encode() in answer) == (b"200", True)


def test_requests_in_one_breath_are_answered_in_their_order(port: int) -> None:
    asked_for = [f"GET {MP3} HTTP/1.1\r\nHost: a\r\nRange: bytes={at}-{at}\r\n\r\n" for at in range(200)]
    answer = answer_to(port, "".join(asked_for) + request("/gone/"))
    assert re.findall(rb"content-range: bytes (\d+)-", answer) == [str(at).encode() for at in range(200)]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Length: 4", "Transfer-Encoding: chunked"], "0\r\n\r\n"),
        (["Content-Length: 4", "Content-Length: 90"], ""),
        (["Transfer-Encoding: xchunked", "Content-Length: 0"], ""),
        (["Transfer-Encoding : chunked"], "0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], "zz\r\n\r\n"),
        (["Content-Length: 90"], ""),
        (["Content-Length: +0"], ""),
    ],
)
def test_a_request_hidden_in_another_is_not_answered(port: int, headers: list[str], body: str) -> None:
    outer = "\r\n".join([f"POST /{TOKEN}/articles HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""])
    answer = answer_to(port, outer + body + request(f"/{TOKEN}/app.css"))
    assert b"text/css" not in answer
    assert well(port)


def test_a_body_larger_than_it_may_be_is_not_read_to_its_end(port: int) -> None:
    head = f"POST /{TOKEN}/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n"
    with connection_with(port, head) as line:
        sent = 0
        try:
            while sent < 50_000_000:
                sent += line.send(b"a" * 65_536)
        except OSError:
            pass
    assert sent < 20_000_000
    assert well(port)


def test_a_flood_of_articles_leaves_a_minutes_worth(tmp_path: Path) -> None:
    options = ServeOptions(tmp_path, tmp_path / "inbox", TOKEN)

    def send(port: int, number: int) -> bytes:
        url = f"https://news.example/{number}"
        head = f"POST /{TOKEN}/articles HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        return answer_to(port, f"{head}Content-Length: {len(url)}\r\n\r\n{url}")[9:12]

    with running_server(options) as port, ThreadPoolExecutor(50) as phones:
        codes = Counter(phones.map(partial(send, port), range(300)))
        assert answer_to(port, request(f"/{TOKEN}/app.css")).startswith(b"HTTP/1.1 200")
    assert codes == {b"202": options.articles_a_minute, b"429": 300 - options.articles_a_minute}
    assert len(list((tmp_path / "inbox").iterdir())) == options.articles_a_minute


def test_two_hundred_phones_at_once_each_get_their_part(port: int) -> None:
    def listen(phone: int) -> tuple[bytes, int]:
        start = phone * 90_000
        answer = answer_to(port, request(MP3, f"Range: bytes={start}-{start + 999_999}"))
        head, _, body = answer.partition(b"\r\n\r\n")
        return head[9:12], len(body)

    with ThreadPoolExecutor(200) as phones:
        answers = set(phones.map(listen, range(200)))
    assert answers == {(b"206", 1_000_000)}


def test_a_phone_is_answered_while_many_others_stand_still(port: int) -> None:
    still = [connection_with(port, request(MP3)) for _ in range(100)]
    begun = time.monotonic()
    assert well(port)
    assert time.monotonic() - begun < 2
    for line in still:
        line.close()
