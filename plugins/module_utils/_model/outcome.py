# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words in which a check function answers."""

from __future__ import annotations

from .finding import Outcome
from .status import Severity, Status


def passed(message: str, actual: str = "", subject: str = "") -> Outcome:
    """It is as it should be."""
    return Outcome(Status.PASSED, message, actual, actual, "", "", None, subject)


def failed(  # noqa: PLR0913 - all but the message by keyword
    message: str,
    *,
    expected: str,
    actual: str,
    consequence: str = "",
    remedy: str = "",
    severity: Severity | None = None,
    subject: str = "",
    hosts: tuple[str, ...] = (),
) -> Outcome:
    """It is not as it should be."""
    return Outcome(
        Status.FAILED, message, expected, actual, consequence, remedy, severity, subject, hosts
    )


def unknown(
    message: str, subject: str = "", remedy: str = "", hosts: tuple[str, ...] = ()
) -> Outcome:
    """It could not be told; the message says why."""
    return Outcome(Status.UNKNOWN, message, subject=subject, remedy=remedy, hosts=hosts)


def not_applicable(message: str, subject: str = "") -> Outcome:
    """The rule does not concern this subject."""
    return Outcome(Status.NOT_APPLICABLE, message, subject=subject)
