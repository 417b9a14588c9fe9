# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence: what was seen, by whom and when. It holds no verdict."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t


@dataclasses.dataclass(frozen=True)
class Source:
    """Where a piece of evidence comes from.

    Attributes:
        name: The host's name in the inventory, or the database's.
        collected_at: When it was read (UTC), or None where that is not known.
        fault: Why there is none at all, in words that can stand after a colon, or None.
        unread: What a collector could not read of it: subject -> reason.
        origin: The machine or the file that it came from, where that says more than the name.
    """

    name: str
    collected_at: datetime.datetime | None
    fault: str | None = None
    unread: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    origin: str | None = None


@dataclasses.dataclass(frozen=True)
class HostCard:
    """A network card as the kernel of a host shows it."""

    name: str
    hardware_address: str
    is_physical: bool


@dataclasses.dataclass(frozen=True)
class HostEvidence:
    """What one host told."""

    source: Source
    cards: tuple[HostCard, ...] | None = None

    @property
    def physical_cards(self) -> tuple[HostCard, ...]:
        """The cards that are hardware; none where they were not read."""
        return tuple(card for card in self.cards or () if card.is_physical)


@dataclasses.dataclass(frozen=True)
class Interface:
    """An IP interface in the network database.

    Attributes:
        name: Qualified, upper case.
        addresses: IPv4 and IPv6, canonical.
        service_name: The network service (subnet) that it belongs to.
        bound: The hardware address that it is bound to, or None: unbound.
        outlet: Identifier of the wall outlet, or None.
        rack_name: Or None.
        description: What somebody wrote about it, or None.
    """

    name: str
    addresses: tuple[str, ...]
    service_name: str
    bound: str | None
    outlet: str | None = None
    rack_name: str | None = None
    description: str | None = None

    @property
    def label(self) -> str:
        """The first label of its name; of a host's own interface it is the device's name."""
        return self.name.split(".", 1)[0]

    @property
    def is_ipmi(self) -> bool:
        """LanDB has no role of an interface; its management one is told by its name."""
        return self.label.split("--", 1)[0].endswith("-IPMI")


@dataclasses.dataclass(frozen=True)
class Device:
    """A device in the network database.

    Attributes:
        name: Short, upper case.
        cards: Hardware addresses of its cards.
        interfaces: Its IP interfaces, in the database's order.
        hcp_response: Whether DHCP answers for it.
        blocked: Why it is blocked, or None where it is not.
        end_date: The day on which it leaves the database, or None: never.
        vm_parent: The hypervisor of a virtual machine, or None.
        manager_locked: Whether it is managed from elsewhere, so that LanDB refuses changes.
        unread: Fields about which the database said nothing (not even null) that can be used.
        unreadable: Of these, the ones that it filled: field -> its own words.
    """

    name: str
    cards: tuple[str, ...]
    interfaces: tuple[Interface, ...]
    hcp_response: bool | None = None
    blocked: str | None = None
    end_date: datetime.date | None = None
    vm_parent: str | None = None
    manager_locked: bool | None = None
    unread: frozenset[str] = frozenset()
    unreadable: t.Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def host_cards(self) -> tuple[str, ...]:
        """The cards that are the host's: all but those of its management controller."""
        management = {i.bound for i in self.interfaces if i.is_ipmi}
        return tuple(card for card in self.cards if card not in management)


UNASKED: t.Final = "nobody asked about it, so its answer is not believed"
"""Why a device that came of itself has a fault: whoever sends it can mix up others, too."""


@dataclasses.dataclass(frozen=True)
class DhcpRecord:
    """One line of the database's DHCP view: what DHCP would hand to a card."""

    host_name: str
    hardware_address: str
    address: str
    network: str | None = None


@dataclasses.dataclass(frozen=True)
class Database:
    """What a network database told, indexed once.

    Attributes:
        source: Its name, time and fault.
        devices: By name.
        faults: Device name -> why it has no (usable) answer, in the database's own words.
        dhcp: Hardware address -> records, or None where the view was not read.
        dhcp_faults: Device name -> why its part of the view is missing.
        network_services: Network services that were asked about -> their devices.
        network_service_faults: Network service -> why its devices are not known.
        card_owners: Hardware address -> the devices that have the card.
        binders: Hardware address -> the interfaces that are bound to it.
        holders: Address -> the (device, interface) pairs that have it.
        reservations: Address -> the cards that the DHCP view gives it to.
    """

    source: Source
    devices: t.Mapping[str, Device] = dataclasses.field(default_factory=dict)
    faults: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    dhcp: t.Mapping[str, tuple[DhcpRecord, ...]] | None = None
    dhcp_faults: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    network_services: t.Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    network_service_faults: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    card_owners: t.Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    binders: t.Mapping[str, tuple[Interface, ...]] = dataclasses.field(default_factory=dict)
    holders: t.Mapping[str, tuple[tuple[Device, Interface], ...]] = dataclasses.field(
        default_factory=dict
    )
    reservations: t.Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


def index(database: Database) -> Database:
    """The same database with its indexes."""
    owners: dict[str, list[str]] = {}
    binders: dict[str, list[Interface]] = {}
    holders: dict[str, list[tuple[Device, Interface]]] = {}
    for device in database.devices.values():
        for card in device.cards:
            owners.setdefault(card, []).append(device.name)
        for interface in device.interfaces:
            if interface.bound:
                binders.setdefault(interface.bound, []).append(interface)
            for held in interface.addresses:
                holders.setdefault(held, []).append((device, interface))
    reservations: dict[str, list[str]] = {}
    for card, records in (database.dhcp or {}).items():
        for record in records:
            reservations.setdefault(record.address, []).append(card)
    return dataclasses.replace(
        database,
        reservations={key: tuple(cards) for key, cards in reservations.items()},
        card_owners={key: tuple(names) for key, names in owners.items()},
        binders={key: tuple(bound) for key, bound in binders.items()},
        holders={key: tuple(pairs) for key, pairs in holders.items()},
    )
