"""A signature: drawn on the screen (a PNG data URL in a hidden field), or a photo of a signed sheet."""

import base64
import binascii
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string

_PREFIX = re.compile(r"data:image/(png|jpeg|webp);base64,")
_LARGEST = 2 * 1024 * 1024
"""Of what is drawn, or shown again; a photo may be as large as any other."""


class SignatureBoxes(forms.Widget):
    """A canvas that fills the hidden field, and a file field that works without JavaScript."""

    needs_multipart_form = True
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(f"{name}_photo") or data.get(name, "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        context = {"name": name, "drawn": _again(value), "id": (attrs or {}).get("id")}
        return render_to_string("ui/_signature.html", context)


class SignatureField(forms.Field):
    """What was drawn or photographed → bytes of an image; b"" when nobody signed."""

    widget = SignatureBoxes

    def clean(self, value: Any) -> bytes:
        strokes = _strokes(value) if isinstance(value, str) else value.read()
        if isinstance(value, str) and len(strokes) > _LARGEST:
            raise forms.ValidationError("签名图片太大，请重新签一次。", "too_large")
        if self.required and not strokes:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return strokes


def is_drawn(form: forms.Form, name: str) -> bool:
    """Whether a signature was drawn on the screen, not photographed."""
    return f"{name}_photo" not in form.files and str(form.data.get(name, "")).startswith("data:image/png")


def _again(value: Any) -> str:
    """What was signed, as the hidden field holds it, so that nobody signs twice because of another field."""
    if (
        isinstance(value, UploadedFile)
        and (value.size or 0) <= _LARGEST
        and _PREFIX.match(head := f"data:{value.content_type};base64,")
    ):
        value.seek(0)
        return head + base64.b64encode(value.read()).decode()
    return value if isinstance(value, str) and _PREFIX.match(value) else ""


def _strokes(value: str) -> bytes:
    head = _PREFIX.match(value)
    if not head:
        return b""
    try:
        return base64.b64decode(value[head.end() :], validate=True)
    except binascii.Error as broken:
        raise forms.ValidationError("签名没有传完整，请重新签一次。", "broken") from broken
