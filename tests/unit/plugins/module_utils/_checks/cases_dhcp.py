# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of DHC005: is the network database looked at more often than leases are renewed?"""

from __future__ import annotations

import dataclasses

from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.harness import (
    FAILED,
    NOT_APPLICABLE,
    PASSED,
    UNKNOWN,
    Case,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks.worlds import (
    HOURS,
    MINUTES,
    NOW,
    World,
    pair,
)

EVERY = "LanDB's data on cernphone was looked at every {} at most, and leases are renewed after {}"
BETWEEN = "between two looks at LanDB's data on cernphone lay {}, and leases are renewed after {}"
UNDECLARED = "how long the DHCP leases of cernphone last is not declared"
DECLARE = "Declare frontend_dhcp_lease_minutes."
FIRST = "cernphone is audited for the first time"
NO_LEASE = "no lease of cernphone follows a network database"
UNTOLD = "this run does not tell how often audits are made"


STATIC = pair().static("cpfe01").static("cpfe02")


def dhc005(name: str, status: Status, message: str, world: World, remedy: str = "") -> Case:
    """The one check, of the one service."""
    return Case("DHC005", name, status, "cernphone", message, world, remedy=remedy)


DHC005 = [
    dhc005("looked in time", PASSED, EVERY.format("10 min", "30 min"), pair()),
    dhc005("exactly at T1", PASSED, EVERY.format("30 min", "30 min"), pair().looked(40)),
    dhc005("a watch in between", PASSED, EVERY.format("30 min", "30 min"), pair().looked(90, 60, 31)),
    dhc005("in any order", PASSED, EVERY.format("29 min", "30 min"), pair().looked(31, 60, 89)),
    dhc005("a look of the future does not count", PASSED, EVERY.format("25 min", "30 min"), pair().looked(35, -5)),
    dhc005("one member by DHCP", PASSED, EVERY.format("10 min", "30 min"), pair().static("cpfe01")),
    dhc005("a day's lease", PASSED, EVERY.format("11 h 50 min", "12 h"), pair().looked(720).intend(dhcp_lease=24 * HOURS)),
    dhc005("too rarely", FAILED, BETWEEN.format("2 h 50 min", "30 min"), pair().looked(180)),
    dhc005("a minute too late", FAILED, BETWEEN.format("31 min", "30 min"), pair().looked(41)),
    dhc005("some seconds too late", FAILED, BETWEEN.format("a little more than 30 min", "30 min"),
           dataclasses.replace(pair().database_read(NOW), looks={"cernphone": (NOW - 30.5 * MINUTES,)})),
    dhc005("a gap between the looks", FAILED, BETWEEN.format("40 min", "30 min"), pair().looked(70, 30)),
    dhc005("a gap before the watch", FAILED, BETWEEN.format("1 h 40 min", "30 min"), pair().looked(120, 20)),
    dhc005("old data are no look of now", FAILED, BETWEEN.format("40 min", "30 min"),
           pair().database_read(NOW - 40 * MINUTES).looked(40)),
    dhc005("data older than any look", PASSED, EVERY.format("20 min", "30 min"), pair().database_read(NOW - 25 * HOURS)),
    dhc005("no answer is no look", FAILED, BETWEEN.format("45 min", "30 min"),
           pair().looked(45).database_fault("timed out")),
    dhc005("data of no time are no look", FAILED, BETWEEN.format("45 min", "30 min"),
           pair().looked(45).database_read(None)),
    dhc005("data of the future are no look", FAILED, BETWEEN.format("45 min", "30 min"),
           pair().looked(45).database_read(NOW + MINUTES)),
    dhc005("lease undeclared", UNKNOWN, UNDECLARED, pair().intend(dhcp_lease=None), DECLARE),
    dhc005("lease undeclared at the first audit", UNKNOWN, UNDECLARED, pair().looked().intend(dhcp_lease=None), DECLARE),
    dhc005("first audit", NOT_APPLICABLE, FIRST, pair().looked()),
    dhc005("only looks of the future", NOT_APPLICABLE, FIRST, pair().looked(-5)),
    dhc005("another service was looked at", NOT_APPLICABLE, FIRST, dataclasses.replace(pair(), looks={"other": (NOW,)})),
    dhc005("recording", NOT_APPLICABLE, UNTOLD, pair().recorded()),
    dhc005("recording without a lease", NOT_APPLICABLE, UNTOLD, pair().recorded().intend(dhcp_lease=None)),
    dhc005("no database meant", NOT_APPLICABLE, NO_LEASE, pair().without_database()),
    dhc005("static hosts", NOT_APPLICABLE, NO_LEASE, STATIC),
    dhc005("static hosts without a lease", NOT_APPLICABLE, NO_LEASE, STATIC.intend(dhcp_lease=None)),
]  # fmt: skip

CASES = DHC005
