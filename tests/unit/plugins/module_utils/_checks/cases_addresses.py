# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of LDB006 to LDB008 and LDB010: declared addresses, and what DHCP hands out."""

from __future__ import annotations

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
    outage,
    pair,
    physical,
    trio,
)

LONG_AGO = NOW - 25 * HOURS

NO_NETWORK_DATABASE = "cernphone is in no network database"
FLOATING = "cernphone/192.0.2.100"

ASK_TOO = "Have LanDB asked about CERNPHONE-VIP too; if it does not know it either, declare it."
LIFT = "Do not reboot cpfe02. In LanDB, have the block lifted for CPFE02."
SWITCH_ON = "Do not reboot cpfe02. In LanDB, have DHCP switched on for CPFE02."
FOREIGN_CARD = "00:00:5e:00:53:99"
TAKEN = (
    f"Whatever has the card {FOREIGN_CARD} is given {{}} by DHCP: two hosts then hold one address."
)

LDB006 = [
    Case(
        "LDB006",
        "on the intended device",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is on CERNPHONE-VIP",
        pair(),
    ),
    Case(
        "LDB006",
        "IPv6 on the intended device",
        PASSED,
        "cernphone/2001:db8::100",
        "the floating address 2001:db8::100 is on CERNPHONE-VIP",
        pair("dual"),
    ),
    Case(
        "LDB006",
        "on any device",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is on CPFE02",
        outage().floating_on(None),
    ),
    Case(
        "LDB006",
        "on two devices of which one is intended",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 is declared on CERNPHONE-VIP and CPFE02 in LanDB",
        pair().add_interface("CPFE02", "CPFE02-V", "192.0.2.100"),
    ),
    Case(
        "LDB006",
        "on another device",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 is on CPFE02 in LanDB, not on CERNPHONE-VIP",
        pair().without_interface(VIP).add_interface("CPFE02", "CPFE02-V", "192.0.2.100"),
    ),
    Case(
        "LDB006",
        "missing",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 is missing from CERNPHONE-VIP in LanDB",
        pair().without_interface(VIP),
    ),
    Case(
        "LDB006",
        "IPv6 missing",
        FAILED,
        "cernphone/2001:db8::100",
        "the floating address 2001:db8::100 is missing from CERNPHONE-VIP in LanDB",
        pair("dual").interface(VIP, addresses=("192.0.2.100",)),
    ),
    Case(
        "LDB006",
        "one of two missing",
        FAILED,
        "cernphone/192.0.2.101",
        "the floating address 192.0.2.101 is missing from CERNPHONE-VIP in LanDB",
        pair().floating("192.0.2.101", VIP),
    ),
    Case(
        "LDB006",
        "the other of two declared",
        PASSED,
        FLOATING,
        "the floating address 192.0.2.100 is on CERNPHONE-VIP",
        pair().floating("192.0.2.101", VIP),
    ),
    Case(
        "LDB006",
        "stale and failed",
        FAILED,
        FLOATING,
        "the floating address 192.0.2.100 is missing from CERNPHONE-VIP in LanDB",
        pair().without_interface(VIP).database_read(LONG_AGO),
    ),
    Case(
        "LDB006",
        "stale",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is on CERNPHONE-VIP, but the evidence of landb is not"
        " recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB006",
        "device missing",
        UNKNOWN,
        FLOATING,
        "LanDB gave no answer about CERNPHONE-VIP, which should hold the floating address"
        " 192.0.2.100",
        pair().without_device(VIP),
        remedy=ASK_TOO,
    ),
    Case(
        "LDB006",
        "fault of the device",
        UNKNOWN,
        FLOATING,
        "LanDB answered about CERNPHONE-VIP: #BADAUTH, which should hold the floating address"
        " 192.0.2.100",
        pair().device_fault(VIP, "#BADAUTH"),
        remedy=ASK_TOO,
    ),
    Case(
        "LDB006",
        "a member's device missing",
        UNKNOWN,
        FLOATING,
        "the floating address 192.0.2.100 is on CERNPHONE-VIP as far as LanDB answered, but it gave"
        " no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB006",
        "nowhere and no device meant",
        UNKNOWN,
        FLOATING,
        "LanDB gave no interface with the floating address 192.0.2.100, and the intent does not name"
        " its device",
        pair().without_device(VIP).floating_on(None),
        remedy="Name the device in frontend_floating_addresses[].landb_device.",
    ),
    Case(
        "LDB006",
        "no database",
        UNKNOWN,
        "cernphone",
        "Floating addresses are declared: not known, for landb gave no answer: timed out",
        pair().database_fault("timed out"),
    ),
    Case(
        "LDB006",
        "no database meant",
        NOT_APPLICABLE,
        "cernphone",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

LDB007 = [
    Case(
        "LDB007",
        "declared on the partner too",
        FAILED,
        "cpfe02",
        "the primary address of cpfe02 is declared on another device too: 192.0.2.12 on CPFE01",
        pair().add_interface("CPFE01", "CPFE01-B", "192.0.2.12"),
    ),
    Case(
        "LDB007",
        "agree",
        PASSED,
        "cpfe02",
        "LanDB has 192.0.2.12 on CPFE02.EXAMPLE.ORG",
        pair(),
    ),
    Case(
        "LDB007",
        "agree IPv6 only",
        PASSED,
        "cpfe02",
        "LanDB has 2001:db8::12 on CPFE02.EXAMPLE.ORG",
        pair("ipv6"),
    ),
    Case(
        "LDB007",
        "agree dual stack",
        PASSED,
        "cpfe02",
        "LanDB has 192.0.2.12, 2001:db8::12 on CPFE02.EXAMPLE.ORG",
        pair("dual"),
    ),
    Case(
        "LDB007",
        "agree by address under another name",
        PASSED,
        "cpfe02",
        "LanDB has 192.0.2.12 on NODE2.EXAMPLE.ORG",
        pair().interface("CPFE02", name="NODE2.EXAMPLE.ORG"),
    ),
    Case(
        "LDB007",
        "agree static",
        PASSED,
        "cpfe02",
        "LanDB has 192.0.2.12 on CPFE02.EXAMPLE.ORG",
        pair().static("cpfe02"),
    ),
    Case(
        "LDB007",
        "LanDB has one more",
        PASSED,
        "cpfe02",
        "LanDB has 192.0.2.12 on CPFE02.EXAMPLE.ORG",
        pair().interface("CPFE02", addresses=("192.0.2.12", "2001:db8::12")),
    ),
    Case(
        "LDB007",
        "third member agrees",
        PASSED,
        "cpfe03",
        "LanDB has 192.0.2.13 on CPFE03.EXAMPLE.ORG",
        trio(),
    ),
    Case(
        "LDB007",
        "another address",
        FAILED,
        "cpfe02",
        "the primary address of cpfe02 is 192.0.2.22 in LanDB (CPFE02.EXAMPLE.ORG), not 192.0.2.12",
        pair().interface("CPFE02", addresses=("192.0.2.22",)),
    ),
    Case(
        "LDB007",
        "no address",
        FAILED,
        "cpfe02",
        "the primary address of cpfe02 is none in LanDB (CPFE02.EXAMPLE.ORG), not 192.0.2.12",
        pair().interface("CPFE02", addresses=()),
    ),
    Case(
        "LDB007",
        "one of two families",
        FAILED,
        "cpfe02",
        "the primary address of cpfe02 is 192.0.2.12 in LanDB (CPFE02.EXAMPLE.ORG), not 192.0.2.12,"
        " 2001:db8::12",
        pair("dual").interface("CPFE02", addresses=("192.0.2.12",)),
    ),
    Case(
        "LDB007",
        "no interface",
        FAILED,
        "cpfe02",
        "CPFE02 has no interface with 192.0.2.12 or 2001:db8::12 in LanDB",
        pair("dual").without_interface("CPFE02"),
    ),
    Case(
        "LDB007",
        "stale and failed",
        FAILED,
        "cpfe02",
        "the primary address of cpfe02 is 192.0.2.22 in LanDB (CPFE02.EXAMPLE.ORG), not 192.0.2.12",
        pair().interface("CPFE02", addresses=("192.0.2.22",)).database_read(None),
    ),
    Case(
        "LDB007",
        "stale",
        UNKNOWN,
        "cpfe02",
        "LanDB has 192.0.2.12 on CPFE02.EXAMPLE.ORG, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB007",
        "no device",
        UNKNOWN,
        "cpfe02",
        "LanDB and the intent agree on the primary address: not known, for landb gave no answer about"
        " CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB007",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

NOTHING_GIVEN = (
    "At its next DHCP renewal or reboot cpfe02 may be given no address, or another one than"
    " 192.0.2.12."
)
FLOATING_GIVEN = (
    "At its next DHCP renewal or reboot cpfe02 will be given 192.0.2.100, the floating address of"
    " cernphone, which cpfe01 is meant to hold, instead of 192.0.2.12: two hosts then hold one"
    " address, and the service goes down when the rightful one is touched."
)
BIND = binding("cpfe02", "CPFE02.EXAMPLE.ORG", CARD[2], "192.0.2.12")
ASK = (
    "Do not reboot cpfe02 or renew its lease. CPFE02.EXAMPLE.ORG is bound to {}: if that was"
    " changed in the last minutes, wait until the view follows and audit again; otherwise ask the"
    " network team why DHCP does not follow the binding."
)
FOLLOW = ASK.format(CARD[2])
LOST = (
    "At its next DHCP renewal or reboot cpfe02 will be given {} instead of {} and leave the pair."
)
TWO_CARDS = (
    pair()
    .device("CPFE02", cards=(CARD[2], SECOND, IPMI[2]))
    .cards("cpfe02", physical(CARD[2]), physical(SECOND, "eth1"))
    .add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE, bound=SECOND)
)

LDB008 = [
    Case(
        "LDB008",
        "given to a stranger's card too",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives 192.0.2.12, the primary address of cpfe02, to 00:00:5e:00:53:99,"
        " which is no card of CPFE02",
        pair().view(FOREIGN_CARD, "192.0.2.12"),
        consequence=TAKEN.format("192.0.2.12"),
        remedy="Do not reboot cpfe02 or renew its lease. Find in LanDB why 00:00:5e:00:53:99 is"
        " given 192.0.2.12, and undo it.",
    ),
    Case(
        "LDB008",
        "gives the primary",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair(),
    ),
    Case(
        "LDB008",
        "gives the primary IPv6 only",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 2001:db8::12",
        pair("ipv6"),
    ),
    Case(
        "LDB008",
        "gives both families",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12, 2001:db8::12",
        pair("dual"),
    ),
    Case(
        "LDB008",
        "gives IPv4 of a dual stack",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair("dual").view(CARD[2], "192.0.2.12"),
    ),
    Case(
        "LDB008",
        "gives it twice",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair().view(CARD[2], "192.0.2.12", "192.0.2.12"),
    ),
    Case(
        "LDB008",
        "other card in another network",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        TWO_CARDS.view(SECOND, "10.0.0.2"),
    ),
    Case(
        "LDB008",
        "other card in another network without a row",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        TWO_CARDS,
    ),
    Case(
        "LDB008",
        "card also in another network",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair()
        .add_interface("CPFE02", "CPFE02-S", "10.0.0.2", service_name=STORAGE, bound=CARD[2])
        .view(CARD[2], "10.0.0.2", "192.0.2.12"),
    ),
    Case(
        "LDB008",
        "management without a row",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair().view(IPMI[2]),
    ),
    Case(
        "LDB008",
        "management with undeclared rows",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair().view(IPMI[2], "198.51.100.77", "198.51.100.78"),
    ),
    Case(
        "LDB008",
        "management unbound",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        pair().unbind("CPFE02-IPMI--MGMT"),
    ),
    Case(
        "LDB008",
        "third member",
        PASSED,
        "cpfe03",
        "LanDB's DHCP view gives cpfe03 192.0.2.13",
        trio(),
    ),
    Case(
        "LDB008",
        "repaired",
        PASSED,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12",
        outage().bind("CPFE02", CARD[2]).view(CARD[2], "192.0.2.12"),
    ),
    Case(
        "LDB008",
        "outage OTG0150866",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.100",
        outage(),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB008",
        "outage IPv6 only",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 2001:db8::100",
        outage(family="ipv6"),
        consequence=FLOATING_GIVEN.replace("192.0.2.", "2001:db8::"),
        remedy=BIND.replace("192.0.2.", "2001:db8::"),
    ),
    Case(
        "LDB008",
        "repaired and the view has not followed",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.100",
        outage().bind("CPFE02", CARD[2]),
        consequence=FLOATING_GIVEN,
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives none",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 no address",
        pair().view(CARD[2]),
        consequence=NOTHING_GIVEN,
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives none IPv6 only",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 no address",
        pair("ipv6").view(CARD[2]),
        consequence=NOTHING_GIVEN.replace("192.0.2.", "2001:db8::"),
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives two",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.12 and 192.0.2.100",
        pair().view(CARD[2], "192.0.2.12", "192.0.2.100"),
        consequence=FLOATING_GIVEN,
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives another one",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.77",
        pair().view(CARD[2], "192.0.2.77"),
        consequence=LOST.format("192.0.2.77", "192.0.2.12"),
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives only IPv6 of a dual stack",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 2001:db8::12",
        pair("dual").view(CARD[2], "2001:db8::12"),
        consequence=NOTHING_GIVEN.replace("192.0.2.12", "192.0.2.12 or 2001:db8::12"),
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "gives a floating address of the other family",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.12 and 2001:db8::100",
        pair("dual").view(CARD[2], "192.0.2.12", "2001:db8::100"),
        consequence=FLOATING_GIVEN.replace("192.0.2.100", "2001:db8::100").replace(
            "192.0.2.12", "192.0.2.12 or 2001:db8::12"
        ),
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "a second card in the same network is given the floating address",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.12 and 192.0.2.100",
        pair().device("CPFE02", cards=(CARD[2], SECOND)).view(SECOND, "192.0.2.100"),
        consequence=FLOATING_GIVEN.replace(" will ", " can "),
        remedy=FOLLOW,
    ),
    Case(
        "LDB008",
        "a bound card that the device does not have is given another one",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.77",
        pair().bind("CPFE02", FOREIGN).view(CARD[2]).view(FOREIGN, "192.0.2.77"),
        consequence=LOST.format("192.0.2.77", "192.0.2.12").replace(" will ", " can "),
        remedy=ASK.format(FOREIGN),
    ),
    Case(
        "LDB008",
        "no primary interface",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.77",
        pair().without_interface("CPFE02").view(CARD[2], "192.0.2.77"),
        consequence=LOST.format("192.0.2.77", "192.0.2.12"),
    ),
    Case(
        "LDB008",
        "stale and failed",
        FAILED,
        "cpfe02",
        "LanDB's DHCP view gives the card of cpfe02 192.0.2.100",
        outage().database_read(LONG_AGO),
        consequence=FLOATING_GIVEN,
        remedy=BIND,
    ),
    Case(
        "LDB008",
        "view unread",
        UNKNOWN,
        "cpfe02",
        "LanDB's DHCP view was not read, so what it gives cpfe02 is open",
        pair().without_view(),
    ),
    Case(
        "LDB008",
        "fault of the view",
        UNKNOWN,
        "cpfe02",
        "LanDB's DHCP view of CPFE02: Internal error 17",
        pair().view_fault("CPFE02", "Internal error 17"),
    ),
    Case(
        "LDB008",
        "stale",
        UNKNOWN,
        "cpfe02",
        "LanDB's DHCP view gives cpfe02 192.0.2.12, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB008",
        "no device",
        UNKNOWN,
        "cpfe02",
        "LanDB's DHCP view gives the primary address: not known, for landb gave no answer about"
        " CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB008",
        "static",
        NOT_APPLICABLE,
        "cpfe02",
        "cpfe02 does not get its address by DHCP",
        outage().static("cpfe02"),
    ),
    Case(
        "LDB008",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

LDB010 = [
    Case("LDB010", "answers", PASSED, "cpfe02", "DHCP answers for CPFE02", pair()),
    Case("LDB010", "answers IPv6 only", PASSED, "cpfe02", "DHCP answers for CPFE02", pair("ipv6")),
    Case(
        "LDB010",
        "blocked",
        FAILED,
        "cpfe02",
        "CPFE02 is blocked in LanDB: virus",
        pair().device("CPFE02", blocked="virus"),
        remedy=LIFT,
    ),
    Case(
        "LDB010",
        "blocked static",
        FAILED,
        "cpfe02",
        "CPFE02 is blocked in LanDB: virus",
        pair().static("cpfe02").device("CPFE02", blocked="virus"),
        remedy=LIFT,
    ),
    Case(
        "LDB010",
        "blocked and switched off",
        FAILED,
        "cpfe02",
        "CPFE02 is blocked in LanDB: virus; DHCP is switched off for CPFE02 in LanDB",
        pair().device("CPFE02", blocked="virus", hcp_response=False),
        remedy="Do not reboot cpfe02. In LanDB, have the block lifted and have DHCP switched on for"
        " CPFE02.",
    ),
    Case(
        "LDB010",
        "switched off",
        FAILED,
        "cpfe02",
        "DHCP is switched off for CPFE02 in LanDB",
        pair("dual").device("CPFE02", hcp_response=False),
        remedy=SWITCH_ON,
    ),
    Case(
        "LDB010",
        "switched off and nothing said of blocks",
        FAILED,
        "cpfe02",
        "DHCP is switched off for CPFE02 in LanDB",
        pair().device("CPFE02", hcp_response=False, unread=frozenset({"blocked"})),
        remedy=SWITCH_ON,
    ),
    Case(
        "LDB010",
        "stale and failed",
        FAILED,
        "cpfe02",
        "DHCP is switched off for CPFE02 in LanDB",
        pair().device("CPFE02", hcp_response=False).database_read(LONG_AGO),
        remedy=SWITCH_ON,
    ),
    Case(
        "LDB010",
        "nothing said",
        UNKNOWN,
        "cpfe02",
        "LanDB did not say about CPFE02: blocked, hcp_response",
        pair().device(
            "CPFE02", hcp_response=None, unread=frozenset({"blocked", "hcp_response", "end_date"})
        ),
    ),
    Case(
        "LDB010",
        "DHCP neither on nor off",
        UNKNOWN,
        "cpfe02",
        "LanDB did not say about CPFE02: hcp_response",
        pair().device("CPFE02", hcp_response=None),
    ),
    Case(
        "LDB010",
        "nothing said of blocks static",
        UNKNOWN,
        "cpfe02",
        "LanDB did not say about CPFE02: blocked",
        pair()
        .static("cpfe02")
        .device("CPFE02", hcp_response=None, unread=frozenset({"blocked", "hcp_response"})),
    ),
    Case(
        "LDB010",
        "stale",
        UNKNOWN,
        "cpfe02",
        "DHCP answers for CPFE02, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB010",
        "no device",
        UNKNOWN,
        "cpfe02",
        "DHCP answers for the host: not known, for landb gave no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB010",
        "static",
        NOT_APPLICABLE,
        "cpfe02",
        "cpfe02 does not get its address by DHCP",
        pair().static("cpfe02").device("CPFE02", hcp_response=False),
    ),
    Case(
        "LDB010",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

CASES = [*LDB006, *LDB007, *LDB008, *LDB010]
