"""Cover art: square JPEGs in RGB without alpha, legible at the size of a thumbnail.

Apple and PSP-1 require 1400 to 3000 pixels. Two waveforms represent the narrator and a quoted voice. An
episode's cover shows its day in the largest type that fits. The comment of each picture is a fingerprint of
what it shows, so that an existing picture need not be drawn again.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_QUALITY = 88  # of JPEG
_SMALL_QUALITY = 75  # the page shows it at half of its pixels
_SMALL_PIXELS = 500
COVER_PIXELS = 3000
_MAX_ROW_CHARACTERS, _MAX_TITLE_CHARACTERS = 20, 60  # that are legible in a thumbnail
_DRAWING_VERSION = 1  # part of every fingerprint; count up when the drawing changes

Colour = tuple[int, int, int]
_INK = (17, 24, 46)
_VIOLET = (38, 30, 74)
_PAPER = (250, 246, 238)
# One accent per weekday, Monday first, so that episodes in a list differ
_ACCENTS = (
    (255, 183, 77), (77, 208, 225), (255, 138, 128), (174, 213, 129), (186, 147, 255), (255, 213, 79),
    (128, 203, 196),
)  # fmt: skip
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
)  # fmt: skip
# Heights of the bars of a waveform, in per cent of the highest
_BARS = (22, 48, 76, 100, 62, 88, 40, 70, 96, 54, 30, 66, 84, 44, 20)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A square image of `pixels` by `pixels`, and Pillow's interface to draw on it."""

    image: "Image"
    draw: "ImageDraw"
    pixels: int


@dataclass(frozen=True, slots=True)
class Waveform:
    """Place and size of a waveform in pixels; `middle` is its vertical centre."""

    left: int
    middle: int
    width: int
    height: int


def show_cover(title: str, pixels: int = COVER_PIXELS) -> bytes:
    """Return the podcast's cover with its title as JPEG, `pixels` wide and high.

    Args:
        title: Title of the podcast.
        pixels: Width and height.
    """
    canvas = _canvas(pixels)
    _draw_voices(canvas, pixels * 27 // 100)
    _draw_text(canvas, _in_two_rows(title), (80, 17), _PAPER)
    return _jpeg(canvas.image, show_cover_fingerprint(title, pixels))


def show_cover_fingerprint(title: str, pixels: int = COVER_PIXELS) -> bytes:
    """Return the comment of the picture that `show_cover` returns for the same arguments."""
    return _fingerprint("show", title, pixels)


def episode_cover(title: str, day: date | None, pixels: int = COVER_PIXELS) -> bytes:
    """Return an episode's cover as JPEG, `pixels` wide and high.

    Args:
        title: Title of the podcast, shown if there is no day.
        day: The episode's day; None gives the podcast's cover.
        pixels: Width and height.
    """
    if day is None:
        return show_cover(title, pixels)
    canvas = _canvas(pixels)
    accent = _ACCENTS[day.weekday()]
    _draw_text(canvas, WEEKDAYS[day.weekday()], (14, 11), accent)
    _draw_text(canvas, str(day.day), (46, 46), _PAPER)
    _draw_text(canvas, f"{MONTHS[day.month - 1]} {day.year}", (78, 10), _PAPER)
    place = Waveform(pixels * 8 // 100, pixels * 92 // 100, pixels * 84 // 100, pixels * 9 // 100)
    _draw_waveform(canvas, place, accent)
    return _jpeg(canvas.image, episode_cover_fingerprint(title, day, pixels))


def episode_cover_fingerprint(title: str, day: date | None, pixels: int = COVER_PIXELS) -> bytes:
    """Return the comment of the picture that `episode_cover` returns for the same arguments."""
    if day is None:
        return show_cover_fingerprint(title, pixels)
    return _fingerprint("day", day.isoformat(), pixels)


def icon(pixels: int) -> bytes:
    """Return the app icon as PNG: the two waveforms, small enough for a mask that cuts the corners."""
    canvas = _canvas(pixels)
    _draw_voices(canvas, pixels * 36 // 100)
    return _png(canvas.image, icon_fingerprint(pixels))


def icon_fingerprint(pixels: int) -> bytes:
    """Return the comment of the picture that `icon` returns for the same argument."""
    return _fingerprint("icon", "", pixels)


def _fingerprint(kind: str, text: str, pixels: int) -> bytes:
    content = f"{_DRAWING_VERSION}\n{kind}\n{text}\n{pixels}"
    return b"briefing " + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32].encode()


def _canvas(pixels: int) -> Canvas:
    """Return an image with a gradient from dark blue to violet."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # loaded only to draw

    ramp = Image.linear_gradient("L").resize((pixels, pixels))
    bottom, top = (Image.new("RGB", (pixels, pixels), colour) for colour in (_VIOLET, _INK))
    image = Image.composite(bottom, top, ramp)
    return Canvas(image, ImageDraw.Draw(image), pixels)


def _draw_voices(canvas: Canvas, top: int) -> None:
    """Draw the waveform of the narrator, and below it that of a quoted voice."""
    pixels = canvas.pixels
    width, height = pixels * 56 // 100, pixels * 26 // 100
    _draw_waveform(canvas, Waveform(pixels * 11 // 100, top, width, height), _ACCENTS[0])
    answer = Waveform(pixels * 33 // 100, top + pixels * 28 // 100, width, height)
    _draw_waveform(canvas, answer, _ACCENTS[1])


def _draw_waveform(canvas: Canvas, place: Waveform, colour: Colour) -> None:
    step = place.width / len(_BARS)
    bar = step * 0.58
    for number, percent in enumerate(_BARS):
        start = place.left + step * number + (step - bar) / 2
        half = max(place.height * percent / 200, bar / 2)
        corners = (start, place.middle - half, start + bar, place.middle + half)
        canvas.draw.rounded_rectangle(corners, bar / 2, colour)


def _draw_text(canvas: Canvas, text: str, place: tuple[int, int], colour: Colour) -> None:
    """Draw bold, centred text as large as its box allows, without the characters that the font lacks.

    `place` is the vertical centre and the height of the box in per cent of the picture.
    """
    from PIL import ImageFont  # noqa: PLC0415

    known = "".join(letter for letter in text if ord(letter) < 0x250 or letter in "“”‘’–—…").strip()
    if not known:
        return
    pixels = canvas.pixels
    width, height = pixels * 84 // 100, pixels * place[1] // 100
    size = height
    for _ in range(2):  # the second pass corrects the rounding of the first
        font, stroke = ImageFont.load_default(size), max(size // 36, 1)
        left, top, right, bottom = canvas.draw.textbbox((0, 0), known, font=font, stroke_width=stroke)
        size = max(int(size * min(width / (right - left), height / (bottom - top))), 1)
    font, stroke = ImageFont.load_default(size), max(size // 36, 1)
    middle = (pixels // 2, pixels * place[0] // 100)
    canvas.draw.text(
        middle, known, colour, font, anchor="mm", align="center", stroke_width=stroke, stroke_fill=colour
    )


def _in_two_rows(title: str) -> str:
    """Return a long title in two rows of similar length; a very long title is cut."""
    line = " ".join(title.split())
    if len(line) > _MAX_TITLE_CHARACTERS:
        line = line[:_MAX_TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"
    breaks = [at for at, letter in enumerate(line) if letter == " "]
    if len(line) <= _MAX_ROW_CHARACTERS or not breaks:
        return line
    middle = min(breaks, key=lambda at: abs(2 * at - len(line)))
    return f"{line[:middle]}\n{line[middle + 1 :]}"


class _Buffer:
    """The file interface that Pillow needs; a pure package has no `io`."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)


def _jpeg(image: "Image", fingerprint: bytes) -> bytes:
    buffer = _Buffer()
    quality = _QUALITY if image.width > _SMALL_PIXELS else _SMALL_QUALITY
    image.save(buffer, "JPEG", dpi=(72, 72), quality=quality, comment=fingerprint)  # type: ignore[arg-type]  # write() is all that it calls
    return bytes(buffer.data)


def _png(image: "Image", fingerprint: bytes) -> bytes:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415  # loaded only to draw

    buffer, info = _Buffer(), PngInfo()
    info.add_text("Comment", fingerprint.decode())
    image.save(buffer, "PNG", dpi=(72, 72), pnginfo=info)  # type: ignore[arg-type]  # write() is all that it calls
    return bytes(buffer.data)
