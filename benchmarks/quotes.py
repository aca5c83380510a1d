"""What each group of attribution rules adds, and how many words are read in a second.

    benchmarks/quotes.py GOLD.json
    benchmarks/quotes.py tests/quote/newsrooms/fr.txt

GOLD.json, as tests/quote/morning.json: {"articles": [{"paragraphs": [text...], "quotes": [{"start", "end",
"kind", "speaker"}]}]}; offsets are characters of the paragraphs joined by two line ends, `kind` is 'direct'
for what changes the voice and 'scare' for what must not, `speaker` has a `name` and perhaps `aliases` and a
`gender`; it is missing if the article names nobody. A span is found when it overlaps by four fifths; a
speaker is right when the last words of the names agree, or one begins the other ('a spokesman', 'a spokesman
for the trust').

A text file is named for its language. '# ' begins an article, each other line is a paragraph, and braces mark
the quotations: {f Ana Ruiz/la juez: speech}, with the gender (f, m or o) and other forms of the name after a
slash, {-: words that must not change the voice}, {~: words that may}.
"""

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from briefing.model import Article, Paragraph
from briefing.quote import ALL_RULE_GROUPS, RuleGroup, find_quotations

ENOUGH = 0.8
ANNOTATION = re.compile(r"\{(?P<kind>[fmo~-])(?: (?P<names>[^:{}]+))?: |(?P<end>\})")  # '{f Ana Ruiz: '
KINDS = {"-": "scare", "~": "partial"}
GENDERS = {"f": "female", "m": "male"}
EDGES = " \n\t\u00a0.,;:!?…\"'“”‘’"


class Said(NamedTuple):
    """A quotation in the joined text; `names` are the forms of the speaker's name, folded."""

    start: int
    end: int
    names: tuple[str, ...]
    gender: str = ""


def main() -> None:
    """Print the score with all rules, then without each group, then the speed."""
    articles = articles_from_file(Path(sys.argv[1]))
    print(f"{'':22} span F1  attribution  end to end  scare voiced")
    print_line("all rules", articles, ALL_RULE_GROUPS)
    for half in (0, 1):
        print_line(f"half {half}", [each for each in articles if half_of(each) == half], ALL_RULE_GROUPS)
    for group in sorted(ALL_RULE_GROUPS):
        print_line(f"- {group}", articles, ALL_RULE_GROUPS - {group})
    print(f"{words_per_second(articles):,.0f} words a second")


def articles_from_file(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a JSON file or of an annotated text file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return list(json.loads(text)["articles"])
    parts = [part.strip().split("\n") for part in re.split(r"^# ", text, flags=re.MULTILINE) if part.strip()]
    return [article_from_lines(title, lines, path.stem) for title, *lines in parts]


def article_from_lines(title: str, lines: list[str], language: str) -> dict[str, Any]:
    """Return one annotated article, in the form of the JSON file; annotations may be nested."""
    text, plain, copied, opened, quotes = "\n\n".join(lines), "", 0, [], []
    for mark in ANNOTATION.finditer(text):
        plain += text[copied : mark.start()]
        copied = mark.end()
        if not mark["end"]:
            opened.append((len(plain), mark))
            continue
        start, begin = opened.pop()
        quotes.append({"start": start, "end": len(plain), **annotation_from_match(begin)})
    plain += text[copied:]
    quotes.sort(key=lambda quote: quote["start"])
    return {"id": title, "language": language, "paragraphs": plain.split("\n\n"), "quotes": quotes}


def annotation_from_match(begin: re.Match[str]) -> dict[str, Any]:
    """Return the kind and the speaker that an opening brace states."""
    if not begin["names"]:
        return {"kind": KINDS[begin["kind"]]}
    name, *aliases = begin["names"].split("/")
    gender = GENDERS.get(begin["kind"], "")
    return {"kind": "direct", "speaker": {"name": name, "aliases": aliases, "gender": gender}}


def half_of(article: dict[str, Any]) -> int:
    """Return 0 for the half that rules are mended against, 1 for the half that is only scored."""
    return hashlib.sha256(article["id"].encode()).digest()[0] % 2


def print_line(name: str, articles: Iterable[dict[str, Any]], rule_groups: frozenset[RuleGroup]) -> None:
    """Print one row of the table."""
    total: Counter[str] = Counter()
    for article in articles:
        total += score(article, rule_groups)
    found, given = total["found"], total["right"]
    pairs = total["direct"] + total["voiced"] or 1
    print(
        f"{name:22} {2 * found / pairs:7.3f}  {given / (total['named'] or 1):11.3f}"
        f"  {2 * given / (pairs - 2 * (found - total['named']) or 1):10.3f}"
        f"  {total['scare voiced'] / (total['scare'] or 1):12.3f}"
    )


def score(article: dict[str, Any], rule_groups: frozenset[RuleGroup]) -> Counter[str]:
    """Return the counts of one article."""
    text = "\n\n".join(article["paragraphs"])
    voiced = list(spoken(article, rule_groups))
    count: Counter[str] = Counter(voiced=len(voiced))
    for gold in article["quotes"]:
        wanted = Said(*trimmed(text, gold["start"], gold["end"]), names_of(gold), gender_of(gold))
        match = next((said for said in voiced if overlap(said, wanted) >= ENOUGH), None)
        if gold["kind"] == "scare":
            count.update({"scare": 1, "scare voiced": match is not None})
        elif gold["kind"] == "direct":
            named = match is not None and bool(wanted.names)
            right = match is not None and named and agree(match.names, wanted.names)
            count.update({"direct": 1, "found": match is not None, "named": named, "right": right})
            found_gender = match.gender if match is not None and right else ""
            count["gender wrong"] += {found_gender, wanted.gender} == {"female", "male"}
        elif match is not None:
            count["voiced"] -= 1  # both kinds are right
    return count


def spoken(article: dict[str, Any], rule_groups: frozenset[RuleGroup]) -> Iterable[Said]:
    """Yield what changes the voice, one part a paragraph."""
    paragraphs = article["paragraphs"]
    text = "\n\n".join(paragraphs)
    starts = [sum(len(before) + 2 for before in paragraphs[:number]) for number in range(len(paragraphs))]
    for quotation in find_quotations(article_of(article), rule_groups):
        if quotation.kind == "speech":
            speaker = quotation.speaker
            names = (speaker.name.casefold(),) if speaker else ()
            for span in quotation.spans:
                base = starts[span.block]
                place = trimmed(text, base + span.start, base + span.end)
                yield Said(*place, names, speaker.gender if speaker else "")


def article_of(article: dict[str, Any]) -> Article:
    """Return an article of plain paragraphs, in English if the gold standard states no language."""
    blocks = tuple(map(Paragraph, article["paragraphs"]))
    return Article("", "", (), "", "", article.get("language", "en"), "", blocks, ())


def names_of(gold: dict[str, Any]) -> tuple[str, ...]:
    """Return every form of the speaker's name, folded."""
    speaker = gold.get("speaker")
    if isinstance(speaker, str):
        return (speaker.casefold(),)
    forms = [speaker["name"], *speaker.get("aliases", [])] if speaker else [gold.get("canonical")]
    return tuple(form.casefold() for form in forms if form)


def gender_of(gold: dict[str, Any]) -> str:
    """Return 'female', 'male', or '' if the gold standard does not say."""
    speaker = gold.get("speaker")
    return str(speaker.get("gender", "")) if isinstance(speaker, dict) else ""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without marks and punctuation at its edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def overlap(one: Said, other: Said) -> float:
    """Return the length that both cover, divided by the length that either covers."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start) or 1)


def agree(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return True if two names end in the same word, or one begins the other."""
    return any(
        one.split()[-1] == other.split()[-1] or f"{other} ".startswith(f"{one} ")
        for one in ours
        for other in theirs
        if one.split() and other.split()
    )


def words_per_second(articles: Iterable[dict[str, Any]]) -> float:
    """Return the speed in one warm process, with the articles in memory."""
    made = [article_of(article) for article in articles]
    words = sum(len(block.text.split()) for article in made for block in article.blocks)
    began = time.process_time()
    for article in made:
        find_quotations(article)
    return words / max(time.process_time() - began, 1e-9)


if __name__ == "__main__":
    main()
