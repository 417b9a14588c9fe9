# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be made to go wrong, at which call; tests switch it on while the simulator runs."""

from __future__ import annotations

import dataclasses
import threading
import typing as t

from ..reply import Writer
from ..structures import Record

Devices = t.Mapping[str, Record]


@dataclasses.dataclass(frozen=True)
class Reply:
    """An HTTP reply, and how it goes over the wire."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/xml; charset=utf-8"),)
    wait: float = 0.0
    """Seconds before the first byte."""
    drip: tuple[int, float] | None = None
    """So many bytes at a time, so many seconds apart."""
    cut: int | None = None
    """The connection is closed after so many bytes of the body; 0: before anything is sent."""
    dies: bool = False
    """The server listens no longer."""


class Kind:
    """One way to go wrong. Each method changes one stage of the answer and by default nothing."""

    carried_out: t.ClassVar[bool] = True
    """Whether the operation is carried out all the same."""
    writes_kept: t.ClassVar[bool] = True
    """Whether what it writes stays."""

    def instead(self) -> Reply | None:
        """A reply in place of LanDB's."""
        return None

    def result(self, value: t.Any, _devices: Devices, /) -> t.Any:
        """A result in place of the right one."""
        return value

    def text(self, text: str, _writer: Writer, /) -> str:
        """XML in place of the right one."""
        return text

    def reply(self, reply: Reply) -> Reply:
        """A reply in place of the right one."""
        return reply


@dataclasses.dataclass
class Rule:
    """A kind, and the calls that it happens to."""

    kind: Kind
    operation: str | None
    call: int | None
    from_call: int | None
    seen: int = 0

    def due(self, operation: str) -> bool:
        """Count a call, and say whether it is one of them."""
        if self.operation not in (None, operation):
            return False
        self.seen += 1
        if self.call is not None:
            return self.seen == self.call
        return self.seen >= (self.from_call or 1)


class Misbehaviour:
    """The rules in force."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def add(
        self,
        kind: Kind,
        operation: str | None = None,
        call: int | None = None,
        from_call: int | None = None,
    ) -> None:
        """Let something go wrong.

        Args:
            kind: What.
            operation: With the calls of this operation; None: with any.
            call: With the n-th of these calls from now on, the first being 1.
            from_call: With the n-th and each later one; by default with all of them.
        """
        with self._lock:
            self._rules.append(Rule(kind, operation, call, from_call))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._rules.clear()

    def due(self, operation: str) -> list[Kind]:
        """What happens to the next call of an operation."""
        with self._lock:
            return [rule.kind for rule in self._rules if rule.due(operation)]
