# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else answers, or nobody."""

from __future__ import annotations

import dataclasses
import typing as t

from ..faults import LandbFault
from .rules import Devices, Kind, Reply

HTML: t.Final = (("Content-Type", "text/html; charset=iso-8859-1"),)


@dataclasses.dataclass(frozen=True)
class SoapFault(Kind):
    """A SOAP fault with these texts."""

    faultstring: str
    faultcode: str = "Server"
    detail: str | None = None
    carried_out = False

    def result(self, _value: t.Any, _devices: Devices, /) -> t.Any:
        """None: it is raised."""
        raise LandbFault(self.faultstring, self.faultcode, self.detail)


@dataclasses.dataclass(frozen=True)
class HttpStatus(Kind):
    """A bare HTTP status, as a proxy or an overloaded server answers."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = HTML
    carried_out = False

    def instead(self) -> Reply:
        """The status."""
        return Reply(self.body, self.status, self.headers)


@dataclasses.dataclass(frozen=True)
class Redirect(Kind):
    """A redirect to another address."""

    location: str
    status: int = 302
    carried_out = False

    def instead(self) -> Reply:
        """The redirect."""
        return Reply(b"", self.status, (("Location", self.location),))


@dataclasses.dataclass(frozen=True)
class HtmlPage(Kind):
    """A page for people, such as that of a single sign-on."""

    status: int = 200
    page: str = "<html><head><title>Sign in</title></head><body><p>Please sign in<br></body></html>"
    carried_out = False

    def instead(self) -> Reply:
        """The page."""
        return Reply(self.page.encode(), self.status, HTML)


@dataclasses.dataclass(frozen=True)
class EmptyReply(Kind):
    """An HTTP body without a byte."""

    def reply(self, reply: Reply) -> Reply:
        """The reply without its body."""
        return dataclasses.replace(reply, body=b"")
