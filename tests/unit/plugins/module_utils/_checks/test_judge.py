# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds of the judge whatever is meant and whatever was seen."""

from __future__ import annotations

import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.cases import (
    HostCase,
    ServiceCase,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import (
    DATABASE_NEEDS,
    Judge,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Need, Scope
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import Device
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    CARD,
    FOREIGN,
    HOURS,
    IPMI,
    MINUTES,
    NOW,
    PHONE,
    SECOND,
    STORAGE,
    VIP,
    VIRTUAL,
    World,
    outage,
    pair,
    physical,
    trio,
)
from hypothesis import strategies as st

Change = t.Callable[[World], World]

MUTATIONS: t.Final[t.Mapping[str, Change]] = {
    "unbind primary": lambda w: w.unbind("CPFE02"),
    "unbind main": lambda w: w.unbind("CPFE01"),
    "unbind management": lambda w: w.unbind("CPFE02-IPMI--MGMT"),
    "bind to foreign card": lambda w: w.bind("CPFE02", FOREIGN),
    "bind to partner's card": lambda w: w.bind("CPFE02", CARD[1]),
    "bind floating to member": lambda w: w.bind(VIP, CARD[2]),
    "bind floating to virtual": lambda w: w.bind(VIP, VIRTUAL),
    "floating on member too": lambda w: w.add_interface("CPFE02", VIP, "192.0.2.100"),
    "floating on member bound": lambda w: w.add_interface(
        "CPFE02", VIP, "192.0.2.100", bound=CARD[2]
    ),
    "floating nowhere": lambda w: w.without_interface(VIP),
    "floating meant anywhere": lambda w: w.floating_on(None),
    "second floating": lambda w: (
        w
        if len(w.service.floating_addresses) > 1
        else w.floating("192.0.2.101", VIP).add_interface(VIP, "V2", "192.0.2.101")
    ),
    "second floating nowhere": lambda w: (
        w if len(w.service.floating_addresses) > 1 else w.floating("192.0.2.101", "OTHER-VIP")
    ),
    "second address": lambda w: w.add_interface("CPFE02", "CPFE02-B", "192.0.2.22"),
    "other network": lambda w: w.add_interface(
        "CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE, bound=SECOND
    ),
    "no interface": lambda w: w.without_interface("CPFE02"),
    "moved": lambda w: w.interface("CPFE02", addresses=("192.0.2.23",)),
    "no address": lambda w: w.interface("CPFE02", addresses=()),
    "card on both": lambda w: w.device("CPFE01", cards=(CARD[1], CARD[2])),
    "card on a stranger": lambda w: w.add_device(Device("OLDHOST", (CARD[2],), ())),
    "two cards": lambda w: w.device("CPFE02", cards=(CARD[2], SECOND, IPMI[2])),
    "no cards": lambda w: w.device("CPFE02", cards=()),
    "view gives floating": lambda w: w.view(CARD[2], "192.0.2.100"),
    "view gives two": lambda w: w.view(CARD[2], "192.0.2.12", "192.0.2.77"),
    "view gives none": lambda w: w.view(CARD[2]),
    "view of second card": lambda w: w.view(SECOND, "192.0.2.100"),
    "blocked": lambda w: w.device("CPFE02", blocked="virus"),
    "dhcp off": lambda w: w.device("CPFE02", hcp_response=False),
    "fields unread": lambda w: w.device(
        "CPFE02", hcp_response=None, unread=frozenset({"blocked", "hcp_response", "end_date"})
    ),
    "ends": lambda w: w.device("CPFE02", end_date=NOW.date()),
    "one rack": lambda w: w.interface("CPFE02", rack_name="R-1"),
    "no place": lambda w: w.interface("CPFE02", rack_name=None, outlet=None),
    "host replaced": lambda w: w.cards("cpfe02", physical(SECOND)) if "cpfe02" in w.hosts else w,
    "no card seen": lambda w: w.cards("cpfe02") if "cpfe02" in w.hosts else w,
    "static": lambda w: w.static("cpfe02"),
    "nothing meant": lambda w: w.without_database(),
    "severity": lambda w: w.intend(severities={"LDB001": Severity.INFO}),
    "management in one network": lambda w: w.interface("CPFE02-IPMI--MGMT", service_name=PHONE),
}

REMOVALS: t.Final[t.Mapping[str, Change]] = {
    "main unreachable": lambda w: w.unreachable("cpfe01"),
    "backup unreachable": lambda w: w.unreachable("cpfe02"),
    "main left out": lambda w: w.left_out("cpfe01"),
    "backup left out": lambda w: w.left_out("cpfe02"),
    "cards unread": lambda w: w.without_cards("cpfe02", "permission denied"),
    "cards not asked for": lambda w: w.without_cards("cpfe01"),
    "host stale": lambda w: w.host_read("cpfe02", NOW - 25 * HOURS),
    "host from the future": lambda w: w.host_read("cpfe01", NOW + 6 * MINUTES),
    "host of no time": lambda w: w.host_read("cpfe02", None),
    "database stale": lambda w: w.database_read(NOW - 25 * HOURS),
    "database of no time": lambda w: w.database_read(None),
    "database gone": lambda w: w.database_fault("timed out"),
    "view gone": lambda w: w.without_view(),
    "view faulty": lambda w: w.view_fault("CPFE02", "Internal error 17"),
    "main's device gone": lambda w: w.without_device("CPFE01"),
    "backup's device gone": lambda w: w.without_device("CPFE02"),
    "backup's device faulty": lambda w: w.device_fault("CPFE02", "#BADAUTH"),
    "floating device gone": lambda w: w.without_device(VIP),
    "second floating device gone": lambda w: w.without_device("OTHER-VIP"),
    "fields unread": lambda w: w.device(
        "CPFE01", hcp_response=None, unread=frozenset({"blocked", "hcp_response", "end_date"})
    ),
}

STARTS = {
    "pair": pair(),
    "ipv6": pair("ipv6"),
    "dual": pair("dual"),
    "trio": trio(),
    "outage": outage(),
    "one": pair().intend(members=pair().service.members[:1]),
}


def changes(of: t.Mapping[str, Change], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Names of changes, none twice."""
    return st.lists(st.sampled_from(sorted(of)), min_size=least, max_size=most, unique=True)


def changed(world: World, names: t.Iterable[str]) -> World:
    """The world after those changes, one after the other."""
    for name in names:
        world = {**MUTATIONS, **REMOVALS}[name](world)
    return world


def worlds(*starts: str) -> st.SearchStrategy[World]:
    """A start after up to six changes."""
    return st.builds(
        changed,
        st.sampled_from(starts).map(STARTS.__getitem__),
        changes({**MUTATIONS, **REMOVALS}, 0, 6),
    )


WORLDS = worlds(*STARTS)


@hypothesis.given(WORLDS)
def test_findings_are_whole(world: World) -> None:
    findings = world.findings()
    for finding in findings:
        assert finding.status in finding.check.statuses
        assert finding.message.strip()
        assert finding.message[:1] != " "
        assert "  " not in finding.message
        assert not finding.message.endswith((" ", ".", ":", ","))
        assert finding.subject
        assert finding.fingerprint == fingerprint(finding.id, finding.subject)
        assert bool(finding.consequence) is bool(finding.remedy) is finding.is_bad
        assert not finding.is_bad or finding.consequence.endswith(".")
        assert not finding.is_bad or finding.remedy.endswith(".")
        assert set(finding.hosts) <= {member.name for member in world.service.members}
    fingerprints = [finding.fingerprint for finding in findings]
    assert len(set(fingerprints)) == len(fingerprints)


@hypothesis.given(WORLDS)
def test_causes_are_roots(world: World) -> None:
    findings = {finding.fingerprint: finding for finding in world.findings()}
    for finding in findings.values():
        if finding.caused_by is None:
            continue
        root = findings[finding.caused_by]
        assert finding.is_bad
        assert root.is_bad
        assert root.caused_by is None
        assert root is not finding
        assert root.status is Status.FAILED or finding.status is Status.UNKNOWN


@hypothesis.given(WORLDS)
def test_every_check_says_something_of_its_subjects(world: World) -> None:
    findings = world.findings()
    said = {(finding.id, finding.subject) for finding in findings}
    expected = {(c.id, "database/landb") for c in CATALOGUE if Scope.FLEET in c.scopes}
    for check in CATALOGUE:
        if Scope.HOST in check.scopes:
            expected |= {(check.id, member.name) for member in world.service.members}
    assert expected <= said
    of_services = {c.id for c in CATALOGUE if Scope.SERVICE in c.scopes} - {"EVD001"}
    assert of_services <= {finding.id for finding in findings}


@hypothesis.given(WORLDS)
def test_nothing_passes_in_a_gap(world: World) -> None:
    case = ServiceCase(world.service, world.hosts, world.fleet_case())
    passed = [f for f in world.findings() if f.status is Status.PASSED and f.service]
    members: dict[str, HostCase] = {member.subject: member for member in case.members}
    for finding in passed:
        needs = set(finding.check.needs)
        subject = members.get(finding.subject, case)
        assert not needs & set(subject.gaps)
        assert not (needs & DATABASE_NEEDS and case.is_stale)
        if isinstance(subject, HostCase) and (Need.CARDS in needs or finding.id == "LDB002"):
            assert not subject.is_stale
            assert subject.evidence.cards


def statuses(world: World) -> dict[tuple[str, str], Status]:
    """Of each check on each subject; a service's gap stands for each of its subjects."""
    return {(f.id, f.subject): f.status for f in world.findings()}


def unearned(before: World, after: World) -> list[tuple[str, str]]:
    """What was bad and passes now; EVD003 of a host leaves the database's fault to the fleet's."""
    was = statuses(before)
    return [
        key
        for key, status in statuses(after).items()
        if status is Status.PASSED
        and was.get(key, Status.UNKNOWN) in (Status.FAILED, Status.UNKNOWN)
        and key[0] != "EVD003"
    ]


@hypothesis.given(worlds("pair", "ipv6", "dual", "trio", "outage"), changes(REMOVALS, 1, 3))
@hypothesis.settings(max_examples=400)
def test_less_evidence_never_makes_a_pass(world: World, removals: list[str]) -> None:
    assert unearned(world, changed(world, removals)) == []


@pytest.mark.parametrize("start", ["pair", "outage"])
@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
def test_no_single_removal_makes_a_pass(mutation: str, start: str) -> None:
    world = changed(STARTS[start], [mutation])
    won = {removal: unearned(world, changed(world, [removal])) for removal in REMOVALS}
    assert won == {removal: [] for removal in REMOVALS}


@hypothesis.given(WORLDS)
def test_judging_twice_is_judging_once(world: World) -> None:
    assert world.findings() == world.findings()


@hypothesis.given(WORLDS)
def test_one_service_does_not_change_the_findings_of_another(world: World) -> None:
    judge = Judge(world.fleet_case())
    judge.fleet()
    alone = judge.service(pair().service, pair().hosts)
    judge.service(world.service, world.hosts)
    assert judge.service(pair().service, pair().hosts) == alone


ONLY_LDB001 = [CATALOGUE["LDB001"]]


@pytest.mark.parametrize(
    ("world", "checks", "found"),
    [
        pytest.param(outage(), [], [], id="none"),
        pytest.param(
            outage(),
            ONLY_LDB001,
            [("LDB001", "cpfe01", "passed"), ("LDB001", "cpfe02", "failed")],
            id="one",
        ),
        pytest.param(
            outage(),
            [CATALOGUE["LDB008"], CATALOGUE["LDB006"]],
            [
                ("LDB006", "cernphone/192.0.2.100", "passed"),
                ("LDB008", "cpfe01", "passed"),
                ("LDB008", "cpfe02", "failed"),
            ],
            id="service-before-hosts",
        ),
        pytest.param(
            outage(),
            [CATALOGUE["EVD002"]],
            [
                ("EVD002", "database/landb", "passed"),
                ("EVD002", "cpfe01", "passed"),
                ("EVD002", "cpfe02", "passed"),
            ],
            id="fleet-first",
        ),
    ],
)
def test_chosen_checks(
    world: World, checks: list[t.Any], found: list[tuple[str, str, str]]
) -> None:
    judge = Judge(world.fleet_case(), checks)
    findings: list[Finding] = [*judge.fleet(), *judge.service(world.service, world.hosts)]
    assert [(f.id, f.subject, f.status.value) for f in findings] == found


def test_healthy_worlds_are_all_green() -> None:
    for family in ("ipv4", "ipv6", "dual"):
        for world in (pair(family), trio(family)):
            assert {f.status for f in world.findings()} == {Status.PASSED}


def test_management_never_causes_a_finding() -> None:
    labels = ("CPFE01-IPMI--MGMT", "CPFE02-IPMI--MGMT")
    worlds = [
        pair(),
        pair().unbind(labels[0]).unbind(labels[1]),
        pair().view(IPMI[1]).view(IPMI[2]),
        pair().view(IPMI[2], "198.51.100.77"),
        pair().view(IPMI[2], "198.51.100.77", "198.51.100.78"),
        pair().unbind(labels[1]).view(IPMI[2]),
        pair().without_interface(labels[1]).view(IPMI[2]),
        pair().interface(labels[1], addresses=()),
        pair().interface(labels[1], rack_name="R-1", outlet="O-1"),
    ]
    for world in worlds:
        assert {f.status for f in world.findings()} == {Status.PASSED}


def test_without_a_database_only_its_checks_do_not_apply() -> None:
    for finding in pair("dual").without_database().findings():
        of_database = finding.id.startswith(("LDB", "DHC")) or finding.subject == "database/landb"
        expected = Status.NOT_APPLICABLE if of_database else Status.PASSED
        assert finding.status is expected, finding
