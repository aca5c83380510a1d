"""HTTP: what is asked for, what is followed, what is refused, and where it ends."""

import gzip
import time
import zlib

import pytest
from tests.fetch.servers import Answer, Handler, in_turn, page, redirect, serving

from briefing.errors import FetchError, RefusedAddressError
from briefing.fetch import FetchOptions, fetch_page
from briefing.fetch.download import download, fetch_web_page

HTML = b"<!doctype html><html><body><p>The ferry sailed at noon.</p></body></html>"
OWN = FetchOptions(allow_private=True, total_ms=5_000)


def test_a_page_comes_with_its_final_address() -> None:
    with serving({"/a": redirect("/b"), "/b": redirect("c?x=1", 308), "/c?x=1": page(HTML)}) as server:
        found = fetch_page(server.at("/a#part"), OWN)
    assert (found.address, found.final_address) == (server.at("/a#part"), server.at("/c?x=1"))
    assert found.text == HTML.decode()


def test_the_user_agent_is_honest_and_a_cookie_lives_for_one_address() -> None:
    answers = {"/a": lambda h: h.send(b"", 302, Location="/b", Set_Cookie="a=b"), "/b": page(HTML)}
    with serving(answers) as server:
        fetch_page(server.at("/a"), OWN)
        fetch_page(server.at("/b"), OWN)
    assert [headers.get("Cookie") for _, headers in server.seen] == [None, "a=b", None]
    assert all(headers["User-Agent"].startswith("briefing/") for _, headers in server.seen)


def test_http_charsets_reach_the_decoder() -> None:
    body = "<p>Мост открыт снова</p>".encode("koi8-r")
    with serving({"/": page(body, "text/html; charset=KOI8-R")}) as server:
        assert fetch_page(server.at("/"), OWN).text == "<p>Мост открыт снова</p>"


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compression_is_undone(encoding: str, pack: object) -> None:
    packed = gzip.compress(HTML) if encoding == "gzip" else zlib.compress(HTML)
    answer = {"/": lambda h: h.send(packed, Content_Type="text/html", Content_Encoding=encoding)}
    with serving(answer) as server:
        assert fetch_page(server.at("/"), OWN).text == HTML.decode()


def test_a_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 60_000_000)
    answer = {"/": lambda h: h.send(bomb, Content_Type="text/html", Content_Encoding="gzip")}
    with serving(answer) as server, pytest.raises(FetchError, match="larger than 2 MB"):
        fetch_page(server.at("/"), FetchOptions(allow_private=True, max_bytes=2 << 20))


def test_damaged_compression_is_our_error() -> None:
    answer = {"/": lambda h: h.send(b"not gzip", Content_Type="text/html", Content_Encoding="gzip")}
    with serving(answer) as server, pytest.raises(FetchError, match="damaged compression"):
        fetch_page(server.at("/"), OWN)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more</p>" * 10_000)


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.05)


def test_an_endless_body_stops_at_the_limit() -> None:
    with serving({"/": endless}) as server, pytest.raises(FetchError, match="larger than 1 MB"):
        fetch_page(server.at("/"), FetchOptions(allow_private=True, max_bytes=1 << 20))


def test_a_slow_drip_stops_at_the_deadline() -> None:
    started = time.monotonic()
    with serving({"/": drip}) as server, pytest.raises(FetchError, match="did not answer in 1 s"):
        fetch_page(server.at("/"), FetchOptions(allow_private=True, total_ms=400))
    assert time.monotonic() - started < 3


def test_a_server_that_says_nothing_stops_at_the_read_limit() -> None:
    options = FetchOptions(allow_private=True, read_ms=100, attempts=1)
    with serving({"/": lambda h: time.sleep(1)}) as server, pytest.raises(FetchError, match="in 1 s"):
        fetch_page(server.at("/"), options)


def test_a_ring_of_redirects_ends() -> None:
    with serving({"/a": redirect("/a")}) as server, pytest.raises(FetchError, match="more than 10 times"):
        fetch_page(server.at("/a"), OWN)


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "javascript:alert(1)"]
)
def test_a_redirect_to_another_scheme_is_no_page(where: str) -> None:
    with serving({"/": redirect(where)}) as server, pytest.raises(FetchError, match="not an http or https"):
        fetch_page(server.at("/"), OWN)


@pytest.mark.parametrize(
    ("status", "hint"),
    [(404, "taken down"), (410, "taken down"), (403, "save the page"), (451, "save the page")],
)
def test_a_refusal_is_told_with_what_to_do_and_not_tried_again(status: int, hint: str) -> None:
    with serving({"/": lambda h: h.send(b"", status)}) as server:
        with pytest.raises(FetchError, match=str(status)) as caught:
            fetch_page(server.at("/"), OWN)
        assert len(server.seen) == 1
    assert hint in caught.value.hint


def test_a_passing_failure_is_tried_again() -> None:
    answers = in_turn(lambda h: h.send(b"", 503, Retry_After="0"), lambda h: h.send(b"", 502), page(HTML))
    with serving({"/": answers}) as server:
        found = fetch_page(server.at("/"), FetchOptions(allow_private=True, first_wait_ms=10))
        assert (found.text, len(server.seen)) == (HTML.decode(), 3)


def test_retry_after_is_kept() -> None:
    answers = in_turn(lambda h: h.send(b"", 429, Retry_After="1"), page(HTML))
    started = time.monotonic()
    with serving({"/": answers}) as server:
        fetch_page(server.at("/"), OWN)
    assert time.monotonic() - started >= 1


def test_a_wait_longer_than_our_time_is_not_waited_for() -> None:
    started = time.monotonic()
    answer = {"/": lambda h: h.send(b"", 503, Retry_After="3600")}
    with serving(answer) as server, pytest.raises(FetchError, match="503"):
        fetch_page(server.at("/"), OWN)
    assert time.monotonic() - started < 2


def test_a_conditional_request_may_be_answered_with_not_modified() -> None:
    with serving({"/": lambda h: h.send(b"", 304, ETag='"v1"')}) as server:
        found = download(server.at("/"), OWN, {"If-None-Match": '"v1"'})
    assert (found.status, found.body, server.seen[0][1]["If-None-Match"]) == (304, b"", '"v1"')


def test_only_permanent_redirects_move_an_address() -> None:
    routes = {"/old": redirect("/new", 301), "/new": redirect("/today", 302), "/today": page(HTML)}
    with serving(routes) as server:
        found = download(server.at("/old"), OWN)
    assert (found.moved_to, found.final_address) == (server.at("/new"), server.at("/today"))


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "text/html", "a PNG picture"),
        (b"", "text/html", "is empty"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "text/html", "is a feed"),
    ],
)
def test_a_wrong_type_is_named(body: bytes, content_type: str, what: str) -> None:
    with serving({"/": page(body, content_type)}) as server, pytest.raises(FetchError, match=what):
        fetch_page(server.at("/"), OWN)


def test_a_closed_port_is_our_error() -> None:
    with serving({}) as server:
        gone = server.at("/")
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch_page(gone, FetchOptions(allow_private=True, attempts=1))


PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/",
    "http://0x7f000001/", "http://127.1/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://100.100.100.200/",
    "http://168.63.129.16/", "http://0.0.0.0/", "http://255.255.255.255/", "http://224.0.0.1/",
    "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[::127.0.0.1]/", "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_however_they_are_written(address: str) -> None:
    with pytest.raises(RefusedAddressError, match="not fetched from") as caught:
        fetch_page(address)
    assert "allow_networks" in caught.value.hint


@pytest.mark.parametrize("answer", ["127.0.0.1", "::1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_refused(answer: str) -> None:
    with pytest.raises(RefusedAddressError):
        fetch_web_page("http://news.example/", FetchOptions(), lambda host, port: ["93.184.216.34", answer])


def test_a_redirect_into_a_private_network_is_refused() -> None:
    with serving({"/secret": page(HTML)}, "127.0.0.1") as inner:
        routes = {"/": redirect(inner.at("/secret"))}
        options = FetchOptions(allow_networks=("127.0.0.2/32",))
        with serving(routes, "127.0.0.2") as outer, pytest.raises(RefusedAddressError):
            fetch_page(outer.at("/"), options)
        assert not inner.seen


def test_a_name_that_changes_its_answer_is_checked_each_time() -> None:
    """DNS rebinding: the first answer is allowed, the second is not; nothing is asked of the second."""
    answers = [["127.0.0.2"], ["127.0.0.1"]]
    options = FetchOptions(allow_networks=("127.0.0.2/32",))
    with serving({"/": redirect("/again")}, "127.0.0.2") as server:
        address = server.at("/", host="rebind.example")
        with pytest.raises(RefusedAddressError):
            fetch_web_page(address, options, lambda host, port: answers.pop(0))
        assert [path for path, _ in server.seen] == ["/"]


def test_one_look_up_serves_check_and_connection() -> None:
    asked = []

    def look_up_once(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with serving({"/": page(HTML)}) as server:
        fetch_web_page(server.at("/", host="news.example"), OWN, look_up_once)
    assert asked == ["news.example"]
    assert server.seen[0][1]["Host"] == f"news.example:{server.port}"


def test_a_look_up_that_hangs_is_left_behind() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(FetchError, match="in 1 s"):
        fetch_web_page("http://news.example/", FetchOptions(total_ms=200, attempts=1), hang)
    assert time.monotonic() - started < 1


def refreshing(content: str, body: str = "") -> Answer:
    """A page that sends the browser on; `content` is the attribute as it is written, with its marks."""
    return page(
        f"<html><head><title>Redirecting</title><META HTTP-EQUIV=Refresh content={content}></head>"
        f"<body>{body}</body></html>".encode()
    )


@pytest.mark.parametrize(
    "answer",
    [
        refreshing("\"0;URL='/story'\""),
        refreshing("'0; url=/story'"),
        refreshing('"5;url=story"', "<p>You are being redirected to the article.</p>"),
        refreshing("0;url=/story"),
        refreshing('"0;url=/again"'),
        page(
            b"<html><head><script>go('/story')</script><noscript><meta http-equiv='refresh' "
            b"content='0;URL=/story'></noscript></head><body></body></html>"
        ),
    ],
)
def test_a_page_that_only_sends_the_browser_on_is_followed(answer: Answer) -> None:
    routes = {"/": answer, "/story": page(HTML), "/again": refreshing('"0;url=/story"')}
    with serving(routes) as server:
        found = fetch_page(server.at("/"), OWN)
        assert (found.address, found.final_address, found.text) == (
            server.at("/"),
            server.at("/story"),
            HTML.decode(),
        )


@pytest.mark.parametrize(
    "answer",
    [
        refreshing('"300;url=/story"'),
        refreshing('"0"'),
        refreshing('"0;url=/"'),
        refreshing('"5;url=/story"', "<p>" + "The ferry sailed at noon. " * 20 + "</p>"),
    ],
)
def test_a_page_that_reloads_itself_or_has_a_text_stays(answer: Answer) -> None:
    with serving({"/": answer, "/story": page(HTML)}) as server:
        assert fetch_page(server.at("/"), OWN).final_address == server.at("/")


def test_pages_that_send_the_browser_round_end() -> None:
    routes = {"/": refreshing('"0;url=/b"'), "/b": refreshing('"0;url=/"')}
    with serving(routes) as server:
        assert "Redirecting" in fetch_page(server.at("/"), OWN).text
        assert len(server.seen) <= 6
