"""The sections of `briefing.toml`: each value with its type, its default, and what the file says about it.

A new value is one line here. It is then in the file that `briefing settings init` writes, in `settings show`,
and in the environment (`[sound] bitrate_kbps` is BRIEFING_SOUND_BITRATE_KBPS). A room never sees a section:
`pipeline` and `digest` make the room's own options of it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0)]


class Section(BaseModel):
    """A table of the file. A key that is not named here is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DigestSection(Section):
    """The programme that `briefing digest` makes of what is new."""

    title: str = Field(default="", description="The programme's title; empty for our own.")
    minutes: Count = Field(default=0, description="About how long it is; 0 tells everything that is new.")
    max_age_days: Count = Field(default=7, description="What is older is not told; 0 tells it all.")
    keep: Count = Field(default=30, description="How many digests stay; 0 keeps them all.")
    keep_days: Count = Field(
        default=0, description="How many days a digest stays; 0 keeps it for ever. The newest always stays."
    )
    clips_mb: Count = Field(
        default=500, description="How large the store of spoken clips may grow, in megabytes."
    )
    say_missing: bool = Field(default=False, description="Say in one line at the end what could not be read.")
    heartbeat: str = Field(
        default="",
        description="An address that is asked after a run; with /start before it, with /fail if it fails.",
    )
    limit_minutes: Count = Field(default=60, description="A run that takes longer is ended; 0 for no limit.")
    log_kb: Count = Field(
        default=500, description="How large the log of scheduled runs may grow; three are kept."
    )


class FeedSection(Section):
    """What your private podcast says about itself."""

    base: str = Field(
        default="",
        description="The address under which output/ is reached; empty for the folder on this machine.",
    )
    title: str = Field(default="Briefing", description="What the podcast is called.")
    author: str = Field(default="Briefing", description="Whose it is.")
    email: str = Field(default="", description="How to reach its owner; may stay empty.")
    description: str = Field(
        default="Articles read aloud, with another voice for everyone who is quoted.",
        description="What it is.",
    )
    language: str = Field(default="en", description="Its language.")


class ServeSection(Section):
    """The phone's door, `briefing serve`."""

    port: int = Field(default=8765, ge=1, le=65_535, description="The port to listen on.")
    base: str = Field(
        default="", description="The address outside, behind a proxy with https; the secret word follows it."
    )
    articles_a_minute: Count = Field(
        default=30, description="How many articles may be saved for tomorrow in a minute."
    )


class SoundSection(Section):
    """The MP3."""

    bitrate_kbps: Count = Field(default=64, description="Kilobits a second.")
    sample_rate_hz: Count = Field(
        default=44_100, description="Samples a second; 44100 and 48000 play everywhere."
    )
    patience_s: Count = Field(
        default=30,
        description="Seconds an engine may take over a line, and a fifth more for each letter.",
    )
    lanes: Count = Field(default=0, description="How many lines are made side by side; 0 is one a core.")
    quality: Count = Field(default=7, description="How hard the encoder tries: 0 slow and best, 9 quick.")


class ScriptSection(Section):
    """The parts of a programme; each can be switched off."""

    sign_on: bool = Field(default=True, description="The programme's name and the date, at the start.")
    headlines: bool = Field(default=True, description="The headlines of all stories, before the first.")
    headline: bool = Field(default=True, description="Each story's headline.")
    source: bool = Field(default=True, description="Where each story was published.")
    headings: bool = Field(default=True, description="The headings inside a story.")
    sign_off: bool = Field(default=True, description="The goodbye.")
    chime: bool = Field(default=True, description="The chime between stories.")


class CleanRule(Section):
    """Your own say on the pages of one site, or of all."""

    site: str = Field(
        default="", description="A host like example.org, with its subdomains; empty for every site."
    )
    drop_phrases: tuple[str, ...] = Field(
        default=(), description="Lines that contain one of these are dropped."
    )
    keep_phrases: tuple[str, ...] = Field(default=(), description="Lines that contain one of these are kept.")
    drop_selectors: tuple[str, ...] = Field(default=(), description="CSS selectors of elements to drop.")
    keep_selectors: tuple[str, ...] = Field(default=(), description="CSS selectors of elements to keep.")


class CleanSection(Section):
    """What is dropped and kept of pages that no rule of ours gets right."""

    rules: tuple[CleanRule, ...] = Field(
        default=(),
        description='Like {site = "example.org", drop_phrases = ["Read more"], drop_selectors = [".promo"]}',
    )


class FetchSection(Section):
    """How pages and feeds are fetched."""

    allow_networks: tuple[str, ...] = Field(
        default=(), description='Private networks from which pages may come, like "192.168.1.0/24".'
    )
