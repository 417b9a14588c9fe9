# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One incident a root cause: which finding is told as the symptom of which."""

from __future__ import annotations

import graphlib

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.folding import (
    GAPS,
    fold,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Need
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    CARD,
    FOREIGN,
    HOURS,
    NOW,
    SECOND,
    VIP,
    World,
    outage,
    pair,
    physical,
    trio,
)

LONG_AGO = NOW - 25 * HOURS
ALONE = pair().intend(members=pair().service.members[:1])
MOVED = outage().interface("CPFE02", addresses=("192.0.2.22",))


def told(world: World, *statuses: Status) -> dict[str, str]:
    """Each bad finding as `LDB001 cpfe02`, with its cause in the same form (or "": a root)."""
    findings = world.findings()
    names = {f.fingerprint: f"{f.id} {f.subject}" for f in findings}
    return {
        f"{f.id} {f.subject}": names[f.caused_by] if f.caused_by else ""
        for f in findings
        if f.status in (statuses or (Status.FAILED, Status.UNKNOWN))
    }


@pytest.mark.parametrize(
    ("world", "incidents"),
    [
        pytest.param(pair(), {}, id="healthy"),
        pytest.param(pair("ipv6"), {}, id="healthy-ipv6"),
        pytest.param(pair("dual"), {}, id="healthy-dual"),
        pytest.param(trio("dual"), {}, id="healthy-trio"),
        pytest.param(
            outage(),
            {
                "LDB001 cpfe02": "",
                "LDB004 cpfe02": "LDB001 cpfe02",
                "LDB008 cpfe02": "LDB001 cpfe02",
            },
            id="outage-OTG0150866",
        ),
        pytest.param(
            outage(family="dual"),
            {
                "LDB001 cpfe02": "",
                "LDB004 cpfe02": "LDB001 cpfe02",
                "LDB008 cpfe02": "LDB001 cpfe02",
            },
            id="outage-dual",
        ),
        pytest.param(
            outage().bind("CPFE02", CARD[2]),
            {"LDB008 cpfe02": ""},
            id="outage-binding-repaired",
        ),
        pytest.param(
            outage().bind("CPFE02", CARD[2]).view(CARD[2], "192.0.2.12"),
            {},
            id="outage-repaired",
        ),
        pytest.param(
            outage("CPFE01"),
            {
                "LDB001 cpfe01": "",
                "LDB004 cpfe01": "LDB001 cpfe01",
                "LDB008 cpfe01": "LDB001 cpfe01",
            },
            id="outage-on-the-main",
        ),
        pytest.param(
            MOVED,
            {
                "LDB001 cpfe02": "LDB007 cpfe02",
                "LDB004 cpfe02": "LDB007 cpfe02",
                "LDB007 cpfe02": "",
                "LDB008 cpfe02": "LDB007 cpfe02",
            },
            id="chain-of-failures-ends-at-its-root",
        ),
        pytest.param(
            pair().bind(VIP, CARD[2]),
            {
                "LDB003 cernphone/192.0.2.100": "",
                "LDB005 cpfe02": "LDB003 cernphone/192.0.2.100",
            },
            id="floating-bound",
        ),
        pytest.param(
            pair().bind(VIP, CARD[2]).view(CARD[1], "192.0.2.77"),
            {
                "LDB003 cernphone/192.0.2.100": "",
                "LDB005 cpfe02": "LDB003 cernphone/192.0.2.100",
                "LDB008 cpfe01": "",
            },
            id="not-under-what-concerns-another-host",
        ),
        pytest.param(
            pair()
            .floating("192.0.2.101", VIP)
            .bind(VIP, CARD[2])
            .bind("CPFE02", FOREIGN)
            .device("CPFE02", cards=(CARD[2], FOREIGN))
            .cards("cpfe02", physical(CARD[2]), physical(FOREIGN, "eth1"))
            .view(FOREIGN, "192.0.2.12")
            .view(CARD[2]),
            {
                "LDB003 cernphone/192.0.2.100": "",
                "LDB003 cernphone/192.0.2.101": "LDB006 cernphone/192.0.2.101",
                "LDB006 cernphone/192.0.2.101": "",
            },
            id="each-floating-address-under-its-own",
        ),
        pytest.param(
            pair()
            .interface(VIP, addresses=("192.0.2.101",))
            .floating("192.0.2.101", VIP)
            .bind(VIP, SECOND),
            {
                "LDB003 cernphone/192.0.2.100": "LDB006 cernphone/192.0.2.100",
                "LDB003 cernphone/192.0.2.101": "",
                "LDB006 cernphone/192.0.2.100": "",
            },
            id="each-floating-address-under-its-own-other-way-round",
        ),
        pytest.param(
            pair().cards("cpfe02", physical(SECOND)),
            {"LDB002 cpfe02": "", "LDB009 cpfe02": "LDB002 cpfe02"},
            id="card-replaced",
        ),
        pytest.param(
            pair().bind("CPFE02", FOREIGN).view(CARD[2]),
            {"LDB002 cpfe02": "", "LDB008 cpfe02": "LDB002 cpfe02"},
            id="bound-to-a-foreign-card",
        ),
        pytest.param(
            pair().device("CPFE02", hcp_response=False).view(CARD[2]),
            {"LDB008 cpfe02": "LDB010 cpfe02", "LDB010 cpfe02": ""},
            id="dhcp-off",
        ),
        pytest.param(
            pair().unreachable("cpfe02"),
            {
                "EVD001 cpfe02": "",
                "LDB002 cpfe02": "EVD001 cpfe02",
                "LDB009 cpfe02": "EVD001 cpfe02",
            },
            id="unreachable",
        ),
        pytest.param(
            pair().left_out("cpfe02"),
            {
                "EVD001 cpfe02": "",
                "LDB002 cpfe02": "EVD001 cpfe02",
                "LDB009 cpfe02": "EVD001 cpfe02",
            },
            id="left-out-by-a-limit",
        ),
        pytest.param(
            outage().unreachable("cpfe02"),
            {
                "EVD001 cpfe02": "",
                "LDB001 cpfe02": "",
                "LDB004 cpfe02": "LDB001 cpfe02",
                "LDB008 cpfe02": "LDB001 cpfe02",
                "LDB009 cpfe02": "EVD001 cpfe02",
            },
            id="failures-beside-a-gap-stay-roots",
        ),
        pytest.param(
            pair().without_cards("cpfe02", "permission denied"),
            {
                "EVD003 cpfe02": "",
                "LDB002 cpfe02": "EVD003 cpfe02",
                "LDB009 cpfe02": "EVD003 cpfe02",
            },
            id="cards-unread",
        ),
        pytest.param(
            pair().host_read("cpfe02", LONG_AGO),
            {
                "EVD002 cpfe02": "",
                "LDB002 cpfe02": "EVD002 cpfe02",
                "LDB009 cpfe02": "EVD002 cpfe02",
            },
            id="host-stale",
        ),
        pytest.param(
            pair().without_device("CPFE02"),
            {
                "EVD003 cpfe02": "",
                "LDB001 cpfe02": "EVD003 cpfe02",
                "LDB002 cpfe02": "EVD003 cpfe02",
                "LDB003 cernphone/192.0.2.100": "EVD003 cpfe02",
                "LDB004 cpfe02": "EVD003 cpfe02",
                "LDB005 cpfe01": "EVD003 cpfe02",
                "LDB005 cpfe02": "EVD003 cpfe02",
                "LDB006 cernphone/192.0.2.100": "EVD003 cpfe02",
                "LDB007 cpfe02": "EVD003 cpfe02",
                "LDB008 cpfe02": "EVD003 cpfe02",
                "LDB009 cpfe02": "EVD003 cpfe02",
                "LDB010 cpfe02": "EVD003 cpfe02",
                "LDB011 cernphone": "EVD003 cpfe02",
                "LDB012 cpfe02": "EVD003 cpfe02",
            },
            id="no-device",
        ),
        pytest.param(
            pair().without_device(VIP),
            {
                "LDB003 cernphone/192.0.2.100": "LDB006 cernphone/192.0.2.100",
                "LDB005 cpfe01": "LDB006 cernphone/192.0.2.100",
                "LDB005 cpfe02": "LDB006 cernphone/192.0.2.100",
                "LDB006 cernphone/192.0.2.100": "",
            },
            id="no-device-of-the-floating-address",
        ),
        pytest.param(
            trio().bind(VIP, CARD[2]).without_device("CPFE03"),
            {
                "EVD003 cpfe03": "",
                "LDB001 cpfe03": "EVD003 cpfe03",
                "LDB002 cpfe03": "EVD003 cpfe03",
                "LDB003 cernphone/192.0.2.100": "",
                "LDB004 cpfe03": "EVD003 cpfe03",
                "LDB005 cpfe01": "EVD003 cpfe03",
                "LDB005 cpfe02": "LDB003 cernphone/192.0.2.100",
                "LDB005 cpfe03": "EVD003 cpfe03",
                "LDB006 cernphone/192.0.2.100": "EVD003 cpfe03",
                "LDB007 cpfe03": "EVD003 cpfe03",
                "LDB008 cpfe03": "EVD003 cpfe03",
                "LDB009 cpfe03": "EVD003 cpfe03",
                "LDB010 cpfe03": "EVD003 cpfe03",
                "LDB011 cernphone": "EVD003 cpfe03",
                "LDB012 cpfe03": "EVD003 cpfe03",
            },
            id="no-device-of-the-third-beside-a-failure",
        ),
        pytest.param(
            pair().view_fault("CPFE02", "Internal error 17"),
            {
                "EVD003 cpfe02": "",
                "LDB003 cernphone/192.0.2.100": "EVD003 cpfe02",
                "LDB008 cpfe02": "EVD003 cpfe02",
            },
            id="fault-of-the-view",
        ),
        pytest.param(
            pair().without_interface("CPFE02"),
            {
                "LDB001 cpfe02": "LDB007 cpfe02",
                "LDB002 cpfe02": "LDB007 cpfe02",
                "LDB007 cpfe02": "",
                "LDB011 cernphone": "",
            },
            id="unknown-under-a-failure",
        ),
        pytest.param(
            ALONE.without_cards("cpfe01", "permission denied"),
            {
                "EVD001 cernphone/members": "",
                "EVD003 cpfe01": "",
                "LDB002 cpfe01": "EVD003 cpfe01",
                "LDB009 cpfe01": "EVD003 cpfe01",
            },
            id="a-missing-partner-explains-nothing-of-the-host",
        ),
    ],
)
def test_incidents(world: World, incidents: dict[str, str]) -> None:
    assert told(world) == incidents


EVERY_LDB = {f"LDB{n:03}" for n in range(1, 13)}


@pytest.mark.parametrize(
    ("world", "root", "exempt"),
    [
        pytest.param(
            trio("dual").database_fault("timed out"),
            "EVD003 database/landb",
            frozenset(),
            id="fault",
        ),
        pytest.param(
            trio().database_read(LONG_AGO), "EVD002 database/landb", frozenset(), id="stale"
        ),
        pytest.param(
            trio().database_read(None), "EVD002 database/landb", frozenset(), id="no-time"
        ),
        pytest.param(
            trio()
            .database_read(LONG_AGO)
            .host_read("cpfe01", LONG_AGO)
            .host_read("cpfe02", LONG_AGO)
            .host_read("cpfe03", LONG_AGO),
            "EVD002 database/landb",
            frozenset({"LDB002", "LDB009"}),
            id="all-stale",
        ),
    ],
)
def test_fault_of_the_fleet_explains_every_unknown(
    world: World, root: str, exempt: frozenset[str]
) -> None:
    incidents = told(world)
    assert incidents[root] == ""
    causes = {name: cause for name, cause in incidents.items() if name[:3] == "LDB"}
    assert {name[:6] for name in causes} == EVERY_LDB
    rest = {name: cause for name, cause in causes.items() if name[:6] not in exempt}
    assert set(rest.values()) == {root}
    assert all(cause.startswith("EVD002") for cause in causes.values()) or not exempt


def test_fault_of_the_fleet_explains_no_failure() -> None:
    incidents = told(outage().database_read(LONG_AGO), Status.FAILED)
    assert incidents == {
        "LDB001 cpfe02": "",
        "LDB004 cpfe02": "LDB001 cpfe02",
        "LDB008 cpfe02": "LDB001 cpfe02",
    }


def test_fault_of_the_fleet_explains_all_services() -> None:
    world = pair().database_fault("timed out")
    judge = Judge(world.fleet_case())
    root = next(f for f in judge.fleet() if f.id == "EVD003").fingerprint
    for name in ("cernphone", "fax", "paging"):
        unknown = [
            f
            for f in judge.service(world.intend(name=name).service, world.hosts)
            if f.status is Status.UNKNOWN
        ]
        assert {f.id for f in unknown} == EVERY_LDB
        assert {f.caused_by for f in unknown} == {root}


def test_no_unknown_explains_a_failure() -> None:
    for world in (
        outage().unreachable("cpfe02"),
        MOVED.without_view(),
        outage().left_out("cpfe01"),
    ):
        findings = {f.fingerprint: f for f in world.findings()}
        causes = [
            findings[f.caused_by]
            for f in findings.values()
            if f.status is Status.FAILED and f.caused_by
        ]
        assert causes
        assert {f.status for f in causes} == {Status.FAILED}


def test_declared_folding_has_no_cycle_and_names_checks_that_exist() -> None:
    graph = {
        c.id: {*c.folds_under, *(g for need in c.needs for g in GAPS[need])} for c in CATALOGUE
    }
    assert {root for roots in graph.values() for root in roots} <= {c.id for c in CATALOGUE}
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == len(CATALOGUE)


def test_every_need_has_its_gaps() -> None:
    assert set(GAPS) == set(Need)


def bad(check_id: str) -> Finding:
    """A failure of that check on cpfe02."""
    found = next(f for f in outage().findings() if f.id == check_id and f.subject == "cpfe02")
    return found._replace(status=Status.FAILED, caused_by=None)


def test_folding_leaves_what_is_well_alone() -> None:
    well = [f for f in outage().findings() if not f.is_bad]
    assert fold(well, ()) is well
    assert {f.caused_by for f in well} == {None}


def test_a_single_failure_is_its_own_root() -> None:
    assert fold([bad("LDB004")], ()) == [bad("LDB004")]


def test_folding_does_not_depend_on_the_order_of_findings() -> None:
    findings = [bad("LDB008"), bad("LDB004"), bad("LDB001")]
    root = fingerprint("LDB001", "cpfe02")
    for order in (findings, findings[::-1]):
        assert {f.id: f.caused_by for f in fold(order, ())} == {
            "LDB001": None,
            "LDB004": root,
            "LDB008": root,
        }


def test_fold_ends_even_in_a_cycle() -> None:
    def folded_under(finding: Finding, root: str) -> Finding:
        check = finding.check
        values = {**vars(check), "folds_under": (root,)}
        return finding._replace(check=type(check)(**values))

    findings = [folded_under(bad("LDB001"), "LDB004"), folded_under(bad("LDB004"), "LDB001")]
    assert len(fold(findings, ())) == 2
