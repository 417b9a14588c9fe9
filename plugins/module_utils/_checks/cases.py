# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check function is given: one host, one service or the fleet, with its evidence."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from .._model.check import Need
from .._model.evidence import Database, Device, HostEvidence, Interface, Source
from .._model.intent import Member, Service

Gaps = dict[Need, str]


@dataclasses.dataclass(frozen=True)
class FleetCase:
    """All that one judgement shares.

    Attributes:
        at: The moment of the judgement (UTC).
        database: What the network database told.
        uses_database: Whether any service is meant to be known to it.
        max_age: How old the database's evidence may be: the strictest service decides.
        asks_hosts: Whether hosts are meant to give evidence; if not, the database alone is judged.
    """

    at: datetime.datetime
    database: Database
    uses_database: bool = True
    max_age: datetime.timedelta = datetime.timedelta(hours=24)
    asks_hosts: bool = True

    @property
    def source(self) -> Source:
        return self.database.source

    @property
    def subject(self) -> str:
        return f"database/{self.database.source.name}"

    @property
    def hosts(self) -> tuple[str, ...]:
        return ()


class ServiceCase:
    """One service and its members."""

    def __init__(
        self, service: Service, evidence: t.Mapping[str, HostEvidence], fleet: FleetCase
    ) -> None:
        self.service = service
        self.fleet = fleet
        self.subject = service.name
        self.members = tuple(
            HostCase(member, self, evidence.get(member.name)) for member in service.members
        )
        self.hosts = tuple(member.subject for member in self.members)
        self.floating = frozenset(f.address for f in service.floating_addresses)
        self.gaps: Gaps = {}
        fault = fleet.database.source.fault
        if fault:
            self.gaps[Need.DATABASE] = f"{fleet.database.source.name} gave no answer: {fault}"
        self.is_stale = is_stale(fleet.database.source, fleet.at, service.evidence_max_age)


class HostCase:
    """One member of a service."""

    def __init__(self, member: Member, parent: ServiceCase, evidence: HostEvidence | None) -> None:
        self.member = member
        self.parent = parent
        self.service = parent.service
        self.fleet = fleet = parent.fleet
        self.subject = member.name
        self.hosts = (member.name,)
        self.evidence = evidence or HostEvidence(Source(member.name, None, NOT_GATHERED))
        self.source = self.evidence.source
        self.max_age = parent.service.evidence_max_age
        database = fleet.database
        self.device = database.devices.get(member.landb_device)
        self.primary = primary_interface(self.device, member) if self.device else None
        self.gaps: Gaps = {}
        if database.source.fault:
            reason = f"{database.source.name} gave no answer: {database.source.fault}"
            self.gaps[Need.DATABASE] = self.gaps[Need.DEVICE] = reason
        elif self.device is None:
            name, device = database.source.name, member.landb_device
            fault = database.faults.get(device)
            self.gaps[Need.DEVICE] = (
                f"{name} answered about {device}: {fault}"
                if fault
                else f"{name} gave no answer about {device}"
            )
        if self.evidence.cards is None:
            self.gaps[Need.CARDS] = (
                self.source.fault or self.source.unread.get("cards") or "they were not collected"
            )
        self.is_stale = is_stale(self.source, fleet.at, self.max_age)


NOT_GATHERED: t.Final = "no evidence was gathered"


def is_stale(source: Source, at: datetime.datetime, max_age: datetime.timedelta) -> bool:
    """Whether evidence is too old, of an unknown time, or from the future, to pass on it."""
    when = source.collected_at
    return when is None or at - when > max_age or when - at > CLOCK_TOLERANCE


CLOCK_TOLERANCE: t.Final = datetime.timedelta(minutes=5)


def primary_interface(device: Device, member: Member) -> Interface | None:
    """The interface that is the host's own: by its address, else by the device's name."""
    for interface in device.interfaces:
        if any(address in member.addresses for address in interface.addresses):
            return interface
    for interface in device.interfaces:
        if interface.name.split(".", 1)[0] == device.name:
            return interface
    return None
