# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statuses and severities: one order each, and what makes a run fail."""

from __future__ import annotations

import itertools

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    FAIL_ON,
    SEVERITY_RANK,
    STATUS_RANK,
    Severity,
    Status,
    fails,
    worst_status,
)
from hypothesis import strategies as st


def test_order_of_statuses() -> None:
    assert [s.value for s in sorted(Status, key=STATUS_RANK.__getitem__)] == [
        "failed",
        "unknown",
        "waived",
        "passed",
        "not_applicable",
    ]


def test_order_of_severities() -> None:
    assert [s.value for s in sorted(Severity, key=lambda s: s.rank)] == [
        "critical",
        "major",
        "minor",
        "info",
    ]
    assert [s.rank for s in Severity] == [SEVERITY_RANK[s] for s in Severity] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ("", "unknown"),
        ("passed", "passed"),
        ("not_applicable", "not_applicable"),
        ("not_applicable passed", "passed"),
        ("passed waived", "waived"),
        ("waived unknown passed", "unknown"),
        ("unknown failed", "failed"),
        ("not_applicable passed waived unknown failed", "failed"),
    ],
)
def test_worst_status(statuses: str, worst: str) -> None:
    assert worst_status(Status(s) for s in statuses.split()) is Status(worst)


@hypothesis.given(st.lists(st.sampled_from(Status), min_size=1))
def test_worst_status_is_one_of_them_and_none_is_worse(statuses: list[Status]) -> None:
    worst = worst_status(statuses)
    assert worst in statuses
    assert all(STATUS_RANK[worst] <= STATUS_RANK[s] for s in statuses)


FAILING = {
    ("critical", "critical"),
    ("critical", "major"),
    ("critical", "minor"),
    ("major", "major"),
    ("major", "minor"),
    ("minor", "minor"),
}
"""(severity, fail_on) that make a run fail."""


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("severity", Severity)
def test_fails(severity: Severity, fail_on: str) -> None:
    expected = (severity.value, fail_on) in FAILING
    assert fails(Status.FAILED, severity, fail_on) is expected
    assert fails(Status.UNKNOWN, severity, fail_on) is True
    for status in (Status.WAIVED, Status.PASSED, Status.NOT_APPLICABLE):
        assert fails(status, severity, fail_on) is False


def test_fail_on_covers_no_more_than_it_names() -> None:
    assert FAIL_ON == ("critical", "major", "minor", "never")
    for severity, (stricter, milder) in itertools.product(
        Severity, itertools.pairwise(("minor", "major", "critical", "never"))
    ):
        assert fails(Status.FAILED, severity, stricter) >= fails(Status.FAILED, severity, milder)
