"""How much one request may bring, told before it is kept in memory or on disk. A page may take less."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MB = 1024 * 1024
LARGEST_FILE = 40 * MB
"""Bytes. A photo may have half of it (`documents.pictures`); a county's reply of the bank has a tenth."""
LARGEST_REQUEST = 200 * MB
"""Bytes of all that one page sends: some forty photos of a phone."""


class Bounds(FileUploadHandler):
    """Stands before those that keep what is uploaded. Raises RequestDataTooBig, which `refusals.unreadable` tells as 413."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any, **__: Any) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig(f"a request of {content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST_FILE:
            raise RequestDataTooBig(f"a file of more than {LARGEST_FILE} bytes")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has it."""
