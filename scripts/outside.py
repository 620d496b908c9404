"""What changed on this machine outside the checkout and the temporary folder since a moment."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

WATCHED = ("/etc", "/usr", "/opt", "/srv", "/var")
THE_SYSTEM_ITSELF = (
    "/var/log",
    "/var/cache",
    "/var/tmp",  # noqa: S108
    "/var/spool",
    "/var/lib/apt",
    "/var/lib/dpkg",
    "/var/lib/systemd",
)
IN_A_HOME = (
    ".cache/uv",
    ".cache/pip",
    ".cache/ms-playwright",
    ".cache/chromium",
    ".config/chromium",
    ".config/uv",
    ".local",
    ".pki",
)
"""Where package managers and browsers write when nobody keeps them in; the rest of a home belongs to its owner's programs."""


class Outside:
    """Take one before, ask it afterwards: a change shows by the time of change of a file or of its folder."""

    def __init__(self) -> None:
        self.home = Path.home()
        self.entries = set(os.listdir(self.home))
        with tempfile.NamedTemporaryFile() as marker:
            self.since = os.stat(marker.name).st_ctime

    def changes(self) -> list[str]:
        new = [str(self.home / name) for name in sorted(set(os.listdir(self.home)) - self.entries)]
        watched = [Path(path) for path in WATCHED] + [self.home / path for path in IN_A_HOME]
        return new + [path for root in watched for path in self._changed(root)]

    def _changed(self, folder: Path) -> Iterator[str]:
        for place, folders, files in os.walk(folder):
            folders[:] = [name for name in folders if os.path.join(place, name) not in THE_SYSTEM_ITSELF]
            for path in (place, *(os.path.join(place, name) for name in files)):
                try:
                    if os.lstat(path).st_ctime > self.since:
                        yield path
                except FileNotFoundError:
                    continue
