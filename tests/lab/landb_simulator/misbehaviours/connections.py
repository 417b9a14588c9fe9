# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can happen to a reply on its way."""

from __future__ import annotations

import dataclasses
import gzip

from .rules import Kind, Reply


@dataclasses.dataclass(frozen=True)
class Truncated(Kind):
    """Half a reply that claims to be whole."""

    keep: float = 0.5

    def reply(self, reply: Reply) -> Reply:
        """The beginning of the reply."""
        return dataclasses.replace(reply, body=reply.body[: int(len(reply.body) * self.keep)])


@dataclasses.dataclass(frozen=True)
class ConnectionClosed(Kind):
    """The connection ends before the reply does, or (0) before it begins."""

    after: int = 100
    """Bytes of the body."""

    def reply(self, reply: Reply) -> Reply:
        """The reply, to be cut."""
        return dataclasses.replace(reply, cut=self.after)


@dataclasses.dataclass(frozen=True)
class ServerDies(Kind):
    """No answer, and nobody listens any longer."""

    carried_out = False

    def reply(self, reply: Reply) -> Reply:
        """No reply."""
        return dataclasses.replace(reply, dies=True)


@dataclasses.dataclass(frozen=True)
class SlowFirstByte(Kind):
    """A long silence before the reply."""

    seconds: float

    def reply(self, reply: Reply) -> Reply:
        """The reply, later."""
        return dataclasses.replace(reply, wait=reply.wait + self.seconds)


@dataclasses.dataclass(frozen=True)
class Drip(Kind):
    """The reply comes in drops."""

    size: int = 1
    seconds: float = 0.1

    def reply(self, reply: Reply) -> Reply:
        """The reply, slowly."""
        return dataclasses.replace(reply, drip=(self.size, self.seconds))


@dataclasses.dataclass(frozen=True)
class Gzip(Kind):
    """A compressed reply that nobody asked for."""

    def reply(self, reply: Reply) -> Reply:
        """The reply, compressed."""
        headers = (*reply.headers, ("Content-Encoding", "gzip"))
        return dataclasses.replace(reply, body=gzip.compress(reply.body), headers=headers)
