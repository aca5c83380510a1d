"""Run a digest: read the sources, choose, make the programme, publish it, apply retention."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefing.digest.choice import Candidate, Choice, choose
from briefing.digest.retention import (
    clear_told_pages,
    recover_interrupted,
    remove_retired,
    retire_old_episodes,
)
from briefing.digest.sources import DigestContext, poll_sources, settle_told
from briefing.digest.stories import Window, read_stories
from briefing.errors import UnavailableError, UsageError
from briefing.model import LeftOut, Story
from briefing.model.codec import to_json
from briefing.pipeline import (
    Briefing,
    BriefingOptions,
    CollectedStories,
    RunContext,
    clean_options,
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


@dataclass(frozen=True, slots=True)
class Digest:
    """The choices of a digest and the programme that was made; None for a plan or when nothing is new.

    `notes` are sentences about failures that did not concern a story, such as the heartbeat.
    """

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    made: Briefing | None = None
    notes: tuple[str, ...] = ()


def plan_digest(context: DigestContext, run: RunContext, since: datetime | None = None) -> Digest:
    """Choose the stories without speaking them.

    Raises:
        UsageError: There are no sources.
        UnavailableError: No source could be read.
    """
    missing = poll_sources(context)
    sources = context.library.sources()
    if not sources:
        raise UsageError("the digest has no sources", "Add one: briefing feeds add URL")
    wanted = run.settings.digest
    clips = ClipFolder(run.settings.clips)
    window = Window(since, wanted.max_age_days)
    stories, left_out = read_stories(context, window, clean_options(run.settings), clips)
    if not stories and len(missing) == len(sources):
        raise UnavailableError(
            f"no source could be read; the first: {missing[0].error}", "Check your connection."
        )
    return Digest(choose(stories, wanted.minutes), missing + left_out)


def make_digest(context: DigestContext, run: RunContext, since: datetime | None = None) -> Digest:
    """Make and publish the programme of what is new. Raises LockedError and the errors of each stage."""
    output = run.settings.output
    with hold_lock(run.settings.digest_lock):
        recover_interrupted(context, output)
        plan = plan_digest(context, run, since)
        chosen = [choice.candidate for choice in plan.choices if choice.told]
        made = _make(chosen, plan.left_out, context, run) if chosen else None
        clear_told_pages(context)
        retire_old_episodes(context, output, run.settings.digest)
        refresh_site(output, site_options(run.settings))
        remove_retired(context, run.settings)
        return replace(plan, made=made, notes=settle_told(context))


def _make(
    chosen: Sequence[Candidate], left_out: tuple[LeftOut, ...], context: DigestContext, run: RunContext
) -> Briefing:
    """Make the programme; the library records its start before the first byte and its end after the last."""
    wanted = run.settings.digest
    stories = tuple(Story(one.article, one.quotations, one.article.site, one.update) for one in chosen)
    missing = len(left_out) if wanted.say_missing else 0
    options = BriefingOptions(title=wanted.title, minutes=wanted.minutes or None, missing_sources=missing)
    title = script_from_stories(stories, options, run).title
    mp3 = _free_place(programme_path(run.settings.output, run.day, title), context)
    row = EpisodeRow(mp3.parent.name, run.now.isoformat(), title, "making")
    told = [PublishedArticle(one.story, one.article.url, one.article.title, one.shingles) for one in chosen]
    context.library.begin_episode(row, told, [item for one in chosen for item in one.items])
    made = make_from_stories(CollectedStories(stories, left_out), replace(options, mp3=mp3), run)
    write_atomic(mp3.parent / EPISODE_FILE, to_json(made.episode).encode())
    context.library.finish_episode(row.folder)
    return made


def _free_place(mp3: Path, context: DigestContext) -> Path:
    """Return a free path: a second programme of a day gets a number."""
    taken = {row.folder for row in context.library.episodes()}
    return next(
        place
        for place in numbered_places(mp3)
        if place.parent.name not in taken and not place.parent.exists()
    )
