"""The whole programme: sign-on, headlines, stories, briefs, sign-off."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.errors import UsageError
from briefing.model import AudioStory, Script, Section, Segment, Story
from briefing.text import primary_tag
from briefing.write.headlines import (
    as_sentence,
    headline_line,
    is_in_lede,
    phrase_line,
    source_of,
    spoken_age,
    spoken_date,
    spoken_weekday,
)
from briefing.write.inserts import briefs, with_own_parts
from briefing.write.narration import StoryNarrator
from briefing.write.options import WriteOptions
from briefing.write.phrases import Phrases, phrases_for
from briefing.write.summarization import Length, block_dependencies, script_ms, select_blocks
from briefing.write.utterances import PAUSES_MS, with_pauses, with_spoken_forms

_DEFAULT_OPTIONS = WriteOptions()
_MAX_SELECTION_ROUNDS = 6
# Above this percentage of the wanted length, the overview is left out: each story reads its own headline.
_MAX_PERCENT_OF_LENGTH = 102
_WAITING_HEADLINES = 2  # that the closing of a shortened programme names
_TITLE_FIELDS = ("title", "weekday", "date", "headlines")
_TITLE_HEADLINES = 2  # headlines in the title of an episode
_TITLE_LETTERS = 48  # of each of them: an app shows about eighty letters


@dataclass(frozen=True, slots=True)
class _Programme:
    """What every section of one script is written from. `phrases` are in the programme's language."""

    stories: Sequence[Story]
    title: str
    language: str
    options: WriteOptions
    phrases: Phrases


def write_script(stories: Sequence[Story], options: WriteOptions = _DEFAULT_OPTIONS) -> Script:
    """Write one script of one or several stories.

    Args:
        stories: The stories in the order in which they are told, the most important one first.
        options: Title, date, language, parts, length and pronunciations of the programme.

    Returns:
        A script with the spoken form and the pause of each segment. With `options.length`, whole paragraphs
        are left out until `script_ms` is within the length; if that is not enough, so is the overview of the
        headlines. Headlines and ledes are never left out, so the script can still be longer than the length.

    Raises:
        UsageError: `stories` is empty.
    """
    if not stories:
        raise UsageError("a script needs at least one story", "Give a URL or a file.")
    whole = _assemble(stories, [_spoken_blocks(story) for story in stories], options)
    if options.length is None or script_ms(whole, options.length) <= options.length.budget_ms:
        return whole
    script = _summarized(stories, whole, options, options.length)
    overview = options.parts.headlines and len(stories) > 1
    if (
        not overview
        or script_ms(script, options.length) <= options.length.budget_ms * _MAX_PERCENT_OF_LENGTH // 100
    ):
        return script
    without_overview = replace(options, parts=replace(options.parts, headlines=False))
    return write_script(stories, without_overview)


def _spoken_blocks(story: Story) -> Sequence[int]:
    """Return the blocks that are told: all, or an update's new ones and those that they depend on."""
    if not story.new_blocks:
        return range(len(story.article.blocks))
    dependencies = block_dependencies(story, primary_tag(story.article.language or "en"))
    return sorted(frozenset[int]().union(*(dependencies[number] for number in story.new_blocks)))


def _summarized(stories: Sequence[Story], whole: Script, options: WriteOptions, length: Length) -> Script:
    """Return the script nearest to the length.

    A paragraph can last longer or shorter than it did in the whole script (a name instead of a pronoun, a
    speaker introduced again), so the selection is repeated with a corrected budget.
    """
    tried: list[Script] = []
    budget_ms = length.budget_ms
    for _ in range(_MAX_SELECTION_ROUNDS):
        script = _assemble(stories, select_blocks(stories, whole, length, budget_ms), options)
        tried.append(script)
        deviation_ms = script_ms(script, length) - length.budget_ms
        if abs(deviation_ms) <= length.budget_ms // 100:
            break
        budget_ms -= deviation_ms
    return min(tried, key=lambda script: abs(script_ms(script, length) - length.budget_ms))


def _assemble(stories: Sequence[Story], kept: Sequence[Sequence[int]], options: WriteOptions) -> Script:
    programme = _programme(stories, options)
    language, title = programme.language, programme.title
    told = [_story(programme, number, blocks) for number, blocks in enumerate(kept)]
    recorded = [_audio(story, programme) for story in options.audio]
    sections = [_opening(programme), *told, *recorded, *briefs(options, language), _closing(programme)]
    drafts = with_own_parts(sections, language, options)
    spoken = (_with_speech(draft, language, options) for draft in drafts if draft.segments or draft.insert)
    shown = title[:1].upper() + title[1:]  # 'This is your briefing', and 'Your briefing' above the episode
    return Script(shown, language, tuple(spoken))


def shorten_script(script: Script, spoken: int, stories: Sequence[Story], options: WriteOptions) -> Script:
    """Write a script again without the stories for which no time is left.

    Args:
        script: The whole script.
        spoken: The number of its sections that are spoken; at least one of them is a story.
        stories: The stories of the whole script.
        options: The options of the whole script.

    Returns:
        The script of these sections: the opening names their stories only, and the closing says how many more
        wait for the next programme. Every other line is as it was.
    """
    told = sum(section.role == "story" for section in script.sections[:spoken])
    untold = [one.title for one in script.sections[spoken:] if one.url or one.role == "insert"]
    options = replace(
        options,
        language=script.language,
        waiting=options.waiting + len(untold),
        waiting_first=(*untold, *options.waiting_first)[:_WAITING_HEADLINES],
    )
    programme = _programme(stories[:told], options)
    opening, closing = (
        _with_speech(one, script.language, options) for one in (_opening(programme), _closing(programme))
    )
    begun = [opening if one.role == "opening" else one for one in script.sections[:spoken]]
    sections = (*_without_loose_end(begun), closing, *_after_closing(script))
    return replace(script, sections=tuple(one for one in sections if one.segments or one.insert))


def _without_loose_end(sections: Sequence[Section]) -> Sequence[Section]:
    """Return the sections without the jingle and the announcement of briefs at their end."""
    last = sections[-1]
    is_jingle = last.role == "part" and not last.segments
    is_announcement = last.role == "brief" and not last.url
    return _without_loose_end(sections[:-1]) if is_jingle or is_announcement else sections


def _after_closing(script: Script) -> Sequence[Section]:
    """Return the user's own recordings behind the closing."""
    closings = [number for number, one in enumerate(script.sections) if one.role == "closing"]
    return script.sections[closings[-1] + 1 :] if closings else ()


def _programme(stories: Sequence[Story], options: WriteOptions) -> _Programme:
    language = options.language or _commonest_language(stories)
    phrases = phrases_for(language)
    title = options.title or _default_title(stories, phrases)
    return _Programme(stories, title, language, options, phrases)


def _commonest_language(stories: Sequence[Story]) -> str:
    """Return the tag of the first story in the commonest language; the first of several equally common."""
    languages = [story.article.language or "en" for story in stories]
    counts = Counter(map(primary_tag, languages))
    return max(languages, key=lambda tag: counts[primary_tag(tag)])


def _with_speech(section: Section, language: str, options: WriteOptions) -> Section:
    segments = with_pauses(with_spoken_forms(section.segments, language, options.pronunciations))
    if section.insert:
        credit = tuple(replace(segment, pause_ms=PAUSES_MS["source"]) for segment in segments[-1:])
        insert = replace(section.insert, pause_ms=PAUSES_MS["story_end"])
        return replace(section, segments=(*segments[:-1], *credit), insert=insert)
    return replace(section, segments=segments)


def _default_title(stories: Sequence[Story], phrases: Phrases) -> str:
    return stories[0].article.title if len(stories) == 1 else phrases.say("default_title")


def episode_title(stories: Sequence[Story], template: str, options: WriteOptions = _DEFAULT_OPTIONS) -> str:
    """Return the title under which a programme is listed.

    Args:
        stories: The stories in the order in which they are told.
        template: A text with the fields {title}, {weekday}, {date} and {headlines}.
        options: Title, date and language of the programme.

    Returns:
        The filled template; the programme's title if nothing is left of it.

    Raises:
        UsageError: The template has another field.
    """
    programme = _programme(stories, options)
    date, phrases = programme.options.date, programme.phrases
    fields = {
        "title": programme.title,
        "weekday": spoken_weekday(date, phrases),
        "date": spoken_date(date, phrases),
        "headlines": _first_headlines(programme),
    }
    shown = _filled(template, fields) or programme.title
    return shown[:1].upper() + shown[1:]


def check_title_template(template: str) -> None:
    """Check the template of an episode's title.

    Args:
        template: A title with fields, such as '{weekday}: {headlines}'.

    Raises:
        UsageError: It has a field that a title cannot have.
    """
    _filled(template, dict.fromkeys(_TITLE_FIELDS, ""))


def _filled(template: str, fields: dict[str, str]) -> str:
    """Return the filled template without what an empty field leaves at its ends."""
    try:
        return " ".join(template.format(**fields).split()).strip(" :,;–—-")
    except (KeyError, IndexError, ValueError, AttributeError) as cause:
        known = ", ".join(f"{{{name}}}" for name in _TITLE_FIELDS)
        raise UsageError(
            f"episode_title: {template!r} has an unknown field", f"The fields are {known}."
        ) from cause


def _first_headlines(programme: _Programme) -> str:
    """Return 'Bridge opens, Library closes and 4 more'."""
    phrases = programme.phrases
    first = [_shortened(story.article.title) for story in programme.stories[:_TITLE_HEADLINES]]
    more = len(programme.stories) - len(first)
    if more:
        return phrases.say("more_headlines", headlines=", ".join(first), number=str(more))
    return f" {phrases.table['grammar']['joiner']} ".join(first)


def _shortened(headline: str) -> str:
    """Return the headline without its full stop, cut after a word if it is long."""
    text = " ".join(headline.split()).removesuffix(".")
    if len(text) <= _TITLE_LETTERS:
        return text
    return text[: _TITLE_LETTERS + 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")[:_TITLE_LETTERS] + "…"


def _opening(programme: _Programme) -> Section:
    stories, options, phrases = programme.stories, programme.options, programme.phrases
    segments: list[Segment] = []
    if options.parts.sign_on and (len(stories) > 1 or options.title):
        dated = spoken_date(options.date, phrases)
        key = "sign_on_dated" if dated else "sign_on"
        segments.append(phrase_line(phrases.say(key, title=programme.title, date=dated), "sign_on"))
    if options.parts.honesty:
        segments.append(phrase_line(phrases.say("synthetic_voices"), "sign_on"))
    if options.parts.headlines and len(stories) > 1:
        segments.append(phrase_line(phrases.say("headlines"), "headlines"))
        segments += [headline_line(story, "headlines", phrases.language) for story in stories]
    return Section(phrases.say("opening"), tuple(segments), "opening")


def _story(programme: _Programme, number: int, blocks: Sequence[int]) -> Section:
    story, options = programme.stories[number], programme.options
    article = story.article
    own_language = article.language or programme.language
    phrases = phrases_for(own_language)
    segments = [
        *_story_opening(story, options, phrases),
        *StoryNarrator(story.quotations, phrases, options).narrate(article, blocks),
    ]
    if article.cut:
        segments.append(phrase_line(phrases.say("cut"), "body"))
    if primary_tag(own_language) != primary_tag(programme.language):
        segments = [replace(segment, language=segment.language or own_language) for segment in segments]
    chime = options.parts.chime and number > 0
    return Section(article.title, tuple(segments), "story", article.url, source_of(story), chime_before=chime)


def _story_opening(story: Story, options: WriteOptions, phrases: Phrases) -> list[Segment]:
    """Return what precedes the first paragraph: the headline, the note of an update, and the source."""
    article = story.article
    segments: list[Segment] = []
    is_repeated = not story.new_blocks and is_in_lede(article, phrases)
    if options.parts.headline and article.title and not is_repeated:
        segments.append(headline_line(story, "headline", ""))
    if story.is_update:
        segments.append(phrase_line(phrases.say("update"), "source"))
    if options.parts.source and (line := _source_line(story, options, phrases)):
        segments.append(phrase_line(line, "source"))
    if story.reported and (day := spoken_age(story.reported.day, options.date, phrases)):
        headline = as_sentence(story.reported.title)
        segments.append(phrase_line(phrases.say("reported", day=day, headline=headline), "source"))
    return segments


def _audio(story: AudioStory, programme: _Programme) -> Section:
    """Return a recording, with a line before it that says what it is and who made it."""
    key = "audio" if story.source and story.source != story.title else "audio_own"
    credit = phrase_line(programme.phrases.say(key, title=story.title, source=story.source), "source")
    has_chime = programme.options.parts.chime
    return Section(story.title, (credit,), "insert", story.url, story.source, has_chime, story.insert)


def _closing(programme: _Programme) -> Section:
    options, phrases = programme.options, programme.phrases
    segments: list[Segment] = []
    if options.missing:
        key = "missing_one" if options.missing == 1 else "missing"
        segments.append(phrase_line(phrases.say(key, number=str(options.missing)), "sign_off"))
    if options.waiting and options.parts.waiting:
        segments += _waiting(options, phrases)
    if options.parts.sign_off:
        segments.append(phrase_line(_sign_off(programme), "sign_off"))
    return Section(phrases.say("closing"), tuple(segments), "closing")


def _waiting(options: WriteOptions, phrases: Phrases) -> list[Segment]:
    """Return how many stories wait for the next programme, and the first of their headlines."""
    key = "waiting_one" if options.waiting == 1 else "waiting"
    line = phrases.say(key, number=str(options.waiting))
    named = options.waiting_first
    if not named:
        return [phrase_line(line, "sign_off")]
    among = phrases.say("waiting_among") if len(named) < options.waiting else ""
    return [
        phrase_line(f"{line.removesuffix('.')}{among}:", "source"),
        *(phrase_line(as_sentence(headline), "headlines") for headline in named),
    ]


def _sign_off(programme: _Programme) -> str:
    stories, phrases = programme.stories, programme.phrases
    if len(stories) > 1 or programme.options.title:
        return phrases.say("sign_off", title=programme.title)
    if source := source_of(stories[0]):
        return phrases.say("sign_off_single", source=source)
    return phrases.say("sign_off_plain")


def _source_line(story: Story, options: WriteOptions, phrases: Phrases) -> str:
    source, age = source_of(story), spoken_age(story.article.published, options.date, phrases)
    if source and age:
        return phrases.say("source_aged", source=source, age=age)
    if source:
        return phrases.say("source", source=source)
    return phrases.say("aged", age=age) if age else ""
