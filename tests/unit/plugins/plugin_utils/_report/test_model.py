# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is derived from the findings of a run."""

from __future__ import annotations

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.incidents import (
    incidents_of,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Item
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    carry,
    findings,
    report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding as f,
)
from hypothesis import given

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
CRITICAL, MAJOR, MINOR, INFO = Severity
ROOT = f("AAA001", "b")


def told(*found: Finding) -> list[tuple[str, str, list[str]]]:
    """Incidents as (kind, subject, ids of the symptoms)."""
    return [
        (i.kind, i.root.finding.subject, [s.finding.id for s in i.symptoms])
        for i in report(*found).incidents
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        ([f(status=PASSED), f(status=WAIVED), f(status=NOT_APPLICABLE)], []),
        ([f("BBB002", "b", caused_by=ROOT), ROOT], [("critical", "b", ["BBB002"])]),
        (
            [
                f(subject="b", severity=MINOR),
                f(subject="c", severity=MAJOR),
                f(subject="a", severity=INFO),
            ],
            [("major", "c", []), ("minor", "b", []), ("info", "a", [])],
        ),
        (
            [f(subject="a", status=UNKNOWN), f(subject="c"), f(subject="b", severity=MAJOR)],
            [("critical", "c", []), ("unknown", "a", []), ("major", "b", [])],
        ),
        ([f(subject="b"), f(subject="a")], [("critical", "a", []), ("critical", "b", [])]),
        (
            [f("AAA001", "r", severity=MINOR), f("BBB002", "s", caused_by=f("AAA001", "r"))],
            [("critical", "r", ["BBB002"])],
        ),
        # A cause that is not among the findings, is waived, or is the finding itself.
        ([f("BBB002", "b", caused_by=ROOT)], [("critical", "b", [])]),
        ([ROOT._replace(status=WAIVED), f("BBB002", "c", caused_by=ROOT)], [("critical", "c", [])]),
        ([f("AAA001", "b", caused_by=ROOT)], [("critical", "b", [])]),
        # A cause that has a cause; two that cause each other.
        (
            [ROOT, f("BBB002", "b", caused_by=ROOT), f("CCC003", "b", caused_by=f("BBB002", "b"))],
            [("critical", "b", ["BBB002", "CCC003"])],
        ),
        (
            [f("AAA001", "b", caused_by=f("BBB002", "b")), f("BBB002", "b", caused_by=ROOT)],
            [("critical", "b", []), ("critical", "b", [])],
        ),
        (
            [
                f("AAA001", "a", caused_by=f("BBB002", "b")),
                f("BBB002", "b", caused_by=f("AAA001", "a")),
                f("CCC003", "c", caused_by=f("AAA001", "a")),
            ],
            [("critical", "a", ["CCC003"]), ("critical", "b", [])],
        ),
        # A cause that is there twice.
        (
            [ROOT, ROOT._replace(severity=MAJOR), f("CCC003", "c", caused_by=ROOT)],
            [("critical", "b", ["CCC003"]), ("major", "b", [])],
        ),
    ],
)
def test_incidents(found: list[Finding], expected: list[tuple[str, str, list[str]]]) -> None:
    assert told(*found) == expected


@given(findings())
def test_no_finding_is_lost_in_incidents(found: list[Finding]) -> None:
    items = [Item(one, None, None) for one in found]
    within = [item for i in incidents_of(items) for item in (i.root, *i.symptoms)]
    assert sorted(map(id, within)) == sorted(map(id, items))


@pytest.mark.parametrize(
    ("found", "fail_on", "fails", "headline"),
    [
        ([], "never", True, "FAILED: nothing was judged."),
        (
            [f(status=PASSED), f(status=NOT_APPLICABLE)],
            "minor",
            False,
            "PASSED: 0 incidents; 0 failed, 0 unknown, 0 waived, 1 passed, 1 not applicable.",
        ),
        (
            [
                f(),
                f("BBB002", caused_by=f()),
                f("CCC003", status=UNKNOWN),
                f("DDD004", status=WAIVED),
            ],
            "minor",
            True,
            "FAILED: 2 incidents (1 critical, 1 unknown); 2 failed, 1 unknown, 1 waived, 0 passed,"
            " 0 not applicable; 4 new, 0 known, 0 fixed.",
        ),
        (
            [f(severity=MINOR)],
            "major",
            False,
            "PASSED (fail_on is major): 1 incident (1 minor); 1 failed, 0 unknown, 0 waived, 0 passed,"
            " 0 not applicable; 1 new, 0 known, 0 fixed.",
        ),
        (
            [f(status=UNKNOWN, severity=INFO)],
            "never",
            True,
            "FAILED: 1 incident (1 unknown); 0 failed, 1 unknown, 0 waived, 0 passed,"
            " 0 not applicable; 1 new, 0 known, 0 fixed.",
        ),
    ],
)
def test_verdict(found: list[Finding], fail_on: str, fails: bool, headline: str) -> None:
    judged = report(*found, fail_on=fail_on)
    assert judged.fails is fails
    assert judged.headline == headline


def test_summary() -> None:
    items = [
        Item(f(), "known", EARLIER),
        Item(f("BBB002", caused_by=f()), "new", EARLIER),
        Item(f("CCC003", status=PASSED), "fixed", EARLIER),
        Item(f("DDD004", status=PASSED), None, None),
    ]
    assert report(items=items, gone=(carry(),) * 3).summary == {
        "failed": 2,
        "unknown": 0,
        "waived": 0,
        "passed": 2,
        "not_applicable": 0,
        "total": 4,
        "incidents": 1,
        "new": 1,
        "known": 1,
        "fixed": 1,
        "carried": 0,
        "gone": 3,
        "fails": True,
    }
