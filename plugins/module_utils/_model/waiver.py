# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a waiver in a run."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import typing as t

from .intent import Waiver

NOTICE_DAYS: t.Final = 14
"""So many days before a waiver lapses, and from then on, its end is told."""


class WaiverState(str, enum.Enum):
    """`undecided`: its check is unknown, so whether it is still needed is open.
    `unmatched`: its check says nothing of such a subject. `unused`: nothing fails there."""

    USED = "used"
    EXPIRED = "expired"
    EXCEEDED = "exceeded"
    UNDECIDED = "undecided"
    UNMATCHED = "unmatched"
    UNUSED = "unused"


@dataclasses.dataclass(frozen=True)
class UsedWaiver:
    """A waiver, the service that declares it and what became of it."""

    waiver: Waiver
    service: str
    state: WaiverState

    def days_left(self, at: datetime.datetime) -> int:
        """Days from that moment's day (UTC) to its last one; negative when it has lapsed."""
        return days_left(self.waiver, at)

    def lapses_soon(self, at: datetime.datetime) -> bool:
        """Whether its last day is near (or past)."""
        return self.days_left(at) <= NOTICE_DAYS


def days_left(waiver: Waiver, at: datetime.datetime) -> int:
    """Days from that moment's day (UTC) to the last one of a waiver, which is inclusive."""
    return (waiver.expires - at.astimezone(datetime.timezone.utc).date()).days
