"""Run a digest: read the sources, choose, make the programme, publish it, apply retention."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.digest.audio_stories import AudioNews, read_audio
from briefing.digest.choice import (
    Budget,
    Candidate,
    Choice,
    choice_of_candidate,
    choice_of_turn,
    programme_order,
)
from briefing.digest.own_parts import Surroundings, read_own_parts
from briefing.digest.retention import (
    clear_told_pages,
    copy_library,
    forget_old_stories,
    recover_interrupted,
    remove_retired,
    retire_old_episodes,
)
from briefing.digest.sources import DigestContext, poll_sources, settle_told
from briefing.digest.stories import Reading, ReadingOptions, Window, read_stories
from briefing.digest.storylines import find_reported, traces_from
from briefing.errors import UnavailableError, UsageError
from briefing.fetch import host_names
from briefing.model import LeftOut, Script, Story
from briefing.model.codec import to_json
from briefing.pipeline import (
    Briefing,
    BriefingOptions,
    CollectedStories,
    RunContext,
    clean_options,
    logged,
    make_from_stories,
    refresh_site,
    script_from_stories,
    site_options,
)
from briefing.storage import (
    EPISODE_FILE,
    ClipFolder,
    EpisodeRow,
    PublishedArticle,
    hold_lock,
    numbered_places,
    programme_path,
    write_atomic,
)

_REPORT_DAYS = 7
_WAITING_HEADLINES = 2  # that the closing names


@dataclass(frozen=True, slots=True)
class Digest:
    """The choices of a digest and the programme that was made; None for a plan or when nothing is new.

    Attributes:
        choices: Every story that is new, the told ones first.
        left_out: Sources and stories that could not be read.
        made: The programme.
        notes: Sentences about failures that did not concern a story, such as the heartbeat, and the weekly
            report of stories that were never chosen.
        is_cut_short: The time for reading ended before everything that fits was read.
        is_shortened: The time limit came near before every chosen story was spoken; the others wait.
    """

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    made: Briefing | None = None
    notes: tuple[str, ...] = ()
    is_cut_short: bool = False
    is_shortened: bool = False


def plan_digest(context: DigestContext, run: RunContext, since: datetime | None = None) -> Digest:
    """Choose the stories without speaking them.

    Args:
        context: The library, the sources and the folders of the run.
        run: Time and settings.
        since: Only items published after this time.

    Returns:
        The choices, without a programme.

    Raises:
        UsageError: There are no sources.
        UnavailableError: No source could be read.
    """
    material = _read(context, run, since)
    material.audio.clear()
    return _plan(material, context)


def make_digest(context: DigestContext, run: RunContext, since: datetime | None = None) -> Digest:
    """Make and publish the programme of what is new.

    Args:
        context: The library, the sources and the folders of the run.
        run: Time and settings.
        since: Only items published after this time.

    Returns:
        The choices, and the programme that was made; none if nothing is new.

    Raises:
        LockedError: Another run holds the lock.
        BriefingError: A stage failed.
    """
    output = run.settings.output
    with hold_lock(run.settings.digest_lock):
        recover_interrupted(context, output)
        material = _read(context, run, since)
        failed = (*material.missing, *material.reading.left_out)
        made = _make(material, _not_named_today(failed, context), context, run)
        clear_told_pages(context)
        retire_old_episodes(context, output, run.settings.digest)
        with logged("publish", folder=str(output)):
            refresh_site(output, site_options(run.settings))
        remove_retired(context, run.settings)
        forget_old_stories(context, run.settings.digest)
        notes = (*made.notes, *_settle(context, run), *_weekly_report(context))
        notes += copy_library(context, run.settings)
        done = _plan(made.material, context)
        done = replace(done, left_out=_not_named_today(failed, context))
        context.library.record_named_failures([one.source for one in failed], _day(context))
        is_shortened = made.briefing is not None and made.briefing.shortened is not None
        return replace(done, made=made.briefing, notes=notes, is_shortened=is_shortened)


@dataclass(frozen=True, slots=True)
class _Material:
    """What a run has read: sources and recordings that failed, stories, and recordings that are new.

    The first `recordings` of `audio` are told, and no more stories than are chosen in `reading`.
    """

    missing: tuple[LeftOut, ...]
    reading: Reading
    audio: AudioNews
    recordings: int = 0


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The programme, None if nothing is new; what of the material it tells; and sentences about it."""

    material: _Material
    briefing: Briefing | None = None
    notes: tuple[str, ...] = ()


def _read(context: DigestContext, run: RunContext, since: datetime | None) -> _Material:
    """Read the sources and the recordings, and choose the stories."""
    with logged("visit"):
        missing = poll_sources(context)
    sources = context.library.sources()
    if not sources:
        raise UsageError("the digest has no sources", "Add one: briefing feeds add URL")
    wanted, settings = run.settings.digest, run.settings
    audio = read_audio(wanted.audio, settings.recordings, context)
    options = ReadingOptions(
        Window(since, wanted.max_age_days),
        Budget(max(1, wanted.minutes - audio.minutes) if wanted.minutes else 0, settings.script.brief),
        clean_options(settings),
        ClipFolder(settings.clips),
        ClipFolder(settings.pages),
    )
    with logged("choose"):
        reading = read_stories(context, options)
    has_nothing = not reading.chosen and not reading.unread
    if has_nothing and len(missing) == len(sources):
        raise UnavailableError(
            f"no source could be read; the first: {missing[0].error}",
            missing[0].hint or "Check your connection.",
        )
    recordings = len(audio.stories) if reading.chosen else 0
    return _Material((*missing, *audio.left_out), reading, audio, recordings)


def _plan(material: _Material, context: DigestContext) -> Digest:
    reading = material.reading
    standings, titles = reading.standings, reading.titles
    told = programme_order(reading.chosen)
    before = (
        Choice(one.article.title, one.article.url, False, f"told before: {title}", 0.0, (one.turn.source,))
        for one, title in reading.told_before
    )
    choices = (
        *(choice_of_candidate(one, "whole", standings, titles) for one in told),
        *material.audio.choices(material.recordings),
        *(choice_of_candidate(one, "brief", standings, titles) for one in reading.briefs),
        *(choice_of_candidate(one, "waits", standings, titles) for one in reading.passed),
        *(choice_of_turn(one, standings, titles) for one in reading.unread),
        *before,
    )
    is_cut_short = context.deadline.left() <= 0
    return Digest(choices, material.missing + reading.left_out, is_cut_short=is_cut_short)


def _not_named_today(failed: tuple[LeftOut, ...], context: DigestContext) -> tuple[LeftOut, ...]:
    """Return the failures that no earlier run of this day has named; `feeds list` shows those of sources."""
    named = context.library.named_failures(_day(context))
    return tuple(one for one in failed if one.source not in named)


def _day(context: DigestContext) -> str:
    """Return the listener's date."""
    return context.now.date().isoformat()


def _weekly_report(context: DigestContext) -> tuple[str, ...]:
    """Return one line about the stories that were never chosen, once a week; none if there were none."""
    due_before = context.now.astimezone(UTC) - timedelta(days=_REPORT_DAYS)
    counts = context.library.take_report(context.seen, due_before.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if not counts:
        return ()
    named = ", ".join(f"{title} {count}" for title, count in counts)
    return (f"too old before they were chosen, since the last report: {named}",)


def _settle(context: DigestContext, run: RunContext) -> tuple[str, ...]:
    """Mark told items in their sources, if there is time for it; the next run marks them otherwise."""
    return settle_told(context) if run.has_time() else ()


def _make(
    material: _Material, left_out: tuple[LeftOut, ...], context: DigestContext, run: RunContext
) -> _Recorded:
    """Make the programme if stories were chosen, and remove the recordings that were fetched for it."""
    try:
        made = _Recorded(material)
        return _make_programme(material, left_out, context, run) if material.reading.chosen else made
    finally:
        material.audio.clear()


def _make_programme(
    material: _Material, left_out: tuple[LeftOut, ...], context: DigestContext, run: RunContext
) -> _Recorded:
    """Make the programme; the library records its start before the first byte and its end after the last."""
    reading, wanted = material.reading, run.settings.digest
    chosen = programme_order(reading.chosen)
    stories = _with_storylines([_story_of(one, reading) for one in chosen], context, run)
    missing = len(left_out) if wanted.say_missing else 0
    options = BriefingOptions(
        title=wanted.title,
        minutes=wanted.minutes or None,
        audio=material.audio.stories,
        missing_sources=missing,
        waiting_stories=len(reading.unread) + len(reading.passed),
        waiting_first=_first_headlines(reading),
        briefs=tuple(_story_of(one, reading) for one in reading.briefs),
    )
    script = script_from_stories(stories, options, run)
    title = script.title
    own_parts, failures = read_own_parts(run.settings.programme.part, Surroundings(run.day, script.language))
    mp3 = _free_place(programme_path(run.settings.output, run.day, title), context)
    row = EpisodeRow(mp3.parent.name, run.now.isoformat(), title, "making")
    _begin(row, material, context)
    listed = replace(options, mp3=mp3, episode_title=wanted.episode_title, own_parts=own_parts)
    made = make_from_stories(CollectedStories(stories, left_out), listed, run)
    if made.shortened is not None:
        material = _told_in(made.shortened, material)
        _begin(replace(row, title=made.episode.title), material, context)
    write_atomic(mp3.parent / EPISODE_FILE, to_json(made.episode).encode())
    context.library.finish_episode(row.folder)
    return _Recorded(material, made, failures)


def _begin(row: EpisodeRow, material: _Material, context: DigestContext) -> None:
    """Record the stories and recordings of the episode that is being made."""
    chosen, briefs = material.reading.chosen, material.reading.briefs
    told = [_published(one, one in briefs) for one in (*chosen, *briefs)]
    items = [item for one in (*chosen, *briefs) for item in one.items]
    context.library.begin_episode(row, [*told, *material.audio.told[: material.recordings]], items)


def _told_in(script: Script, material: _Material) -> _Material:
    """Return the material with the stories for which no time was left among those that wait."""
    roles = Counter(one.role for one in script.sections if one.role != "brief" or one.url)
    reading, number, briefs = material.reading, roles["story"], roles["brief"]
    chosen = tuple(programme_order(reading.chosen))
    told = replace(
        reading,
        chosen=chosen[:number],
        briefs=reading.briefs[:briefs],
        passed=(*chosen[number:], *reading.briefs[briefs:], *reading.passed),
    )
    return replace(material, reading=told, recordings=roles["insert"])


def _first_headlines(reading: Reading) -> tuple[str, ...]:
    """Return the headlines of the stories that come first next time."""
    items = [item for one in reading.unread for item in one.offer.items[:1]]
    waiting = [*(one.article.title for one in reading.passed), *(item.title for item in items)]
    return tuple(filter(None, waiting))[:_WAITING_HEADLINES]


def _published(one: Candidate, is_brief: bool) -> PublishedArticle:
    """Return a story as the library keeps it."""
    article, source = one.article, one.turn.source
    traces = to_json(traces_from(article))
    return PublishedArticle(one.story, article.url, article.title, one.shingles, source, is_brief, traces)


def _with_storylines(stories: Sequence[Story], context: DigestContext, run: RunContext) -> tuple[Story, ...]:
    """Return the stories, each with the told story that it goes on with; an update names its own."""
    if not run.settings.script.storylines:
        return tuple(stories)
    published = context.library.published_articles()
    return tuple(
        story
        if story.is_update
        else replace(story, reported=find_reported(story.article, published, context.now))
        for story in stories
    )


def _story_of(one: Candidate, reading: Reading) -> Story:
    """Return the story that is told; its source is called by the feed's title where the page has no name."""
    site = one.article.site
    own_name = site if site and site not in host_names(one.items[0].url, one.article.url) else ""
    source = own_name or reading.publications.get(one.source) or ""
    return Story(one.article, one.quotations, source, one.update, one.new_blocks)


def _free_place(mp3: Path, context: DigestContext) -> Path:
    """Return a free path: a second programme of a day gets a number."""
    taken = {row.folder for row in context.library.episodes()}
    return next(
        place
        for place in numbered_places(mp3)
        if place.parent.name not in taken and not place.parent.exists()
    )
