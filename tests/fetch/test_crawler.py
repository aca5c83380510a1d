"""Many addresses at once, politely."""

import time
from itertools import pairwise
from threading import Lock

from tests.fetch.servers import Handler, page, redirect, serving

from briefing.errors import FetchError, RefusedAddressError, UnavailableError
from briefing.fetch import Crawler, CrawlPolicy, FetchOptions, SourceAnswer, SourceVisit
from briefing.model import Page

FEED = b"""<rss version="2.0"><channel><title>T</title><item><title>A</title>
<link>https://news.example/a</link></item></channel></rss>"""
HTML = b"<html><body><p>The ferry sailed at noon.</p></body></html>"
OWN = FetchOptions(allow_private=True, total_ms=5_000, attempts=1)
QUICK = CrawlPolicy(pause_ms=0)


def at_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def test_a_feed_that_has_not_changed_is_not_read_again() -> None:
    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"]:
            handler.send(b"", 304)
        else:
            handler.send(FEED, ETag='"v1"', Last_Modified="Mon, 23 Nov 2026 05:00:00 GMT")

    with serving({"/feed": answer}) as server:
        crawler = Crawler(OWN, QUICK)
        [(_, first)] = crawler.sources([SourceVisit("feed", server.at("/feed"))])
        assert isinstance(first, SourceAnswer)
        [(_, second)] = crawler.sources([SourceVisit("feed", server.at("/feed"), first.state)])
    assert (first.title, [item.url for item in first.items]) == ("T", ["https://news.example/a"])
    assert second == SourceAnswer(state='"v1"\nMon, 23 Nov 2026 05:00:00 GMT')


def test_one_bad_source_costs_only_itself() -> None:
    routes = {
        "/good": page(FEED, "application/rss+xml"),
        "/page": page(HTML),
        "/busy": lambda h: h.send(b"", 503),
        "/moved": redirect("/good", 301),
    }
    with serving(routes) as server:
        requests = [
            SourceVisit("feed", server.at(path)) for path in ("/good", "/page", "/busy", "/gone", "/moved")
        ]
        found = dict(Crawler(OWN, QUICK).sources(requests))
        kinds = {request.address.rsplit("/", 1)[1]: type(answer) for request, answer in found.items()}
        moved = found[requests[4]]
        assert isinstance(moved, SourceAnswer)
        assert moved.moved_to == server.at("/good")
    assert kinds == {
        "good": SourceAnswer,
        "page": FetchError,
        "busy": UnavailableError,
        "gone": FetchError,
        "moved": SourceAnswer,
    }


def test_one_request_at_a_time_for_each_host_with_a_pause_between() -> None:
    busy: dict[str, int] = {}
    most: dict[str, int] = {}
    starts: dict[str, list[float]] = {}
    lock = Lock()

    def slow(handler: Handler) -> None:
        host = handler.headers["Host"]
        with lock:
            busy[host] = busy.get(host, 0) + 1
            most[host] = max(most.get(host, 0), busy[host])
            starts.setdefault(host, []).append(time.monotonic())
        time.sleep(0.03)
        with lock:
            busy[host] -= 1
        handler.send(HTML, Content_Type="text/html")

    with serving({f"/{number}": slow for number in range(3)}) as server:
        hosts = ("one.example", "two.example")
        addresses = [server.at(f"/{number}", host) for number in range(3) for host in hosts]
        crawler = Crawler(OWN, CrawlPolicy(pause_ms=50, robots=False), at_loopback)
        found = dict(crawler.pages(addresses))
    assert all(isinstance(result, Page) for result in found.values())
    assert set(most.values()) == {1}
    assert all(later - sooner >= 0.05 for times in starts.values() for sooner, later in pairwise(times))


def test_robots_are_asked_once_and_obeyed() -> None:
    robots = b"User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /"
    routes = {"/robots.txt": page(robots, "text/plain"), "/a": page(HTML), "/private/b": page(HTML)}
    with serving(routes) as server:
        addresses = [server.at(path, "news.example") for path in ("/a", "/private/b")]
        found = dict(Crawler(OWN, QUICK, at_loopback).pages(addresses))
        asked = [path for path, _ in server.seen]
    assert [type(found[address]) for address in addresses] == [Page, RefusedAddressError]
    assert sorted(asked) == ["/a", "/robots.txt"]


def test_robots_out_of_order_close_the_site_for_this_run() -> None:
    routes = {"/robots.txt": lambda h: h.send(b"", 500), "/a": page(HTML)}
    with serving(routes) as server:
        [(_, result)] = Crawler(OWN, QUICK, at_loopback).pages([server.at("/a", "news.example")])
    assert isinstance(result, RefusedAddressError)


def test_a_crawl_delay_is_kept() -> None:
    routes = {
        "/robots.txt": page(b"User-agent: briefing\nCrawl-delay: 0.3", "text/plain"),
        "/a": page(HTML),
        "/b": page(HTML),
    }
    started = time.monotonic()
    with serving(routes) as server:
        list(
            Crawler(OWN, QUICK, at_loopback).pages([server.at(path, "news.example") for path in ("/a", "/b")])
        )
    assert time.monotonic() - started >= 0.3


def test_the_same_address_is_visited_once() -> None:
    with serving({"/a": page(HTML)}) as server:
        assert len(list(Crawler(OWN, CrawlPolicy(robots=False)).pages([server.at("/a")] * 3))) == 1
        assert len(server.seen) == 1


def test_two_hundred_feeds_with_latency_take_three_seconds_at_most() -> None:
    def late(handler: Handler) -> None:
        time.sleep(0.05)
        handler.send(FEED, Content_Type="application/rss+xml")

    with serving({f"/{number}": late for number in range(200)}) as server:
        requests = [SourceVisit("feed", server.at(f"/{number}")) for number in range(200)]
        started = time.monotonic()
        found = list(Crawler(OWN, CrawlPolicy()).sources(requests))
        took = time.monotonic() - started
    assert all(isinstance(answer, SourceAnswer) for _, answer in found)
    assert took <= 3
