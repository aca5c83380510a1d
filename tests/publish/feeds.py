"""Feeds of our own writing, from an empty one to the most awkward that pages and users can bring about."""

from tests.publish.programmes import CLOSING, HARBOUR, OPENING, TREES, casting, master

from briefing.model import Chapter, Episode, EpisodeSpeaker, Feed, LeftOut, PublishedEpisode, TranscriptLine
from briefing.publish import episode_from, newest_first

BASE = "https://phone.example:8443/t0ken"
STATIC = "https://radio.example/podcasts/morning"

# What a page's headline may hold
AWKWARD = {
    "markup": "<script>alert(1)</script> & <b onclick='x()'>bold</b> &lt;i&gt; ]]> <!-- x -->",
    "emoji": "🚢🏳️‍🌈 The harbour 👩🏽‍🚒 reopens 🎉",
    "rtl": "الميناء \u202eيفتح\u202c أبوابه \u200fנמל",
    "controls": "A\x00B\x07C\x1bD\x85E\u2028F\ufffeG\ud800H\x7fI",
    "blank": " \t\n\u2003\u200b ",
    "empty": "",
    "long": "Harbour " * 60,
    "quotes": "\"It's 'done'\" — «oui» “yes” ‘no’",
    "percent": "100 % of 50%20 + a/b?c=d#e",
}


def published(day: str = "23", zone: str = "+01:00", left_out: tuple[LeftOut, ...] = ()) -> PublishedEpisode:
    """The edition of a day in November."""
    edition = casting(OPENING, HARBOUR, TREES, CLOSING, title=f"Edition {day} <b>&amp;</b>")
    episode = episode_from(edition, master(edition, 12_345), f"2026-11-{day}T06:30:00{zone}", left_out)
    return PublishedEpisode(f"2026-11-{day}-édition", "edition", 1_234_567, episode)


def a_feed(*episodes: PublishedEpisode, base: str = BASE, description: str = "News, read aloud.") -> Feed:
    """A feed of these episodes, newest first."""
    return Feed("Our <news> & more", description, "en-GB", "A & B", base, newest_first(episodes))


def awkward(text: str, folder: str = "2026-11-20-a", stories: int = 4) -> PublishedEpisode:
    """An episode in which every text is this one."""
    chapters = tuple(
        Chapter(text, at * 9000, at * 9000 + 9000, f"https://news.example/{at}?q=ü&r=<s>", text)
        for at in range(stories)
    )
    lines = (TranscriptLine(text, 0, 9000, text),)
    speakers = (EpisodeSpeaker(text, text, "unknown", "woman-1"),)
    gone = (LeftOut(text, text), LeftOut("/home/reader/saved pages/gone.html", text))
    episode = Episode(f"id-{folder}", text, "2026-11-20", "en", 9000, chapters, lines, speakers, gone)
    return PublishedEpisode(folder, "a", 10, episode)


FEED = a_feed(
    published("23"), published("22", left_out=(LeftOut("https://gone.example/a?b=1&c=2", "404 <gone>"),))
)
MANY = tuple(published(f"{day:02}", zone) for day in range(1, 31) for zone in ("+09:00",))
FEEDS = {
    "private": FEED,
    "static": a_feed(published(), base=STATIC),
    "empty": a_feed(),
    "one": a_feed(published()),
    "many": a_feed(*MANY),
    "undated": a_feed(PublishedEpisode("a", "b", 1, Episode("i", "T", "", "", 0, (), (), ()))),
    "without words": Feed("", " ", "", "", BASE, (awkward("", stories=0),)),
    "long notes": a_feed(awkward("The harbour reopens after eleven years", stories=400)),
    "folders": a_feed(
        *(awkward("T", folder) for folder in ("a b", "ü", "a?b#c", "a&<b>'\"", "%2e%2e", "日本"))
    ),
    **{name: Feed(text, text, "en", text, BASE, (awkward(text),)) for name, text in AWKWARD.items()},
}
