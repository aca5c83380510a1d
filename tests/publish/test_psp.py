"""Every rule of PSP-1, of Apple and of the podcast namespace over our feeds, and each rule shown to fail."""

import re
from collections.abc import Callable

import pytest
from tests.publish.feeds import BASE, FEED, FEEDS, a_feed
from tests.publish.psp.checking import NOT_XML, RULES, faults

from briefing.publish import feed_xml

GOOD = feed_xml(FEED).decode()
Change = Callable[[str], str]


def swap(old: str, new: str, times: int = 1) -> Change:
    """Another text in the place of this one, which must be there."""

    def changed(feed: str) -> str:
        assert old in feed, old
        return feed.replace(old, new, times)

    return changed


def without(pattern: str) -> Change:
    """The feed without the first piece of this form."""

    def changed(feed: str) -> str:
        assert re.search(pattern, feed, re.DOTALL), pattern
        return re.sub(pattern, "", feed, count=1, flags=re.DOTALL)

    return changed


def in_item(change: Change) -> Change:
    """The change, in the first item."""

    def changed(feed: str) -> str:
        head, mark, rest = feed.partition("<item>")
        return head + mark + change(rest)

    return changed


def turned(feed: str) -> str:
    """The two items in the other order."""
    items = re.findall(r"  <item>.*?</item>\n", feed, re.DOTALL)
    assert len(items) == 2
    return feed.replace("".join(items), "".join(reversed(items)))


def guid_of(number: int) -> str:
    """What identifies an item; the first is 1."""
    return GOOD.split("<guid ")[number].partition(">")[2].partition("<")[0]


BROKEN: list[tuple[str, Change]] = [
    ("begins_with_its_declaration", swap('<?xml version="1.0" encoding="UTF-8"?>\n', "")),
    ("begins_with_its_declaration", swap("UTF-8", "utf-8")),
    ("declares_the_namespaces", lambda feed: re.sub("content(?=:encoded|=)", "c", feed)),
    ("is_rss_2", swap('version="2.0"', 'version="0.92"')),
    ("has_one_channel", swap("</channel>", "</channel><channel/>")),
    ("spells_its_elements_as_the_standards_do", swap("generator>", "Generator>", 2)),
    ("repeats_only_what_may_be_repeated", swap("<language>", "<language>de</language><language>")),
    ("has_no_spaces_around_its_values", swap("<generator>", "<generator> ")),
    ("keeps_values_to_255_characters", swap("<generator>", "<generator>" + "x" * 255)),
    ("has_addresses_of_ascii", in_item(swap("%C3%A9dition/cover.jpg", "édition/cover.jpg"))),
    ("keeps_every_address_below_its_base", in_item(swap(f'url="{BASE}', 'url="https://phone.example:8443'))),
    ("says_where_it_is", swap('rel="self"', 'rel="alternate"')),
    ("says_where_it_is", swap('type="application/rss+xml"', 'type="text/xml"')),
    ("has_a_title", without(r"<title>.*?</title>")),
    ("has_a_page", without(r"<link>.*?</link>")),
    ("has_a_description", without(r"  <description>News[^<]*</description>\n")),
    ("keeps_its_description_to_4000_bytes", swap("News, read", "ä" * 2000 + "read")),
    ("has_a_language", swap(">en-gb<", ">English<")),
    ("has_a_category_of_apples", swap('text="Daily News"', 'text="Daily news"')),
    ("has_a_category_of_apples", swap('text="News"', 'text="Arts"')),
    ("says_whether_it_is_explicit", swap("<itunes:explicit>false", "<itunes:explicit>clean")),
    ("has_a_cover", swap('/cover.jpg" />', '/cover.webp" />')),
    ("has_a_guid_of_version_5", without(r"<podcast:guid>.*?</podcast:guid>")),
    ("is_locked_by_its_owner", swap('owner=""', "")),
    ("is_locked_by_its_owner", swap(">yes</podcast:locked>", ">no</podcast:locked>")),
    ("is_blocked_for_directories", without("<podcast:block>yes</podcast:block>")),
    ("is_blocked_for_directories", swap("<itunes:block>Yes", "<itunes:block>yes")),
    ("has_an_author", without(r"<itunes:author>.*?</itunes:author>")),
    ("is_episodic_or_serial", swap(">episodic<", ">daily<")),
    ("says_what_kind_of_medium_it_is", swap(">podcast<", ">radio<")),
    ("has_a_picture_that_agrees_with_it", swap("<image>", "<image><title>Another</title>")),
    ("says_when_it_changed", swap("<lastBuildDate>Mon, ", "<lastBuildDate>Tue, ")),
    ("says_when_it_changed", swap(" 06:30:00 +0100</last", " 6:30 AM</last")),
    ("titles_its_episodes", in_item(without(r"<title>.*?</title>"))),
    ("encloses_one_file_an_episode", in_item(without(r"<enclosure .*?/>"))),
    ("tells_the_length_of_its_enclosures", swap('length="1234567"', 'length="1.2 MB"')),
    ("tells_the_length_of_its_enclosures", swap('length="1234567"', 'length="0"')),
    ("tells_the_type_of_its_enclosures", swap('type="audio/mpeg"', 'type="audio/mp3"')),
    ("encloses_each_file_once", swap("22-%C3%A9dition/edition.mp3", "23-%C3%A9dition/edition.mp3")),
    ("identifies_its_episodes", in_item(without(r"<guid .*?</guid>"))),
    ("says_that_a_guid_is_no_address", swap('isPermaLink="false"', "")),
    ("identifies_each_episode_differently", swap(guid_of(2), guid_of(1))),
    ("links_its_episodes_to_a_page", in_item(without(r"<link>.*?</link>"))),
    ("dates_its_episodes", in_item(swap("Mon, 23 Nov 2026", "2026-11-23"))),
    ("dates_its_episodes", in_item(swap("Mon, 23 Nov 2026", "Mon, 31 Nov 2026"))),
    ("describes_its_episodes", in_item(without(r"<description>.*?</description>"))),
    ("keeps_descriptions_of_episodes_to_4000_bytes", in_item(swap("The voices", "x" * 4000))),
    ("tells_durations_in_seconds", swap("<itunes:duration>101", "<itunes:duration>1:41")),
    ("says_whether_an_episode_is_explicit", in_item(without(r"<itunes:explicit>.*?</itunes:explicit>"))),
    ("says_what_kind_of_episode_it_is", swap(">full<", ">Full<")),
    ("has_a_cover_an_episode", in_item(without(r"<itunes:image .*?/>"))),
    ("offers_both_forms_of_transcript", swap('type="text/vtt"', 'type="text/plain"')),
    ("offers_both_forms_of_transcript", in_item(without(r"<podcast:transcript .*?/>"))),
    ("tells_the_language_of_a_transcript", swap('language="en-GB"', 'language="British"')),
    ("offers_json_chapters", swap("json+chapters", "json")),
    ("offers_json_chapters", in_item(without(r"<podcast:chapters .*?/>"))),
    ("says_that_voices_are_synthetic", swap('purpose="ai-content"', 'purpose="other"')),
    ("keeps_free_text_short", swap("The voices in this", "The voices in " + "x" * 4000)),
    ("lists_the_newest_episode_first", turned),
    ("begins_its_list_of_times_at_zero", swap("<description>00:00:00", "<description>00:00:01")),
    ("begins_its_list_of_times_at_zero", swap("\n00:00:13 ", "\n00:10:13 ")),
    ("holds_no_markup_in_descriptions", swap("<description>00", "<description>&lt;b>\n00")),
    ("holds_no_markup_in_descriptions", swap("read aloud.", "read &lt;/p> aloud.")),
    ("holds_nothing_active_in_notes", swap("&lt;p&gt;", "&lt;p&gt;&lt;img src=x&gt;")),
    ("holds_nothing_active_in_notes", in_item(swap('a href="https:', 'a href="data:'))),
    (NOT_XML, swap("</rss>", "")),
    (NOT_XML, swap("<generator>", "<generator>\x00")),
    (NOT_XML, swap("<generator>", "<generator>&nbsp;")),
]  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_our_feeds_obey_every_rule(name: str) -> None:
    assert faults(feed_xml(FEEDS[name]), FEEDS[name].base) == {}


@pytest.mark.parametrize(("rule", "change"), BROKEN)
def test_a_broken_feed_is_told_by_its_rule_and_by_no_other(rule: str, change: Change) -> None:
    assert list(faults(change(GOOD).encode("utf-8", "surrogateescape"), BASE)) == [rule]


def test_every_rule_is_broken_once() -> None:
    assert {name for name, _ in BROKEN} == {rule.__name__ for rule in RULES} | {NOT_XML}


def test_bytes_that_are_no_utf_8_are_told() -> None:
    assert list(faults(feed_xml(a_feed()).replace(b"News", b"N\xff"))) == [NOT_XML]
