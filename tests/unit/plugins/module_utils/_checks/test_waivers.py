# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waivers: used, expired, exceeded, unused; and severities that the intent changes."""

from __future__ import annotations

import dataclasses
import datetime
import time

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    HOURS,
    NOW,
    VIP,
    VIRTUAL,
    World,
    outage,
    pair,
)

UNBOUND = (
    "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
    " address in LanDB"
)
WAIVED = "waived by Ada until 2026-03-31 UTC (RQF1): moves next week"
NOBODY = outage()


def at(moment: str) -> World:
    """The outage judged at that moment, its first failure waived until 2026-03-31."""
    when = datetime.datetime.fromisoformat(moment)
    world = dataclasses.replace(outage().waive("LDB001", "cpfe02"), at=when)
    return world.database_read(when).host_read("cpfe01", when).host_read("cpfe02", when)


@pytest.mark.parametrize(
    ("world", "finding", "status", "message", "state"),
    [
        pytest.param(
            outage().waive("LDB001", "cpfe02"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}",
            "used",
            id="used",
        ),
        pytest.param(
            at("2026-03-31T23:59:59+00:00"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}",
            "used",
            id="last-second",
        ),
        pytest.param(
            at("2026-04-01T00:00:00+00:00"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; the waiver of Ada (RQF1) expired on 2026-03-31 UTC",
            "expired",
            id="next-day",
        ),
        pytest.param(
            at("2026-04-01T01:59:59+02:00"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}",
            "used",
            id="last-second-in-another-zone",
        ),
        pytest.param(
            at("2026-03-31T19:00:00-05:00"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; the waiver of Ada (RQF1) expired on 2026-03-31 UTC",
            "expired",
            id="next-day-in-another-zone",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe02", ceiling="major"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; worse than the waiver of Ada (RQF1) covers, which is major",
            "exceeded",
            id="exceeded",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe02", expires="2026-02-28", ceiling="major"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; the waiver of Ada (RQF1) expired on 2026-02-28 UTC",
            "expired",
            id="expired-and-exceeded",
        ),
        pytest.param(
            pair().bind(VIP, VIRTUAL).waive("LDB003", "cernphone/192.0.2.100", ceiling="minor"),
            ("LDB003", "cernphone/192.0.2.100"),
            Status.WAIVED,
            "the floating address 192.0.2.100 (CERNPHONE-VIP.EXAMPLE.ORG) is bound to"
            f" 00:00:5e:00:01:33, which is no card of a member; {WAIVED}",
            "used",
            id="as-bad-as-the-ceiling",
        ),
        pytest.param(
            pair().waive("LDB001", "cpfe02"),
            ("LDB001", "cpfe02"),
            Status.PASSED,
            "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12",
            "unused",
            id="unused-for-it-passes",
        ),
        pytest.param(
            outage().static("cpfe02").waive("LDB001", "cpfe02"),
            ("LDB001", "cpfe02"),
            Status.NOT_APPLICABLE,
            "cpfe02 does not get its address by DHCP",
            "unused",
            id="unused-for-it-does-not-apply",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe09"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            UNBOUND,
            "unmatched",
            id="unmatched-for-there-is-no-such-subject",
        ),
        pytest.param(
            pair()
            .waive("LDB003", "cernphone/192.0.2.100")
            .waive("LDB003", "cernphone/192.0.2.200")
            .waive("LDB011", "cernphone")
            .waive("LDB001", "cpfe09")
            .database_fault("timed out"),
            ("LDB003", "cernphone"),
            Status.UNKNOWN,
            "No floating address is bound to hardware: not known, for landb gave no answer: timed out",
            "undecided undecided undecided undecided",
            id="undecided-for-the-database-is-silent",
        ),
        pytest.param(
            pair().unreachable("cpfe02").waive("LDB009", "cpfe02").waive("LDB009", "cpfe01"),
            ("LDB009", "cpfe02"),
            Status.UNKNOWN,
            "LanDB knows every card of the host: not known, for no route to host",
            "undecided unused",
            id="undecided-for-the-host-is-silent",
        ),
        pytest.param(
            pair().unreachable("cpfe02").waive("EVD001", "cpfe02"),
            ("EVD001", "cpfe02"),
            Status.UNKNOWN,
            "cpfe02 gave no evidence: no route to host",
            "undecided",
            id="unknown-cannot-be-waived",
        ),
        pytest.param(
            pair().database_read(NOW - 25 * HOURS).waive("LDB001", "cpfe02"),
            ("LDB001", "cpfe02"),
            Status.UNKNOWN,
            "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12, but the evidence of landb"
            " is not recent",
            "undecided",
            id="stale-cannot-be-waived",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe02", expires="2026-02-28").waive("LDB001", "cpfe02"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; the waiver of Ada (RQF1) expired on 2026-02-28 UTC; {WAIVED}",
            "expired used",
            id="renewed-beside-the-old-one",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe02").waive("LDB001", "cpfe02", expires="2026-02-28"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}; the waiver of Ada (RQF1) expired on 2026-02-28 UTC",
            "used expired",
            id="the-old-one-beside-its-renewal",
        ),
        pytest.param(
            outage().waive("LDB001", "cpfe02").waive("LDB001", "cpfe02", expires="2026-04-30"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}; {WAIVED.replace('03-31', '04-30')}",
            "used used",
            id="renewed-before-the-old-one-ends",
        ),
        pytest.param(
            outage()
            .waive("LDB001", "cpfe02", ceiling="minor")
            .waive("LDB001", "cpfe02", ceiling="major"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; worse than the waiver of Ada (RQF1) covers, which is minor; worse than the"
            " waiver of Ada (RQF1) covers, which is major",
            "exceeded exceeded",
            id="two-that-do-not-reach",
        ),
        pytest.param(
            outage()
            .intend(severities={"LDB001": Severity.CRITICAL})
            .waive("LDB001", "cpfe02", ceiling="major"),
            ("LDB001", "cpfe02"),
            Status.FAILED,
            f"{UNBOUND}; worse than the waiver of Ada (RQF1) covers, which is major",
            "exceeded",
            id="exceeded-by-the-severity-of-the-intent",
        ),
        pytest.param(
            outage()
            .intend(severities={"LDB001": Severity.MINOR})
            .waive("LDB001", "cpfe02", ceiling="minor"),
            ("LDB001", "cpfe02"),
            Status.WAIVED,
            f"{UNBOUND}; {WAIVED}",
            "used",
            id="ceiling-against-the-severity-of-the-intent",
        ),
    ],
)
def test_waiver(
    world: World, finding: tuple[str, str], status: Status, message: str, state: str
) -> None:
    judge, findings = world.judged()
    found = [f for f in findings if (f.id, f.subject) == finding]
    assert [(f.status, f.message) for f in found] == [(status, message)]
    assert " ".join(used.state.value for used in judge.waivers.used) == state
    assert [used.waiver for used in judge.waivers.used] == list(world.service.waivers)
    assert {used.service for used in judge.waivers.used} == {"cernphone"}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
@pytest.mark.parametrize(
    ("moment", "state", "left"),
    [
        ("2026-03-17T00:00:00+00:00", "used", 14),
        ("2026-03-31T00:00:00+00:00", "used", 0),
        ("2026-03-31T23:59:59.999999+00:00", "used", 0),
        ("2026-04-01T00:00:00+00:00", "expired", -1),
    ],
)
def test_day_is_that_of_utc(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, state: str, left: int
) -> None:
    """Whatever the time zone of the controller."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        world = at(moment)
        (used,) = world.judged()[0].waivers.used
        assert (used.state.value, used.days_left(world.at)) == (state, left)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_waived_root_does_not_hide_its_symptoms() -> None:
    findings = outage().waive("LDB001", "cpfe02").findings()
    bad = {f.id: f.caused_by for f in findings if f.is_bad}
    assert bad == {"LDB004": None, "LDB008": None}


def test_waived_symptom_has_no_cause() -> None:
    findings = {
        f.id: f for f in outage().waive("LDB004", "cpfe02").findings() if f.hosts == ("cpfe02",)
    }
    assert findings["LDB004"].status is Status.WAIVED
    assert findings["LDB004"].caused_by is None
    assert findings["LDB008"].caused_by == fingerprint("LDB001", "cpfe02")


def test_waiver_changes_nothing_else() -> None:
    before = outage().findings()
    after = outage().waive("LDB001", "cpfe02").findings()

    def rest(findings: list[Finding]) -> list[Finding]:
        return [f._replace(caused_by=None) for f in findings if f.id != "LDB001"]

    assert rest(after) == rest(before)
    kept = next(f for f in after if f.status is Status.WAIVED)
    was = next(f for f in before if f.fingerprint == kept.fingerprint)
    assert kept == was._replace(status=Status.WAIVED, message=kept.message)


def test_judge_without_waivers_remembers_none() -> None:
    assert outage().judged()[0].waivers.used == []


@pytest.mark.parametrize(
    ("world", "finding", "severity"),
    [
        pytest.param(NOBODY, ("LDB001", "cpfe02"), Severity.CRITICAL, id="catalogue"),
        pytest.param(
            NOBODY.intend(severities={"LDB001": Severity.INFO}),
            ("LDB001", "cpfe02"),
            Severity.INFO,
            id="intent",
        ),
        pytest.param(
            NOBODY.intend(severities={"LDB001": Severity.INFO}),
            ("LDB004", "cpfe02"),
            Severity.CRITICAL,
            id="others-keep-theirs",
        ),
        pytest.param(
            pair().unbind("CPFE02").intend(severities={"LDB001": Severity.CRITICAL}),
            ("LDB001", "cpfe02"),
            Severity.CRITICAL,
            id="intent-before-outcome",
        ),
        pytest.param(
            pair().unreachable("cpfe02").intend(severities={"EVD001": Severity.MINOR}),
            ("EVD001", "cpfe02"),
            Severity.MINOR,
            id="of-an-unknown",
        ),
        pytest.param(
            pair().intend(severities={"LDB001": Severity.MINOR}),
            ("LDB001", "cpfe02"),
            Severity.MINOR,
            id="of-a-pass",
        ),
        pytest.param(
            pair().database_fault("timed out").intend(severities={"EVD003": Severity.MINOR}),
            ("EVD003", "database/landb"),
            Severity.MAJOR,
            id="one-service-cannot-change-the-fleets",
        ),
    ],
)
def test_severity(world: World, finding: tuple[str, str], severity: Severity) -> None:
    found = [f.severity for f in world.findings() if (f.id, f.subject) == finding]
    assert found == [severity]
