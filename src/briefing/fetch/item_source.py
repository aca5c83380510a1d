"""What a source of any kind can do: it is visited, and answers with items; an item gives a Page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from briefing.fetch.options import FetchOptions
from briefing.model import AfterTold, SourceItem

if TYPE_CHECKING:
    from briefing.fetch.http_client import Resolver


@dataclass(frozen=True, slots=True)
class SourceVisit:
    """A source to read.

    Attributes:
        kind: Name of the kind.
        address: URL or absolute path.
        state: The `state` of the last answer, '' at the first visit.
        most: Number of the newest items that are wanted.
        told: Keys of items that need not be given, since they were told or dropped. Only for kinds whose
            items wait (`SourceKind.waits`).
    """

    kind: str
    address: str
    state: str = ""
    most: int = 500
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a visit gives.

    Attributes:
        items: The items in the source's own order: all, or only those that are new since the last visit. The
            library knows the told ones by their keys. If the items of the kind wait: the first `most` of
            those that wait now.
        title: Name of the source, '' if it has none.
        state: Whatever the source needs to know at the next visit, such as validators or the last number.
        moved_to: The source's new address if it moved for good, else ''.
        note: What the user should know when the source is added, '' for nothing.
    """

    items: tuple[SourceItem, ...] = ()
    title: str = ""
    state: str = ""
    moved_to: str = ""
    note: str = ""


class ItemSource(Protocol):
    """A place where reading waits, such as a feed, a mailbox or a read-later list."""

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the items. Raises BriefingError; FetchError and UnavailableError for the place itself."""


@runtime_checkable
class SettlingSource(ItemSource, Protocol):
    """A source in which told items can be marked as read or archived."""

    def after_told(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark or archive items that were told, by their keys. Raises BriefingError.

        It is called again with the same keys after a failure or an interrupted run, so a second call must do
        no harm. `action` is never 'keep'.
        """


@dataclass(frozen=True, slots=True)
class SourceContext:
    """How a source reaches its place.

    Attributes:
        fetch: Limits, and the user's own access.
        resolve_host: Looks up the addresses of a host.
    """

    fetch: FetchOptions
    resolve_host: "Resolver"
