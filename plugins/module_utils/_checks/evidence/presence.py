# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""EVD: is there evidence, is it recent, is it whole?"""

from __future__ import annotations

import datetime
import typing as t

from ..._model.check import Need, Scope, check
from ..._model.evidence import UNASKED, Database
from ..._model.finding import Outcome
from ..._model.normal import duration, stamp
from ..._model.outcome import not_applicable, passed, unknown
from ..._model.status import Severity, Status
from ..cases import CLOCK_TOLERANCE, FleetCase, HostCase, ServiceCase

Sourced = t.Union[HostCase, FleetCase]


@check(
    "EVD001",
    title="Every host that the intent names gave evidence",
    scope=(Scope.HOST, Scope.SERVICE),
    severity=Severity.MAJOR,
    why="A host that could not be looked at is not a healthy host.",
    fails_when="a host of the intent gave no evidence, or a service has no second member",
    consequence="Nobody knows whether this host would survive a renewal, a reboot or a takeover.",
    remedy="Remove the reason that the message gives, and audit again.",
    reference="CONTRIBUTING.md: no evidence is never a pass",
    statuses=(Status.PASSED, Status.UNKNOWN),
)
def host_gave_evidence(case: HostCase | ServiceCase) -> Outcome | list[Outcome]:
    if isinstance(case, ServiceCase):
        if len(case.members) > 1:
            return []
        return unknown(
            f"service {case.subject} has one member, {case.members[0].subject}: nothing is known"
            " of a host that could take over",
            subject=f"{case.subject}/members",
            remedy=f"Declare the other members of {case.subject} in the inventory.",
        )
    if case.source.fault:
        return unknown(f"{case.subject} gave no evidence: {case.source.fault}")
    return passed(f"{case.subject} gave evidence")


@check(
    "EVD002",
    title="The evidence is recent",
    scope=(Scope.HOST, Scope.FLEET),
    severity=Severity.MAJOR,
    why="What was true yesterday proves nothing about the next renewal.",
    fails_when="evidence is older than frontend_evidence_max_age_hours, has no time, or has one"
    " in the future",
    consequence="The verdicts that rest on it say how things were, not how they are.",
    remedy="Gather the evidence again, or take a new snapshot. To judge a recording as of its own"
    " time, set audit_as_of.",
    reference="CONTRIBUTING.md: no evidence is never a pass",
    statuses=(Status.PASSED, Status.UNKNOWN, Status.NOT_APPLICABLE),
)
def evidence_is_recent(case: Sourced) -> Outcome:
    source, at = case.source, case.fleet.at if isinstance(case, HostCase) else case.at
    if isinstance(case, FleetCase) and not case.uses_database:
        return not_applicable("no service has a network database")
    if source.fault:
        return not_applicable(f"there is no evidence of {source.name} that could be old")
    if source.collected_at is None:
        return unknown(f"the evidence of {source.name} does not say when it was read")
    age: datetime.timedelta = at - source.collected_at
    read = f"the evidence of {source.name} was read at {stamp(source.collected_at)}"
    if age < -CLOCK_TOLERANCE:
        return unknown(
            f"{read}, {duration(age)} after the moment of this judgement: a clock is wrong"
        )
    if age > case.max_age:
        return unknown(f"{read}, {duration(age)} ago; {duration(case.max_age)} is allowed")
    return passed(read)


@check(
    "EVD003",
    title="Every collector could read its source",
    scope=(Scope.HOST, Scope.FLEET),
    severity=Severity.MAJOR,
    why="An answer with a hole in it looks like a healthy one to whoever does not ask twice.",
    fails_when="a collector could not read a part of a host, or the network database gave a fault,"
    " no answer or two answers about a device",
    consequence="What rests on the missing part is unknown.",
    remedy="Remove the reason that the message gives, and audit again.",
    reference="CONTRIBUTING.md: no evidence is never a pass",
    statuses=(Status.PASSED, Status.UNKNOWN, Status.NOT_APPLICABLE),
)
def collectors_read_their_sources(case: Sourced | ServiceCase) -> Outcome:
    if isinstance(case, FleetCase):
        return _database_was_read(case)
    return _was_listed(case) if isinstance(case, ServiceCase) else _host_was_read(case)


def _was_listed(case: ServiceCase) -> Outcome:
    """In a sweep, whether the devices of a network service are known."""
    database, name = case.fleet.database, case.subject
    if database.source.fault:
        return not_applicable(f"there is no evidence of {name} at all")
    fault = database.network_service_faults.get(name)
    if fault:
        return unknown(f"LanDB did not list the devices of the network service {name}: {fault}")
    if name not in database.network_services:
        return unknown(
            f"LanDB was not asked which devices are in the network service {name}",
            remedy=f"Have LanDB asked about {name}, or take a snapshot that lists its devices"
            " (network_services).",
        )
    if not case.members and not case.service.floating_addresses:
        listed = bool(database.network_services[name])
        return unknown(
            f"every interface in the network service {name} is a management controller's, which"
            " is not judged"
            if listed
            else f"LanDB has no device in the network service {name}",
            remedy="Check the name of the network service.",
        )
    return passed(f"LanDB listed the devices of the network service {name}")


def _database_was_read(case: FleetCase) -> Outcome:
    if not case.uses_database:
        return not_applicable("no service has a network database")
    if case.source.fault:
        return unknown(f"{case.source.name} could not be read: {case.source.fault}")
    if case.database.dhcp is None:
        return unknown(f"the DHCP view of {case.source.name} was not read")
    strangers = [name for name, words in case.database.faults.items() if words == UNASKED]
    if strangers:
        return unknown(
            f"{case.source.name} answered about {strangers[0]}, about which nobody had asked: its"
            " answers may be mixed up"
        )
    if _view_is_empty(case.database):
        return unknown(
            f"the DHCP view of {case.source.name} is empty, though interfaces are bound there"
        )
    return passed(f"{case.source.name} answered")


def _view_is_empty(database: Database) -> bool:
    """Whether not one of the cards that are bound and for which DHCP answers is in the view."""
    bound = [
        interface
        for device in database.devices.values()
        if device.hcp_response
        for interface in device.interfaces
        if interface.bound and any(":" not in address for address in interface.addresses)
    ]
    return bool(bound) and not database.dhcp


def _host_was_read(case: HostCase) -> Outcome:
    reasons = [f"{part}: {reason}" for part, reason in sorted(case.source.unread.items())]
    if case.service.has_database and not case.fleet.database.source.fault:
        if Need.DEVICE in case.gaps:
            reasons.append(case.gaps[Need.DEVICE])
        elif case.member.landb_device in case.fleet.database.dhcp_faults:
            fault = case.fleet.database.dhcp_faults[case.member.landb_device]
            reasons.append(f"the DHCP view of {case.member.landb_device}: {fault}")
    if reasons:
        return unknown(f"what could not be read for {case.subject}: {'; '.join(reasons)}")
    if case.source.fault:
        return not_applicable(f"{case.subject} gave no evidence at all")
    return passed(f"all of {case.subject} could be read")
