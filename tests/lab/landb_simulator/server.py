# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP and HTTPS: reads requests, sends replies as they are told to be sent."""

from __future__ import annotations

import contextlib
import http.server
import socket
import socketserver
import ssl
import sys
import threading
import time
import typing as t
import urllib.parse

from . import wsdl
from .misbehaviours import Reply
from .structures import VERSIONS

if t.TYPE_CHECKING:
    from .simulator import Simulator

PATH: t.Final = "/sc/soap/soap.fcgi"
MAX_BODY: t.Final = 16 << 20
PATIENCE: t.Final = 60.0
"""Seconds that a connection may stand idle."""


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "landb-simulator"
    sys_version = ""
    timeout = PATIENCE
    # Head and body go out as two packets, and the second would wait for the first one's receipt.
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """The description of the interface."""
        version, keys = self._query()
        if version is None or "wsdl" not in keys or version not in VERSIONS:
            self._send(Reply(b"Not found\n", 404, (("Content-Type", "text/plain"),)))
            return
        simulator = self.server.simulator
        host = self.headers.get("Host") or f"{simulator.host}:{simulator.port}"
        location = f"{simulator.scheme}://{host}{PATH}?v={version}"
        self._send(Reply(wsdl.document(version, location).encode()))

    def do_POST(self) -> None:
        """A call."""
        version, _keys = self._query()
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(Reply(b"Bad request\n", 400, (("Content-Type", "text/plain"),)))
        elif version is None:
            self._send(Reply(b"Not found\n", 404, (("Content-Type", "text/plain"),)))
        else:
            client = str(self.client_address[0])
            self._send(self.server.simulator.exchange.answer(body, version, client))

    def _query(self) -> tuple[int | None, set[str]]:
        """The version (None: a path that is not LanDB's) and what else stands behind the path."""
        parts = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(parts.query, keep_blank_values=True)
        keys = {key.lower() for key in query}
        if parts.path != PATH:
            return None, keys
        version = (query.get("v") or ["6"])[0]
        return int(version) if version.isdecimal() else 0, keys

    def _body(self) -> bytes | None:
        """The body; None where it is none or too long."""
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return None
        body = self.rfile.read(int(length))
        return body if len(body) == int(length) else None

    def _chunks(self) -> bytes | None:
        body = b""
        while len(body) <= MAX_BODY:
            try:
                size = int(self.rfile.readline(100).split(b";")[0], 16)
            except ValueError:
                return None
            body += self.rfile.read(size)
            self.rfile.readline(100)
            if size == 0:
                return body
        return None

    def _send(self, reply: Reply) -> None:
        wait = self.server.simulator.exchange.wait
        wait(reply.wait)
        if reply.dies or reply.cut == 0:
            self.close_connection = True
            if reply.dies:
                self.server.die()
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        body = reply.body if reply.cut is None else reply.body[: reply.cut]
        if reply.drip is None:
            self.wfile.write(body)
        else:
            size, seconds = reply.drip
            for place in range(0, len(body), size):
                wait(seconds if place else 0)
                self.wfile.write(body[place : place + size])
        if reply.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Calls have a log of their own."""


class Server(http.server.ThreadingHTTPServer):
    """Listens; each connection has a thread."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], simulator: Simulator, context: ssl.SSLContext | None
    ) -> None:
        self.simulator = simulator
        self._context = context
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._running = True
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Without the parent's question to the name service."""
        socketserver.TCPServer.server_bind(self)

    def get_request(self) -> tuple[socket.socket, t.Any]:
        """A connection; its handshake happens in its thread."""
        connection, address = super().get_request()
        if self._context is not None:
            connection = self._context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        with self._lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: t.Any) -> None:
        """The end of a connection."""
        super().shutdown_request(request)
        with self._lock:
            self._open.discard(request)

    def handle_error(self, request: t.Any, client_address: t.Any) -> None:
        """Clients go away, or distrust the certificate, as they please."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def run(self) -> None:
        """Serve until the end."""
        self.serve_forever(poll_interval=0.005)

    def die(self) -> None:
        """Listen no longer."""
        threading.Thread(target=self._close, daemon=True).start()

    def _close(self) -> None:
        if self._running:
            self.shutdown()
            self._running = False
        self.server_close()

    def stop(self) -> None:
        """Listen no longer, and hang up."""
        self._close()
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            with self._lock:
                still_open = list(self._open)
            if not still_open:
                return
            for connection in still_open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            time.sleep(0.002)
