# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as tests and programs use it."""

from __future__ import annotations

import ssl
import threading
import typing as t
from pathlib import Path

from . import dhcp, seed
from .calls import Calls
from .database import Database
from .exchange import Exchange
from .misbehaviours import Misbehaviour
from .reply import Writers
from .server import PATH, Server
from .structures import Record
from .switches import Switches
from .tokens import LIFETIME, Tokens


class Simulator:
    """LanDB on a port of its own.

    Args:
        data: A seed: plain values, what `seed.read` made of them, or a path.
        host: The address to listen on.
        port: 0: any that is free.
        certificate: A PEM file with the certificate (and what signed it); None: plain HTTP.
        key: A PEM file with its key.
        log: A file for the calls as JSON lines.
        token_lifetime: Seconds.
        token_calls: The calls that a token is good for; None: any number.
        settings: Those of Switches, by name.
    """

    def __init__(
        self,
        data: t.Any,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        certificate: Path | str | None = None,
        key: Path | str | None = None,
        log: Path | str | None = None,
        token_lifetime: float = LIFETIME,
        token_calls: int | None = None,
        **settings: t.Any,
    ) -> None:
        self.seed = _seed(data)
        self.switches = Switches(**settings)
        self.misbehaviour = Misbehaviour()
        self.tokens = Tokens(self.seed.accounts, token_lifetime, token_calls)
        self.database = Database(self.seed)
        self.writers = Writers()
        self.calls = Calls(log)
        self.host = host
        self.exchange = Exchange(self)
        self._address = host, port
        self._context = _context(certificate, key)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._view: tuple[int, list[Record]] | None = None

    # --- Running ---

    def __enter__(self) -> t.Self:
        return self.start()

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def start(self) -> t.Self:
        """Listen, and serve in a thread."""
        self._server = Server(self._address, self, self._context)
        self._thread = threading.Thread(target=self._server.run, name="landb", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and the port."""
        self.exchange.stop()
        if self._server is not None:
            self._server.stop()
        if self._thread is not None:
            self._thread.join()
        self.calls.close()

    # --- Addresses ---

    @property
    def port(self) -> int:
        """The port that it listens on, once it is started."""
        if self._server is None:
            raise RuntimeError("the simulator is not started")
        return int(self._server.server_address[1])

    @property
    def scheme(self) -> str:
        """http or https."""
        return "http" if self._context is None else "https"

    def url_for(self, version: int, host: str | None = None) -> str:
        """The address of one version of the interface."""
        return f"{self.scheme}://{host or self.host}:{self.port}{PATH}?v={version}"

    @property
    def url(self) -> str:
        """The address of version 6."""
        return self.url_for(6)

    @property
    def wsdl(self) -> str:
        """The address of the description of version 6."""
        return f"{self.url}&WSDL"

    # --- What it holds ---

    def dhcp_view(self) -> list[Record]:
        """What the DHCP servers are told at this moment: one InetInfo a row."""
        if self.switches.dhcp_view_from == "seed":
            return list(self.seed.dhcp_view)
        commits, devices = self.database.as_of(self.switches.dhcp_delay)
        if self._view is None or self._view[0] != commits:
            self._view = commits, dhcp.derive(devices.values(), self.database.services)
        return list(self._view[1])


def _seed(data: t.Any) -> seed.Seed:
    if isinstance(data, seed.Seed):
        return data
    if isinstance(data, (str, Path)):
        return seed.load(data)
    return seed.read(data)


def _context(certificate: Path | str | None, key: Path | str | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
