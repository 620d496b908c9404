"""A partner's folder on an SFTP server: its host key is known beforehand, every step has its time, nothing of it is logged."""

import base64
import binascii
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import paramiko

from jiuzhu.gateways.addresses import Folder, Server
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.gateways.files.place import Away, Here, Place

CONNECT_SECONDS = 5.0
"""For each step of connecting: the line, the greeting, the login, the channel."""
STEP_SECONDS = 20.0
"""For one answer of the server."""
FILE_SECONDS = 300.0
"""For one whole file, however it trickles."""
CHUNK = 1 << 18
AHEAD = 32
"""Requests of `CHUNK`s that may be on their way at once."""


class Lines:
    """The connections of one round of fetching, one a server. Who did not answer is not tried again in the round."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._clients: list[paramiko.SSHClient] = []
        self._open: dict[Server, paramiko.SFTPClient] = {}
        self._away: dict[Server, Away] = {}

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients:
            client.close()

    def place(self, to: Folder) -> Place:
        """The folder, ready; raises Away."""
        if to.server is None:
            return Here(to.folder)
        if to.server in self._away:
            raise self._away[to.server]
        if to.server not in self._open:
            try:
                self._open[to.server] = self._channel(to.server)
            except Away as away:
                self.lost(to, away)
                raise
        return There(self._open[to.server], PurePosixPath(to.folder), self.clock)

    def lost(self, to: Folder, away: Away) -> None:
        """Leave a server alone for the rest of the round, unless it is only this folder that fails."""
        if to.server and away.told.reason is not Silence.FAILED:
            self._away[to.server] = away

    def _channel(self, server: Server) -> paramiko.SFTPClient:
        client = _connected(server)
        self._clients.append(client)
        with _faults_told():
            sftp = client.open_sftp()
        if channel := sftp.get_channel():
            channel.settimeout(STEP_SECONDS)
        return sftp


class There:
    """A folder on a server."""

    def __init__(
        self, sftp: paramiko.SFTPClient, folder: PurePosixPath, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.sftp, self.folder, self.clock = sftp, folder, clock

    def names(self) -> list[str]:
        with _faults_told():
            found = self.sftp.listdir_attr(str(self.folder))
        return sorted(each.filename for each in found if stat.S_ISREG(each.st_mode or 0))

    def read(self, name: str, most: int) -> bytes | None:
        path = str(self.folder / name)
        with _faults_told():
            try:
                told = self.sftp.lstat(path)
            except FileNotFoundError:
                return None
            if not stat.S_ISREG(told.st_mode or 0):
                return None
            with self.sftp.open(path, "rb") as file:
                return self._content(file, min(most, told.st_size or 0))

    def has(self, path: str) -> bool:
        with _faults_told():
            try:
                self.sftp.lstat(str(self.folder / path))
            except FileNotFoundError:
                return False
            return True

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        place = self.folder
        for part in PurePosixPath(folder).parts:
            place /= part
            if not self.has(str(place)):
                with _faults_told():
                    self.sftp.mkdir(str(place))
        for name, content in files.items():
            with _faults_told(), self.sftp.open(str(place / name), "wb") as file:
                file.write(content)

    def move(self, name: str, folder: str) -> None:
        with _faults_told():
            self.sftp.rename(str(self.folder / name), str(self.folder / folder / name))

    def release(self, name: str, folder: str) -> None:
        self.move(name, folder)

    def _content(self, file: paramiko.SFTPFile, size: int) -> bytes:
        """So many bytes of a file, less when it ends before. Raises TimeoutError when it takes too long as a whole."""
        until, parts, left = self.clock() + FILE_SECONDS, list[bytes](), size
        file.prefetch(size, AHEAD)
        while left and (part := file.read(min(CHUNK, left))):
            parts.append(part)
            left -= len(part)
            if self.clock() > until:
                raise TimeoutError
        return b"".join(parts)


def _connected(server: Server) -> paramiko.SSHClient:
    """A line on which the server has shown its known key and we have shown who we are; raises Away."""
    if server.key_file and not Path(server.key_file).is_file():
        raise Away(NoAnswer(Silence.NOT_LET_IN, "key_file"))
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    name = server.host if server.port == 22 else f"[{server.host}]:{server.port}"
    key = _key(server.host_key)
    client.get_host_keys().add(name, key.get_name(), key)
    own = {"key_filename": server.key_file, "passphrase": server.password or None}
    try:
        with _faults_told():
            client.connect(
                server.host,
                server.port,
                server.user,
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
                channel_timeout=CONNECT_SECONDS,
                allow_agent=False,
                look_for_keys=False,
                **(own if server.key_file else {"password": server.password}),
            )
    except Away:
        client.close()
        raise
    return client


def _key(text: str) -> paramiko.PKey:
    """A public key as OpenSSH writes it; raises Away for none and for one that cannot be read."""
    kind, _, rest = text.strip().partition(" ")
    try:
        return paramiko.PKey.from_type_string(kind, base64.b64decode(rest.partition(" ")[0], validate=True))
    except (paramiko.SSHException, paramiko.pkey.UnknownKeyType, binascii.Error, ValueError) as error:
        raise Away(NoAnswer(Silence.WRONG_HOST, "host_key")) from error


@contextmanager
def _faults_told() -> Iterator[None]:
    """What the server did wrong, as a reason: the class of the error alone, never its words."""
    try:
        yield
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise Away(NoAnswer(reason, type(error).__name__)) from error


def _reason(error: Exception) -> Silence | None:
    match error:
        case Away():
            return None
        case paramiko.BadHostKeyException():
            return Silence.WRONG_HOST
        case paramiko.AuthenticationException():
            return Silence.NOT_LET_IN
        case FileNotFoundError() | PermissionError():
            return Silence.FAILED
        case paramiko.SSHException() | OSError() | EOFError():
            return Silence.UNREACHABLE
    return None
