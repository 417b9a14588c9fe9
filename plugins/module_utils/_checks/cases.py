# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check function is given: one host, one service or the fleet, with its evidence."""

from __future__ import annotations

import dataclasses
import datetime
import functools
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
        looks: Service -> earlier moments at which the network database was looked at for it; None
            where the run says nothing of that, as a recording does not.
        is_sweep: Whether services are network services and members all devices in them.
    """

    at: datetime.datetime
    database: Database
    uses_database: bool = True
    max_age: datetime.timedelta = datetime.timedelta(hours=24)
    asks_hosts: bool = True
    looks: t.Mapping[str, tuple[datetime.datetime, ...]] | None = None
    is_sweep: bool = False

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
        self.subject = self.identity = service.name
        self.members = tuple(
            HostCase(member, self, evidence.get(member.name)) for member in service.members
        )
        self.hosts = tuple(member.subject for member in self.members)
        self.floating = frozenset(f.address for f in service.floating_addresses)
        self.main = next((member.name for member in service.members if member.role == "main"), None)
        self.owners = {
            address: member.name
            for member in reversed(service.members)
            for address in member.addresses
        }
        self.gaps: Gaps = {}
        fault = fleet.database.source.fault
        if fault:
            self.gaps[Need.DATABASE] = f"{fleet.database.source.name} gave no answer: {fault}"
        self.is_stale = is_stale(fleet.database.source, fleet.at, service.evidence_max_age)

    @functools.cached_property
    def card_holders(self) -> t.Mapping[str, tuple[str, ...]]:
        """Hardware address -> the members that have the card, in LanDB or as their kernel shows."""
        holders: dict[str, tuple[str, ...]] = {}
        for member in self.members:
            cards = {*(member.device.cards if member.device else ())}
            cards |= {card.hardware_address for card in member.evidence.physical_cards}
            for card in cards:
                holders[card] = (*holders.get(card, ()), member.subject)
        return holders

    @functools.cached_property
    def dark(self) -> tuple[str, ...]:
        """The members whose cards nobody told."""
        return tuple(m.subject for m in self.members if not m.device and m.evidence.cards is None)


class HostCase:
    """One member of a service."""

    def __init__(self, member: Member, parent: ServiceCase, evidence: HostEvidence | None) -> None:
        self.member = member
        self.parent = parent
        self.service = parent.service
        self.fleet = fleet = parent.fleet
        self.subject = member.name
        self.identity = f"{parent.service.name}/{member.name}" if fleet.is_sweep else member.name
        self.hosts = (member.name,)
        self.evidence = evidence or HostEvidence(_not_asked(member.name, fleet))
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

    @property
    def interfaces(self) -> list[Interface]:
        """The device's interfaces that the host itself uses; in a sweep, of its network service."""
        found = [i for i in self.device.interfaces if not i.is_ipmi] if self.device else []
        if self.fleet.is_sweep:
            return [i for i in found if i.service_name == self.service.name]
        return found


NOT_GATHERED: t.Final = "no evidence was gathered"


def _not_asked(host: str, fleet: FleetCase) -> Source:
    """That a host is silent is a fault only where it was meant to speak."""
    return Source(host, None, NOT_GATHERED) if fleet.asks_hosts else Source(host, fleet.at)


def is_stale(source: Source, at: datetime.datetime, max_age: datetime.timedelta) -> bool:
    """Whether evidence is too old, of an unknown time, or from the future, to pass on it."""
    when = source.collected_at
    return when is None or at - when > max_age or when - at > CLOCK_TOLERANCE


CLOCK_TOLERANCE: t.Final = datetime.timedelta(minutes=5)


def primary_interface(device: Device, member: Member) -> Interface | None:
    """The interface that is the host's own: by its address, else by the device's name."""
    if member.interface is not None:
        return next((i for i in device.interfaces if i.name == member.interface), None)
    for interface in device.interfaces:
        if any(address in member.addresses for address in interface.addresses):
            return interface
    for interface in device.interfaces:
        if interface.label == device.name:
            return interface
    return None
