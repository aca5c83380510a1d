"""Covers: square JPEGs, RGB without alpha, legible at the size of a thumbnail.

Apple and PSP-1 ask for 1400 to 3000 pixels. Two speech bubbles made of bars stand for the narrator and
the voice that is quoted; an episode's cover says its day in the largest type that fits. Each picture says
in a comment what it shows (its mark), so that one that stands already need not be drawn again.
"""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

COVER_PIXELS = 3000
LONGEST_ROW, LONGEST_TITLE = 20, 60  # characters that a thumbnail still shows
DRAWING = 1  # the version of what is drawn here: part of every mark

INK = (17, 24, 46)
DEEP = (38, 30, 74)
PAPER = (250, 246, 238)
# One accent a weekday, Monday first, so that a row of episodes can be told apart
ACCENTS = (
    (255, 183, 77), (77, 208, 225), (255, 138, 128), (174, 213, 129), (186, 147, 255), (255, 213, 79),
    (128, 203, 196),
)  # fmt: skip
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
)  # fmt: skip
# Heights of the bars of a spoken phrase, in hundredths of the tallest
PHRASE = (22, 48, 76, 100, 62, 88, 40, 70, 96, 54, 30, 66, 84, 44, 20)


def show_cover(title: str, pixels: int = COVER_PIXELS) -> bytes:
    """The podcast's own cover, with its title."""
    image, draw = _canvas(pixels)
    _draw_voices(draw, pixels, pixels * 27 // 100, ACCENTS[0], ACCENTS[1])
    _write(draw, pixels, _in_two_rows(title), (80, 17), PAPER)
    return _jpeg(image, show_mark(title, pixels))


def show_mark(title: str, pixels: int = COVER_PIXELS) -> bytes:
    """What stands near the head of `show_cover` and changes with it."""
    return _mark("show", title, pixels)


def episode_cover(title: str, day: date | None, pixels: int = COVER_PIXELS) -> bytes:
    """An episode's cover: the day it is for; the show's cover in a smaller size when there is no day."""
    if day is None:
        return show_cover(title, pixels)
    image, draw = _canvas(pixels)
    accent = ACCENTS[day.weekday()]
    _write(draw, pixels, WEEKDAYS[day.weekday()], (14, 11), accent)
    _write(draw, pixels, str(day.day), (46, 46), PAPER)
    _write(draw, pixels, f"{MONTHS[day.month - 1]} {day.year}", (78, 10), PAPER)
    _draw_phrase(draw, (pixels * 8 // 100, pixels * 92 // 100), pixels * 84 // 100, pixels * 9 // 100, accent)
    return _jpeg(image, episode_mark(title, day, pixels))


def episode_mark(title: str, day: date | None, pixels: int = COVER_PIXELS) -> bytes:
    """The mark of `episode_cover`, which shows the title only where there is no day."""
    return show_mark(title, pixels) if day is None else _mark("day", day.isoformat(), pixels)


def icon(pixels: int) -> bytes:
    """The two voices alone, as a PNG; phones may cut its corners."""
    image, draw = _canvas(pixels)
    _draw_voices(draw, pixels, pixels * 36 // 100, ACCENTS[0], ACCENTS[1])
    return _png(image, icon_mark(pixels))


def icon_mark(pixels: int) -> bytes:
    """The mark of `icon`."""
    return _mark("icon", "", pixels)


def _mark(kind: str, text: str, pixels: int) -> bytes:
    facts = f"{DRAWING}\n{kind}\n{text}\n{pixels}"
    return b"briefing " + hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:32].encode()


def _canvas(pixels: int) -> "tuple[Image, ImageDraw]":
    """Night blue that turns to violet towards the bottom."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # only who draws pays for it

    ramp = Image.linear_gradient("L").resize((pixels, pixels))
    image = Image.composite(
        Image.new("RGB", (pixels, pixels), DEEP), Image.new("RGB", (pixels, pixels), INK), ramp
    )
    return image, ImageDraw.Draw(image)


def _draw_voices(
    draw: "ImageDraw", pixels: int, top: int, first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    """A phrase of the narrator's, and the answer of another voice."""
    left, right, drop = pixels * 11 // 100, pixels * 33 // 100, pixels * 28 // 100
    wide, tall = pixels * 56 // 100, pixels * 26 // 100
    _draw_phrase(draw, (left, top), wide, tall, first)
    _draw_phrase(draw, (right, top + drop), wide, tall, second)


def _draw_phrase(
    draw: "ImageDraw", place: tuple[int, int], width: int, height: int, colour: tuple[int, int, int]
) -> None:
    left, middle = place
    step = width / len(PHRASE)
    bar = step * 0.58
    for number, percent in enumerate(PHRASE):
        start = left + step * number + (step - bar) / 2
        half = max(height * percent / 200, bar / 2)
        draw.rounded_rectangle((start, middle - half, start + bar, middle + half), bar / 2, colour)


def _write(
    draw: "ImageDraw", pixels: int, text: str, place: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    """The text, bold and centred, as large as its box allows.

    `place` is the box's middle and height in hundredths of the picture. What the font lacks is left out.
    """
    from PIL import ImageFont  # noqa: PLC0415

    known = "".join(letter for letter in text if ord(letter) < 0x250 or letter in "“”‘’–—…").strip()
    if not known:
        return
    width, height = pixels * 84 // 100, pixels * place[1] // 100
    size = height
    for _ in range(2):  # the second pass corrects the rounding of the first
        font, stroke = ImageFont.load_default(size), max(size // 36, 1)
        left, top, right, bottom = draw.textbbox((0, 0), known, font=font, stroke_width=stroke)
        size = max(int(size * min(width / (right - left), height / (bottom - top))), 1)
    font, stroke = ImageFont.load_default(size), max(size // 36, 1)
    middle = (pixels // 2, pixels * place[0] // 100)
    draw.text(
        middle, known, colour, font, anchor="mm", align="center", stroke_width=stroke, stroke_fill=colour
    )


def _in_two_rows(title: str) -> str:
    """A long title in two rows, broken where they come out most alike; a very long one is cut."""
    line = " ".join(title.split())
    if len(line) > LONGEST_TITLE:
        line = line[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    breaks = [at for at, letter in enumerate(line) if letter == " "]
    if len(line) <= LONGEST_ROW or not breaks:
        return line
    middle = min(breaks, key=lambda at: abs(2 * at - len(line)))
    return f"{line[:middle]}\n{line[middle + 1 :]}"


class _Sink:
    """The least that Pillow needs to write to, since a pure room has no files."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, piece: bytes) -> int:
        self.data += piece
        return len(piece)


def _jpeg(image: "Image", mark: bytes) -> bytes:
    sink = _Sink()
    image.save(sink, "JPEG", dpi=(72, 72), quality=88, comment=mark)  # type: ignore[arg-type]  # write() is all that it calls
    return bytes(sink.data)


def _png(image: "Image", mark: bytes) -> bytes:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415  # only who draws pays for it

    sink, info = _Sink(), PngInfo()
    info.add_text("Comment", mark.decode())
    image.save(sink, "PNG", dpi=(72, 72), pnginfo=info)  # type: ignore[arg-type]  # write() is all that it calls
    return bytes(sink.data)
