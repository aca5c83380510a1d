"""Run the stages in order: sources to stories, stories to a script, a script to a briefing on disk.

Also here: many pages in a batch, the site of the episodes, and the choice of the cast. A name is imported
when it is first used (PEP 562), so that a command loads only the stages that it runs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.pipeline.batch import (
        ClusterExecutor,
        OpenExecutor,
        PageJob,
        Record,
        make_page,
        make_pages,
        sources_from_list,
    )
    from briefing.pipeline.casts import (
        ALIASES,
        DEFAULT,
        DefaultCast,
        casts_by_language,
        default_cast,
        is_cast_installed,
        load_cast,
        require_engines,
        resolve_cast_name,
    )
    from briefing.pipeline.context import (
        Briefing,
        BriefingOptions,
        CollectedStories,
        ProgressCallback,
        RunContext,
        context_from_environment,
        ignore_progress,
        logged,
        time_of_run,
    )
    from briefing.pipeline.programme import make, make_from_stories, script_from_stories
    from briefing.pipeline.recording import speak_casting, speak_script
    from briefing.pipeline.site import (
        SiteOptions,
        existing_picture,
        feed_from_episodes,
        publish_site,
        refresh_site,
        rewrite_site,
    )
    from briefing.pipeline.stage_options import check_settings, site_options
    from briefing.pipeline.stories import (
        clean_options,
        each_page,
        fetch_options,
        read_sources,
        read_stories,
        secret_from,
        story_from_page,
        story_from_web_page,
    )

_MODULES = {
    "batch": (
        "ClusterExecutor",
        "OpenExecutor",
        "PageJob",
        "Record",
        "make_page",
        "make_pages",
        "sources_from_list",
    ),
    "casts": (
        "ALIASES",
        "DEFAULT",
        "DefaultCast",
        "casts_by_language",
        "default_cast",
        "is_cast_installed",
        "load_cast",
        "require_engines",
        "resolve_cast_name",
    ),
    "context": (
        "Briefing",
        "BriefingOptions",
        "CollectedStories",
        "ProgressCallback",
        "RunContext",
        "context_from_environment",
        "ignore_progress",
        "logged",
        "time_of_run",
    ),
    "programme": ("make", "make_from_stories", "script_from_stories"),
    "recording": ("speak_casting", "speak_script"),
    "site": (
        "SiteOptions",
        "existing_picture",
        "feed_from_episodes",
        "publish_site",
        "refresh_site",
        "rewrite_site",
    ),
    "stage_options": ("check_settings", "site_options"),
    "stories": (
        "clean_options",
        "each_page",
        "fetch_options",
        "read_sources",
        "read_stories",
        "secret_from",
        "story_from_page",
        "story_from_web_page",
    ),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "ALIASES",
    "DEFAULT",
    "Briefing",
    "BriefingOptions",
    "ClusterExecutor",
    "CollectedStories",
    "DefaultCast",
    "OpenExecutor",
    "PageJob",
    "ProgressCallback",
    "Record",
    "RunContext",
    "SiteOptions",
    "casts_by_language",
    "check_settings",
    "clean_options",
    "context_from_environment",
    "default_cast",
    "each_page",
    "existing_picture",
    "feed_from_episodes",
    "fetch_options",
    "ignore_progress",
    "is_cast_installed",
    "load_cast",
    "logged",
    "make",
    "make_from_stories",
    "make_page",
    "make_pages",
    "publish_site",
    "read_sources",
    "read_stories",
    "refresh_site",
    "require_engines",
    "resolve_cast_name",
    "rewrite_site",
    "script_from_stories",
    "secret_from",
    "site_options",
    "sources_from_list",
    "speak_casting",
    "speak_script",
    "story_from_page",
    "story_from_web_page",
    "time_of_run",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
