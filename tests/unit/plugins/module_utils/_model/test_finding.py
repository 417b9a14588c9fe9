# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity of a finding: stable over runs, and of nothing but check and subject."""

from __future__ import annotations

import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    Outcome,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.outcome import (
    failed,
    not_applicable,
    passed,
    unknown,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    NOW,
    outage,
    pair,
)
from hypothesis import strategies as st

PINNED = {
    ("LDB001", "cpfe02"): "c466b1439518e0a4899d30ea",
    ("LDB003", "cernphone/192.0.2.100"): "79b2d4b35857a2ad9d31c843",
    ("EVD003", "database/landb"): "bf1f1cf4e37bef0bdf8f04d5",
    ("LDB001", "café"): "e0416582797ed2aa3d120262",
    ("LDB001", "\ud800"): "2ad2c11e8757a6e802543584",
}
"""Of scheme 1. Whoever changes the scheme changes its version, and then these."""


@pytest.mark.parametrize(("of", "expected"), PINNED.items())
def test_fingerprint_is_pinned(of: tuple[str, str], expected: str) -> None:
    assert fingerprint(*of) == expected


@hypothesis.given(st.text(), st.text(), st.sampled_from(sorted(c.id for c in CATALOGUE)))
def test_fingerprint_is_of_the_subject(one: str, other: str, check: str) -> None:
    assert len(fingerprint(check, one)) == 24
    assert int(fingerprint(check, one), 16) >= 0
    assert (fingerprint(check, one) == fingerprint(check, other)) is (one == other)
    assert fingerprint(check, one) != fingerprint("ABC001", one)


@pytest.mark.parametrize("check", [c.id for c in CATALOGUE])
def test_fingerprint_does_not_depend_on_what_is_seen(check: str) -> None:
    worlds = [
        pair(),
        outage(),
        outage().without_view(),
        outage().intend(severities={check: Severity.INFO}),
        pair().database_read(None),
        pair().unreachable("cpfe02"),
        pair().host_read("cpfe02", NOW),
    ]
    found: dict[str, set[str]] = {}
    for world in worlds:
        for finding in world.findings():
            if finding.id == check:
                found.setdefault(finding.subject, set()).add(finding.fingerprint)
    assert found == {subject: {fingerprint(check, subject)} for subject in found}
    assert found


def test_outcomes_say_what_they_are_given() -> None:
    assert passed("m", "a", "s") == Outcome(Status.PASSED, "m", "a", "a", subject="s")
    assert unknown("m", "s", "r", ("h",)) == Outcome(
        Status.UNKNOWN, "m", subject="s", remedy="r", hosts=("h",)
    )
    assert not_applicable("m", "s") == Outcome(Status.NOT_APPLICABLE, "m", subject="s")
    whole: dict[str, t.Any] = {
        "expected": "e",
        "actual": "a",
        "consequence": "c",
        "remedy": "r",
        "severity": Severity.MINOR,
        "subject": "s",
        "hosts": ("h",),
    }
    assert failed("m", **whole) == Outcome(Status.FAILED, "m", **whole)


@pytest.mark.parametrize(
    ("status", "bad"),
    [
        (Status.FAILED, True),
        (Status.UNKNOWN, True),
        (Status.WAIVED, False),
        (Status.PASSED, False),
        (Status.NOT_APPLICABLE, False),
    ],
)
def test_bad_is_what_somebody_has_to_act_on(status: Status, bad: bool) -> None:
    finding: Finding = pair().findings()[0]._replace(status=status)
    assert finding.is_bad is bad
    assert finding.id == finding.check.id
