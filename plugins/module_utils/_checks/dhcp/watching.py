# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""DHC005: does anybody look at the network database before the next renewal acts on it?"""

from __future__ import annotations

import datetime

from ..._model.check import Scope, check
from ..._model.finding import Outcome
from ..._model.normal import duration
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity, Status
from ..cases import ServiceCase


@check(
    "DHC005",
    title="The network database is looked at more often than leases are renewed",
    scope=Scope.SERVICE,
    severity=Severity.MAJOR,
    why="A change in LanDB acts at the next renewal (T1, half of a lease). An audit after that only"
    " tells of the outage.",
    fails_when="audits are further apart than T1 (half of frontend_dhcp_lease_minutes), and nothing"
    " watches LanDB's changes in between",
    consequence="A wrong change in LanDB can take the service down before anybody looks.",
    remedy="Audit more often, or run the playbook cernphone.validation.watch in between.",
    reference="RFC 2131, section 4.4.5 (T1 defaults to half of the lease)",
    statuses=(Status.PASSED, Status.FAILED, Status.UNKNOWN, Status.NOT_APPLICABLE),
    outage="OTG0150866",
)
def database_is_watched(case: ServiceCase) -> Outcome:
    looks, lease = case.fleet.looks, case.service.dhcp_lease
    if looks is None:
        return not_applicable("this run does not tell how often audits are made")
    if not case.service.has_database or all(m.member.is_static for m in case.members):
        return not_applicable(f"no lease of {case.subject} follows a network database")
    if lease is None:
        return unknown(
            f"how long the DHCP leases of {case.subject} last is not declared",
            remedy="Declare frontend_dhcp_lease_minutes.",
        )
    now = case.fleet.at
    earlier = sorted(look for look in looks.get(case.subject, ()) if look <= now)
    if not earlier:
        return not_applicable(f"{case.subject} is audited for the first time")
    renewal = lease / 2
    moments = sorted((*earlier, *_this_look(case, earlier[0]), now))
    gap = max(later - sooner for sooner, later in zip(moments, moments[1:]))
    told = f"LanDB's data on {case.subject} was looked at every {duration(gap)} at most"
    if gap <= renewal:
        return passed(f"{told}, and leases are renewed after {duration(renewal)}", duration(gap))
    alike = duration(gap) == duration(renewal)
    lay = f"a little more than {duration(gap)}" if alike else duration(gap)
    return failed(
        f"between two looks at LanDB's data on {case.subject} lay {lay}, and leases are renewed"
        f" after {duration(renewal)}",
        expected=f"at most {duration(renewal)}",
        actual=lay,
    )


def _this_look(case: ServiceCase, since: datetime.datetime) -> list[datetime.datetime]:
    """The moment of the data that is judged; a database that gave none was not looked at."""
    source = case.fleet.database.source
    when = source.collected_at
    return [] if source.fault or not when or not since <= when <= case.fleet.at else [when]
