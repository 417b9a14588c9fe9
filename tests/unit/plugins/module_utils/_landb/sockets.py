# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of raw bytes on the loopback interface, for what no proper server would do."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
import typing as t

from ansible_collections.cernphone.validation.tests.lab.landb_simulator.certificates import Pair

PATIENCE = 10.0
Behaviour = t.Callable[["Connection"], None]


class Connection:
    """One connection, as the server sees it."""

    def __init__(self, sock: socket.socket, over: threading.Event) -> None:
        self.socket, self.over = sock, over

    def head(self) -> bytes:
        """What comes until the first empty line."""
        got = b""
        while b"\r\n\r\n" not in got and (more := self.socket.recv(1)):
            got += more
        return got

    def request(self) -> bytes:
        """A whole request."""
        head = self.head()
        left = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        body = b""
        while len(body) < left and (more := self.socket.recv(left - len(body))):
            body += more
        return head + body

    def send(self, data: bytes) -> None:
        """Send all."""
        self.socket.sendall(data)

    def drip(self, data: bytes, seconds: float = 0.05) -> None:
        """One byte at a time, and the last one again and again, until the client is gone."""
        for byte in data:
            self.send(bytes([byte]))
            if self.over.wait(seconds):
                return
        self.repeat(data[-1:], seconds)

    def repeat(self, data: bytes, seconds: float = 0.05) -> None:
        """The same again and again, until the client is gone."""
        end = time.monotonic() + PATIENCE
        while not self.over.wait(seconds) and time.monotonic() < end:
            self.send(data)


class Listener:
    """Listens on a port of its own; each connection meets the same behaviour."""

    def __init__(self, behave: Behaviour) -> None:
        self._behave = behave
        self.connections = 0
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/soap?v=6"

    @property
    def https(self) -> str:
        return f"https://127.0.0.1:{self.port}/soap?v=6"

    def __enter__(self) -> t.Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _start(self, run: t.Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(PATIENCE)
        with sock, contextlib.suppress(OSError):
            self._behave(Connection(sock, self._over))


def answering(data: bytes) -> Behaviour:
    """Reads a request and sends these bytes."""

    def behave(connection: Connection) -> None:
        connection.request()
        connection.send(data)

    return behave


def dripping(at_once: bytes, drops: bytes) -> Behaviour:
    """Reads a request, sends some bytes at once and others one at a time, without an end."""

    def behave(connection: Connection) -> None:
        connection.request()
        connection.send(at_once)
        connection.drip(drops)

    return behave


def silent(connection: Connection) -> None:
    """Neither reads nor sends."""
    connection.over.wait(PATIENCE)


@contextlib.contextmanager
def secured(connection: Connection, pair: Pair) -> t.Iterator[Connection]:
    """The connection with TLS on it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    with context.wrap_socket(connection.socket, server_side=True) as inner:
        yield Connection(inner, connection.over)


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
    return port
