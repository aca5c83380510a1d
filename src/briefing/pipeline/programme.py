"""Make a briefing: read the sources, write the script to the wanted length, speak it."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.errors import UsageError
from briefing.model import Script, Story, Timeline
from briefing.pipeline.casts import interrupts_long_quotations
from briefing.pipeline.context import (
    Briefing,
    BriefingOptions,
    CollectedStories,
    RunContext,
    context_from_environment,
    has_time,
    logged,
)
from briefing.pipeline.recording import LateError, speak_script
from briefing.pipeline.stage_options import script_parts
from briefing.pipeline.stories import read_sources
from briefing.storage import read_pronunciations
from briefing.write import (
    Length,
    WriteOptions,
    episode_title,
    pronunciations_from_toml,
    script_ms,
    shorten_script,
    write_script,
)

_DEFAULTS = BriefingOptions()
_MAX_ROUNDS = 4
_TOLERANCE_MS_PER_S = 20  # two per cent


def make(
    sources: Sequence[str], options: BriefingOptions = _DEFAULTS, run: RunContext | None = None
) -> Briefing:
    """Make one briefing of several sources. A source that fails is left out.

    Args:
        sources: URLs, HTML files, text files, or '-' for stdin.
        options: What the briefing should be.
        run: Time and settings; None for now and the user's settings.

    Raises:
        NothingCameError: No source could be read.
        UsageError: A setting or the cast is invalid.
        StorageError: The files cannot be written.
        EngineError: A line could not be spoken, not even by the fallback voice.
    """
    run = run or context_from_environment()
    return make_from_stories(read_sources(sources, run), options, run)


def make_from_stories(collected: CollectedStories, options: BriefingOptions, run: RunContext) -> Briefing:
    """Make one briefing of stories that were read already. Raises what `make` raises.

    When the time of the run is over, it is made of the stories that are spoken; see `Briefing.shortened`.
    """
    try:
        if options.minutes:
            briefing = _make_to_length(collected, options, run, Length(options.minutes * 60))
        else:
            script = script_from_stories(collected.stories, options, run)
            briefing = speak_script(script, options, run, collected.left_out)
    except LateError as late:
        briefing = _make_of_spoken_stories(late, collected, options, run)
    return replace(briefing, notes=(*briefing.notes, *_truncation_notes(collected.stories)))


def _make_of_spoken_stories(
    late: LateError, collected: CollectedStories, options: BriefingOptions, run: RunContext
) -> Briefing:
    """Make the briefing without the stories that are not spoken yet; the clips of the others are at hand."""
    stories = collected.stories
    script = shorten_script(late.script, late.sections, stories, _write_options(stories, options, run))
    told = sum(section.role == "story" for section in script.sections)
    script = _with_listed_title(script, stories[:told], options, run)
    briefing = speak_script(script, options, replace(run, has_time=has_time), collected.left_out)
    return replace(briefing, shortened=script)


def _truncation_notes(stories: Sequence[Story]) -> tuple[str, ...]:
    """Return a note for each story whose page holds only its beginning."""
    cut = [story.article.title for story in stories if story.article.cut]
    return tuple(
        f"Only the beginning of '{title}' is on its page: it is told as far as it goes." for title in cut
    )


def _make_to_length(
    collected: CollectedStories, options: BriefingOptions, run: RunContext, length: Length
) -> Briefing:
    """Speak, measure, and choose the paragraphs again by the measured lengths; clips are reused."""
    script = script_from_stories(collected.stories, options, run, length)
    briefing = speak_script(script, options, run, collected.left_out)
    for _ in range(_MAX_ROUNDS):
        if abs(briefing.episode.duration_ms - length.seconds * 1000) <= length.seconds * _TOLERANCE_MS_PER_S:
            break
        length = _measured(script, briefing.timeline, length)
        fitted = script_from_stories(collected.stories, options, run, length)
        if fitted == script:
            break
        try:
            script, briefing = fitted, speak_script(fitted, options, run, collected.left_out)
        except LateError:  # the programme before it is whole, if less near to the length
            return replace(briefing, failures=(*briefing.failures, _no_time_for(length)))
    return replace(briefing, notes=(*briefing.notes, *_length_notes(briefing, length)))


def _no_time_for(length: Length) -> str:
    minutes = round(length.seconds / 60)
    return f"the time for speaking was over before the programme was brought to {minutes} minutes"


def _length_notes(briefing: Briefing, length: Length) -> tuple[str, ...]:
    """Return a note if the length could not be reached."""
    wanted_ms = length.seconds * 1000
    if briefing.episode.duration_ms * 20 > wanted_ms * 21:
        return ("The headlines and first paragraphs alone last longer than you wished.",)
    if briefing.episode.duration_ms * 20 < wanted_ms * 19:
        return ("This is all there is to read: it is shorter than you wished.",)
    return ()


def _measured(script: Script, timeline: Timeline, length: Length) -> Length:
    """Return the length with measured times instead of estimates."""
    lines = {
        (number, index): segment.say
        for number, section in enumerate(script.sections)
        for index, segment in enumerate(section.segments)
    }
    heard = {
        lines[cue.section, cue.segment]: (cue.end - cue.start) * 1000 // timeline.rate_hz
        for cue in timeline.cues
        if (cue.section, cue.segment) in lines
    }
    letters = sum(map(len, heard))
    known = replace(
        length,
        measured_ms={**length.measured_ms, **heard},
        letters_per_minute=letters * 60_000 // max(1, sum(heard.values())),
        overhead_ms=0,
    )
    return replace(known, overhead_ms=timeline.samples * 1000 // timeline.rate_hz - script_ms(script, known))


def script_from_stories(
    stories: Sequence[Story], options: BriefingOptions, run: RunContext, length: Length | None = None
) -> Script:
    """Write the script of stories.

    Args:
        stories: At least one story; the first gives the language.
        options: Title and length.
        run: Date and settings.
        length: A length with measured times, which wins over `options.minutes`.
    """
    write_options = _write_options(stories, options, run, length)
    with logged("write", stories=len(stories)):
        script = write_script(stories, write_options)
    return _with_listed_title(script, stories, options, run)


def _with_listed_title(
    script: Script, stories: Sequence[Story], options: BriefingOptions, run: RunContext
) -> Script:
    """Return the script with the title under which the programme is listed."""
    if not options.episode_title:
        return script
    title = episode_title(stories, options.episode_title, _write_options(stories, options, run))
    return replace(script, title=title)


def _write_options(
    stories: Sequence[Story], options: BriefingOptions, run: RunContext, length: Length | None = None
) -> WriteOptions:
    language = stories[0].article.language
    pronunciations: dict[str, str] = {}
    for text in read_pronunciations(run.settings.voices):
        pronunciations |= pronunciations_from_toml(text, language)
    wanted = length or (Length(options.minutes * 60) if options.minutes else None)
    return WriteOptions(
        title=options.title,
        date=run.day,
        length=wanted,
        parts=script_parts(run.settings),
        audio=options.audio,
        missing=options.missing_sources,
        waiting=options.waiting_stories,
        waiting_first=options.waiting_first,
        own_parts=options.own_parts,
        briefs=options.briefs,
        pronunciations=pronunciations,
        interrupts_long_quotations=_interrupts_long_quotations(language, options, run),
    )


def _interrupts_long_quotations(language: str, options: BriefingOptions, run: RunContext) -> bool:
    """Return the setting of the cast; False if the cast cannot be read, which matters only when it speaks."""
    try:
        return interrupts_long_quotations(options.cast or run.settings.cast, language, run.settings)
    except UsageError:
        return False
