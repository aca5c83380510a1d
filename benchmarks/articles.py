"""Articles of our own making for the benchmarks: as many as are asked for, no two alike, with clutter."""
# ruff: noqa: E501  # sentences

import random
from pathlib import Path

WORDS_EACH = 700
PEOPLE = (
    ("Maria Okafor", "the city's chief engineer", "She"),
    ("Daniel Brandt", "a spokesman for the port authority", "He"),
    ("Priya Raman", "who runs a bakery on the quay", "She"),
    ("Tomas Lindqvist", "the leader of the opposition", "He"),
    ("Helen Achebe", "a professor of transport", "She"),
    ("George Whitlock", "a retired ferry captain", "He"),
)
PLACES = (
    "Northhaven",
    "Eastmere",
    "Fallow Bridge",
    "Carrick",
    "Long Reach",
    "Port Ellery",
    "Stonecross",
    "Wickham",
)
THINGS = (
    "bridge",
    "tunnel",
    "ferry terminal",
    "tram line",
    "flood wall",
    "market hall",
    "power station",
    "library",
)
SAID = (
    "We have waited for this {thing} for {n} years, and nobody will be sorry to see the old one go",
    "The figures do not add up, and the people of {place} deserve to be told why",
    "I counted {n} lorries in a single hour, and not one of them stopped for the children",
    "It will cost what it costs, but it will be safe, and it will be finished before the winter",
    "Nobody asked us, and we live {n} metres from the place where they want to dig",
    "There are cheaper ways to do this, and the council in {place} knows every one of them",
)
TOLD = (
    "The council of {place} voted on Tuesday to spend {n} million dollars on a new {thing}, after a debate of four hours.",
    "Work on the {thing} is to begin in the spring and should take about {n} months, according to a plan that was published last week.",
    "About {n} thousand people cross the river at {place} every day, most of them on their way to work.",
    "An inspection in October found {n} cracks in the old {thing}, three of them longer than a metre.",
    "The regional government has promised to pay a third of the bill, which leaves {place} with about {n} million dollars to find.",
    "Until then the buses will take the longer road through {place}, and the journey will last {n} minutes more.",
    "Shops along the road fear that they will lose up to {n} per cent of their customers while the {thing} is closed.",
    "A petition against the plan has been signed by {n} hundred residents, most of them from {place}.",
    "Similar work in {place} took twice as long as planned and cost {n} per cent more than the first estimate.",
    "Engineers will measure the ground near the {thing} every {n} days, and publish what they find.",
)


def page_text(seed: int, words: int = WORDS_EACH) -> str:
    """One page as HTML of about so many words of story; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  # sentences, no secrets
    thing, place = dice.choice(THINGS), dice.choice(PLACES)
    title = f"{place} agrees on plan number {seed} for its {thing}"
    story = _paragraphs(dice, thing, words)
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in story)
    return PAGE.format(
        title=title,
        body=body,
        menu=_links(dice, "menu", 60),
        related=_links(dice, "related", 30),
        script=SCRIPT,
    )


def write_pages(folder: Path, count: int, words: int = WORDS_EACH) -> list[Path]:
    """So many pages as files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"page-{number:04}.html" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(page_text(number, words), encoding="utf-8")
    return paths


def _paragraphs(dice: random.Random, thing: str, words: int) -> list[str]:
    paragraphs: list[str] = []
    people = dice.sample(PEOPLE, 4)
    met: set[str] = set()
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        told = [_filled(dice, sentence, thing) for sentence in dice.sample(TOLD, 2)]
        paragraphs.append(" ".join(told))
        name, role, pronoun = dice.choice(people)
        said = _filled(dice, dice.choice(SAID), thing)
        if name in met:
            paragraphs.append(f"“{said},” {name.split()[-1]} said. {_filled(dice, dice.choice(TOLD), thing)}")
        else:
            paragraphs.append(
                f"“{said},” said {name}, {role}. {pronoun} was speaking in {dice.choice(PLACES)}."
            )
        met.add(name)
    return paragraphs


def _filled(dice: random.Random, sentence: str, thing: str) -> str:
    return sentence.format(thing=thing, place=dice.choice(PLACES), n=dice.randint(3, 95))


def _links(dice: random.Random, kind: str, count: int) -> str:
    items = (
        f'<li class="{kind}-item"><a href="/{kind}/{n}">More news from {dice.choice(PLACES)}</a></li>'
        for n in range(count)
    )
    return "\n".join(items)


SCRIPT = "window.dataLayer = window.dataLayer || []; " + "function track(a, b) { return a + b; } " * 600
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - The Northhaven Herald</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Northhaven Herald">
<script>{script}</script></head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Joan Example</p>
<figure><img src="/a.jpg" alt=""><figcaption>The place of the works. Photograph: Sam Example</figcaption></figure>
{body}
<aside class="newsletter"><p>Sign up for our newsletter</p></aside></article>
<section class="related"><h2>Related stories</h2><ul>{related}</ul></section></main>
<footer><p>Copyright The Northhaven Herald. All rights reserved.</p></footer>
<script>{script}</script></body></html>
"""
