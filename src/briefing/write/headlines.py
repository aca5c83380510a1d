"""The headline, source, dateline and dates of a story, and whether the lede repeats the headline."""

import re
from datetime import date

from briefing.model import Article, Entry, Heading, Narration, NarrationRole, Story
from briefing.text import primary_tag, sentence_spans
from briefing.write.phrases import Phrases

_WORD = re.compile(r"[^\W_]+")
# What a headline's word and the lede's may differ in: 'recalls' and 'recalled'.
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|d|en|er|e)$")
_STEM_LETTERS = 6
_NOON = 12

_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}"
_WORDS_BEGIN = r"(?=[A-ZÀ-Þ0-9\"“„«‘'])"
_MARK = rf"\s*(?:\.?\s?(?:[–—]|--?)\s+|\|\s*){_WORDS_BEGIN}"  # ' — ', '.- ', ' |'
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Apr(?:il)?|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE_END = rf"\s?(?::|\||--?|[–—])\s{_WORDS_BEGIN}"
_DATELINES = (
    # a place and a date, in either order: 'LONDON | 3 March: ', 'Oslo, March 3 - ', '3 March 2026, OSLO: '
    re.compile(rf"{_PLACE}\s?(?:,|\||/|[–—-])\s?{_DAY}{_DATE_END}"),
    re.compile(rf"{_DAY}, {_PLACE}{_DATE_END}"),
    re.compile(rf"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{{2,30}}, {_WEEKDAY}{_DATE_END}"),  # 'OSLO, Monday: '
    # capitals, perhaps with author, state, date and agency: 'BUFFALO, N.Y. — ', 'By A. LEE BATH (P) - '
    re.compile(
        r"(?:By [A-Z][\w.,'’ -]{3,60}? (?=[A-Z]{2}))?(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+[ ,/]{0,2}){1,4}"
        r"(?:, ?[A-Z][\w. ]{1,20})?"
        rf"(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?: ?\([^()]{{1,30}}\))?{_MARK}"
    ),
    # a place in small letters counts only with its agency, or with a date: 'Berlin (Presse) - '
    re.compile(rf"[A-ZÀ-Þ][\w.' /,-]{{1,40}} \([\w/.& ]{{2,30}}\){_MARK}"),
    # 'Port, le 24 novembre 2026 - ', 'Puerto, 24 de noviembre.- '
    re.compile(
        rf"{_PLACE}, (?:le |den |am )?\d{{1,2}}\.?(?: de)? [^\W\d_]{{3,10}}\.?(?: (?:de )?\d{{4}})?{_MARK}"
    ),
    re.compile(rf"{_PLACE}\.[–—-]\s+{_WORDS_BEGIN}"),  # 'Puerto.- '
    re.compile(rf"\([A-ZÀ-Þ][\w./& ]{{1,30}}\){_MARK}"),  # the agency alone: '(Press) - '
    re.compile(rf"\([A-ZÀ-Þ][A-ZÀ-Þ .'’-]{{2,30}}\)\s+{_WORDS_BEGIN}"),  # '(PORT NORHOLM) '
    # 'ELMSUND, Nov. 3, 2026 /Newswire/ -- ', 'November 3, 2026 / ELMSUND / Newswire / -- '
    re.compile(rf"[A-ZÀ-Þ][^/|]{{2,40}}(?:/ ?[^/|]{{2,30}}){{1,2}}/\s*(?:[–—]|--?)\s+{_WORDS_BEGIN}"),
    re.compile(rf"{_PLACE} (?:[–—]|--) (?=[\"“„«])"),  # 'Elmsund — “Nobody asked us,”'
    # 'ELMSUND: The gates opened.'
    re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{4,20}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,20}){0,2}: (?=[A-ZÀ-Þ0-9])"),
    # a place before a colon, if the sentence names it: 'Elmsund: The gates of Elmsund opened.'
    re.compile(rf"(?P<place>{_PLACE}): (?=[A-ZÀ-Þ][^.!?]{{1,100}}\b(?P=place)\b)"),
)
# in bold: 'Elmsund.', 'Elmsund/Norholm:'
_RUN_IN_DATELINE = re.compile(rf"{_PLACE}(?: ?/ ?{_PLACE})?(?: \([^()]{{1,20}}\))?[.:]\s*")


def repeats(lede: str, headline: str, phrases: Phrases) -> bool:
    """Return True if the first sentence of the lede has every content word of the headline.

    A single missing content word, also a figure or a short name, makes it False.
    """
    silent = set(phrases.words("stop_words"))
    telling = {_stem(word) for word in _WORD.findall(headline) if word.lower() not in silent}
    first = next((lede[start:end] for start, end in sentence_spans(lede)), "")
    return bool(telling) and telling <= {_stem(word) for word in _WORD.findall(first)}


def as_sentence(headline: str) -> str:
    """The headline with a full stop, so that the voice comes down."""
    text = " ".join(headline.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def is_in_lede(article: Article, phrases: Phrases) -> bool:
    """Return True if the first sentence of the story says what its headline says."""
    lede = next((block.text for block in article.blocks if not isinstance(block, Heading)), "")
    return article.title_source == "lede" or repeats(lede, article.title, phrases)


def headline_line(story: Story, role: NarrationRole, language: str) -> Narration:
    """The headline as a line of its own; in the overview with the story's language if it is another one."""
    text = as_sentence(_headline_words(story.article, role))
    own = story.article.language
    foreign = language and own and primary_tag(own) != language
    return Narration(text, text, role, language=own if foreign else "")


def _headline_words(article: Article, role: NarrationRole) -> str:
    """Return the headline; in the overview, the whole sentence of a title that was cut from the lede."""
    if article.title_source != "lede" or role != "headlines":
        return article.title
    lede = next((block.text for block in article.blocks if not isinstance(block, Heading)), article.title)
    lede = lede[dateline_end(lede) :]
    return next((lede[start:end] for start, end in sentence_spans(lede)), article.title)


def phrase_line(text: str, role: NarrationRole) -> Narration:
    """A phrase of ours as a line of its own."""
    return Narration(text, text, role, ours=True)


def source_of(story: Story) -> str:
    """The name of the story's source; '' rather than an IP address, which nobody wants to hear."""
    site = story.article.site
    return story.source or (site if any(map(str.isalpha, site)) else "")


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())[:_STEM_LETTERS]


def dateline_end(paragraph: str, run_in: int = 0) -> int:
    """Where the words of a story's first paragraph begin; 0 where no dateline stands before them.

    `run_in` is the number of characters at its beginning that are in bold.
    """
    if run_in and _RUN_IN_DATELINE.fullmatch(paragraph[:run_in]):
        return run_in + len(paragraph[run_in:]) - len(paragraph[run_in:].lstrip())
    found = (dateline.match(paragraph) for dateline in _DATELINES)
    return next((match.end() for match in found if match), 0)


def spoken_date(day: str, phrases: Phrases) -> str:
    """'2026-11-23' as 'Monday, November 23, 2026', '' for anything that is no date."""
    parsed = _date(day)
    return _fill("spoken_date", parsed, phrases) if parsed else ""


def spoken_weekday(day: str, phrases: Phrases) -> str:
    """'2026-11-23' as 'Monday', '' for anything that is no date."""
    parsed = _date(day)
    return str(phrases.table["calendar"]["weekdays"][parsed.weekday()]) if parsed else ""


def spoken_age(published: str, today: str, phrases: Phrases) -> str:
    """'yesterday', 'on Thursday', 'on October 26'; the whole date where today is not known."""
    then, now = _date(published), _date(today)
    if then is None:
        return ""
    if now is None or then > now or (then.year != now.year and (now - then).days > 300):
        return _fill("earlier", then, phrases)
    match (now - then).days:
        case 0:
            return str(phrases.table["calendar"]["today"])
        case 1:
            return str(phrases.table["calendar"]["yesterday"])
        case days if days < 7:
            return _fill("this_week", then, phrases)
        case _:
            return _fill("this_year", then, phrases)


def spoken_moment(entry: Entry, phrases: Phrases, *, is_dated: bool) -> str:
    """'At 9:40 a.m.', before an entry of a live blog; `is_dated` adds the weekday if the date is known."""
    hour, minute = entry.clock.split(":")
    time = str(phrases.table["calendar"]["clock"]).format(
        hour=int(hour),
        hour12=int(hour) % 12 or 12,
        minute=minute,
        half="p.m." if int(hour) >= _NOON else "a.m.",
    )
    day = _date(entry.moment)
    if day is None or not is_dated:
        return _closed(phrases.say("entry", time=time))
    weekday = phrases.table["calendar"]["weekdays"][day.weekday()]
    return _closed(phrases.say("entry_dated", time=time, weekday=weekday))


def _closed(sentence: str) -> str:
    """With a capital, and with one full stop behind 'a.m.'"""
    return f"{sentence[:1].upper()}{sentence[1:]}".replace("..", ".")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _fill(key: str, day: date, phrases: Phrases) -> str:
    calendar = phrases.table["calendar"]
    return str(calendar[key]).format(
        weekday=calendar["weekdays"][day.weekday()],
        month=calendar["months"][day.month - 1],
        day=day.day,
        year=day.year,
    )
