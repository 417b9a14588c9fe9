# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of LDB001 to LDB005: which card is given which address."""

from __future__ import annotations

import datetime

from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import Device
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Severity
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.harness import (
    FAILED,
    NOT_APPLICABLE,
    PASSED,
    UNKNOWN,
    Case,
    binding,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    CARD,
    FOREIGN,
    HOURS,
    IPMI,
    NOW,
    SECOND,
    STORAGE,
    VIP,
    VIRTUAL,
    outage,
    pair,
    physical,
    trio,
)

LONG_AGO = NOW - 25 * HOURS
AHEAD = NOW + datetime.timedelta(minutes=6)

NO_NETWORK_DATABASE = "cernphone is in no network database"
FLOATING_GIVEN = (
    "At its next DHCP renewal or reboot cpfe02 will be given 192.0.2.100, the floating address of"
    " cernphone, which cpfe01 is meant to hold, instead of 192.0.2.12: two hosts then hold one"
    " address, and the service goes down when the rightful one is touched."
)
FLOATING_POSSIBLE = FLOATING_GIVEN.replace("will be given", "can be given")
NOTHING_GIVEN = (
    "At its next DHCP renewal or reboot cpfe02 may be given no address, or another one than"
    " 192.0.2.12."
)
BIND = binding("cpfe02", "CPFE02.EXAMPLE.ORG", CARD[2], "192.0.2.12")
BIND_SECOND = binding("cpfe02", "CPFE02.EXAMPLE.ORG", SECOND, "192.0.2.12")
BIND_SOME = binding("cpfe02", "CPFE02.EXAMPLE.ORG", "the host's card in that network", "192.0.2.12")

LDB001 = [
    Case(
        "LDB001",
        "bound",
        PASSED,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11",
        pair(),
    ),
    Case(
        "LDB001",
        "bound IPv6 only",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (2001:db8::12) is bound to 00:00:5e:00:53:12",
        pair("ipv6"),
    ),
    Case(
        "LDB001",
        "bound dual stack",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12, 2001:db8::12) is bound to 00:00:5e:00:53:12",
        pair("dual"),
    ),
    Case(
        "LDB001",
        "third member",
        PASSED,
        "cpfe03",
        "CPFE03.EXAMPLE.ORG (192.0.2.13) is bound to 00:00:5e:00:53:13",
        trio(),
    ),
    Case(
        "LDB001",
        "as old as allowed",
        PASSED,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11",
        pair().database_read(NOW - 24 * HOURS),
    ),
    Case(
        "LDB001",
        "partner unbound",
        PASSED,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11",
        outage(),
    ),
    Case(
        "LDB001",
        "management unbound",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12",
        pair().unbind("CPFE02-IPMI--MGMT"),
    ),
    Case(
        "LDB001",
        "outage OTG0150866",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        outage(),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "outage on the main",
        FAILED,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11), the primary interface of cpfe01, is bound to no hardware"
        " address in LanDB",
        outage("CPFE01"),
        consequence="At its next DHCP renewal or reboot cpfe01 will be given 192.0.2.100, the"
        " floating address of cernphone, instead of 192.0.2.11: two hosts then hold one address,"
        " and the service goes down when the rightful one is touched.",
        remedy=binding("cpfe01", "CPFE01.EXAMPLE.ORG", "00:00:5e:00:53:11", "192.0.2.11"),
    ),
    Case(
        "LDB001",
        "outage IPv6 only",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (2001:db8::12), the primary interface of cpfe02, is bound to no"
        " hardware address in LanDB",
        outage(family="ipv6"),
        consequence="At its next DHCP renewal or reboot cpfe02 will be given 2001:db8::100, the"
        " floating address of cernphone, which cpfe01 is meant to hold, instead of 2001:db8::12:"
        " two hosts then hold one address, and the service goes down when the rightful one is"
        " touched.",
        remedy=binding("cpfe02", "CPFE02.EXAMPLE.ORG", "00:00:5e:00:53:12", "2001:db8::12"),
    ),
    Case(
        "LDB001",
        "outage dual stack",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12, 2001:db8::12), the primary interface of cpfe02, is bound"
        " to no hardware address in LanDB",
        outage(family="dual"),
        consequence="At its next DHCP renewal or reboot cpfe02 will be given 192.0.2.100, the"
        " floating address of cernphone, which cpfe01 is meant to hold, instead of 192.0.2.12 or"
        " 2001:db8::12: two hosts then hold one address, and the service goes down when the"
        " rightful one is touched.",
        remedy=binding("cpfe02", "CPFE02.EXAMPLE.ORG", "00:00:5e:00:53:12", "192.0.2.12"),
    ),
    Case(
        "LDB001",
        "outage with the view unread",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        outage().without_view(),
        consequence=FLOATING_POSSIBLE,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "only one in its network",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair().unbind("CPFE02").view(CARD[2]),
        severity=Severity.MAJOR,
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "management beside it does not count",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair()
        .unbind("CPFE02")
        .view(CARD[2])
        .interface("CPFE02-IPMI--MGMT", service_name="S-PHONE"),
        severity=Severity.MAJOR,
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "an undeclared address is given",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair().unbind("CPFE02").view(CARD[2], "192.0.2.77"),
        severity=Severity.MAJOR,
        consequence="At its next DHCP renewal or reboot cpfe02 will be given 192.0.2.77 instead of"
        " 192.0.2.12 and leave the pair.",
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "third member unbound",
        FAILED,
        "cpfe03",
        "CPFE03.EXAMPLE.ORG (192.0.2.13), the primary interface of cpfe03, is bound to no hardware"
        " address in LanDB",
        trio().unbind("CPFE03").view(CARD[3]),
        severity=Severity.MAJOR,
        consequence="At its next DHCP renewal or reboot cpfe03 may be given no address, or another"
        " one than 192.0.2.13.",
        remedy=binding("cpfe03", "CPFE03.EXAMPLE.ORG", "00:00:5e:00:53:13", "192.0.2.13"),
    ),
    Case(
        "LDB001",
        "two cards of which one serves another network",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair()
        .device("CPFE02", cards=(SECOND, CARD[2], IPMI[2]))
        .cards("cpfe02", physical(SECOND, "eth1"), physical(CARD[2]))
        .add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE, bound=SECOND)
        .unbind("CPFE02")
        .view(CARD[2]),
        severity=Severity.MAJOR,
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "two cards that are free",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair()
        .device("CPFE02", cards=(SECOND, CARD[2], IPMI[2]))
        .cards("cpfe02", physical(SECOND, "eth1"), physical(CARD[2]))
        .unbind("CPFE02")
        .view(CARD[2]),
        severity=Severity.MAJOR,
        consequence=NOTHING_GIVEN,
        remedy=BIND_SOME,
    ),
    Case(
        "LDB001",
        "two free cards of which the host has one",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        pair().device("CPFE02", cards=(SECOND, CARD[2], IPMI[2])).unbind("CPFE02").view(CARD[2]),
        severity=Severity.MAJOR,
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "stale and failed",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        outage().database_read(LONG_AGO),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "of no time and failed",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        outage().database_read(None),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "host unreachable and failed",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no hardware"
        " address in LanDB",
        outage().unreachable("cpfe02"),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB001",
        "stale",
        UNKNOWN,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11, but the evidence of landb"
        " is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB001",
        "from the future",
        UNKNOWN,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11, but the evidence of landb"
        " is not recent",
        pair().database_read(AHEAD),
    ),
    Case(
        "LDB001",
        "of no time",
        UNKNOWN,
        "cpfe01",
        "CPFE01.EXAMPLE.ORG (192.0.2.11) is bound to 00:00:5e:00:53:11, but the evidence of landb"
        " is not recent",
        pair().database_read(None),
    ),
    Case(
        "LDB001",
        "no database",
        UNKNOWN,
        "cpfe01",
        "The primary interface is bound to hardware: not known, for landb gave no answer: timed out",
        pair().database_fault("timed out"),
    ),
    Case(
        "LDB001",
        "no device",
        UNKNOWN,
        "cpfe02",
        "The primary interface is bound to hardware: not known, for landb gave no answer about"
        " CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB001",
        "fault of the device",
        UNKNOWN,
        "cpfe02",
        "The primary interface is bound to hardware: not known, for landb answered about CPFE02:"
        " #BADAUTH",
        pair().device_fault("CPFE02", "#BADAUTH"),
    ),
    Case(
        "LDB001",
        "no primary interface",
        UNKNOWN,
        "cpfe02",
        "CPFE02 has no primary interface in LanDB",
        pair().without_interface("CPFE02"),
    ),
    Case(
        "LDB001",
        "static",
        NOT_APPLICABLE,
        "cpfe02",
        "cpfe02 does not get its address by DHCP",
        outage().static("cpfe02"),
    ),
    Case(
        "LDB001",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

LDB002 = [
    Case(
        "LDB002",
        "the host's card",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, a card of cpfe02",
        pair(),
    ),
    Case(
        "LDB002",
        "one of the host's two cards",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, a card of cpfe02",
        pair("dual")
        .device("CPFE02", cards=(SECOND, CARD[2]))
        .cards("cpfe02", physical(SECOND, "eth1"), physical(CARD[2])),
    ),
    Case(
        "LDB002",
        "static",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, a card of cpfe02",
        pair("ipv6").static("cpfe02"),
    ),
    Case(
        "LDB002",
        "hosts are not asked",
        PASSED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, a card of CPFE02 in LanDB (the host"
        " itself was not asked)",
        pair().database_alone(),
    ),
    Case(
        "LDB002",
        "no card of the device",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:99, which is no card of CPFE02"
        " in LanDB",
        pair().bind("CPFE02", FOREIGN).view(CARD[2]),
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB002",
        "no card of the device and host unreachable",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:99, which is no card of CPFE02"
        " in LanDB",
        pair().bind("CPFE02", FOREIGN).view(CARD[2]).unreachable("cpfe02"),
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB002",
        "the card was replaced",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12, which is no physical card of"
        " cpfe02",
        pair().cards("cpfe02", physical(SECOND)),
        consequence=NOTHING_GIVEN,
        remedy=BIND_SOME,
    ),
    Case(
        "LDB002",
        "the card was replaced and LanDB knows the new one",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12, which is no physical card of"
        " cpfe02",
        pair().device("CPFE02", cards=(CARD[2], SECOND)).cards("cpfe02", physical(SECOND)),
        consequence=NOTHING_GIVEN,
        remedy=BIND_SECOND,
    ),
    Case(
        "LDB002",
        "a virtual card of the host",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:01:33, which is no physical card of"
        " cpfe02",
        pair()
        .device("CPFE02", cards=(CARD[2], VIRTUAL))
        .bind("CPFE02", VIRTUAL)
        .cards("cpfe02", physical(CARD[2])),
        consequence=NOTHING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB002",
        "stale and failed",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is bound to 00:00:5e:00:53:12, which is no physical card of"
        " cpfe02",
        pair()
        .cards("cpfe02", physical(SECOND))
        .host_read("cpfe02", LONG_AGO)
        .database_read(LONG_AGO),
        consequence=NOTHING_GIVEN,
        remedy=BIND_SOME,
    ),
    Case(
        "LDB002",
        "cards unread",
        UNKNOWN,
        "cpfe02",
        "the cards of cpfe02 could not be compared with LanDB: permission denied",
        pair().without_cards("cpfe02", "permission denied"),
    ),
    Case(
        "LDB002",
        "cards not asked for",
        UNKNOWN,
        "cpfe02",
        "the cards of cpfe02 could not be compared with LanDB: they were not collected",
        pair().without_cards("cpfe02"),
    ),
    Case(
        "LDB002",
        "host unreachable",
        UNKNOWN,
        "cpfe02",
        "the cards of cpfe02 could not be compared with LanDB: no route to host",
        pair().unreachable("cpfe02"),
    ),
    Case(
        "LDB002",
        "left out by a limit",
        UNKNOWN,
        "cpfe02",
        "the cards of cpfe02 could not be compared with LanDB: no evidence was gathered",
        pair().left_out("cpfe02"),
    ),
    Case(
        "LDB002",
        "no physical card seen",
        UNKNOWN,
        "cpfe02",
        "no physical card was seen on cpfe02",
        pair().cards("cpfe02"),
    ),
    Case(
        "LDB002",
        "host stale",
        UNKNOWN,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, but the evidence of cpfe02 is not recent",
        pair().host_read("cpfe02", LONG_AGO),
    ),
    Case(
        "LDB002",
        "host of no time",
        UNKNOWN,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, but the evidence of cpfe02 is not recent",
        pair().host_read("cpfe02", None),
    ),
    Case(
        "LDB002",
        "database stale",
        UNKNOWN,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is bound to 00:00:5e:00:53:12, a card of cpfe02, but the evidence of"
        " landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB002",
        "no device",
        UNKNOWN,
        "cpfe02",
        "The bound hardware address is the host's: not known, for landb gave no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB002",
        "no primary interface",
        UNKNOWN,
        "cpfe02",
        "CPFE02 has no primary interface in LanDB",
        pair().without_interface("CPFE02"),
    ),
    Case(
        "LDB002",
        "unbound",
        NOT_APPLICABLE,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG is not bound",
        outage(),
    ),
    Case(
        "LDB002",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

FLOATING = "cernphone/192.0.2.100"
FLOATING_BOUND = (
    "the floating address 192.0.2.100 (CERNPHONE-VIP.EXAMPLE.ORG) is bound to 00:00:5e:00:53:12"
)
MEMBER_TAKES_IT = (
    "At its next DHCP renewal or reboot cpfe02 can be given 192.0.2.100, the floating address of"
    " cernphone: two hosts hold one address."
)
FREE_IT = (
    "Do not reboot cpfe02 or renew its lease. Make sure first that its primary interface is bound to"
    " 00:00:5e:00:53:12, then unbind CERNPHONE-VIP.EXAMPLE.ORG in LanDB, wait until LanDB's DHCP"
    " view follows (about 10 minutes) and audit again."
)

LDB003 = [
    Case(
        "LDB003",
        "unbound",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card",
        pair(),
    ),
    Case(
        "LDB003",
        "unbound on a member's device",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card",
        outage(),
    ),
    Case(
        "LDB003",
        "IPv6 of a dual stack pair unbound",
        PASSED,
        "cernphone/2001:db8::100",
        "the floating address 2001:db8::100 is bound to no card",
        pair("dual"),
    ),
    Case(
        "LDB003",
        "unbound beside a bound one",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card",
        pair()
        .floating("192.0.2.101", VIP)
        .add_interface(VIP, "CERNPHONE-VIP2", "192.0.2.101", bound=CARD[2]),
    ),
    Case(
        "LDB003",
        "given to a stranger's card by the DHCP view",
        FAILED,
        FLOATING,
        "LanDB's DHCP view gives the floating address 192.0.2.100 to 00:00:5e:00:53:99, which is no"
        " card of a member",
        pair().view("00:00:5e:00:53:99", "192.0.2.100"),
        consequence="Whatever has the card 00:00:5e:00:53:99 is given 192.0.2.100 by DHCP: two hosts"
        " then hold one address.",
        remedy="Find in LanDB why 00:00:5e:00:53:99 is given 192.0.2.100, and undo it.",
    ),
    Case(
        "LDB003",
        "unbound with the view unread",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card, but whether LanDB's DHCP view gives"
        " it to one was not read",
        pair().without_view(),
    ),
    Case(
        "LDB003",
        "unbound with a part of the view unread",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card, but whether LanDB's DHCP view gives"
        " it to one of CPFE02 is not known: INTERNAL ERROR",
        pair().view_fault("CPFE02", "INTERNAL ERROR"),
    ),
    Case(
        "LDB003",
        "bound to a member's card",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, a card of cpfe02",
        pair().bind(VIP, CARD[2]),
        consequence=MEMBER_TAKES_IT,
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "held twice, and the second one bound to a member's card",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, a card of cpfe02",
        pair()
        .add_interface("CPFE01", "OLD-VIP", "192.0.2.100", bound="00:00:5e:00:01:33")
        .bind(VIP, CARD[2]),
        consequence=MEMBER_TAKES_IT,
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "bound to a card that only the host knows",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, a card of cpfe02",
        pair().device("CPFE02", cards=(SECOND,)).bind(VIP, CARD[2]),
        consequence=MEMBER_TAKES_IT,
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "second one bound to a member's card",
        FAILED,
        "cernphone/192.0.2.101",
        "the floating address 192.0.2.101 (CERNPHONE-VIP2.EXAMPLE.ORG) is bound to"
        " 00:00:5e:00:53:12, a card of cpfe02",
        pair()
        .floating("192.0.2.101", VIP)
        .add_interface(VIP, "CERNPHONE-VIP2", "192.0.2.101", bound=CARD[2]),
        consequence="At its next DHCP renewal or reboot cpfe02 can be given 192.0.2.101, the"
        " floating address of cernphone: two hosts hold one address.",
        remedy=FREE_IT.replace("CERNPHONE-VIP", "CERNPHONE-VIP2"),
    ),
    Case(
        "LDB003",
        "bound to a card of two members",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, a card of cpfe02 and cpfe03",
        trio().device("CPFE03", cards=(CARD[3], CARD[2])).bind(VIP, CARD[2]),
        consequence=MEMBER_TAKES_IT,
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "IPv6 bound to a member's card",
        FAILED,
        "cernphone/2001:db8::100",
        "the floating address 2001:db8::100 (CERNPHONE-VIP.EXAMPLE.ORG) is bound to"
        " 00:00:5e:00:53:12, a card of cpfe02",
        pair("ipv6").bind(VIP, CARD[2]),
        consequence="At its next DHCP renewal or reboot cpfe02 can be given 2001:db8::100, the"
        " floating address of cernphone: two hosts hold one address.",
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "bound to a virtual MAC of VRRP",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 (CERNPHONE-VIP.EXAMPLE.ORG) is bound to"
        " 00:00:5e:00:01:33, which is no card of a member",
        pair()
        .cards("cpfe02", physical(CARD[2]))
        .cards("cpfe01", physical(CARD[1]))
        .bind(VIP, VIRTUAL),
        severity=Severity.MINOR,
        consequence="Whatever has the card 00:00:5e:00:01:33 would be given 192.0.2.100 by DHCP.",
        remedy="Unbind CERNPHONE-VIP.EXAMPLE.ORG in LanDB.",
    ),
    Case(
        "LDB003",
        "bound to a virtual MAC of VRRP that a member holds",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 (CERNPHONE-VIP.EXAMPLE.ORG) is bound to"
        " 00:00:5e:00:01:33, which is no card of a member",
        pair().bind(VIP, VIRTUAL),
        severity=Severity.MINOR,
        consequence="Whatever has the card 00:00:5e:00:01:33 would be given 192.0.2.100 by DHCP.",
        remedy="Unbind CERNPHONE-VIP.EXAMPLE.ORG in LanDB.",
    ),
    Case(
        "LDB003",
        "bound and nothing known of a member's cards",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, and whether that is a card of cpfe02 is not known",
        pair().without_device("CPFE02").unreachable("cpfe02").bind(VIP, CARD[2]),
    ),
    Case(
        "LDB003",
        "stale and failed",
        FAILED,
        FLOATING,
        f"{FLOATING_BOUND}, a card of cpfe02",
        pair().bind(VIP, CARD[2]).database_read(LONG_AGO),
        consequence=MEMBER_TAKES_IT,
        remedy=FREE_IT,
    ),
    Case(
        "LDB003",
        "missing",
        UNKNOWN,
        FLOATING,
        "LanDB gave no interface with the floating address 192.0.2.100",
        pair().without_interface(VIP),
    ),
    Case(
        "LDB003",
        "a member's device is missing",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card as far as LanDB answered, but it gave"
        " no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB003",
        "its own device is missing",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card as far as LanDB answered, but it gave"
        " no answer about CERNPHONE-VIP",
        outage().floating_on(VIP),
    ),
    Case(
        "LDB003",
        "stale",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is bound to no card, but the evidence of landb is not"
        " recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB003",
        "no database",
        UNKNOWN,
        "cernphone",
        "No floating address is bound to hardware: not known, for landb gave no answer: timed out",
        pair().database_fault("timed out"),
    ),
    Case(
        "LDB003",
        "no database meant",
        NOT_APPLICABLE,
        "cernphone",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

LDB004 = [
    Case("LDB004", "one interface", PASSED, "cpfe02", "CPFE02 has one fixed interface", pair()),
    Case(
        "LDB004",
        "one interface unbound",
        PASSED,
        "cpfe02",
        "CPFE02 has one fixed interface",
        pair().unbind("CPFE02").unbind("CPFE02-IPMI--MGMT"),
    ),
    Case(
        "LDB004",
        "only the floating one is unbound",
        PASSED,
        "cpfe02",
        "no interface of CPFE02 stands unbound beside another, floating addresses aside",
        outage(family="dual").bind("CPFE02", CARD[2]),
    ),
    Case(
        "LDB004",
        "unbound in another network",
        PASSED,
        "cpfe02",
        "no interface of CPFE02 stands unbound beside another, floating addresses aside",
        pair().add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE),
    ),
    Case(
        "LDB004",
        "outage OTG0150866",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is unbound beside CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100)"
        " in the network service S-PHONE",
        outage(),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB004",
        "outage IPv6 only",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (2001:db8::12) is unbound beside CERNPHONE-VIP.EXAMPLE.ORG"
        " (2001:db8::100) in the network service S-PHONE",
        outage(family="ipv6"),
        consequence=FLOATING_GIVEN.replace("192.0.2.", "2001:db8::"),
        remedy=BIND.replace("192.0.2.", "2001:db8::"),
    ),
    Case(
        "LDB004",
        "a second address of the same card",
        FAILED,
        "cpfe02",
        "CPFE02-B.EXAMPLE.ORG (192.0.2.22) is unbound beside CPFE02.EXAMPLE.ORG (192.0.2.12) in the"
        " network service S-PHONE",
        pair().add_interface("CPFE02", "CPFE02-B", "192.0.2.22"),
        consequence="At its next DHCP renewal or reboot cpfe02 can be given 192.0.2.22 instead of"
        " 192.0.2.12 and leave the pair.",
        remedy=binding("cpfe02", "CPFE02-B.EXAMPLE.ORG", "a card of its own", "192.0.2.22"),
    ),
    Case(
        "LDB004",
        "two unbound in another network",
        FAILED,
        "cpfe02",
        "CPFE02-S.EXAMPLE.ORG (10.0.0.2) is unbound beside CPFE02-T.EXAMPLE.ORG (10.0.0.3) in the"
        " network service S-STORE",
        pair()
        .device("CPFE02", cards=(CARD[2], SECOND, IPMI[2]))
        .cards("cpfe02", physical(CARD[2]), physical(SECOND, "eth1"))
        .add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE)
        .add_interface("CPFE02", "CPFE02-T", "10.0.0.3", service_name=STORAGE),
        consequence=NOTHING_GIVEN,
        remedy=binding("cpfe02", "CPFE02-S.EXAMPLE.ORG", "00:00:5e:00:53:22", "10.0.0.2"),
    ),
    Case(
        "LDB004",
        "stale and failed",
        FAILED,
        "cpfe02",
        "CPFE02.EXAMPLE.ORG (192.0.2.12) is unbound beside CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100)"
        " in the network service S-PHONE",
        outage().database_read(AHEAD),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB004",
        "stale",
        UNKNOWN,
        "cpfe02",
        "CPFE02 has one fixed interface, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB004",
        "no device",
        UNKNOWN,
        "cpfe02",
        "No fixed interface stands unbound beside another: not known, for landb gave no answer"
        " about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB004",
        "static",
        NOT_APPLICABLE,
        "cpfe02",
        "cpfe02 does not get its address by DHCP",
        outage().static("cpfe02"),
    ),
    Case(
        "LDB004",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

LDB005 = [
    Case(
        "LDB005",
        "bound once",
        PASSED,
        "cpfe02",
        "each card of CPFE02 is bound at most once",
        pair(),
    ),
    Case(
        "LDB005",
        "bound once in each of two networks",
        PASSED,
        "cpfe02",
        "each card of CPFE02 is bound at most once",
        pair().add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE, bound=CARD[2]),
    ),
    Case(
        "LDB005",
        "management unbound",
        PASSED,
        "cpfe02",
        "each card of CPFE02 is bound at most once",
        pair().unbind("CPFE02-IPMI--MGMT"),
    ),
    Case(
        "LDB005",
        "also bound to the floating address",
        FAILED,
        "cpfe02",
        "the card 00:00:5e:00:53:12 of CPFE02 is bound to CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100)"
        " and CPFE02.EXAMPLE.ORG (192.0.2.12) in one network service",
        pair().bind(VIP, CARD[2]),
        consequence=NOTHING_GIVEN,
        remedy="Do not reboot cpfe02 or renew its lease. Keep the binding of 00:00:5e:00:53:12 to its primary interface and undo the other.",
    ),
    Case(
        "LDB005",
        "bound twice static",
        FAILED,
        "cpfe02",
        "the card 00:00:5e:00:53:12 of CPFE02 is bound to CPFE02.EXAMPLE.ORG (192.0.2.12) and"
        " CPFE02-B.EXAMPLE.ORG (192.0.2.22) in one network service",
        pair()
        .static("cpfe02")
        .add_interface("CPFE02", "CPFE02-B", "192.0.2.22", bound=CARD[2])
        .view(CARD[2], "192.0.2.22"),
        consequence="At its next DHCP renewal or reboot cpfe02 will be given 192.0.2.22 instead of"
        " 192.0.2.12 and leave the pair.",
        remedy="Do not reboot cpfe02 or renew its lease. Keep the binding of 00:00:5e:00:53:12 to its primary interface and undo the other.",
    ),
    Case(
        "LDB005",
        "known on the partner too",
        FAILED,
        "cpfe01",
        "the card 00:00:5e:00:53:12 of CPFE01 is known on CPFE01 and CPFE02 in LanDB",
        pair().device("CPFE01", cards=(CARD[1], CARD[2])).cards("cpfe01", physical(CARD[1])),
        consequence="At its next DHCP renewal or reboot cpfe01 can be given 192.0.2.12, which is the"
        " address of cpfe02, instead of 192.0.2.11: two hosts then hold one address.",
        remedy="Do not reboot cpfe01 or renew its lease. Remove the card 00:00:5e:00:53:12 in LanDB from the device that does not have it.",
    ),
    Case(
        "LDB005",
        "known on the partner as one sees it there",
        FAILED,
        "cpfe02",
        "the card 00:00:5e:00:53:12 of CPFE02 is known on CPFE01 and CPFE02 in LanDB",
        pair("ipv6").device("CPFE01", cards=(CARD[1], CARD[2])),
        consequence="At its next DHCP renewal or reboot cpfe02 may be given no address, or another"
        " one than 2001:db8::12.",
        remedy="Do not reboot cpfe02 or renew its lease. Remove the card 00:00:5e:00:53:12 in LanDB from the device that does not have it.",
    ),
    Case(
        "LDB005",
        "management card known on a stranger too",
        PASSED,
        "cpfe02",
        "each card of CPFE02 is bound at most once",
        pair().add_device(Device("OLDHOST", (IPMI[2],), ())),
    ),
    Case(
        "LDB005",
        "known on a stranger too",
        FAILED,
        "cpfe02",
        "the card 00:00:5e:00:53:12 of CPFE02 is known on CPFE02 and OLDHOST in LanDB",
        pair().add_device(Device("OLDHOST", (CARD[2],), ())),
        consequence=NOTHING_GIVEN,
        remedy="Do not reboot cpfe02 or renew its lease. Remove the card 00:00:5e:00:53:12 in LanDB from the device that does not have it.",
    ),
    Case(
        "LDB005",
        "stale and failed",
        FAILED,
        "cpfe02",
        "the card 00:00:5e:00:53:12 of CPFE02 is known on CPFE02 and OLDHOST in LanDB",
        pair().add_device(Device("OLDHOST", (CARD[2],), ())).database_read(None),
        consequence=NOTHING_GIVEN,
        remedy="Do not reboot cpfe02 or renew its lease. Remove the card 00:00:5e:00:53:12 in LanDB from the device that does not have it.",
    ),
    Case(
        "LDB005",
        "stale",
        UNKNOWN,
        "cpfe02",
        "each card of CPFE02 is bound at most once, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB005",
        "no device",
        UNKNOWN,
        "cpfe02",
        "A card is bound once and belongs to one device: not known, for landb gave no answer about"
        " CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB005",
        "no device of the partner",
        UNKNOWN,
        "cpfe01",
        "each card of CPFE01 is bound at most once as far as LanDB answered, but it gave no answer"
        " about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB005",
        "no device of the floating address",
        UNKNOWN,
        "cpfe01",
        "each card of CPFE01 is bound at most once as far as LanDB answered, but it gave no answer"
        " about CERNPHONE-VIP",
        pair().without_device(VIP),
    ),
    Case(
        "LDB005",
        "floating address nowhere",
        UNKNOWN,
        "cpfe01",
        "each card of CPFE01 is bound at most once as far as LanDB answered, but it gave no answer"
        " about 192.0.2.100",
        pair().without_device(VIP).floating_on(None),
    ),
    Case(
        "LDB005",
        "no card",
        NOT_APPLICABLE,
        "cpfe02",
        "CPFE02 has no card in LanDB",
        pair().device("CPFE02", cards=()),
    ),
    Case(
        "LDB005",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

CASES = [*LDB001, *LDB002, *LDB003, *LDB004, *LDB005]
