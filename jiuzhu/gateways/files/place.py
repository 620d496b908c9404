"""What is asked of a folder of deliveries, wherever it lies; and the folder that lies on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from jiuzhu.gateways.envelope import NoAnswer


class Away(Exception):
    """The place cannot be reached, or does not let us do what we must; `told` says why, without what lies there."""

    def __init__(self, told: NoAnswer) -> None:
        super().__init__(told.reason.label)
        self.told = told


class Place(Protocol):
    """A folder. Names are plain names in it; only regular files count, a link is none. All may raise Away."""

    def names(self) -> list[str]:
        """Its files, sorted."""

    def read(self, name: str, most: int) -> bytes | None:
        """The first `most` bytes of a file; None when it is not there."""

    def has(self, path: str) -> bool:
        """Whether something is there, in it or in a folder of it."""

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files into a folder of it, which is made when it is not there."""

    def move(self, name: str, folder: str) -> None:
        """Move a file into a folder of it."""

    def release(self, name: str, folder: str) -> None:
        """Let go of a file that was taken: on this machine it is deleted, on the partner's own it is moved."""


@dataclass(frozen=True)
class Here:
    """A folder on this machine; one that does not exist is empty."""

    folder: Path

    def names(self) -> list[str]:
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(each.name for each in found if _is_file(each))

    def read(self, name: str, most: int) -> bytes | None:
        path = self.folder / name
        if not _is_file(path):
            return None
        with path.open("rb") as file:
            return file.read(most)

    def has(self, path: str) -> bool:
        return (self.folder / path).exists()

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        place = self.folder / folder
        place.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content)

    def move(self, name: str, folder: str) -> None:
        (self.folder / name).replace(self.folder / folder / name)

    def release(self, name: str, folder: str) -> None:
        (self.folder / name).unlink(missing_ok=True)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
