"""Many addresses at once, politely."""

import time
from itertools import pairwise
from threading import Barrier, Lock

from tests.fetch.servers import Handler, in_turn, page, redirect, serving

from briefing.errors import FetchError, NoAnswerError, RefusedAddressError, UnavailableError
from briefing.fetch import (
    Crawler,
    CrawlPolicy,
    Deadline,
    FetchOptions,
    PageAnswer,
    PageRequest,
    SourceAnswer,
    SourceVisit,
)

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
        found = dict(crawler.pages([PageRequest(each) for each in addresses]))
    assert all(isinstance(result, PageAnswer) for result in found.values())
    assert set(most.values()) == {1}
    assert all(later - sooner >= 0.05 for times in starts.values() for sooner, later in pairwise(times))


def test_robots_are_asked_once_and_obeyed() -> None:
    robots = b"User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /"
    routes = {"/robots.txt": page(robots, "text/plain"), "/a": page(HTML), "/private/b": page(HTML)}
    with serving(routes) as server:
        addresses = [server.at(path, "news.example") for path in ("/a", "/private/b")]
        found = dict(Crawler(OWN, QUICK, at_loopback).pages([PageRequest(each) for each in addresses]))
        asked = [path for path, _ in server.seen]
    assert [type(found[address]) for address in addresses] == [PageAnswer, RefusedAddressError]
    assert sorted(asked) == ["/a", "/robots.txt"]


def test_robots_out_of_order_close_the_site_for_this_run() -> None:
    routes = {"/robots.txt": lambda h: h.send(b"", 500), "/a": page(HTML)}
    with serving(routes) as server:
        [(_, result)] = Crawler(OWN, QUICK, at_loopback).pages([PageRequest(server.at("/a", "news.example"))])
    assert type(result) is UnavailableError
    assert "robots.txt" in result.message


def test_a_crawl_delay_is_kept() -> None:
    routes = {
        "/robots.txt": page(b"User-agent: briefing\nCrawl-delay: 0.3", "text/plain"),
        "/a": page(HTML),
        "/b": page(HTML),
    }
    started = time.monotonic()
    with serving(routes) as server:
        requests = [PageRequest(server.at(path, "news.example")) for path in ("/a", "/b")]
        list(Crawler(OWN, QUICK, at_loopback).pages(requests))
    assert time.monotonic() - started >= 0.3


def test_the_same_address_is_visited_once() -> None:
    with serving({"/a": page(HTML)}) as server:
        assert (
            len(list(Crawler(OWN, CrawlPolicy(robots=False)).pages([PageRequest(server.at("/a"))] * 3))) == 1
        )
        assert len(server.seen) == 1


def test_feeds_are_fetched_four_at_a_time_at_least() -> None:
    four = Barrier(4, timeout=60)

    def with_three_others(handler: Handler) -> None:
        four.wait()
        handler.send(FEED, Content_Type="application/rss+xml")

    with serving({f"/{number}": with_three_others for number in range(200)}) as server:
        visits = [SourceVisit("feed", server.at(f"/{number}")) for number in range(200)]
        found = list(Crawler(FetchOptions(allow_private=True, read_ms=60_000), CrawlPolicy()).sources(visits))
    assert [type(answer) for _, answer in found] == [SourceAnswer] * 200


def hang(handler: Handler) -> None:
    time.sleep(4)


IMPATIENT = FetchOptions(allow_private=True, read_ms=500, total_ms=5_000)


def test_a_host_that_hangs_twice_is_left_and_the_others_are_read() -> None:
    routes = {f"/slow/{number}": hang for number in range(8)} | {"/good": page(HTML)}
    crawler = Crawler(IMPATIENT, CrawlPolicy(pause_ms=0, robots=False), at_loopback)
    started = time.monotonic()
    with serving(routes) as server:
        slow = [server.at(f"/slow/{number}", "slow.example") for number in range(8)]
        good = server.at("/good", "good.example")
        found = dict(crawler.pages([PageRequest(each) for each in (*slow, good)]))
        took = time.monotonic() - started
        asked = [path for path, _ in server.seen if path.startswith("/slow")]
        [(_, later)] = crawler.pages([PageRequest(slow[7])])
    assert [type(found[each]) for each in slow] == [NoAnswerError] * 8
    assert isinstance(found[good], PageAnswer)
    assert (asked, type(later), took < 5) == (["/slow/0", "/slow/0"], NoAnswerError, True)


def test_a_host_that_hangs_once_is_asked_again() -> None:
    with serving({"/a": in_turn(hang, page(HTML))}) as server:
        crawler = Crawler(IMPATIENT, CrawlPolicy(pause_ms=0, robots=False))
        [(_, result)] = crawler.pages([PageRequest(server.at("/a"))])
    assert isinstance(result, PageAnswer)


def test_a_host_whose_robots_file_hangs_is_left_after_two_waits() -> None:
    with serving({"/robots.txt": hang, "/a": page(HTML), "/b": page(HTML)}) as server:
        addresses = [server.at(path, "slow.example") for path in ("/a", "/b")]
        found = dict(Crawler(IMPATIENT, QUICK, at_loopback).pages([PageRequest(each) for each in addresses]))
        asked = [path for path, _ in server.seen]
    assert [type(found[each]) for each in addresses] == [NoAnswerError] * 2
    assert asked == ["/robots.txt", "/robots.txt"]


def test_the_deadline_ends_the_reading_with_what_has_arrived() -> None:
    with serving({"/slow": hang, "/good": page(HTML)}) as server:
        crawler = Crawler(OWN, CrawlPolicy(robots=False), deadline=Deadline(0.5))
        started = time.monotonic()
        found = dict(crawler.pages([PageRequest(server.at(path)) for path in ("/slow", "/good")]))
        took = time.monotonic() - started
        assert isinstance(found[server.at("/good")], PageAnswer)
        late = found[server.at("/slow")]
    assert isinstance(late, UnavailableError)
    assert (late.message, took < 3) == (f"{server.at('/slow')} was not read in time", True)


def test_a_page_that_has_not_changed_is_not_sent_again() -> None:
    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"v1"':
            handler.send(b"", 304)
        else:
            handler.send(HTML, ETag='"v1"', Content_Type="text/html")

    with serving({"/a": answer}) as server:
        crawler = Crawler(OWN, CrawlPolicy(robots=False))
        [(_, first)] = crawler.pages([PageRequest(server.at("/a"))])
        assert isinstance(first, PageAnswer)
        [(_, second)] = crawler.pages([PageRequest(server.at("/a"), first.etag, first.modified)])
    assert first.page is not None
    assert second == PageAnswer(None, '"v1"', "")
