"""A morning's run: visit the sources, choose, make the programme, publish, tidy."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.digest.choice import Choice, choose
from briefing.digest.sources import Morning, visit_sources
from briefing.digest.stories import read_stories
from briefing.errors import NothingNewError
from briefing.fetch import is_address
from briefing.model import LeftOut, Story
from briefing.model.codec import to_json
from briefing.pipeline import Made, Run, Wish, produce, write
from briefing.quote import find_quotations
from briefing.shelf import (
    EpisodeRow,
    ToldArticle,
    hold_lock,
    move_to_done,
    programme_path,
    remove_folder,
    write_atomic,
)

EPISODE_FILE = "episode.json"  # stands last: a folder with it and an MP3 is an episode


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What the listener wants of a digest."""

    title: str = ""
    minutes: int | None = None
    cast: str = ""
    since: datetime | None = None
    keep: int = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """What was chosen and what was made of it; `made` is None for a plan."""

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    made: Made | None = None


def plan_digest(wish: DigestWish, morning: Morning) -> Digest:
    """Which stories would be told, and why. Fetches, and speaks nothing."""
    missing = visit_sources(morning)
    stories, left_out = read_stories(morning, wish.since)
    return Digest(choose(stories, wish.minutes), missing + left_out)


def make_digest(wish: DigestWish, morning: Morning, run: Run) -> Digest:
    """Makes the programme of what is new. Raises NothingNewError, LockedError, and what the rooms raise."""
    with hold_lock(run.settings.data / "digest.lock"):
        settle(morning, run.settings.output)
        plan = plan_digest(wish, morning)
        if not any(choice.told for choice in plan.choices):
            raise NothingNewError("nothing new to tell", _advice(plan))
        made = _make(plan, wish, morning, run)
        retire(morning, run.settings.output, wish.keep)
        return Digest(plan.choices, plan.left_out, made)


def settle(morning: Morning, output: Path) -> None:
    """Ends what a killed run began: a whole episode is told; a half one goes, and its stories stay new."""
    for row in morning.library.episodes():
        if row.state == "retired":
            remove_folder(output / row.folder)
        elif row.state == "making" and (output / row.folder / EPISODE_FILE).is_file():
            _finish(row.folder, morning)
        elif row.state == "making":
            remove_folder(output / row.folder)
            morning.library.forget_episode(row.folder)


def retire(morning: Morning, output: Path, keep: int) -> None:
    """Takes the oldest episodes away until `keep` remain; episode.json goes first, so no feed names them."""
    published = [row for row in morning.library.episodes() if row.state == "published"]
    for row in published[: max(0, len(published) - keep)]:
        morning.library.retire_episode(row.folder)
        remove_folder(output / row.folder, first=EPISODE_FILE)


def _make(plan: Digest, wish: DigestWish, morning: Morning, run: Run) -> Made:
    chosen = [choice.considered for choice in plan.choices if choice.told]
    stories = [Story(one.article, find_quotations(one.article), one.article.site) for one in chosen]
    asked = Wish(title=wish.title, minutes=wish.minutes, cast=wish.cast)
    script = write(stories, asked, run)
    mp3 = _free_place(programme_path(run.settings.output, run.day, script.title), morning)
    row = EpisodeRow(mp3.parent.name, run.now.isoformat(), script.title, "making")
    told = [ToldArticle(one.story, one.article.url, one.article.title, one.shingles) for one in chosen]
    morning.library.begin_episode(row, told, [item for one in chosen for item in one.items])
    made = produce(script, Wish(mp3, wish.title, wish.minutes, wish.cast), run, plan.left_out)
    write_atomic(mp3.parent / EPISODE_FILE, to_json(made.episode).encode())
    _finish(row.folder, morning)
    for url in [item.url for one in chosen for item in one.items if not is_address(item.url)]:
        move_to_done(Path(url))
    return made


def _finish(folder: str, morning: Morning) -> None:
    morning.library.finish_episode(folder)


def _free_place(mp3: Path, morning: Morning) -> Path:
    """The place, or the next with a number: a second programme of a day does not replace the first."""
    taken = {row.folder for row in morning.library.episodes()}
    name = mp3.parent.name
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    free = next(one for one in names if one not in taken and not (mp3.parent.parent / one).exists())
    return mp3.parent.parent / free / mp3.name


def _advice(plan: Digest) -> str:
    if plan.left_out:
        return f"{len(plan.left_out)} sources or articles did not come; the first: {plan.left_out[0].error}"
    return "Add sources: briefing feeds add ADDRESS"
