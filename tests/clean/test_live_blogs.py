"""Live blogs: ten pages in five languages and ten kinds of markup, each with its own text and times."""

import json
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing.clean import CleanOptions, clean_page
from briefing.model import Article, Heading, Page

Entries = Sequence[tuple[str, str, str]]  # time as 'HH:MM', headline, text; the newest first

TEXTS = tomllib.loads(Path(__file__).with_name("live_blogs.toml").read_text(encoding="utf-8"))
ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN = (
    [(clock, title, text) for clock, title, text in TEXTS[language]]
    for language in ("en", "de", "fr", "es", "it")
)


def clean_html(html: str, options: CleanOptions) -> Article:
    return clean_page(Page("strike.html", "", html, "text/html"), options)


def page(language: str, title: str, body: str, head: str = "") -> str:
    nav = "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/sport>Sport</a></nav>"
    latest = "".join(f"<li><a href=/n/{at}>12:{at} Another story of the day</a></li>" for at in range(10, 15))
    foot = f"<aside><h2>News</h2><ul>{latest}</ul></aside><footer><p>© Quay Herald</p></footer>"
    return (
        f"<!DOCTYPE html><html lang={language}><head><title>{title} | Quay Herald</title>{head}</head>"
        f"<body>{nav}<main><h1>{title}</h1>{body}</main>{foot}</body></html>"
    )


def articles_with_time_elements() -> str:
    body = "".join(
        f'<article class="blk"><header><time datetime="2026-11-30T{clock}:00Z">{clock.lstrip("0")} GMT</time>'
        f"<h2>{title}</h2></header><p>{text}</p></article>"
        for clock, title, text in ENGLISH
    )
    return page("en", "Ferry strike live: pilots vote", f"<div>{body}</div>")


def times_in_json_ld_alone() -> str:
    updates = [
        {"@type": "BlogPosting", "headline": title, "datePublished": f"2026-11-30T{clock}:00-05:00"}
        for clock, title, _ in ENGLISH
    ]
    data = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Strike"}
    script = f"<script type=application/ld+json>{json.dumps({**data, 'liveBlogUpdate': updates})}</script>"
    body = "".join(f"<section><h3>{title}</h3><p>{text}</p></section>" for _, title, text in ENGLISH)
    return page("en", "Ferry strike: the day on the quay", f"<div>{body}</div>", script)


def flat_headings_with_times() -> str:
    body = "".join(
        f"<h3>{clock.replace(':', '.')} Uhr: {title}</h3><p>{text}</p>" for clock, title, text in GERMAN
    )
    return page("de", "Newsblog zum Streik der Fähren", f"<div>{body}</div>")


def bold_times_in_paragraphs() -> str:
    body = "".join(f"<p><b>{clock}</b> | {title}: {text}</p>" for clock, title, text in GERMAN)
    return page("de", "Liveticker: Streik der Fähren", f"<div>{body}</div>")


def list_items_with_french_times() -> str:
    body = "".join(
        f"<li><div>{clock.replace(':', 'h').lstrip('0')}</div><h3>{title}</h3><p>{text}</p></li>"
        for clock, title, text in FRENCH
    )
    return page("fr", "En direct : la grève des bateaux", f"<ol>{body}</ol>")


def times_behind_headings() -> str:
    body = "".join(
        f"<section><h2>{title}</h2><p class=m>Publié le 30 novembre à {clock.replace(':', 'h')}</p>"
        f"<p>{text}</p></section>"
        for clock, title, text in FRENCH
    )
    return page("fr", "Grève des bateaux : suivez la journée en direct", f"<div>{body}</div>")


def rows_with_a_column_of_times() -> str:
    body = "".join(
        f"<div class=row><div class=a>{clock}</div><div class=b><h4>{title}</h4><p>{text}</p></div></div>"
        for clock, title, text in SPANISH
    )
    return page("es", "Huelga de barcos, minuto a minuto", f"<div>{body}</div>")


def oldest_first_with_small_times() -> str:
    body = "".join(
        f"<div class=n><h4>{title}</h4><small>Ore {clock}</small><p>{text}</p></div>"
        for clock, title, text in reversed(ITALIAN)
    )
    return page("it", "Sciopero dei traghetti, la diretta", f"<div>{body}</div>")


def spans_in_paragraphs_and_american_times() -> str:
    half = {True: "p.m. ET", False: "a.m. ET"}
    body = "".join(
        f"<p><span class=t>{int(clock[:2]) % 12 or 12}:{clock[3:]} {half[clock > '12']}</span> "
        f"<strong>{title}</strong></p><p>{text}</p>"
        for clock, title, text in ENGLISH
    )
    return page("en", "Live updates: ferry strike", f"<article>{body}</article>")


def relative_times_with_attributes() -> str:
    body = "".join(
        f'<div class=post><div><time datetime="2026-11-30T{clock}:00+01:00">{at + 1} hours ago</time></div>'
        f"<h3>{title}</h3><p>{text}</p><p>Ann Lee</p></div>"
        for at, (clock, title, text) in enumerate(ENGLISH)
    )
    return page("en", "Ferry strike: latest updates as it happened", f"<div>{body}</div>")


LIVE_BLOGS: list[tuple[Callable[[], str], Entries]] = [
    (articles_with_time_elements, ENGLISH),
    (times_in_json_ld_alone, ENGLISH),
    (flat_headings_with_times, GERMAN),
    (bold_times_in_paragraphs, GERMAN),
    (list_items_with_french_times, FRENCH),
    (times_behind_headings, FRENCH),
    (rows_with_a_column_of_times, SPANISH),
    (oldest_first_with_small_times, ITALIAN),
    (spans_in_paragraphs_and_american_times, ENGLISH),
    (relative_times_with_attributes, ENGLISH),
]


def told(article: Article) -> list[tuple[str, str]]:
    """The text of each entry behind its time, headings and paragraphs joined."""
    starts = [entry.block for entry in article.entries]
    ends = [*starts[1:], len(article.blocks)]
    texts = (
        ": ".join(block.text for block in article.blocks[start:end])
        for start, end in zip(starts, ends, strict=True)
    )
    return list(zip((entry.clock for entry in article.entries), texts, strict=True))


@pytest.mark.parametrize(("build", "entries"), LIVE_BLOGS)
def test_entries_are_told_oldest_first_with_their_times(build: Callable[[], str], entries: Entries) -> None:
    article = clean_html(build(), CleanOptions(live_hours=0))
    assert told(article) == [(clock, f"{title}: {text}") for clock, title, text in reversed(entries)]
    assert article.entries[0].block == 0


@pytest.mark.parametrize(("build", "entries"), LIVE_BLOGS)
def test_entries_before_the_last_hours_are_dropped(build: Callable[[], str], entries: Entries) -> None:
    article = clean_html(build(), CleanOptions(live_hours=2))
    assert [clock for clock, _ in told(article)] == ["14:40", "16:05"]
    gone = " ".join(piece.text for piece in article.dropped if piece.rule == "live_entry")
    assert all(text in gone for _, _, text in entries[2:])


SUMMARIES = [
    (
        "es",
        "Las claves del día",
        ["La huelga de los prácticos ha terminado tras nueve horas.", "Los barcos salen a las seis."],
        rows_with_a_column_of_times,
    ),
    (
        "en",
        "Key events",
        ["The strike of the pilots is over after nine hours.", "Ferries sail again at six tonight."],
        articles_with_time_elements,
    ),
    (
        "de",
        "Das Wichtigste in Kürze",
        ["Der Streik der Lotsen ist nach neun Stunden zu Ende.", "Um sechs fahren die Fähren wieder."],
        flat_headings_with_times,
    ),
    (
        "fr",
        "L’essentiel",
        ["La grève des pilotes est finie après neuf heures.", "Les bateaux repartent à six heures."],
        list_items_with_french_times,
    ),
]


@pytest.mark.parametrize(("language", "heading", "items", "build"), SUMMARIES)
def test_the_summary_alone_is_told(
    language: str, heading: str, items: list[str], build: Callable[[], str]
) -> None:
    box = f"<div class=k><h2>{heading}</h2><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul></div>"
    article = clean_html(build().replace("</h1>", f"</h1>{box}"), CleanOptions())
    assert article.language == language
    assert [block.text for block in article.blocks if not isinstance(block, Heading)] == items
    assert article.entries == ()


def test_key_events_with_times_are_told_oldest_first() -> None:
    events = [("16:05", "The strike of the pilots is over"), ("9:40", "The first boat is cancelled"),
              ("8:10", "The pilots stop work")]  # fmt: skip
    items = "".join(f"<li>{clock} {text}</li>" for clock, text in events)
    box = f"<div><h2>Key events</h2><ul>{items}</ul></div>"
    article = clean_html(articles_with_time_elements().replace("</h1>", f"</h1>{box}"), CleanOptions())
    assert [block.text for block in article.blocks] == ["Key events", *(text for _, text in reversed(events))]
    assert [entry.clock for entry in article.entries] == ["08:10", "09:40", "16:05"]


def test_a_list_of_links_to_the_entries_is_no_summary() -> None:
    items = "".join(f"<li><a href=#e>{title}</a> ({clock})</li>" for clock, title, _ in ENGLISH)
    box = f"<div><h2>Key events</h2><ul>{items}</ul></div>"
    article = clean_html(articles_with_time_elements().replace("</h1>", f"</h1>{box}"), CleanOptions())
    assert told(article) == [(clock, f"{title}: {text}") for clock, title, text in reversed(ENGLISH)]


def test_the_introduction_is_told_before_the_entries() -> None:
    lede = "The pilots of the harbour have been on strike since the morning, and no ferry sails yet."
    html = articles_with_time_elements().replace("</h1>", f"</h1><p>{lede}</p><p>LIVE</p>")
    article = clean_html(html, CleanOptions())
    assert article.blocks[0].text == lede
    assert [entry.block for entry in article.entries] == [1, 3, 5, 7]


def test_entries_before_an_entry_that_sums_them_up_are_dropped() -> None:
    items = "<ul><li>The first boat was cancelled.</li><li>Two hundred people wait.</li></ul>"
    recap = f'<article class="blk"><header><time>13:00 GMT</time><h2>Summary</h2></header>{items}</article>'
    at = articles_with_time_elements().index('<article class="blk"><header><time datetime="2026-11-30T11:15')
    html = articles_with_time_elements()
    article = clean_html(f"{html[:at]}{recap}{html[at:]}", CleanOptions())
    assert [entry.clock for entry in article.entries] == ["13:00", "14:40", "16:05"]


def test_the_moment_of_an_entry_has_the_date_and_the_zone_of_the_page() -> None:
    article = clean_html(articles_with_time_elements(), CleanOptions(live_hours=5))
    assert [entry.moment for entry in article.entries] == [
        "2026-11-30T11:15:00Z",
        "2026-11-30T14:40:00Z",
        "2026-11-30T16:05:00Z",
    ]


def test_an_article_with_times_in_its_text_is_no_live_blog() -> None:
    text = "".join(
        f"<p>At {clock} the crew of the ferry opened the gate, and {words}</p>"
        for clock, words in (
            ("9:40", "nobody came."),
            ("11:15", "two came."),
            ("2:40", "the rain came, and stayed."),
            ("4:05", "all went home."),
        )
    )
    article = clean_html(page("en", "A day on the quay", f"<article>{text}</article>"), CleanOptions())
    assert article.entries == ()
    assert len(article.blocks) == 4


def test_comments_with_times_do_not_make_a_live_blog() -> None:
    story = "".join(f"<p>{text} {text} {text}</p>" for _, _, text in ENGLISH)
    comments = "".join(
        f'<div class="comment"><time datetime="2026-11-30T{clock}:00Z">{clock}</time><p>{text}</p></div>'
        for clock, _, text in (*ENGLISH, *ENGLISH)
    )
    body = f'<article>{story}</article><div id="comments">{comments}</div>'
    article = clean_html(page("en", "A day on the quay", body), CleanOptions())
    assert article.entries == ()
    assert len(article.blocks) == 4
