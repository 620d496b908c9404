"""A real SFTP server on 127.0.0.1, in this process: paramiko's, over a folder, with one user."""

import contextlib
import os
import socket
import threading
from pathlib import Path

import paramiko

USER, PASSWORD = "jiuzhu", "a-password-for-tests"
HOST_KEY = paramiko.ECDSAKey.generate()
OWN_KEY = paramiko.ECDSAKey.generate()
HUNG_UP = (paramiko.SSHException, EOFError, OSError)
"""What a server meets when whoever came turns away while it greets them."""


class Door(paramiko.ServerInterface):
    """Lets one user in, by password or by key."""

    def check_auth_password(self, username, password):
        return self._let_in((username, password) == (USER, PASSWORD))

    def check_auth_publickey(self, username, key):
        return self._let_in(username == USER and key == OWN_KEY)

    def get_allowed_auths(self, username):
        return "password,publickey"

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def _let_in(self, is_known):
        return paramiko.AUTH_SUCCESSFUL if is_known else paramiko.AUTH_FAILED


def told(act):
    """What the system refused, as a status of SFTP."""

    def run(*args):
        try:
            return act(*args)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    return run


class Files(paramiko.SFTPServerInterface):
    """The folder `server.root`; after `server.left` acts the line is cut."""

    def __init__(self, server, *, of):
        super().__init__(server)
        self.of = of

    def _real(self, path):
        self.of.count()
        return self.of.root / self.canonicalize(path).lstrip("/")

    @told
    def list_folder(self, path):
        return [
            paramiko.SFTPAttributes.from_stat(each.lstat(), each.name) for each in self._real(path).iterdir()
        ]

    @told
    def stat(self, path):
        return paramiko.SFTPAttributes.from_stat(self._real(path).stat())

    @told
    def lstat(self, path):
        return paramiko.SFTPAttributes.from_stat(self._real(path).lstat())

    @told
    def open(self, path, flags, attr):
        file = os.fdopen(os.open(self._real(path), flags, 0o600), "wb" if flags & os.O_WRONLY else "rb")
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = handle.writefile = file
        return handle

    @told
    def mkdir(self, path, attr):
        self._real(path).mkdir()
        return paramiko.SFTP_OK

    @told
    def rename(self, oldpath, newpath):
        self._real(oldpath).rename(self._real(newpath))
        return paramiko.SFTP_OK


class Server:
    """`address` is how it is written in the address file; `logins` counts who came."""

    def __init__(self, root: Path) -> None:
        self.root, self.logins, self.left = root, 0, None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._lines: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> dict[str, str]:
        port = self._socket.getsockname()[1]
        return {
            "folder": f"sftp://{USER}@127.0.0.1:{port}/in",
            "host_key": f"{HOST_KEY.get_name()} {HOST_KEY.get_base64()} partner",
            "password": PASSWORD,
        }

    def count(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.hang_up()

    def hang_up(self) -> None:
        for line in self._lines:
            line.close()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        self.hang_up()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            self.logins += 1
            transport = paramiko.Transport(line)
            transport.add_server_key(HOST_KEY)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files, of=self)
            self._lines.append(transport)
            with contextlib.suppress(*HUNG_UP):
                transport.start_server(server=Door())
