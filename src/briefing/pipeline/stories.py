"""Read sources into stories: fetch, clean, find quotations. This is the only place that joins these stages.

A story is kept with the clips, so that a page is understood once. A kept story is valid only while the rules
that made it are unchanged: its key covers the page, the user's own rules, the parsers, and every file of the
stages.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from briefing.clean import CleanOptions, SiteRule, clean_page
from briefing.errors import BriefingError, Failure, NeedsScriptsError, NothingCameError, confine_bugs
from briefing.fetch import (
    Account,
    FetchOptions,
    Secret,
    Site,
    asks_for_browser,
    check_private_file,
    exported_items,
    fetch_pages,
    has_browser,
    page_from_browser,
    page_from_item,
    split_login,
)
from briefing.model import ClipStore, LeftOut, Page, Story
from briefing.model.audio import cache_key
from briefing.model.codec import from_json, to_json
from briefing.pipeline.context import CollectedStories, RunContext, logged
from briefing.quote import find_quotations
from briefing.settings import AccountSetting, SecretSetting, Settings, SiteSetting
from briefing.storage import ClipFolder, read_logins

T = TypeVar("T")

_PACKAGE = Path(__file__).parents[1]
_STAGES = ("clean", "quote", "model", "text")
_PARSERS = ("beautifulsoup4", "lxml")


def read_sources(sources: Sequence[str], run: RunContext) -> CollectedStories:
    """Read each source; one that fails costs no other.

    Args:
        sources: URLs, files, or '-' for stdin.
        run: The surroundings of the run.

    Raises:
        NothingCameError: Every source failed.
    """
    stories: list[Story] = []
    failures: list[Failure] = []
    for number, source in enumerate(sources, 1):
        for one in read_stories(source, run):
            if isinstance(one, Story):
                stories.append(one)
            else:
                failures.append(one)
        run.on_progress("reading", number, len(sources))
    if failures and not stories:
        raise NothingCameError(tuple(failures))
    left_out = tuple(LeftOut(one.source, one.error.message) for one in failures)
    return CollectedStories(tuple(stories), left_out)


def read_stories(source: str, run: RunContext) -> Iterator[Story | Failure]:
    """Yield the stories of a source (a newsletter can hold several), and what failed."""
    options, clips = clean_options(run.settings), ClipFolder(run.settings.clips)
    limits = fetch_options(run.settings, run.now)
    yield from each_page(source, limits, lambda page: story_from_web_page(page, limits, options, clips))


def each_page(source: str, options: FetchOptions, use: Callable[[Page], T]) -> Iterator[T | Failure]:
    """Yield what `use` makes of each page of a source, and what failed.

    Args:
        source: A URL, a file, or '-' for stdin.
        options: Limits of the fetch.
        use: Makes an article or a story of a page; it may raise BriefingError.
    """
    shown = split_login(source)[0]
    try:
        with confine_bugs(shown), logged("fetch", source=shown):
            exported = exported_items(source, options)
            pages = fetch_pages(source, options) if not exported else ()
    except BriefingError as error:
        yield Failure(shown, error)
        return
    for item in exported:
        if item.html:
            yield _used(page_from_item(item, "", options), item.url or item.title, use)
        else:
            yield from each_page(item.url, options, use)
    for page in pages:
        yield _used(page, page.address if len(pages) > 1 else shown, use)


def _used(page: Page, name: str, use: Callable[[Page], T]) -> T | Failure:
    """Return what `use` makes of a page, or why it makes nothing."""
    try:
        with confine_bugs(name):
            return use(page)
    except BriefingError as error:
        return Failure(name, error)


def story_from_web_page(page: Page, fetch: FetchOptions, options: CleanOptions, clips: ClipStore) -> Story:
    """Return the story of a page; one that is empty without scripts is loaded in a browser, if there is one.

    Args:
        page: The page as its server sent it.
        fetch: Limits of the fetch, and whether a browser may be used.
        options: The user's own rules.
        clips: Where stories are kept.

    Raises:
        NoArticleError: The page holds no article, in a browser neither.
        FetchError: The page cannot be loaded in a browser.
    """
    address = page.final_address if page.final_address.startswith(("http://", "https://")) else ""
    if asks_for_browser(address, fetch.sites):
        return story_from_page(page_from_browser(address, fetch), options, clips)
    try:
        return story_from_page(page, options, clips)
    except NeedsScriptsError:
        if not (address and fetch.browser and has_browser()):
            raise
    return story_from_page(page_from_browser(address, fetch), options, clips)


def story_from_page(page: Page, options: CleanOptions, clips: ClipStore) -> Story:
    """Return the story of a page, from the store if its rules have not changed.

    Args:
        page: The page.
        options: The user's own rules.
        clips: Where stories are kept.

    Raises:
        NoArticleError: The page holds no article. A failure is not kept.
    """
    key = _story_key(page, options)
    kept = _decode(clips.get(key))
    if kept is not None:
        return kept
    with logged("clean", url=page.address):
        article = clean_page(page, options)
    with logged("quote", url=page.address):
        story = Story(article, find_quotations(article), article.site)
    clips.put(key, to_json(story).encode("utf-8", "surrogatepass"))
    return story


def fetch_options(settings: Settings, now: datetime, allow_private: bool = False) -> FetchOptions:
    """Return the limits of a fetch and the time that is stored on the page."""
    wanted = settings.fetch
    return FetchOptions(
        fetched=now.isoformat(),
        allow_private=allow_private,
        allow_networks=wanted.allow_networks,
        accounts=tuple(map(_account, wanted.accounts)),
        browser=wanted.browser,
        sites=(*map(_site, wanted.sites), *_given_logins(settings.logins)),
    )


def _site(setting: SiteSetting) -> Site:
    return Site(
        setting.host,
        setting.cookies,
        secret_from(setting.header),
        setting.user,
        secret_from(setting.password),
        setting.browser,
    )


def _given_logins(path: Path) -> Iterator[Site]:
    """Yield the logins that were a part of an address. Raises UsageError if others can read their file."""
    logins = read_logins(path)
    if logins:
        check_private_file(path)
    for login in logins:
        yield Site(login.host, user=login.user, password=Secret(login.password))


def _account(setting: AccountSetting) -> Account:
    options = tuple((name, secret_from(given)) for name, given in setting.options.items())
    return Account(setting.address, setting.user, secret_from(setting.password), options)


def secret_from(setting: SecretSetting) -> Secret:
    """Return where a secret of the settings comes from; it is read when it is needed.

    Args:
        setting: The text itself, or where it is found.
    """
    return Secret(setting.value.get_secret_value(), setting.command, setting.variable, setting.keyring)


def clean_options(settings: Settings) -> CleanOptions:
    """Return the user's own rules for pages, and how much of a live blog is told."""
    return CleanOptions(
        rules=tuple(
            SiteRule(
                rule.site, rule.drop_phrases, rule.keep_phrases, rule.drop_selectors, rule.keep_selectors
            )
            for rule in settings.clean.rules
        ),
        live_hours=settings.clean.live_hours,
    )


def _decode(data: bytes | None) -> Story | None:
    try:
        return from_json(Story, data.decode("utf-8", "surrogatepass")) if data else None
    except (ValueError, KeyError, TypeError):
        return None


def _story_key(page: Page, options: CleanOptions) -> str:
    """Return the key of a story; the time of the fetch is not part of it."""
    return cache_key(
        _rules_version(), repr(options), page.address, page.final_address, page.media_type, page.text
    )


@cache
def _rules_version() -> str:
    """Return a hash of the name, size and time of each file of the stages, and of the parsers' versions."""
    files = ((path.relative_to(_PACKAGE), path.stat()) for path in sorted(_stage_files()))
    states = ((name, about.st_size, about.st_mtime_ns) for name, about in files)
    return cache_key(*map(version, _PARSERS), *states)


def _stage_files() -> list[Path]:
    branches = (branch for stage in _STAGES for branch in os.walk(_PACKAGE / stage))
    return [
        Path(folder, name) for folder, _, names in branches for name in names if not name.endswith(".pyc")
    ]
