# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a waiver in a run."""

from __future__ import annotations

import dataclasses
import enum

from .intent import Waiver


class WaiverState(str, enum.Enum):
    """`undecided`: its check is unknown, so whether it is still needed is open."""

    USED = "used"
    EXPIRED = "expired"
    EXCEEDED = "exceeded"
    UNDECIDED = "undecided"
    UNUSED = "unused"


@dataclasses.dataclass(frozen=True)
class UsedWaiver:
    """A waiver, the service that declares it and what became of it."""

    waiver: Waiver
    service: str
    state: WaiverState
