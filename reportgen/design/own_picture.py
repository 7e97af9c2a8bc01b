"""Read a picture of the user (PNG or JPEG) as a ``data:`` address, within limits."""

from __future__ import annotations

import io
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image as Opened

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_QUALITY = 90  # of a JPEG that is written anew: no loss that can be seen


class UnusablePictureError(Exception):
    """The file can't be used as a picture; the text says why."""


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A ``data:`` address, and its size in pixels."""

    address: str
    width: int
    height: int


def read_own_picture(path: Path) -> OwnPicture:
    """Return a picture for embedding, upright and without what a camera notes, such as its place.

    Raises
    ------
    UnusablePictureError
        The file is neither PNG nor JPEG, is damaged, or is too large.
    """
    from PIL import Image

    most = limits().image_bytes
    with path.open("rb") as stream:
        # One byte more than allowed shows that a file is too large, without reading all of it.
        content = stream.read(most + 1)
    if len(content) > most:
        raise UnusablePictureError(f"is larger than {most / 1e6:g} MB")
    with catch_warnings(), _whole_pictures_only():
        simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            # Pillow reads the size first, and the pixels only on demand.
            with Image.open(io.BytesIO(content), formats=list(_TYPES)) as opened:
                width, height = opened.size
                if width * height > limits().image_pixels:
                    raise UnusablePictureError(
                        f"has {width} by {height} pixels; the limit is {limits().image_pixels}"
                    )
                return _embedded(opened, content)
        except Image.DecompressionBombError:
            raise UnusablePictureError("has too many pixels") from None
        except (OSError, SyntaxError, ValueError):
            raise UnusablePictureError("is neither a PNG nor a JPEG that can be read") from None


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Let Pillow refuse a picture that is cut off; WeasyPrint tells it to draw what there is."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _embedded(opened: Opened, content: bytes) -> OwnPicture:
    from PIL import ImageOps

    kind = str(opened.format)
    opened.load()
    if opened.getexif() or opened.mode == "CMYK":
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert("RGB") if upright.mode == "CMYK" else upright.copy()
        plain.info = {}
        file = io.BytesIO()
        if kind == "JPEG":
            plain.save(file, kind, quality=_QUALITY, exif=b"")
        else:
            plain.save(file, kind)
        content, (width, height) = file.getvalue(), plain.size
    else:
        width, height = opened.size
    address = f"data:{_TYPES[kind]};base64," + b64encode(content).decode("ascii")
    return OwnPicture(address, width, height)
