"""Pictures that stand for what people sign and photograph in a story."""

from io import BytesIO

from PIL import Image, ImageDraw


def strokes(seed: int) -> bytes:
    """A signature as a phone's screen sends it; another seed, another hand."""
    image = Image.new("L", (240, 80), 255)
    pen = ImageDraw.Draw(image)
    pen.line([(10 + 25 * step, 20 + (seed * 17 + step * 31) % 45) for step in range(9)], fill=0, width=3)
    return _png(image)


def photo(seed: int) -> bytes:
    """A photo of the board in the village."""
    return _png(Image.new("RGB", (64, 48), (90, 120 + seed % 100, 90)))


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
