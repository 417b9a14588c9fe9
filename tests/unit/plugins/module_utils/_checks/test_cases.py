# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check in all its colours."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import UNKNOWN
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import (
    Catalogue,
    Scope,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Outcome,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.outcome import passed
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks import (
    cases_addresses,
    cases_bindings,
    cases_devices,
    cases_dhcp,
    cases_presence,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.harness import (
    Case,
    uncovered,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    pair,
)

CASES: t.Final[list[Case]] = [
    *cases_presence.CASES,
    *cases_bindings.CASES,
    *cases_addresses.CASES,
    *cases_devices.CASES,
    *cases_dhcp.CASES,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check = CATALOGUE[case.check]
    found = [f for f in case.world.findings() if f.id == case.check and f.subject == case.subject]
    assert [(f.status, f.message) for f in found] == [(case.status, case.message)]
    finding = found[0]
    bad = case.status in (Status.FAILED, Status.UNKNOWN)
    assert finding.is_bad is bad
    assert finding.severity is (case.severity or check.severity)
    assert finding.consequence == ((case.consequence or check.consequence) if bad else "")
    is_open = finding.status is Status.UNKNOWN and Status.FAILED in check.statuses
    remedy = UNKNOWN if is_open else check.remedy
    assert finding.remedy == ((case.remedy or remedy) if bad else "")
    assert finding.fingerprint == fingerprint(case.check, case.subject)
    if case.status is Status.FAILED:
        assert finding.expected
        assert finding.actual
        assert finding.expected != finding.actual


def test_cases_are_told_apart() -> None:
    names = [str(case) for case in CASES]
    assert len(set(names)) == len(names)


def test_every_declared_status_has_a_case() -> None:
    assert uncovered(CATALOGUE, CASES) == []


def made_up(*statuses: Status) -> Catalogue:
    """A catalogue of one check that declares those statuses."""
    catalogue = Catalogue()

    @catalogue.check(
        "ABC001",
        title="title",
        scope=Scope.HOST,
        severity=Severity.INFO,
        why="why",
        fails_when="never",
        consequence="none",
        remedy="none",
        reference="none",
        statuses=statuses,
    )
    def _abc(_case: t.Any) -> Outcome:
        return passed("all is well")

    return catalogue


def shown(check: str, status: Status) -> Case:
    """A case of which only check and status matter."""
    return Case(check, "made up", status, "", "", pair())


@pytest.mark.parametrize(
    ("declared", "cases", "problems"),
    [
        pytest.param(
            (Status.PASSED, Status.FAILED),
            [shown("ABC001", Status.PASSED), shown("ABC001", Status.FAILED)],
            [],
            id="whole",
        ),
        pytest.param(
            (Status.PASSED, Status.FAILED, Status.WAIVED),
            [shown("ABC001", Status.PASSED), shown("ABC001", Status.FAILED)],
            [],
            id="waived-comes-from-elsewhere",
        ),
        pytest.param(
            (Status.PASSED, Status.FAILED, Status.UNKNOWN),
            [shown("ABC001", Status.PASSED), shown("ABC001", Status.PASSED)],
            ["ABC001: no case shows failed", "ABC001: no case shows unknown"],
            id="declared-and-not-shown",
        ),
        pytest.param(
            (Status.PASSED, Status.FAILED),
            [shown("ABC001", status) for status in Status],
            [
                "ABC001 does not declare unknown",
                "ABC001 does not declare waived",
                "ABC001 does not declare not_applicable",
            ],
            id="shown-and-not-declared",
        ),
        pytest.param(
            (Status.PASSED, Status.FAILED),
            [],
            ["ABC001: no case shows failed", "ABC001: no case shows passed"],
            id="no-case",
        ),
        pytest.param(
            (Status.PASSED, Status.FAILED),
            [
                shown("ABC001", Status.PASSED),
                shown("ABC001", Status.FAILED),
                shown("ABC002", Status.PASSED),
            ],
            ["ABC002 is in no catalogue"],
            id="case-of-no-check",
        ),
    ],
)
def test_enforcement_can_fail(
    declared: tuple[Status, ...], cases: list[Case], problems: list[str]
) -> None:
    assert uncovered(made_up(*declared), cases) == problems
