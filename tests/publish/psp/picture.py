"""Apple's and PSP-1's rules for artwork, one function each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import Image

FEWEST_PIXELS, MOST_PIXELS = 1400, 3000
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
DOTS_PER_INCH = 72


@dataclass(frozen=True)
class ReadPicture:
    """A picture's bytes, and the name under which it is published."""

    data: bytes
    name: str

    @cached_property
    def image(self) -> Image.Image:
        """It, decoded."""
        image = Image.open(BytesIO(self.data))
        image.load()
        return image


PictureRule = Callable[[ReadPicture], Iterator[str]]


def is_called_what_it_is(picture: ReadPicture) -> Iterator[str]:
    ending = picture.name[picture.name.rfind(".") :]
    if FORMATS.get(ending) != picture.image.format:
        yield f"{picture.image.format} is called {picture.name}"


def is_square(picture: ReadPicture) -> Iterator[str]:
    if picture.image.width != picture.image.height:
        yield f"{picture.image.size}"


def is_neither_small_nor_huge(picture: ReadPicture) -> Iterator[str]:
    for side in picture.image.size:
        if not FEWEST_PIXELS <= side <= MOST_PIXELS:
            yield f"{side} pixels"


def is_rgb_without_alpha(picture: ReadPicture) -> Iterator[str]:
    if picture.image.mode != "RGB":
        yield picture.image.mode


def has_72_dots_per_inch(picture: ReadPicture) -> Iterator[str]:
    said = picture.image.info.get("dpi", (0, 0))
    if tuple(round(float(number)) for number in said) != (DOTS_PER_INCH, DOTS_PER_INCH):
        yield f"{said}"


RULES: tuple[PictureRule, ...] = (
    is_called_what_it_is,
    is_square,
    is_neither_small_nor_huge,
    is_rgb_without_alpha,
    has_72_dots_per_inch,
)


def faults_of_picture(data: bytes, name: str) -> list[str]:
    """The names of the rules that it breaks."""
    picture = ReadPicture(data, name)
    return [rule.__name__ for rule in RULES if list(rule(picture))]
