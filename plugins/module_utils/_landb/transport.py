# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request, bounded in time and size, over verified TLS. It knows nothing of SOAP.

Redirects are not followed: credentials would go where nobody sent them.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
import typing as t
import urllib.parse

from .._model.errors import InputError
from .._model.text import printable
from .access import Access
from .proxy import Proxy, proxy_of
from .trouble import Late, Trouble, Unreachable, Unusable, hide

MIB: t.Final = 1024 * 1024
LIMIT: t.Final = 32 * MIB
"""Two hundred devices take one or two MiB."""
CONNECT_SECONDS: t.Final = 15.0
AGAIN_SECONDS: t.Final = 0.1
BLOCK: t.Final = 256 * 1024
BUSY: t.Final = (429, 502, 503, 504)
"""Statuses of a server or a proxy that may answer a moment later (RFC 9110, RFC 6585)."""
ENDED: t.Final = "it is asked no longer"
_TITLE = re.compile(r"<title[^>]*>([^<]*)<", re.IGNORECASE)
_FAULT = re.compile(rb"<(?:[\w.-]+:)?Fault[\s/>]")


class Poster(t.Protocol):
    """What sends a request and returns the body of its answer."""

    def __call__(self, content: bytes, operation: str) -> bytes: ...


class _Plain(http.client.HTTPConnection):
    """HTTP; it keeps its socket, which http.client lets go before the body is read."""

    wire: socket.socket | None = None

    def connect(self) -> None:
        super().connect()
        self.wire = self.sock

    def end(self) -> None:
        """End it from another thread."""
        wire = self.sock if self.wire is None else self.wire
        if wire is not None:
            with contextlib.suppress(OSError):
                # Not the method of an SSLSocket: it would take TLS away from the thread that reads.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)


class _Tls(_Plain):
    """TLS whose handshake can be ended as well, because the socket is known by then."""

    default_port = http.client.HTTPS_PORT

    def __init__(
        self, context: ssl.SSLContext, name: str, address: tuple[str, int], timeout: float
    ) -> None:
        super().__init__(*address, timeout=timeout)
        self._context, self._name = context, name

    def connect(self) -> None:
        super().connect()
        wrapped = self._context.wrap_socket(
            self.sock, server_hostname=self._name, do_handshake_on_connect=False
        )
        self.sock = self.wire = wrapped
        wrapped.do_handshake()


class _Watch(threading.Thread):
    """Ends a connection when its time is over, and once more until its user has noticed: there
    are moments at which it has no socket that could be ended."""

    def __init__(self, connection: _Plain, seconds: float) -> None:
        super().__init__(name="landb-watch", daemon=True)
        self._connection, self._seconds = connection, seconds
        self._end = time.monotonic() + seconds
        self._is_over = threading.Event()

    @property
    def is_late(self) -> bool:
        """By the clock: a time-out of the socket can be noticed before this thread wakes up."""
        return time.monotonic() >= self._end

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_exception: object) -> None:
        self._is_over.set()

    def run(self) -> None:
        if self._is_over.wait(self._seconds):
            return
        self._connection.end()
        while not self._is_over.wait(AGAIN_SECONDS):
            self._connection.end()


class Transport:
    """Posts requests to one address.

    Args:
        access: Where, with what authorities and how patiently.

    Raises:
        InputError: Where the file of authorities, or the proxy, cannot be used.
    """

    def __init__(self, access: Access) -> None:
        parts = urllib.parse.urlsplit(access.url)
        self._host = parts.hostname or ""
        is_tls = parts.scheme == "https"
        self._port = parts.port or (443 if is_tls else 80)
        self._target = parts._replace(scheme="", netloc="").geturl()
        self._timeout = access.timeout
        self._context = _context(access.ca_file) if is_tls else None
        self._proxy = proxy_of(self._host) if is_tls else None
        self._lock = threading.Lock()
        self._open: set[_Plain] = set()
        self._is_ended = False

    def __call__(self, content: bytes, operation: str) -> bytes:
        """The body of the answer.

        Raises:
            Unreachable: Where there is none.
            Unusable: Where it is none that SOAP could be in.
        """
        connection = self._connection()
        watch = _Watch(connection, self._timeout)
        trouble: Trouble | None = None
        body = b""
        try:
            with watch, self._registered(connection):
                connection.connect()
                if not watch.is_late:
                    body = self._exchange(connection, content, operation)
        except Trouble as found:
            trouble = found
        except (OSError, http.client.HTTPException, ValueError) as error:
            trouble = Unreachable(self._told(error))
        # What was cut off at the deadline can look like any other trouble, or like none.
        if watch.is_late:
            raise Late(f"it did not answer {operation} within {self._timeout:g} s")
        if trouble is not None:
            raise trouble
        return body

    def end(self) -> None:
        """End the requests under way, and make no other."""
        with self._lock:
            self._is_ended = True
            still_open = list(self._open)
        for connection in still_open:
            connection.end()

    @contextlib.contextmanager
    def _registered(self, connection: _Plain) -> t.Iterator[None]:
        """A connection that `end` knows, and that is closed afterwards."""
        with self._lock:
            if self._is_ended:
                raise Unreachable(ENDED)
            self._open.add(connection)
        try:
            yield
        finally:
            connection.close()
            with self._lock:
                self._open.discard(connection)

    def _connection(self) -> _Plain:
        timeout = min(CONNECT_SECONDS, self._timeout)
        if self._context is None:
            return _Plain(self._host, self._port, timeout=timeout)
        if self._proxy is None:
            return _Tls(self._context, self._host, (self._host, self._port), timeout)
        connection = _Tls(self._context, self._host, self._proxy.address, timeout)
        connection.set_tunnel(self._host, self._port, self._proxy.headers)
        return connection

    def _exchange(self, connection: _Plain, content: bytes, operation: str) -> bytes:
        if self._is_ended:
            raise Unreachable(ENDED)
        # From here the watch alone decides: a block takes LanDB a quarter of a minute.
        connection.sock.settimeout(self._timeout + 1)
        connection.request(
            "POST",
            self._target,
            content,
            {
                "Content-Type": "text/xml; charset=utf-8",
                "SOAPAction": '""',
                "Accept": "text/xml",
                "User-Agent": "cernphone.validation",
                "Connection": "close",
            },
        )
        with contextlib.closing(connection.getresponse()) as response:
            if response.getheader("Content-Encoding", "identity").lower() != "identity":
                raise Unusable(f"it answered {operation} compressed, which nobody asked for")
            body = _read(response, operation)
            if _may_be_soap(response.status, body):
                return body
            raise _not_soap(response, body, operation)

    def _told(self, error: Exception) -> str:
        where = f"{self._host} port {self._port}"
        proxy = self._proxy or Proxy("", 0)
        if isinstance(error, ssl.SSLCertVerificationError):
            reason = error.verify_message.rstrip(".")
            return f"the certificate of {where} does not verify: {reason}"
        if isinstance(error, ssl.SSLError):
            return f"TLS with {where} failed: {(error.reason or 'no reason').replace('_', ' ')}"
        if str(error).startswith("Tunnel connection failed"):
            words = hide(str(error), proxy.secrets)
            return f"the proxy {proxy.told} did not connect to {where}: {words}"
        through = f" (through the proxy {proxy.told})" if self._proxy else ""
        return f"{where}{through} {_broken(error)}"


def _broken(error: Exception) -> str:
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return "has a name that cannot be resolved"
    if isinstance(error, (socket.timeout, TimeoutError)):
        return "does not answer"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be reached: {error.strerror}"
    return "broke off its answer, or does not speak HTTP"


def _context(ca_file: str | None) -> ssl.SSLContext:
    """Without a file, the system's authorities, or those of SSL_CERT_FILE and SSL_CERT_DIR."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as error:
        known = not isinstance(error, ssl.SSLError) and getattr(error, "strerror", None)
        reason = known or "it holds no certificate"
        raise InputError(f"The file of authorities {ca_file} cannot be used: {reason}.") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _read(response: http.client.HTTPResponse, operation: str) -> bytes:
    body = bytearray()
    while block := response.read(BLOCK):
        body += block
        if len(body) > LIMIT:
            raise Unusable(f"its answer to {operation} is larger than {LIMIT // MIB} MiB")
    if response.length:  # What was promised and did not come.
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(body)


def _may_be_soap(status: int, body: bytes) -> bool:
    """With the status of an error only a fault can come (SOAP 1.1, section 6.2)."""
    if status == 200:
        return not body.strip() or b"Envelope" in body[:4096]
    return 400 <= status < 600 and status not in BUSY and bool(_FAULT.search(body))


def _not_soap(response: http.client.HTTPResponse, body: bytes, operation: str) -> Trouble:
    status = f"HTTP status {response.status}"
    if 300 <= response.status < 400:
        place = _place(response.getheader("Location") or "")
        return Unusable(f"it redirected {operation}{place} ({status}), which is not followed")
    head = body[:65536].decode("utf-8", "replace")
    page = "something else than SOAP" if response.status < 400 else "no SOAP fault"
    if not head.strip():
        page = "nothing"
    elif "<html" in head.lower():
        title = _TITLE.search(head)
        page = "an HTML page" + (f" '{printable(title.group(1))}'" if title else "")
    words = f"it answered {operation} with {status} and {page}"
    return Unreachable(words) if response.status in BUSY else Unusable(words)


def _place(location: str) -> str:
    try:
        host = urllib.parse.urlsplit(location).hostname
    except ValueError:
        return ""
    return f" to {host}" if host else ""
