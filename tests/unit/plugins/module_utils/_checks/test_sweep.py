# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sweep of whole network services, without an inventory."""

from __future__ import annotations

import collections
import dataclasses
import re
import time
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks import judge, sweep
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Device,
    Interface,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import (
    Finding,
    fingerprint,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.harness import (
    FAILED,
    NOT_APPLICABLE,
    PASSED,
    UNKNOWN,
    binding,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.sweeps import (
    DEFAULT,
    Net,
    box,
    fixed,
    mac,
    net,
    silent,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    HOURS,
    MINUTES,
    NOW,
    PHONE,
    STORAGE,
)
from hypothesis import strategies as st

ONE, TWO, THREE = mac(1), mac(2), mac(3)
GOOD = box("A", fixed("A", "192.0.2.1", bound=ONE))
UNBOUND = box("A", fixed("A", "192.0.2.1"), cards=(ONE,))
DUAL = box("A", fixed("A", "192.0.2.1", "2001:db8::1", bound=ONE))
SIX = box("A", fixed("A", "2001:db8::1"), cards=(ONE,))
TWO_UNBOUND = box("A", fixed("A", "192.0.2.1"), fixed("A-2", "192.0.2.2"), cards=(ONE,))
SECOND_UNBOUND = box(
    "A", fixed("A", "192.0.2.1", bound=ONE), fixed("A-2", "192.0.2.2"), cards=(ONE, TWO)
)
OTHERS_NAME = box(
    "A", fixed("WEB", "192.0.2.1"), fixed("MAIL", "192.0.2.2", bound=ONE), cards=(ONE, TWO)
)
VIP = fixed("V", "192.0.2.100", description="Floating address of the pair")
BESIDE = box("A", fixed("A", "192.0.2.1", bound=ONE), VIP)
BESIDE_UNBOUND = box("A", fixed("A", "192.0.2.1"), VIP, cards=(ONE,))
HOLDER = box("V", VIP)
BOUND_VIP = Device("V", (), (dataclasses.replace(VIP, bound=ONE),))
STRANGE_VIP = Device("V", (), (dataclasses.replace(VIP, bound=mac(9)),))
CONTROLLER = box("A", fixed("A-IPMI", "192.0.2.9"), cards=(ONE,))
TWO_SERVICES = box(
    "A",
    fixed("A", "192.0.2.1", bound=ONE),
    fixed("A-S", "10.0.0.1", service=STORAGE),
    cards=(ONE, TWO),
)
GONE = "LanDB lists A in the network service S-PHONE, but shows no interface of it there"
UNANSWERED = "{}: not known, for landb {}"
NO_ANSWER = "gave no answer about B"
FAULT = "answered about B: NOTFOUND"
OLD = ", but the evidence of landb is not recent"
IN_LANDB = "A.EXAMPLE.ORG is bound to 00:00:5e:00:00:01, a card of A in LanDB (the host itself was not asked)"
LEAVES = "At its next DHCP renewal or reboot A can be given 192.0.2.2 instead of 192.0.2.1 and leave its service."
NOTHING = (
    "At its next DHCP renewal or reboot A may be given no address, or another one than 192.0.2.1."
)
TAKES = (
    "At its next DHCP renewal or reboot A can be given 192.0.2.100, a floating address, instead of"
    " 192.0.2.1: two hosts then hold one address, and the service goes down when the rightful one is"
    " touched."
)
BIND = binding("A", "A.EXAMPLE.ORG", ONE, "192.0.2.1")
PRIMARY = "A.EXAMPLE.ORG (192.0.2.1), the primary interface of A, is bound to no hardware address in LanDB"


class Swept(t.NamedTuple):
    """One check on one subject of a network service."""

    check: str
    status: Status
    subject: str
    message: str
    seen: Net
    severity: Severity | None = None
    consequence: str = ""
    remedy: str = ""


CASES: t.Final[list[Swept]] = [
    # The primary interface of a device.
    Swept("LDB001", PASSED, "S-PHONE/A", "A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01", net(GOOD)),
    Swept("LDB001", PASSED, "S-PHONE/A", "A.EXAMPLE.ORG (192.0.2.1, 2001:db8::1) is bound to 00:00:5e:00:00:01", net(DUAL)),
    Swept("LDB001", PASSED, "S-PHONE/A", "A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01", net(SECOND_UNBOUND)),
    Swept("LDB001", PASSED, "S-PHONE/A", "A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01",
          net(GOOD).lists(PHONE, "A", "B").device_fault("B", "NOTFOUND")),
    Swept("LDB001", PASSED, "S-PHONE/A", "A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01", net(GOOD).read(NOW - 24 * HOURS)),
    Swept("LDB001", FAILED, "S-PHONE/A", PRIMARY, net(UNBOUND), Severity.MAJOR, NOTHING, BIND),
    Swept("LDB001", FAILED, "S-PHONE/A", PRIMARY, net(BESIDE_UNBOUND), None, TAKES, BIND),
    Swept("LDB001", FAILED, "S-PHONE/A", PRIMARY, net(TWO_UNBOUND), None, LEAVES, BIND),
    Swept("LDB001", FAILED, "S-PHONE/A", PRIMARY, net(BESIDE_UNBOUND).view(ONE, "192.0.2.100"), None,
          TAKES.replace("can be", "will be"), BIND),
    Swept("LDB001", FAILED, "S-PHONE/A", PRIMARY,
          net(TWO_UNBOUND, box("B", fixed("B", "192.0.2.2", bound=THREE))), None,
          "At its next DHCP renewal or reboot A can be given 192.0.2.2, which is the address of B, instead of 192.0.2.1: two"
          " hosts then hold one address.", BIND),
    Swept("LDB001", FAILED, "S-PHONE/A",
          "WEB.EXAMPLE.ORG (192.0.2.1), the primary interface of A, is bound to no hardware address in LanDB", net(OTHERS_NAME),
          None, LEAVES, binding("A", "WEB.EXAMPLE.ORG", "the host's card in that network", "192.0.2.1")),
    Swept("LDB001", FAILED, "S-PHONE/A",
          "A.EXAMPLE.ORG (2001:db8::1), the primary interface of A, is bound to no hardware address in LanDB", net(SIX),
          Severity.MAJOR, NOTHING.replace("192.0.2.1", "2001:db8::1"), binding("A", "A.EXAMPLE.ORG", ONE, "2001:db8::1")),
    Swept("LDB001", FAILED, "S-PHONE/A",
          "A.EXAMPLE.ORG, the primary interface of A, is bound to no hardware address in LanDB", net(box("A", fixed("A"), cards=(ONE,))),
          Severity.MAJOR, NOTHING.replace("192.0.2.1", "its own"), binding("A", "A.EXAMPLE.ORG", ONE, "its address")),
    Swept("LDB001", FAILED, "S-STORE/A",
          "A-S.EXAMPLE.ORG (10.0.0.1), the primary interface of A, is bound to no hardware address in LanDB",
          net(TWO_SERVICES).lists(STORAGE, "A"), Severity.MAJOR, NOTHING.replace("192.0.2.1", "10.0.0.1"),
          binding("A", "A-S.EXAMPLE.ORG", TWO, "10.0.0.1")),
    Swept("LDB001", UNKNOWN, "S-PHONE/A", GONE, net(box("A", fixed("A", "10.0.0.1", service=STORAGE))).lists(PHONE, "A")),
    Swept("LDB001", UNKNOWN, "S-PHONE/A", GONE, net(Device("A", (ONE,), ()))),
    Swept("LDB001", UNKNOWN, "S-PHONE/B", UNANSWERED.format(CATALOGUE["LDB001"].title, NO_ANSWER), net(GOOD).lists(PHONE, "A", "B")),
    Swept("LDB001", UNKNOWN, "S-PHONE/B", UNANSWERED.format(CATALOGUE["LDB001"].title, FAULT),
          net(GOOD).lists(PHONE, "A", "B").device_fault("B", "NOTFOUND")),
    Swept("LDB001", UNKNOWN, "S-PHONE/A", f"A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01{OLD}", net(GOOD).read(NOW - 25 * HOURS)),
    # The card that it is bound to.
    Swept("LDB002", PASSED, "S-PHONE/A", IN_LANDB, net(GOOD)),
    Swept("LDB002", FAILED, "S-PHONE/A",
          "A.EXAMPLE.ORG (192.0.2.1) is bound to 00:00:5e:00:00:01, which is no card of A in LanDB",
          net(dataclasses.replace(GOOD, cards=(TWO,))), None, NOTHING, binding("A", "A.EXAMPLE.ORG", TWO, "192.0.2.1")),
    Swept("LDB002", UNKNOWN, "S-PHONE/A", GONE, net(Device("A", (ONE,), ()))),
    Swept("LDB002", UNKNOWN, "S-PHONE/B", UNANSWERED.format(CATALOGUE["LDB002"].title, NO_ANSWER), net(GOOD).lists(PHONE, "A", "B")),
    Swept("LDB002", UNKNOWN, "S-PHONE/A", f"{IN_LANDB}{OLD}", net(GOOD).read(None)),
    Swept("LDB002", NOT_APPLICABLE, "S-PHONE/A", "A.EXAMPLE.ORG is not bound", net(UNBOUND)),
    # Floating addresses: declared or marked.
    Swept("LDB003", PASSED, "S-PHONE/192.0.2.100", "the floating address 192.0.2.100 is bound to no card", net(GOOD, HOLDER)),
    Swept("LDB003", PASSED, "S-PHONE/192.0.2.100", "the floating address 192.0.2.100 is bound to no card", net(BESIDE)),
    Swept("LDB003", PASSED, "S-PHONE/192.0.2.100", "the floating address 192.0.2.100 is bound to no card",
          net(GOOD, HOLDER).lists(PHONE, "A", "V", "B")),
    Swept("LDB003", FAILED, "S-PHONE/192.0.2.100",
          "the floating address 192.0.2.100 (V.EXAMPLE.ORG) is bound to 00:00:5e:00:00:01, a card of A", net(GOOD, BOUND_VIP), None,
          "At its next DHCP renewal or reboot A can be given 192.0.2.100, a floating address of S-PHONE: two hosts hold one address.",
          "Do not reboot A or renew its lease. Make sure first that its primary interface is bound to 00:00:5e:00:00:01, then unbind"
          " V.EXAMPLE.ORG in LanDB, wait until LanDB's DHCP view follows (about 10 minutes) and audit again."),
    Swept("LDB003", FAILED, "S-PHONE/192.0.2.100",
          "the floating address 192.0.2.100 (V.EXAMPLE.ORG) is bound to 00:00:5e:00:00:09, which is no card of a host of the network service",
          net(GOOD, STRANGE_VIP), Severity.MINOR, "Whatever has the card 00:00:5e:00:00:09 would be given 192.0.2.100 by DHCP.",
          "Unbind V.EXAMPLE.ORG in LanDB."),
    Swept("LDB003", FAILED, "S-PHONE/192.0.2.100",
          "the floating address 192.0.2.100 (V.EXAMPLE.ORG) is bound to 00:00:5e:00:00:09, and whether that is a card of B is not known",
          net(GOOD, STRANGE_VIP).lists(PHONE, "A", "V", "B")),
    Swept("LDB003", FAILED, "S-PHONE/192.0.2.100",
          "LanDB's DHCP view gives the floating address 192.0.2.100 to 00:00:5e:00:00:09, which is no card of a host of the network service",
          net(GOOD, HOLDER).view(mac(9), "192.0.2.100"), None,
          "Whatever has the card 00:00:5e:00:00:09 is given 192.0.2.100 by DHCP: two hosts then hold one address.",
          "Find in LanDB why 00:00:5e:00:00:09 is given 192.0.2.100, and undo it."),
    Swept("LDB003", UNKNOWN, "S-PHONE/192.0.2.100",
          "the floating address 192.0.2.100 is bound to no card, but whether LanDB's DHCP view gives it to one was not read",
          net(GOOD, HOLDER).without_view()),
    Swept("LDB003", UNKNOWN, "S-PHONE/192.0.2.100", f"the floating address 192.0.2.100 is bound to no card{OLD}",
          net(GOOD, HOLDER).read(NOW - 25 * HOURS)),
    Swept("LDB003", UNKNOWN, "S-PHONE", f"{CATALOGUE['LDB003'].title}: not known, for landb gave no answer: timed out", silent("timed out")),
    # Other interfaces in the network service.
    Swept("LDB004", PASSED, "S-PHONE/A", "A has one fixed interface", net(GOOD)),
    Swept("LDB004", PASSED, "S-PHONE/A", "A has one fixed interface", net(UNBOUND)),
    Swept("LDB004", PASSED, "S-PHONE/A", "A has one fixed interface", net(TWO_SERVICES)),
    Swept("LDB004", PASSED, "S-STORE/A", "A has one fixed interface", net(TWO_SERVICES).lists(STORAGE, "A")),
    Swept("LDB004", PASSED, "S-PHONE/A", "A has no fixed interface", net(Device("A", (ONE,), ()))),
    Swept("LDB004", PASSED, "S-PHONE/A", "A has one fixed interface", net(box("A", *GOOD.interfaces, *CONTROLLER.interfaces))),
    Swept("LDB004", PASSED, "S-PHONE/A", "no interface of A stands unbound beside another, floating addresses aside", net(BESIDE)),
    Swept("LDB004", FAILED, "S-PHONE/A",
          "A.EXAMPLE.ORG (192.0.2.1) is unbound beside A-2.EXAMPLE.ORG (192.0.2.2) in the network service S-PHONE", net(TWO_UNBOUND),
          None, LEAVES, BIND),
    Swept("LDB004", FAILED, "S-PHONE/A",
          "A-2.EXAMPLE.ORG (192.0.2.2) is unbound beside A.EXAMPLE.ORG (192.0.2.1) in the network service S-PHONE", net(SECOND_UNBOUND),
          None, LEAVES, binding("A", "A-2.EXAMPLE.ORG", TWO, "192.0.2.2")),
    Swept("LDB004", FAILED, "S-PHONE/A",
          "A.EXAMPLE.ORG (192.0.2.1) is unbound beside V.EXAMPLE.ORG (192.0.2.100) in the network service S-PHONE", net(BESIDE_UNBOUND),
          None, TAKES, BIND),
    Swept("LDB004", UNKNOWN, "S-PHONE/B", UNANSWERED.format(CATALOGUE["LDB004"].title, FAULT),
          net(GOOD).lists(PHONE, "A", "B").device_fault("B", "NOTFOUND")),
    # Cards.
    Swept("LDB005", PASSED, "S-PHONE/A", "each card of A is bound at most once", net(GOOD)),
    Swept("LDB005", PASSED, "S-PHONE/A", "each card of A is bound at most once", net(GOOD).lists(PHONE, "A", "B")),
    Swept("LDB005", PASSED, "S-PHONE/A", "each card of A is bound at most once",
          net(box("A", fixed("A", "192.0.2.1", bound=ONE), fixed("A-S", "10.0.0.1", bound=ONE, service=STORAGE)))),
    Swept("LDB005", FAILED, "S-PHONE/A", "the card 00:00:5e:00:00:01 of A is known on A and B in LanDB",
          net(GOOD, box("B", fixed("B", "192.0.2.2"), cards=(ONE,))), None, NOTHING,
          "Do not reboot A or renew its lease. Remove the card 00:00:5e:00:00:01 in LanDB from the device that does not have it."),
    Swept("LDB005", FAILED, "S-PHONE/A", "the card 00:00:5e:00:00:01 of A is known on A and B in LanDB",
          net(GOOD).also(Device("B", (ONE,), ())), None, NOTHING,
          "Do not reboot A or renew its lease. Remove the card 00:00:5e:00:00:01 in LanDB from the device that does not have it."),
    Swept("LDB005", FAILED, "S-PHONE/A",
          "the card 00:00:5e:00:00:01 of A is bound to A.EXAMPLE.ORG (192.0.2.1) and A-2.EXAMPLE.ORG (192.0.2.2) in one network service",
          net(box("A", fixed("A", "192.0.2.1", bound=ONE), fixed("A-2", "192.0.2.2", bound=ONE))), None, LEAVES,
          "Do not reboot A or renew its lease. Keep the binding of 00:00:5e:00:00:01 to its primary interface and undo the other."),
    Swept("LDB005", UNKNOWN, "S-PHONE/B", UNANSWERED.format(CATALOGUE["LDB005"].title, NO_ANSWER), net(GOOD).lists(PHONE, "A", "B")),
    Swept("LDB005", NOT_APPLICABLE, "S-PHONE/A", "A has no card in LanDB", net(box("A", fixed("A", "192.0.2.1")))),
    # Evidence.
    Swept("EVD002", PASSED, "database/landb", "the evidence of landb was read at 2026-03-01T02:00:00Z", net(GOOD)),
    Swept("EVD002", UNKNOWN, "database/landb",
          "the evidence of landb was read at 2026-02-28T01:00:00Z, 1 d 1 h ago; 1 d is allowed", net(GOOD).read(NOW - 25 * HOURS)),
    Swept("EVD002", UNKNOWN, "database/landb", "the evidence of landb does not say when it was read", net(GOOD).read(None)),
    Swept("EVD002", NOT_APPLICABLE, "database/landb", "there is no evidence of landb that could be old", silent("timed out")),
    Swept("EVD003", PASSED, "database/landb", "landb answered", net(GOOD)),
    Swept("EVD003", PASSED, "S-PHONE", "LanDB listed the devices of the network service S-PHONE", net(GOOD)),
    Swept("EVD003", PASSED, "S-PHONE", "LanDB listed the devices of the network service S-PHONE", net(HOLDER)),
    Swept("EVD003", PASSED, "S-PHONE/A", "all of A could be read", net(GOOD)),
    Swept("EVD003", UNKNOWN, "database/landb", "landb could not be read: timed out", silent("timed out")),
    Swept("EVD003", UNKNOWN, "database/landb", "the DHCP view of landb was not read", net(GOOD).without_view()),
    Swept("EVD003", UNKNOWN, "S-PHONE", "LanDB did not list the devices of the network service S-PHONE: NOTFOUND",
          net(GOOD).listing_fault(PHONE, "NOTFOUND")),
    Swept("EVD003", UNKNOWN, "S-PHONE", "LanDB has no device in the network service S-PHONE", net(),
          remedy="Check the name of the network service."),
    Swept("EVD003", UNKNOWN, "S-PHONE", "every interface in the network service S-PHONE is a management controller's, which is not judged",
          net(CONTROLLER), remedy="Check the name of the network service."),
    Swept("EVD003", UNKNOWN, "S-PHONE", "LanDB was not asked which devices are in the network service S-PHONE",
          net(service=STORAGE).also(GOOD),
          remedy="Have LanDB asked about S-PHONE, or take a snapshot that lists its devices (network_services)."),
    Swept("EVD003", UNKNOWN, "S-PHONE/B", f"what could not be read for B: landb {FAULT}",
          net(GOOD).lists(PHONE, "A", "B").device_fault("B", "NOTFOUND")),
    Swept("EVD003", UNKNOWN, "S-PHONE/A", "what could not be read for A: the DHCP view of A: Internal error 17",
          net(GOOD).view_fault("A", "Internal error 17")),
    Swept("EVD003", NOT_APPLICABLE, "S-PHONE", "there is no evidence of S-PHONE at all", silent("timed out")),
]  # fmt: skip


def told(case: Swept) -> str:
    return f"{case.check}-{case.status.value}-{case.message[:60]}".replace(" ", "_")


MAY_FLOAT = re.compile(
    r"If \S+ is floating, declare its address, or mark it in its description: it must not be bound"
    r" then\. Otherwise do"
)


@pytest.mark.parametrize(
    ("device", "may_float"),
    [(UNBOUND, False), (dataclasses.replace(UNBOUND, cards=()), True), (SECOND_UNBOUND, True)],
    ids=["own", "no card", "second"],
)
def test_what_may_float_is_not_simply_to_be_bound(device: Device, may_float: bool) -> None:
    remedies = [f.remedy for f in net(device).swept() if f.id in ("LDB001", "LDB004") and f.is_bad]
    assert remedies
    assert [bool(MAY_FLOAT.match(remedy)) for remedy in remedies] == [may_float] * len(remedies)


@pytest.mark.parametrize("case", CASES, ids=told)
def test_case(case: Swept) -> None:
    check = CATALOGUE[case.check]
    swept = (
        case.seen.swept(PHONE, STORAGE)
        if STORAGE in case.seen.database.network_services
        else case.seen.swept()
    )
    found = [f for f in swept if (f.id, f.subject) == (case.check, case.subject)]
    assert [(f.status, f.message) for f in found] == [(case.status, case.message)]
    finding = found[0]
    bad = case.status in (FAILED, UNKNOWN)
    assert finding.severity is (case.severity or check.severity)
    assert finding.consequence == ((case.consequence or check.consequence) if bad else "")
    is_open = finding.status is UNKNOWN and FAILED in check.statuses
    remedy = case.remedy or (judge.UNKNOWN if is_open else check.remedy)
    assert MAY_FLOAT.sub("Do", finding.remedy) == (remedy if bad else "")
    assert finding.fingerprint == fingerprint(case.check, case.subject)


REACHED: t.Final[t.Mapping[str, frozenset[Status]]] = {
    "LDB001": frozenset((PASSED, FAILED, UNKNOWN)),
    "LDB002": frozenset((PASSED, FAILED, UNKNOWN, NOT_APPLICABLE)),
    "LDB003": frozenset((PASSED, FAILED, UNKNOWN)),
    "LDB004": frozenset((PASSED, FAILED, UNKNOWN)),
    "LDB005": frozenset((PASSED, FAILED, UNKNOWN, NOT_APPLICABLE)),
    "EVD002": frozenset((PASSED, UNKNOWN, NOT_APPLICABLE)),
    "EVD003": frozenset((PASSED, UNKNOWN, NOT_APPLICABLE)),
}
"""All that a check can say in a sweep, where every device has its address by DHCP."""


def test_every_status_that_can_be_reached_has_a_case() -> None:
    shown: dict[str, set[Status]] = collections.defaultdict(set)
    for case in CASES:
        shown[case.check].add(case.status)
    assert shown == REACHED
    assert REACHED.keys() == sweep.CHECKS.keys()


def statuses(findings: t.Iterable[Finding]) -> dict[tuple[str, str], str]:
    return {(f.id, f.subject): f.status.value for f in findings}


# --- What is floating ---

SPELT = ("floating_addresses", "floating_pattern")
MARKS = [
    (None, "floating", True),
    (None, "FLOATING address of cernphone", True),
    (None, "vrrp 51", True),
    (None, "keepalived/VRRP", True),
    (None, "floatingpoint unit", False),
    (None, "a boat, afloat", False),
    (None, "", False),
    (None, None, False),
    (r"^service address\b", "Service address of cernphone", True),
    (r"^service address\b", "floating", False),
    (r"\[vip\]", "telephones [VIP]", True),
]


@pytest.mark.parametrize(("pattern", "description", "floats"), MARKS)
def test_marked_by_its_description(
    pattern: str | None, description: str | None, floats: bool
) -> None:
    floating = sweep.read_floating(None, pattern, SPELT)
    interface = fixed("V", "192.0.2.100", description=description)
    assert floating.has(interface) is floats
    found = statuses(net(GOOD, box("V", interface)).swept(floating=floating))
    assert (("LDB003", "S-PHONE/192.0.2.100") in found) is floats
    assert found.get(("LDB001", "S-PHONE/V")) == (None if floats else "failed")


@pytest.mark.parametrize(
    "written",
    ["192.0.2.100", "192.0.2.100/24", " 192.0.2.100 ", "2001:DB8::100/64", "2001:db8:0:0::100"],
)
def test_declared_by_its_address(written: str) -> None:
    floating = sweep.read_floating([written, "192.0.2.77"], None, SPELT)
    holder = box("V", fixed("V", "192.0.2.100", "2001:db8::100"))
    found = statuses(net(GOOD, holder).swept(floating=floating))
    assert found["LDB003", "S-PHONE/192.0.2.100"] == "passed"
    assert found["LDB003", "S-PHONE/2001:db8::100"] == "passed"
    assert ("LDB001", "S-PHONE/V") not in found


REFUSED: list[tuple[t.Any, t.Any, str]] = [
    ("192.0.2.1", None, "floating_addresses must be a list of addresses, not '192.0.2.1'."),
    ({}, None, "floating_addresses must be a list of addresses, not a mapping."),
    (["192.0.2.1", "192.0.2.300"], None, "floating_addresses[1] must be an address, not '192.0.2.300'."),
    ([None], None, "floating_addresses[0] must be an address, not nothing."),
    ([17], None, "floating_addresses[0] must be an address, not 17."),
    ([["192.0.2.1"]], None, "floating_addresses[0] must be an address, not a list."),
    (["192.0.2.1/33"], None, "floating_addresses[0] must be an address, not '192.0.2.1/33'."),
    (None, "", "floating_pattern must be a regular expression, not ''."),
    (None, 17, "floating_pattern must be a regular expression, not 17."),
    (None, ["vrrp"], "floating_pattern must be a regular expression, not a list."),
    (None, "x" * 201, f"floating_pattern must be a regular expression, not '{'x' * 59}\N{HORIZONTAL ELLIPSIS}'."),
    (None, "(vrrp", "floating_pattern must be a regular expression, not '(vrrp': missing ), unterminated subpattern at position 0."),
    (None, "x{99999999999}", "floating_pattern must be a regular expression, not 'x{99999999999}': the repetition number is too large."),
    *((None, pattern, "floating_pattern matches everything, so no interface would be judged.")
      for pattern in (".*", "", ".", ".+", "vrrp|", "^", "$", r"\b", r"\w", r"\S+", "[^x]", "(?!vrrp)", "x*") if pattern),
]  # fmt: skip


@pytest.mark.parametrize(("addresses", "pattern", "sentence"), REFUSED)
def test_floating_that_cannot_be_read(addresses: t.Any, pattern: t.Any, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        sweep.read_floating(addresses, pattern, SPELT)
    assert str(caught.value) == sentence


NAMES: list[tuple[t.Any, tuple[str, ...]]] = [
    (["S513-C-IP1"], ("S513-C-IP1",)),
    ("s513-c-ip1", ("S513-C-IP1",)),
    ("S1, s2,S1", ("S1", "S2")),
    (("b", "a", "B"), ("B", "A")),
    (["  S1   of  it "], ("S1 OF IT",)),
]


@pytest.mark.parametrize(("value", "names"), NAMES)
def test_network_services(value: t.Any, names: tuple[str, ...]) -> None:
    assert sweep.read_network_services(value, "audit_network_services") == names


BAD_NAMES: list[tuple[t.Any, str]] = [
    (None, "N must be a list of network services, not nothing."),
    ([], "N is empty: nothing would be judged."),
    ((), "N is empty: nothing would be judged."),
    ("", "N must be a list of network services; '' is none."),
    ("S1,", "N must be a list of network services; '' is none."),
    ({"S1": 1}, "N must be a list of network services, not a mapping."),
    (17, "N must be a list of network services, not 17."),
    (["S1", None], "N must be a list of network services; nothing is none."),
    (["x" * 101], f"N must be a list of network services; '{'x' * 59}\N{HORIZONTAL ELLIPSIS}' is none."),
    (["S1\x1b[2J"], "N must be a list of network services; 'S1\N{REPLACEMENT CHARACTER}[2J' is none."),
]  # fmt: skip


@pytest.mark.parametrize(("value", "sentence"), BAD_NAMES)
def test_network_services_that_are_none(value: t.Any, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        sweep.read_network_services(value, "N")
    assert str(caught.value) == sentence


# --- What belongs together ---


def causes(seen: Net) -> dict[str, str]:
    """Each bad finding with the cause that it is told under."""
    found = {f.fingerprint: f for f in seen.swept()}
    return {
        f"{f.id} {f.subject}": f"{found[f.caused_by].id} {found[f.caused_by].subject}"
        if f.caused_by
        else ""
        for f in found.values()
        if f.is_bad
    }


HOST = ("LDB001", "LDB002", "LDB004", "LDB005")
FOLDED: list[tuple[str, Net, dict[str, str]]] = [
    ("a device without an answer is one incident", net(GOOD).lists(PHONE, "A", "B"),
     {"EVD003 S-PHONE/B": "", **dict.fromkeys([f"{name} S-PHONE/B" for name in HOST], "EVD003 S-PHONE/B")}),
    ("each of two is one", net().lists(PHONE, "A", "B").device_fault("A", "x"),
     {f"EVD003 S-PHONE/{device}": "" for device in "AB"}
     | {f"{name} S-PHONE/{device}": f"EVD003 S-PHONE/{device}" for name in HOST for device in "AB"}),
    ("a silent database is one incident", silent("timed out"),
     {"EVD003 database/landb": "", "LDB003 S-PHONE": "EVD003 database/landb"}),
    ("old data are one incident", net(BESIDE).read(NOW - 25 * HOURS),
     {"EVD002 database/landb": "", "LDB003 S-PHONE/192.0.2.100": "EVD002 database/landb",
      **dict.fromkeys([f"{name} S-PHONE/A" for name in HOST], "EVD002 database/landb")}),
    ("a sibling is a symptom", net(TWO_UNBOUND), {"LDB001 S-PHONE/A": "", "LDB004 S-PHONE/A": "LDB001 S-PHONE/A"}),
    ("a sibling of another device is none", net(TWO_UNBOUND, box("B", fixed("B", "192.0.2.7"))),
     {"LDB001 S-PHONE/A": "", "LDB004 S-PHONE/A": "LDB001 S-PHONE/A", "LDB001 S-PHONE/B": ""}),
    ("a listing that is missing explains no failure", net(UNBOUND).listing_fault(PHONE, "x"),
     {"EVD003 S-PHONE": "", "LDB001 S-PHONE/A": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "expected"), [c[1:] for c in FOLDED], ids=[c[0] for c in FOLDED])
def test_one_cause_is_one_incident(seen: Net, expected: dict[str, str]) -> None:
    assert causes(seen) == expected


# --- Whatever is in a network service ---

LABELS = ("A", "B", "C", "D")
CARDS = (ONE, TWO, THREE, mac(4))
DESCRIPTIONS = (None, None, None, "floating", "a printer")


@st.composite
def devices(draw: st.DrawFn, name: str) -> Device:
    interfaces = []
    for number in range(draw(st.integers(0, 4))):
        label = draw(st.sampled_from((name, f"{name}-{number}", f"{name}{number}-IPMI")))
        if any(i.name.startswith(f"{label}.") for i in interfaces):
            label = f"{name}-X{number}"
        interfaces.append(
            fixed(
                label,
                *draw(
                    st.sampled_from(
                        (
                            (),
                            (f"192.0.2.{LABELS.index(name)}{number}",),
                            (f"2001:db8::{LABELS.index(name)}{number}",),
                        )
                    )
                ),
                bound=draw(st.sampled_from((None, *CARDS))),
                service=draw(st.sampled_from((PHONE, PHONE, STORAGE))),
                description=draw(st.sampled_from(DESCRIPTIONS)),
            )
        )
    return Device(name, tuple(draw(st.sets(st.sampled_from(CARDS)))), tuple(interfaces))


@st.composite
def nets(draw: st.DrawFn) -> Net:
    names = draw(st.sets(st.sampled_from(LABELS), min_size=1))
    seen = net(*[draw(devices(name)) for name in sorted(names)]).lists(STORAGE, *sorted(names))
    for name in draw(st.sets(st.sampled_from(LABELS), max_size=1)):
        seen = seen.device_fault(name, "NOTFOUND")
    if draw(st.booleans()):
        seen = seen.lists(PHONE, *LABELS)
    return draw(st.sampled_from((seen, seen, seen, seen.without_view(), seen.read(NOW - 25 * HOURS), seen.read(NOW + 6 * MINUTES),
                                 seen.listing_fault(PHONE, "x"))))  # fmt: skip


def is_fixed(interface: Interface, service: str) -> bool:
    return (
        interface.service_name == service and not interface.is_ipmi and not DEFAULT.has(interface)
    )


@hypothesis.given(nets())
def test_whatever_is_in_a_network_service(seen: Net) -> None:
    """(One test, for LanDB's answers take longer to make up than to judge.)"""
    findings = seen.swept(PHONE, STORAGE)
    whole(findings)
    unbound_is_bad(seen, findings)
    every_device_is_judged(seen, findings)
    swapped = seen.swept(STORAGE, PHONE)
    for service in (PHONE, STORAGE):
        alone = of_service(seen.swept(service), service)
        assert of_service(findings, service) == alone, "what else is swept changes nothing"
        assert of_service(swapped, service) == alone


def whole(findings: list[Finding]) -> None:
    prints = [f.fingerprint for f in findings]
    assert len(set(prints)) == len(prints)
    for finding in findings:
        assert finding.status in REACHED[finding.id]
        assert finding.fingerprint == fingerprint(finding.id, finding.subject)
        for text in (finding.message, finding.consequence, finding.remedy):
            assert not re.search(r" [,.:]|\(\)|  |\bNone\b", text)
        assert bool(finding.consequence) is bool(finding.remedy) is finding.is_bad
        assert finding.caused_by is None or finding.caused_by in prints


def unbound_is_bad(seen: Net, findings: list[Finding]) -> None:
    bad = {f.subject for f in findings if f.is_bad}
    for device in seen.database.devices.values():
        for interface in device.interfaces:
            for service in (PHONE, STORAGE):
                if is_fixed(interface, service) and not interface.bound:
                    assert f"{service}/{device.name}" in bad, interface


def every_device_is_judged(seen: Net, findings: list[Finding]) -> None:
    """Or has nothing in the network service but floating addresses and a management controller."""
    judged = {f.subject for f in findings if f.id == "LDB001"}
    for service in (PHONE, STORAGE):
        for name in sweep.devices_of(seen.database, service):
            device = seen.database.devices.get(name)
            inside = [i for i in device.interfaces if i.service_name == service] if device else []
            exempt = inside and not any(is_fixed(i, service) for i in inside)
            assert (f"{service}/{name}" in judged) is not bool(exempt)


def of_service(findings: list[Finding], service: str) -> list[Finding]:
    return [f for f in findings if f.service == service]


@hypothesis.given(nets(), st.sampled_from(LABELS))
@hypothesis.settings(max_examples=50)
def test_a_device_that_is_silent_leaves_the_others_judged(seen: Net, name: str) -> None:
    """Without its answer a device passes nothing, and no other gets better by its silence."""
    before = statuses(seen.swept())
    after = statuses(seen.lists(PHONE, *LABELS).device_fault(name, "NOTFOUND").swept())
    subject = f"S-PHONE/{name}"
    assert {after[check, subject] for check in HOST} == {"unknown"}
    for other in set(LABELS) - {name} & seen.database.devices.keys():
        key = ("LDB001", f"S-PHONE/{other}")
        if key in before:
            assert after[key] == before[key]


def crowd(number: int) -> Net:
    """A network service of pairs, a third of it unbound and a floating address each."""
    found = []
    for k in range(number):
        card = f"02:00:00:{k >> 16:02x}:{k >> 8 & 255:02x}:{k & 255:02x}"
        own = fixed(
            f"D{k}", f"10.{k >> 16}.{k >> 8 & 255}.{k & 255}", bound=card if k % 3 else None
        )
        vip = fixed(
            f"V{k}",
            f"11.{k >> 16}.{k >> 8 & 255}.{k & 255}",
            bound=None if k % 5 else card,
            description="vrrp",
        )
        found.append(box(f"D{k}", own, vip, cards=(card,)))
    return net(*found)


def seconds(number: int) -> float:
    """The least of three, for others work here too."""
    seen, taken = crowd(number), []
    for _repeat in range(3):
        start = time.process_time()
        assert len({f.subject for f in seen.swept() if f.id == "LDB001"}) == number
        taken.append(time.process_time() - start)
    return min(taken)


def test_the_cost_grows_with_the_number_of_devices() -> None:
    assert seconds(1200) < 5 * seconds(300) + 0.1
