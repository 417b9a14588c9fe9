# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of LDB009, LDB011 and LDB012: the devices themselves."""

from __future__ import annotations

import datetime

from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.harness import (
    FAILED,
    NOT_APPLICABLE,
    PASSED,
    UNKNOWN,
    Case,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    CARD,
    HOURS,
    IPMI,
    NOW,
    SECOND,
    World,
    pair,
    physical,
    trio,
)

LONG_AGO = NOW - 25 * HOURS

NO_NETWORK_DATABASE = "cernphone is in no network database"

LDB009 = [
    Case(
        "LDB009",
        "known",
        PASSED,
        "cpfe02",
        "LanDB knows the 1 physical card(s) of cpfe02",
        pair(),
    ),
    Case(
        "LDB009",
        "both known",
        PASSED,
        "cpfe02",
        "LanDB knows the 2 physical card(s) of cpfe02",
        pair("ipv6")
        .device("CPFE02", cards=(CARD[2], SECOND, IPMI[2]))
        .cards("cpfe02", physical(CARD[2]), physical(SECOND, "eth1")),
    ),
    Case(
        "LDB009",
        "static",
        PASSED,
        "cpfe02",
        "LanDB knows the 1 physical card(s) of cpfe02",
        pair("dual").static("cpfe02"),
    ),
    Case(
        "LDB009",
        "one of two unknown to LanDB",
        FAILED,
        "cpfe02",
        "LanDB does not know eth1 (00:00:5e:00:53:22) of cpfe02",
        pair().cards("cpfe02", physical(CARD[2]), physical(SECOND, "eth1")),
    ),
    Case(
        "LDB009",
        "the only one unknown to LanDB",
        FAILED,
        "cpfe02",
        "LanDB does not know eth0 (00:00:5e:00:53:12) of cpfe02",
        pair().device("CPFE02", cards=()),
    ),
    Case(
        "LDB009",
        "stale and failed",
        FAILED,
        "cpfe02",
        "LanDB does not know eth0 (00:00:5e:00:53:22) of cpfe02",
        pair()
        .cards("cpfe02", physical(SECOND))
        .database_read(LONG_AGO)
        .host_read("cpfe02", LONG_AGO),
    ),
    Case(
        "LDB009",
        "no card seen",
        UNKNOWN,
        "cpfe02",
        "no physical card was seen on cpfe02",
        pair().cards("cpfe02"),
    ),
    Case(
        "LDB009",
        "cards unread",
        UNKNOWN,
        "cpfe02",
        "LanDB knows every card of the host: not known, for permission denied",
        pair().without_cards("cpfe02", "permission denied"),
    ),
    Case(
        "LDB009",
        "host unreachable",
        UNKNOWN,
        "cpfe02",
        "LanDB knows every card of the host: not known, for no route to host",
        pair().unreachable("cpfe02"),
    ),
    Case(
        "LDB009",
        "left out by a limit",
        UNKNOWN,
        "cpfe02",
        "LanDB knows every card of the host: not known, for no evidence was gathered",
        pair().left_out("cpfe02"),
    ),
    Case(
        "LDB009",
        "no device",
        UNKNOWN,
        "cpfe02",
        "LanDB knows every card of the host: not known, for landb gave no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB009",
        "host stale",
        UNKNOWN,
        "cpfe02",
        "LanDB knows the 1 physical card(s) of cpfe02, but the evidence of cpfe02 is not recent",
        pair().host_read("cpfe02", LONG_AGO),
    ),
    Case(
        "LDB009",
        "database stale",
        UNKNOWN,
        "cpfe02",
        "LanDB knows the 1 physical card(s) of cpfe02, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB009",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]


def virtual(*parents: str) -> World:
    """The pair as virtual machines, each on the hypervisor that is named."""
    world = pair()
    for number, parent in enumerate(parents, 1):
        world = world.device(f"CPFE0{number}", vm_parent=parent).interface(
            f"CPFE0{number}", rack_name=None, outlet=None
        )
    return world


LDB011 = [
    Case(
        "LDB011",
        "apart",
        PASSED,
        "cernphone",
        "the members of cernphone share no rack, outlet or hypervisor",
        pair(),
    ),
    Case(
        "LDB011",
        "three apart",
        PASSED,
        "cernphone",
        "the members of cernphone share no rack, outlet or hypervisor",
        trio("dual"),
    ),
    Case(
        "LDB011",
        "on two hypervisors",
        PASSED,
        "cernphone",
        "the members of cernphone share no rack, outlet or hypervisor",
        virtual("HV1", "HV2"),
    ),
    Case(
        "LDB011",
        "one rack",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe02 share the rack R-1",
        pair().interface("CPFE02", rack_name="R-1"),
    ),
    Case(
        "LDB011",
        "one rack and outlet",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe02 share the rack R-1 and the outlet O-1",
        pair("ipv6").interface("CPFE02", rack_name="R-1", outlet="O-1"),
    ),
    Case(
        "LDB011",
        "one hypervisor",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe02 share the hypervisor HV1",
        virtual("HV1", "HV1"),
    ),
    Case(
        "LDB011",
        "two of three in one rack",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe03 share the rack R-1",
        trio().interface("CPFE03", rack_name="R-1"),
    ),
    Case(
        "LDB011",
        "two of three in one rack and nothing known of the other",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe03 share the rack R-1",
        trio().interface("CPFE03", rack_name="R-1").without_device("CPFE02"),
    ),
    Case(
        "LDB011",
        "stale and failed",
        FAILED,
        "cernphone",
        "cpfe01 and cpfe02 share the rack R-1",
        pair().interface("CPFE02", rack_name="R-1").database_read(LONG_AGO),
    ),
    Case(
        "LDB011",
        "nothing said of places",
        UNKNOWN,
        "cernphone",
        "LanDB has no rack, outlet or hypervisor of both cpfe01 and cpfe02",
        pair().interface("CPFE02", rack_name=None, outlet=None),
    ),
    Case(
        "LDB011",
        "one physical and one virtual",
        UNKNOWN,
        "cernphone",
        "LanDB has no rack, outlet or hypervisor of both cpfe01 and cpfe02",
        virtual("HV1"),
    ),
    Case(
        "LDB011",
        "no device",
        UNKNOWN,
        "cernphone",
        "LanDB gave no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB011",
        "no device of the third",
        UNKNOWN,
        "cernphone",
        "LanDB gave no answer about CPFE03",
        trio().without_device("CPFE03"),
    ),
    Case(
        "LDB011",
        "stale",
        UNKNOWN,
        "cernphone",
        "the members of cernphone share no rack, outlet or hypervisor, but the evidence of landb is"
        " not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB011",
        "no database",
        UNKNOWN,
        "cernphone",
        "The members do not share a rack, an outlet or a hypervisor: not known, for landb gave no"
        " answer: timed out",
        pair().database_fault("timed out"),
    ),
    Case(
        "LDB011",
        "one member",
        NOT_APPLICABLE,
        "cernphone",
        "cernphone has one member",
        pair().intend(members=pair().service.members[:1]),
    ),
    Case(
        "LDB011",
        "no database meant",
        NOT_APPLICABLE,
        "cernphone",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]


def ends(day: str, **notice: int) -> World:
    """The device of cpfe02 leaves LanDB on that day."""
    world = pair().device("CPFE02", end_date=datetime.date.fromisoformat(day))
    return world.intend(end_date_notice=datetime.timedelta(**notice)) if notice else world


LDB012 = [
    Case("LDB012", "no end date", PASSED, "cpfe02", "CPFE02 has no end date", pair()),
    Case(
        "LDB012",
        "one day more than the notice",
        PASSED,
        "cpfe02",
        "CPFE02 stays until 2026-04-01",
        ends("2026-04-01"),
    ),
    Case(
        "LDB012",
        "tomorrow without notice",
        PASSED,
        "cpfe02",
        "CPFE02 stays until 2026-03-02",
        ends("2026-03-02", days=0),
    ),
    Case(
        "LDB012",
        "as near as the notice",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB is 2026-03-31, 30 d from now",
        ends("2026-03-31"),
    ),
    Case(
        "LDB012",
        "within a longer notice",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB is 2026-04-30, 60 d from now",
        ends("2026-04-30", days=60),
    ),
    Case(
        "LDB012",
        "today",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB is 2026-03-01, today",
        ends("2026-03-01", days=0),
    ),
    Case(
        "LDB012",
        "past",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB was 2026-02-20, 9 d ago",
        ends("2026-02-20"),
    ),
    Case(
        "LDB012",
        "past and static",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB was 2026-02-28, 1 d ago",
        ends("2026-02-28").static("cpfe02"),
    ),
    Case(
        "LDB012",
        "stale and failed",
        FAILED,
        "cpfe02",
        "the end date of CPFE02 in LanDB was 2026-02-20, 9 d ago",
        ends("2026-02-20").database_read(None),
    ),
    Case(
        "LDB012",
        "nothing said",
        UNKNOWN,
        "cpfe02",
        "LanDB did not say when CPFE02 ends",
        pair().device("CPFE02", unread=frozenset({"end_date"})),
    ),
    Case(
        "LDB012",
        "stale",
        UNKNOWN,
        "cpfe02",
        "CPFE02 has no end date, but the evidence of landb is not recent",
        pair().database_read(LONG_AGO),
    ),
    Case(
        "LDB012",
        "no device",
        UNKNOWN,
        "cpfe02",
        "The device stays in LanDB: not known, for landb gave no answer about CPFE02",
        pair().without_device("CPFE02"),
    ),
    Case(
        "LDB012",
        "no database meant",
        NOT_APPLICABLE,
        "cpfe02",
        NO_NETWORK_DATABASE,
        pair().without_database(),
    ),
]

CASES = [*LDB009, *LDB011, *LDB012]
