# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bulk calls: many names in blocks; where a block is spoilt, in halves."""

from __future__ import annotations

import dataclasses
import threading
import typing as t

from .operations import MAX_NAMES
from .session import Session
from .trouble import Fault, Garbled, Trouble

EXTRA_CALLS: t.Final = 16
"""Calls beyond the first that a block may cost to find which of its names spoils the answer."""

EXTRA_IN_ALL: t.Final = 64
"""Such calls of all blocks: a server that faults on everything is not asked on and on."""

Names = t.Sequence[str]
Result = t.TypeVar("Result")


@dataclasses.dataclass
class Told(t.Generic[Result]):
    """What came of one block, or of its parts.

    Attributes:
        results: Names that were asked about together, and what was answered.
        troubles: Names that gave nothing, and why.
    """

    results: list[tuple[Names, Result]] = dataclasses.field(default_factory=list)
    troubles: list[tuple[Names, Trouble]] = dataclasses.field(default_factory=list)


def blocks(names: Names) -> list[Names]:
    """The names by as many as LanDB takes at a time."""
    return [names[start : start + MAX_NAMES] for start in range(0, len(names), MAX_NAMES)]


class Asking:
    """Asks LanDB from several threads, with so many extra calls in all."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._extra = EXTRA_IN_ALL

    def block(self, ask: t.Callable[[Session, Names], Result], names: Names) -> Told[Result]:
        """Ask about all names; where the answer is spoilt for all of them, by halves.

        Nobody knows whether one name that LanDB does not have makes the whole call a fault.
        """
        told: Told[Result] = Told()
        left, waiting = EXTRA_CALLS, [names]
        while waiting:
            part = waiting.pop()
            try:
                told.results.append((part, ask(self._session, part)))
            except (Fault, Garbled) as trouble:
                if len(part) > 1 and left >= 2 and self._takes_two():
                    left -= 2
                    half = len(part) // 2
                    waiting += [part[half:], part[:half]]
                else:
                    told.troubles.append((part, trouble))
            except Trouble as trouble:
                told.troubles.append((part, trouble))
        return told

    def _takes_two(self) -> bool:
        with self._lock:
            if self._extra < 2:
                return False
            self._extra -= 2
            return True
