# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statuses and severities of findings, each with one order."""

from __future__ import annotations

import enum
import typing as t


class Status(str, enum.Enum):
    """What a check says of one subject; worst first."""

    FAILED = "failed"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    PASSED = "passed"
    NOT_APPLICABLE = "not_applicable"


class Severity(str, enum.Enum):
    """How much a failure matters, in the words of telecom alarms (ITU-T X.733); worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; the more harmless, the greater."""
        return SEVERITY_RANK[self]


SEVERITY_RANK: t.Final[t.Mapping[Severity, int]] = {s: i for i, s in enumerate(Severity)}
STATUS_RANK: t.Final[t.Mapping[Status, int]] = {s: i for i, s in enumerate(Status)}


def worst_status(statuses: t.Iterable[Status]) -> Status:
    """The status of a group: its worst; a group without children is unknown."""
    return min(statuses, key=STATUS_RANK.__getitem__, default=Status.UNKNOWN)


FAIL_ON: t.Final = ("critical", "major", "minor", "never")


def fails(status: Status, severity: Severity, fail_on: str) -> bool:
    """Whether a finding makes the run fail; `unknown` does, whatever `fail_on` says."""
    if status is Status.UNKNOWN:
        return True
    if status is not Status.FAILED or fail_on == "never":
        return False
    return severity.rank <= Severity(fail_on).rank
