# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding: what one check says of one subject."""

from __future__ import annotations

import hashlib
import typing as t

from .status import Severity, Status

if t.TYPE_CHECKING:  # pragma: no cover
    from .check import Check

SCHEME: t.Final = 1


def fingerprint(check_id: str, subject: str) -> str:
    """The identity of a finding over runs and formats: 24 hexadecimal digits.

    A hash of the scheme's version, the check and the subject, never of thresholds, texts or
    observations, so that a finding keeps it as long as it is about the same thing.
    """
    return hashlib.sha256(
        f"{SCHEME}\0{check_id}\0{subject}".encode("utf-8", "backslashreplace")
    ).hexdigest()[:24]


class Outcome(t.NamedTuple):
    """What a check function returns (a tuple: a million are made in a run).

    `subject` and `hosts` are given where they are not those of the case; `consequence`,
    `remedy` and `severity` where they say more than the check's own.
    """

    status: Status
    message: str
    expected: str = ""
    actual: str = ""
    consequence: str = ""
    remedy: str = ""
    severity: Severity | None = None
    subject: str = ""
    hosts: tuple[str, ...] = ()


class Finding(t.NamedTuple):
    """One check on one subject, judged."""

    check: Check
    status: Status
    severity: Severity
    subject: str
    service: str
    message: str
    consequence: str
    expected: str
    actual: str
    remedy: str
    hosts: tuple[str, ...]
    fingerprint: str
    caused_by: str | None

    @property
    def id(self) -> str:
        """The id of the check, such as LDB001."""
        return self.check.id

    @property
    def is_bad(self) -> bool:
        """Whether somebody has to act on it."""
        return self.status in (Status.FAILED, Status.UNKNOWN)


def plain(finding: Finding) -> dict[str, str | None]:
    """A finding as JSON-able values: what a module returns and a report writes."""
    check = finding.check
    return {
        "id": check.id,
        "title": check.title,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "service": finding.service,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
        "consequence": finding.consequence,
        "expected": finding.expected,
        "actual": finding.actual,
        "remedy": finding.remedy,
        "reference": check.reference,
        "caused_by": finding.caused_by,
    }
