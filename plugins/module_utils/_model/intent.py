# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intent: what should be true, as the judge sees it (normalised and validated)."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from .status import Severity


@dataclasses.dataclass(frozen=True)
class FloatingAddress:
    """An address that moves between the members of a service.

    Attributes:
        address: Canonical, without prefix length.
        prefix: The prefix length, if it was given.
        landb_device: The LanDB device that should hold it, or None where nobody said.
    """

    address: str
    prefix: int | None = None
    landb_device: str | None = None


@dataclasses.dataclass(frozen=True)
class Member:
    """A host of a front-end pair, or a device of a network service that is swept.

    Attributes:
        name: In the inventory, or in the network database.
        role: `main` or `backup`; `device` in a sweep.
        addresses: Its own, canonical.
        landb_device: Its device in the network database.
        is_static: Whether it does not get its address by DHCP.
        interface: The name of its primary interface, or None: the one with its address.
    """

    name: str
    role: str
    addresses: tuple[str, ...]
    landb_device: str
    is_static: bool = False
    interface: str | None = None


@dataclasses.dataclass(frozen=True)
class Waiver:
    """A failure that somebody answers for, until a day (inclusive, UTC) and up to a severity."""

    check: str
    subject: str
    owner: str
    reason: str
    ticket: str
    expires: datetime.date
    ceiling: Severity


@dataclasses.dataclass(frozen=True)
class Service:
    """Hosts that share floating addresses; in a sweep, the devices of a network service.

    `neighbours` are devices in the network database that are not its own and were seen with one of
    its addresses or cards: they have to be asked about, too.
    """

    name: str
    members: tuple[Member, ...]
    floating_addresses: tuple[FloatingAddress, ...]
    network_database: str = "landb"
    evidence_max_age: datetime.timedelta = datetime.timedelta(hours=24)
    end_date_notice: datetime.timedelta = datetime.timedelta(days=30)
    dhcp_lease: datetime.timedelta | None = None
    severities: t.Mapping[str, Severity] = dataclasses.field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    neighbours: tuple[str, ...] = ()

    @property
    def has_database(self) -> bool:
        """Whether a network database is meant to know this service."""
        return self.network_database != "none"

    @property
    def landb_devices(self) -> tuple[str, ...]:
        """Devices of interest in LanDB: of its members and floating addresses, and neighbours."""
        if not self.has_database:
            return ()
        named = [member.landb_device for member in self.members]
        named += [f.landb_device for f in self.floating_addresses if f.landb_device]
        return tuple(dict.fromkeys((*named, *self.neighbours)))


@dataclasses.dataclass(frozen=True)
class Intent:
    """All services of an inventory."""

    services: tuple[Service, ...]
