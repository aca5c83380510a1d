"""A morning's run: visit the sources, choose, make the programme, publish, tidy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefing.digest.choice import Choice, Considered, choose
from briefing.digest.lasting import put_away, retire, settle, sweep
from briefing.digest.sources import Morning, visit_sources
from briefing.digest.stories import Window, read_stories
from briefing.errors import UnavailableError, UsageError
from briefing.model import LeftOut, Story
from briefing.model.codec import to_json
from briefing.pipeline import Gathered, Made, Run, Wish, tell, write
from briefing.room_options import site_options
from briefing.shelf import (
    EPISODE_FILE,
    EpisodeRow,
    ToldArticle,
    hold_lock,
    numbered_places,
    programme_path,
    write_atomic,
)
from briefing.site import refresh_site
from briefing.site_rules import clean_options


@dataclass(frozen=True, slots=True)
class Digest:
    """What was chosen and what was made of it; `made` is None for a plan, and when nothing is new.

    `notes` are sentences about what went wrong beside the programme.
    """

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    made: Made | None = None
    notes: tuple[str, ...] = ()


def plan_digest(morning: Morning, run: Run, since: datetime | None = None) -> Digest:
    """Which stories would be told, and why; nothing is spoken. Raises UsageError without sources."""
    missing = visit_sources(morning)
    sources = morning.library.sources()
    if not sources:
        raise UsageError("there is nothing to read yet", "Add what you read: briefing feeds add ADDRESS")
    wanted = run.settings.digest
    stories, left_out = read_stories(morning, Window(since, wanted.max_age_days), clean_options(run.settings))
    if not stories and len(missing) == len(sources):
        raise UnavailableError(
            f"no source could be read; the first: {missing[0].error}", "Check your connection."
        )
    return Digest(choose(stories, wanted.minutes), missing + left_out)


def make_digest(morning: Morning, run: Run, since: datetime | None = None) -> Digest:
    """Makes and publishes the programme of what is new. Raises LockedError, and what the rooms raise."""
    output = run.settings.output
    with hold_lock(run.settings.digest_lock):
        settle(morning, output)
        plan = plan_digest(morning, run, since)
        chosen = [choice.considered for choice in plan.choices if choice.told]
        made = _make(chosen, plan.left_out, morning, run) if chosen else None
        put_away(morning)
        retire(morning, output, run.settings.digest)
        refresh_site(output, site_options(run.settings))
        sweep(morning, run.settings)
        return replace(plan, made=made)


def _make(chosen: Sequence[Considered], left_out: tuple[LeftOut, ...], morning: Morning, run: Run) -> Made:
    """The programme, begun in the library before its first byte and ended there after its last."""
    wanted = run.settings.digest
    stories = tuple(Story(one.article, one.quotations, one.article.site, one.update) for one in chosen)
    missing = len(left_out) if wanted.say_missing else 0
    wish = Wish(title=wanted.title, minutes=wanted.minutes or None, missing=missing)
    title = write(stories, wish, run).title
    mp3 = _free_place(programme_path(run.settings.output, run.day, title), morning)
    row = EpisodeRow(mp3.parent.name, run.now.isoformat(), title, "making")
    told = [ToldArticle(one.story, one.article.url, one.article.title, one.shingles) for one in chosen]
    morning.library.begin_episode(row, told, [item for one in chosen for item in one.items])
    made = tell(Gathered(stories, left_out), replace(wish, mp3=mp3), run)
    write_atomic(mp3.parent / EPISODE_FILE, to_json(made.episode).encode())
    morning.library.finish_episode(row.folder)
    return made


def _free_place(mp3: Path, morning: Morning) -> Path:
    """The place, or the next with a number: a second programme of a day does not replace the first."""
    taken = {row.folder for row in morning.library.episodes()}
    return next(
        place
        for place in numbered_places(mp3)
        if place.parent.name not in taken and not place.parent.exists()
    )
