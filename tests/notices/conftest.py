"""The same town and pictures as for documents."""

from tests.documents.conftest import clerk_li, files, photo, stranger

__all__ = ["clerk_li", "files", "photo", "stranger"]
