# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intent and evidence for the tests: one healthy pair, and methods that change one thing of it.

`pair().unbind("CPFE02")` reads as it is: a healthy pair in which one interface was unbound.
"""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from ansible_collections.cernphone.validation.plugins.module_utils._checks.cases import FleetCase
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Database,
    Device,
    DhcpRecord,
    HostCard,
    HostEvidence,
    Interface,
    Source,
    index,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.plugins.module_utils._model.intent import (
    FloatingAddress,
    Member,
    Service,
    Waiver,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Severity

NOW = datetime.datetime(2026, 3, 1, 2, 0, tzinfo=datetime.UTC)
MINUTES = datetime.timedelta(minutes=1)
HOURS = datetime.timedelta(hours=1)

CARD = {1: "00:00:5e:00:53:11", 2: "00:00:5e:00:53:12", 3: "00:00:5e:00:53:13"}
IPMI = {1: "00:00:5e:00:53:a1", 2: "00:00:5e:00:53:a2", 3: "00:00:5e:00:53:a3"}
SECOND = "00:00:5e:00:53:22"
FOREIGN = "00:00:5e:00:53:99"
VIRTUAL = "00:00:5e:00:01:33"

PHONE = "S-PHONE"
MANAGEMENT = "S-MGMT"
STORAGE = "S-STORE"
VIP = "CERNPHONE-VIP"

FAMILIES: t.Mapping[str, tuple[str, ...]] = {
    "ipv4": ("192.0.2.",),
    "ipv6": ("2001:db8::",),
    "dual": ("192.0.2.", "2001:db8::"),
}


@dataclasses.dataclass(frozen=True)
class World:
    """One service, what is meant and what was seen; every method gives a changed copy."""

    service: Service
    hosts: t.Mapping[str, HostEvidence]
    database: Database
    at: datetime.datetime = NOW
    asks_hosts: bool = True
    looks: t.Mapping[str, tuple[datetime.datetime, ...]] | None = dataclasses.field(
        default_factory=lambda: {"cernphone": (NOW - 20 * MINUTES,)}
    )

    # The intent.

    def intend(self, **changes: t.Any) -> World:
        """Change the service as it is meant."""
        return dataclasses.replace(self, service=dataclasses.replace(self.service, **changes))

    def member(self, name: str, **changes: t.Any) -> World:
        """Change a member as it is meant."""
        return self.intend(
            members=tuple(
                dataclasses.replace(member, **changes) if member.name == name else member
                for member in self.service.members
            )
        )

    def static(self, name: str) -> World:
        """The host has its address from its own configuration."""
        return self.member(name, is_static=True)

    def without_database(self) -> World:
        """The service is meant to be in no network database."""
        return self.intend(network_database="none")

    def floating(self, address: str, device: str | None) -> World:
        """The service has one more floating address."""
        return self.intend(
            floating_addresses=(
                *self.service.floating_addresses,
                FloatingAddress(address, None, device),
            )
        )

    def floating_on(self, device: str | None) -> World:
        """All floating addresses are meant to be on that device."""
        return self.intend(
            floating_addresses=tuple(
                dataclasses.replace(floating, landb_device=device)
                for floating in self.service.floating_addresses
            )
        )

    def waive(
        self, check: str, subject: str, expires: str = "2026-03-31", ceiling: str = "critical"
    ) -> World:
        """Somebody answers for a failure."""
        waiver = Waiver(
            check=check,
            subject=subject,
            owner="Ada",
            reason="moves next week",
            ticket="RQF1",
            expires=datetime.date.fromisoformat(expires),
            ceiling=Severity(ceiling),
        )
        return self.intend(waivers=(*self.service.waivers, waiver))

    # The network database.

    def device(self, name: str, **changes: t.Any) -> World:
        """Change a device."""
        devices = dict(self.database.devices)
        if name in devices:
            devices[name] = dataclasses.replace(devices[name], **changes)
        return self._database(devices=devices)

    def add_device(self, device: Device) -> World:
        """One more device, or another one of that name."""
        return self._database(devices={**self.database.devices, device.name: device})

    def without_device(self, name: str) -> World:
        """The database says nothing of a device."""
        return self._database(
            devices={key: dev for key, dev in self.database.devices.items() if key != name}
        )

    def device_fault(self, name: str, words: str) -> World:
        """The database answers about a device with a fault."""
        return self.without_device(name)._database(faults={**self.database.faults, name: words})

    def interface(self, label: str, **changes: t.Any) -> World:
        """Change the interface whose name begins with that label."""
        devices = {
            name: dataclasses.replace(
                device,
                interfaces=tuple(
                    dataclasses.replace(one, **changes) if first_label(one) == label else one
                    for one in device.interfaces
                ),
            )
            for name, device in self.database.devices.items()
        }
        return self._database(devices=devices)

    def bind(self, label: str, card: str) -> World:
        """Bind an interface to a card."""
        return self.interface(label, bound=card)

    def unbind(self, label: str) -> World:
        """Take the binding off an interface."""
        return self.interface(label, bound=None)

    def add_interface(
        self,
        device: str,
        label: str,
        *addresses: str,
        service_name: str = PHONE,
        bound: str | None = None,
    ) -> World:
        """One more interface on a device."""
        if device not in self.database.devices:
            return self
        added = Interface(f"{label}.EXAMPLE.ORG", addresses, service_name, bound)
        return self.device(device, interfaces=(*self.database.devices[device].interfaces, added))

    def without_interface(self, label: str) -> World:
        """The database has no such interface."""
        devices = {
            name: dataclasses.replace(
                device,
                interfaces=tuple(i for i in device.interfaces if first_label(i) != label),
            )
            for name, device in self.database.devices.items()
        }
        return self._database(devices=devices)

    def view(self, card: str, *addresses: str) -> World:
        """What the database's DHCP view gives to a card, and nothing else."""
        rows = {key: given for key, given in (self.database.dhcp or {}).items() if key != card}
        if addresses:
            rows[card] = tuple(DhcpRecord("HOST", card, address) for address in addresses)
        return self._database(dhcp=rows)

    def empty_view(self) -> World:
        """The database's DHCP view has not one line."""
        return self._database(dhcp={})

    def without_view(self) -> World:
        """The database's DHCP view was not read."""
        return self._database(dhcp=None)

    def view_fault(self, device: str, words: str) -> World:
        """The database gives a fault for a device's part of the DHCP view."""
        return self._database(dhcp_faults={**self.database.dhcp_faults, device: words})

    def database_fault(self, words: str) -> World:
        """The database gave no answer at all."""
        return dataclasses.replace(self, database=Database(Source("landb", None, words)))

    def database_read(self, when: datetime.datetime | None) -> World:
        """The database was read at that moment."""
        return self._database(source=dataclasses.replace(self.database.source, collected_at=when))

    def _database(self, **changes: t.Any) -> World:
        return dataclasses.replace(self, database=dataclasses.replace(self.database, **changes))

    def looked(self, *minutes_ago: int) -> World:
        """The database was looked at so many minutes ago; without any: never before."""
        looks = tuple(self.at - minutes * MINUTES for minutes in minutes_ago)
        return dataclasses.replace(self, looks={self.service.name: looks})

    def recorded(self) -> World:
        """A recording says nothing of looks."""
        return dataclasses.replace(self, looks=None)

    # The hosts.

    def left_out(self, name: str) -> World:
        """Nothing was gathered of a host: a limit left it out."""
        return dataclasses.replace(
            self, hosts={key: seen for key, seen in self.hosts.items() if key != name}
        )

    def unreachable(self, name: str, words: str = "no route to host") -> World:
        """The host could not be reached."""
        return self._host(name, HostEvidence(Source(name, None, words)))

    def cards(self, name: str, *cards: HostCard) -> World:
        """The cards that the host's kernel shows."""
        return self._host(name, dataclasses.replace(self.hosts[name], cards=cards))

    def database_alone(self) -> World:
        """Hosts are not asked: the database is judged by itself."""
        return dataclasses.replace(self, hosts={}, asks_hosts=False)

    def without_cards(self, name: str, reason: str | None = None) -> World:
        """The cards of a host could not be read (or, without a reason, were not asked for)."""
        seen = self.hosts.get(name)
        if seen is None:
            return self
        unread = {} if reason is None else {"cards": reason}
        source = dataclasses.replace(seen.source, unread=unread)
        return self._host(name, HostEvidence(source, None))

    def host_read(self, name: str, when: datetime.datetime | None) -> World:
        """The host was read at that moment."""
        seen = self.hosts.get(name)
        if seen is None or seen.source.fault:
            return self
        source = dataclasses.replace(seen.source, collected_at=when)
        return self._host(name, dataclasses.replace(seen, source=source))

    def _host(self, name: str, evidence: HostEvidence) -> World:
        return dataclasses.replace(self, hosts={**self.hosts, name: evidence})

    # The judgement.

    def fleet_case(self) -> FleetCase:
        """What all services share."""
        return FleetCase(
            at=self.at,
            database=index(self.database),
            uses_database=self.service.has_database,
            max_age=self.service.evidence_max_age,
            asks_hosts=self.asks_hosts,
            looks=self.looks,
        )

    def findings(self) -> list[Finding]:
        """All that the judge says, by the whole catalogue."""
        return self.judged()[1]

    def judged(self) -> tuple[Judge, list[Finding]]:
        """The judge after its work, and its findings."""
        judge = Judge(self.fleet_case())
        return judge, [*judge.fleet(), *judge.service(self.service, self.hosts)]


def first_label(interface: Interface) -> str:
    """`CPFE01` of `CPFE01.EXAMPLE.ORG`."""
    return interface.name.split(".", 1)[0]


def addresses_of(number: int, family: str = "ipv4") -> tuple[str, ...]:
    """`192.0.2.11` and its like in the other family, for 11."""
    return tuple(f"{network}{number}" for network in FAMILIES[family])


def physical(hardware_address: str, name: str = "eth0") -> HostCard:
    """A physical card as a kernel shows it."""
    return HostCard(name, hardware_address, is_physical=True)


def pair(family: str = "ipv4") -> World:
    """A healthy pair: primaries bound, the floating address unbound on a device of its own."""
    floating = addresses_of(100, family)
    world = World(
        service=Service(
            name="cernphone",
            members=(),
            floating_addresses=tuple(FloatingAddress(address, None, VIP) for address in floating),
            dhcp_lease=HOURS,
        ),
        hosts={},
        database=Database(
            source=Source("landb", NOW - 10 * MINUTES),
            devices={
                VIP: Device(
                    name=VIP,
                    cards=(),
                    interfaces=(Interface(f"{VIP}.EXAMPLE.ORG", floating, PHONE, None),),
                    hcp_response=True,
                )
            },
            dhcp={},
        ),
    )
    return _joined(_joined(world, 1, family), 2, family)


def trio(family: str = "ipv4") -> World:
    """The healthy pair with a second backup."""
    return _joined(pair(family), 3, family)


def outage(device: str = "CPFE02", family: str = "ipv4") -> World:
    """OTG0150866: primary and floating address unbound on one device, and DHCP takes the latter."""
    number = int(device[-1])
    floating = addresses_of(100, family)
    return (
        pair(family)
        .floating_on(device)
        .without_device(VIP)
        .add_interface(device, VIP, *floating)
        .unbind(device)
        .view(CARD[number], *floating)
    )


def _joined(world: World, number: int, family: str) -> World:
    host, device = f"cpfe0{number}", f"CPFE0{number}"
    own = addresses_of(10 + number, family)
    role = "main" if number == 1 else "backup"
    world = world.intend(
        members=(*world.service.members, Member(host, role, own, device)),
    ).add_device(
        Device(
            name=device,
            cards=(CARD[number], IPMI[number]),
            interfaces=(
                Interface(
                    name=f"{device}.EXAMPLE.ORG",
                    addresses=own,
                    service_name=PHONE,
                    bound=CARD[number],
                    outlet=f"O-{number}",
                    rack_name=f"R-{number}",
                ),
                Interface(
                    name=f"{device}-IPMI--MGMT.EXAMPLE.ORG",
                    addresses=(f"198.51.100.{10 + number}",),
                    service_name=MANAGEMENT,
                    bound=IPMI[number],
                ),
            ),
            hcp_response=True,
        )
    )
    world = world.view(CARD[number], *own).view(IPMI[number], f"198.51.100.{10 + number}")
    return dataclasses.replace(
        world,
        hosts={
            **world.hosts,
            host: HostEvidence(
                Source(host, NOW - 5 * MINUTES),
                (
                    physical(CARD[number]),
                    HostCard("vrrp.51", VIRTUAL, is_physical=False),
                ),
            ),
        },
    )
