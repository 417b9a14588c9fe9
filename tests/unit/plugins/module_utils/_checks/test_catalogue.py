# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue, and the part of it that LanDB's data alone can be judged by."""

from __future__ import annotations

from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
    OF_HOSTS,
    of_database,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Need, Scope
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    HOURS,
    NOW,
    World,
    outage,
    pair,
)


def told(world: World) -> dict[tuple[str, str], str]:
    """What LanDB's data alone show."""
    judge = Judge(world.database_alone().fleet_case(), of_database())
    findings = [*judge.fleet(), *judge.service(world.service, {})]
    return {(f.id, f.subject): f.status.value for f in findings}


def test_what_only_a_host_can_tell_is_left_out() -> None:
    left_out = {check.id for check in CATALOGUE} - {check.id for check in of_database()}
    assert left_out == OF_HOSTS
    assert left_out >= {check.id for check in CATALOGUE if Need.CARDS in check.needs}
    (age,) = (check for check in of_database() if check.id == "EVD002")
    assert age.scopes == {Scope.FLEET}
    assert CATALOGUE["EVD002"].scopes == {Scope.FLEET, Scope.HOST}, "the catalogue stays as it is"


def test_healthy_pair_passes_by_the_data_alone() -> None:
    found = told(pair())
    assert set(found.values()) == {Status.PASSED.value}
    assert not {check for check, _subject in found} & OF_HOSTS
    assert {subject for check, subject in found if check == "EVD002"} == {"database/landb"}


def test_what_is_wrong_is_wrong_by_the_data_alone() -> None:
    bad = {key for key, status in told(outage()).items() if status != "passed"}
    assert bad == {
        ("LDB001", "cpfe02"),
        ("LDB004", "cpfe02"),
        ("LDB008", "cpfe02"),
        ("LDB002", "cpfe02"),
    }
    assert told(outage())["LDB002", "cpfe02"] == "not_applicable"
    stale = told(pair().database_read(NOW - 25 * HOURS))
    passed = {check for (check, _subject), status in stale.items() if status == "passed"}
    assert passed == {"DHC005", "EVD003"}, "nothing that rests on the data"
