"""The sections of the settings, one for each subject.

A new setting is one line here, and one in `pipeline/stage_options.py`. It is then in the file that
`briefing settings init` writes, in `settings show`, and in the environment (`[sound] bitrate_kbps` is
BRIEFING_SOUND_BITRATE_KBPS). Its description is the comment in the file.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

_Count = Annotated[int, Field(ge=0)]


class Section(BaseModel):
    """A table of the file. An unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AudioSetting(Section):
    """A recording that the digest tells as a story, once."""

    source: str = Field(
        description="An audio file, its URL, or a podcast's feed: its newest episode is told."
    )
    title: str = Field(default="", description="Its title; empty for the episode's, or the file's name.")
    by: str = Field(default="", description="Who made it; empty for the podcast's title.")
    minutes: int = Field(default=10, ge=1, le=30, description="Maximum length; the rest is cut with a fade.")


class DigestSection(Section):
    """The programme that `briefing digest` makes of new stories."""

    title: str = Field(default="", description="Title of the programme; empty for the default title.")
    episode_title: str = Field(
        default="{weekday}: {headlines}",
        description="Title of an episode in the feed; fields: {title}, {weekday}, {date}, {headlines}.",
    )
    minutes: _Count = Field(
        default=0, description="Target length in minutes; chooses stories, drops paragraphs. 0 for no limit."
    )
    max_age_days: _Count = Field(
        default=7, description="Maximum age of an article in days; 0 for no maximum."
    )
    audio: tuple[AudioSetting, ...] = Field(
        default=(),
        description="Recordings that are told as stories, like "
        '{source = "https://radio.example/feed", minutes = 5}',
    )
    keep: _Count = Field(default=30, description="Number of digests to keep; 0 keeps all.")
    keep_days: _Count = Field(
        default=0, description="Days to keep a digest; 0 keeps it forever. The newest is always kept."
    )
    clips_mb: _Count = Field(
        default=500, description="Maximum size of the store of spoken clips, in megabytes."
    )
    library_copies: _Count = Field(
        default=7, description="Number of daily copies of the library to keep; 0 makes none."
    )
    library_copies_mb: _Count = Field(
        default=100,
        description="Maximum size of these copies together, in megabytes; the newest is always kept.",
    )
    remember_days: _Count = Field(
        default=365,
        description="Days to remember told stories, so that they are not told again, and the voices of "
        "speakers; 0 remembers them forever.",
    )
    say_missing: bool = Field(
        default=False, description="Announce at the end how many sources could not be read."
    )
    heartbeat: str = Field(
        default="",
        description="URL to request after a successful run; at the start with /start, on failure with /fail.",
    )
    limit_minutes: _Count = Field(default=60, description="Time limit of a run in minutes; 0 for no limit.")
    log_kb: _Count = Field(
        default=500, description="Maximum size of the log in kilobytes; three older logs are kept."
    )


class FeedSection(Section):
    """The feed of your private podcast."""

    base: str = Field(
        default="", description="URL at which output/ is published; empty for file URLs on this machine."
    )
    title: str = Field(default="Briefing", description="Title of the podcast.")
    author: str = Field(default="Briefing", description="Author of the podcast.")
    email: str = Field(default="", description="Email address of the owner; may be empty.")
    description: str = Field(
        default="Articles read aloud, with another voice for everyone who is quoted.",
        description="Description of the podcast.",
    )
    language: str = Field(default="en", description="Language of the podcast, as a BCP 47 tag.")


class ServeSection(Section):
    """The web server for a phone, `briefing serve`."""

    port: int = Field(default=8765, ge=1, le=65_535, description="Port to listen on.")
    base: str = Field(
        default="",
        description="URL of the server for other devices, without the token: of an HTTPS proxy, or of this "
        "machine in the local network; empty for the host of each request.",
    )
    articles_a_minute: _Count = Field(
        default=30, description="Number of articles that may be saved for the next digest in a minute."
    )


class SoundSection(Section):
    """The MP3."""

    bitrate_kbps: _Count = Field(default=64, description="MP3 bitrate in kbit/s (32 to 320).")
    sample_rate_hz: _Count = Field(
        default=44_100, description="Sampling rate in Hz; every player supports 44100 and 48000."
    )
    patience_s: _Count = Field(
        default=30,
        description="Time limit for one line in seconds; 0.2 seconds are added for each letter.",
    )
    workers: _Count = Field(
        default=0, description="Number of lines to speak and encode in parallel; 0 for one per core."
    )
    quality: _Count = Field(default=7, description="LAME encoder quality: 0 (slowest, best) to 9 (fastest).")


class ScriptSection(Section):
    """The parts of a programme; each can be switched off."""

    sign_on: bool = Field(default=True, description="Title of the programme and date, at the start.")
    headlines: bool = Field(default=True, description="Headlines of all stories, before the first story.")
    headline: bool = Field(default=True, description="Headline of each story.")
    source: bool = Field(default=True, description="Publication of each story.")
    headings: bool = Field(default=True, description="Headings inside a story.")
    brief: bool = Field(
        default=True,
        description="Headline and first sentence of stories of a digest for which no time is left.",
    )
    storylines: bool = Field(
        default=True,
        description="'As reported on Thursday' in stories of a digest that surely go on with a told one.",
    )
    waiting: bool = Field(
        default=True,
        description="Number and first headlines of the stories that wait for the next digest, at the end.",
    )
    sign_off: bool = Field(default=True, description="Goodbye at the end.")
    chime: bool = Field(default=True, description="Chime between stories.")


class ProgrammePart(Section):
    """A part of your own in the digest: the output of a command, a text file or an audio file."""

    place: Literal["opening", "between", "end"] = Field(
        default="opening", description="Where it is heard: at the opening, between stories, or at the end."
    )
    title: str = Field(default="", description="Title of its chapter; empty for the name of the file.")
    command: tuple[str, ...] | str = Field(
        default=(), description="Command whose output is spoken: words, or a line; no shell runs it."
    )
    text: str = Field(default="", description="Text file that is spoken.")
    audio: str = Field(default="", description="Audio file that is played.")
    seconds: int = Field(default=60, ge=1, le=600, description="Maximum duration; the rest is cut.")
    after: _Count = Field(
        default=0,
        description="Number of the story after which a part between stories is heard; 0 for a text after the "
        "first story, for audio in every gap, instead of the chime.",
    )
    timeout_s: int = Field(default=10, ge=1, le=120, description="Time limit of the command in seconds.")
    folder: str = Field(
        default="", description="Working folder of the command; empty for the folder of this file."
    )

    @model_validator(mode="after")
    def _has_one_origin(self) -> "ProgrammePart":
        if sum(map(bool, (self.command, self.text, self.audio))) != 1:
            raise ValueError("a part with exactly one of command, text and audio")
        return self


class ProgrammeSection(Section):
    """Parts of your own in the digest, such as the weather; each is a table [[programme.part]]."""

    part: tuple[ProgrammePart, ...] = Field(
        default=(),
        description='Like {place = "opening", command = ["python3", "weather.py"], seconds = 30}',
    )


class AfterHook(Section):
    """A command that runs after a digest was published; variables EPISODE_... tell it about the episode."""

    command: tuple[str, ...] | str = Field(description="The command: words, or a line; no shell runs it.")
    timeout_s: int = Field(default=60, ge=1, le=3600, description="Time limit in seconds.")
    folder: str = Field(default="", description="Working folder; empty for the folder of this file.")


class CleanRule(Section):
    """Your own rule for the pages of one site, or of all sites."""

    site: str = Field(
        default="", description="A host such as example.org, with its subdomains; empty for every site."
    )
    drop_phrases: tuple[str, ...] = Field(
        default=(), description="Drop lines that contain one of these phrases."
    )
    keep_phrases: tuple[str, ...] = Field(
        default=(), description="Keep lines that contain one of these phrases."
    )
    drop_selectors: tuple[str, ...] = Field(default=(), description="CSS selectors of elements to drop.")
    keep_selectors: tuple[str, ...] = Field(default=(), description="CSS selectors of elements to keep.")


class CleanSection(Section):
    """What is dropped from pages and what is kept."""

    live_hours: _Count = Field(
        default=12,
        description="Of a live blog, tell the entries of so many hours before the latest one; 0 for all.",
    )
    rules: tuple[CleanRule, ...] = Field(
        default=(),
        description='Like {site = "example.org", drop_phrases = ["Read more"], drop_selectors = [".promo"]}',
    )


class SecretSetting(Section):
    """A password, token or header: the text itself, or a table that says where it comes from."""

    value: SecretStr = Field(
        default=SecretStr(""), description="The secret itself; the file must then have mode 0600."
    )
    command: str = Field(default="", description="Command that prints it, such as `pass show mail`.")
    variable: str = Field(default="", description="Environment variable that holds it.")
    keyring: str = Field(default="", description="Service in the system's keyring; extra `keyring`.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: object) -> object:
        return {"value": given} if isinstance(given, str) else given


class AccountSetting(Section):
    """The login for sources of one server, such as a mailbox or a read-later service."""

    address: str = Field(description="Start of the source's address, such as imaps://mail.example.")
    user: str = Field(default="", description="The user's name, if the address does not name it.")
    password: SecretSetting = Field(default=SecretSetting(), description="Password or token.")
    options: dict[str, SecretSetting] = Field(
        default={}, description="What else the service asks for, by name, such as client_secret."
    )


class SiteSetting(Section):
    """Your own login for one host of the web: cookies, a header, or user and password."""

    host: str = Field(description="The host, such as members.example; the login is sent to no other.")
    cookies: str = Field(
        default="", description="Cookies file in Netscape format, as browser extensions export it; mode 0600."
    )
    header: SecretSetting = Field(default=SecretSetting(), description="A header, such as `X-Token: abc`.")
    user: str = Field(default="", description="User for HTTP basic authentication.")
    password: SecretSetting = Field(default=SecretSetting(), description="Password for it.")
    browser: bool = Field(default=False, description="Load its pages in Chromium; needs the extra `browser`.")


class FetchSection(Section):
    """How pages and feeds are fetched."""

    allow_networks: tuple[str, ...] = Field(
        default=(),
        description='Private networks that pages may be fetched from, such as "192.168.1.0/24".',
    )
    browser: bool = Field(
        default=True,
        description="Load pages that are empty without scripts in Chromium; needs the extra `browser`.",
    )
    accounts: tuple[AccountSetting, ...] = Field(
        default=(),
        description="Logins of sources, like "
        '{address = "imaps://mail.example", user = "me", password = {command = "pass show mail"}}',
    )
    sites: tuple[SiteSetting, ...] = Field(
        default=(),
        description='Logins of sites, like {host = "members.example", cookies = "members-cookies.txt"}',
    )


class PlaySection(Section):
    """The loudspeaker of your home that `briefing play` uses."""

    on: str = Field(default="", description="Name of the Chromecast or Sonos that plays an episode.")
    interface: str = Field(
        default="", description="IPv4 address of the network interface to search; empty for all."
    )


class MqttSection(Section):
    """The MQTT broker of your home, for `briefing announce`."""

    broker: str = Field(default="", description="URL of the broker, such as mqtt://192.168.1.5:1883.")
    user: str = Field(default="", description="User name at the broker; empty without a login.")
    password: SecretSetting = Field(default=SecretSetting(), description="Password at the broker.")
    prefix: str = Field(default="homeassistant", description="Discovery prefix of Home Assistant.")
