"""Turn an uploaded photo into the one picture that is kept: upright, at most 2,400 pixels, nothing hidden in it."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Protocol

from PIL import ExifTags, Image

from jiuzhu.kernel.refusal import Refused

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_PIXELS = 64_000_000
LONGEST_EDGE = 2400
FORMATS = ("JPEG", "PNG", "WEBP")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a photo upright, by the EXIF word for how the camera was held (CIPA DC-008, 4.6.4.A)."""
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
"""What Pillow raises for files that are not, or not wholly, a picture."""


class Upload(Protocol):
    """Anything with bytes: Django's UploadedFile, an open file, BytesIO."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def clean(upload: Upload) -> Picture:
    """Decode and encode again as JPEG, without EXIF, place, thumbnail or comment. Refuses what is too large or no picture."""
    raw = upload.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise Refused(
            "photo_too_large", "这张照片超过 20 MB，没有收下。请用手机的普通清晰度重拍一张，或者截图后再传。"
        )
    if not raw:
        raise Refused("photo_empty", "收到的是一个空文件，可能没有传完。请再传一次。")
    try:
        return _again(raw)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _BROKEN as error:
        raise _no_picture(raw) from error


def _again(raw: bytes) -> Picture:
    image: Image.Image = Image.open(io.BytesIO(raw), formats=FORMATS)
    if image.width * image.height > LARGEST_PIXELS:
        raise _too_many_pixels()
    if image.mode == "P":
        image = image.convert("RGBA")
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    image = _on_white(_upright(image))
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return Picture(out.getvalue(), image.width, image.height)


def _upright(image: Image.Image) -> Image.Image:
    """As it was seen. A note of the camera that cannot be read counts for none, and its other notes are not looked at."""
    try:
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:
        return image
    return image if turn is None else image.transpose(turn)


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    sheet = Image.new("RGB", image.size, "white")
    open_image = image.convert("RGBA")
    sheet.paste(open_image, mask=open_image.getchannel("A"))
    return sheet


def _too_many_pixels() -> Refused:
    return Refused(
        "photo_too_many_pixels",
        "这张图片的像素太多（超过 6400 万），没有收下。请用手机的普通清晰度重拍一张。",
    )


def _no_picture(raw: bytes) -> Refused:
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC:
        return Refused(
            "photo_is_heic",
            "这是苹果手机的 HEIC 照片，这里还打不开。请在“设置—相机—格式”里选“兼容性最佳”后重拍，或者截图后再传。",
        )
    if raw.startswith(b"%PDF"):
        return Refused(
            "photo_is_pdf", "这是 PDF 文件，不是照片。请把材料拍成照片，或者把 PDF 的页面截图后再传。"
        )
    return Refused(
        "not_a_photo", "这个文件不是能打开的照片，或者没有传完。请重新拍一张（JPG 或 PNG），再传一次。"
    )
