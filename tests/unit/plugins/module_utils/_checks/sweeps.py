# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network services for the tests of the sweep: devices as one writes them, and what becomes of
them when LanDB does not answer as it should.

`net(box("A", fixed("A", "192.0.2.1")))` is a network service with one device that is unbound.
"""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from ansible_collections.cernphone.validation.plugins.module_utils._checks import sweep
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Database,
    Device,
    DhcpRecord,
    Interface,
    Source,
    index,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._checks import (
    worlds,
)

DEFAULT: t.Final = sweep.read_floating(None, None, ("floating_addresses", "floating_pattern"))


def mac(number: int) -> str:
    """A hardware address of its own for each number."""
    return f"00:00:5e:00:{number // 256:02x}:{number % 256:02x}"


def fixed(
    label: str,
    *addresses: str,
    bound: str | None = None,
    service: str = worlds.PHONE,
    description: str | None = None,
) -> Interface:
    """An interface; what makes it a floating one is its description."""
    return Interface(f"{label}.EXAMPLE.ORG", addresses, service, bound, None, None, description)


def box(name: str, *interfaces: Interface, cards: tuple[str, ...] = ()) -> Device:
    """A device with those interfaces; by default its cards are the ones they are bound to."""
    bound = (interface.bound for interface in interfaces)
    return Device(name, cards or tuple(dict.fromkeys(card for card in bound if card)), interfaces)


@dataclasses.dataclass(frozen=True)
class Net:
    """What LanDB tells of network services; every method gives a changed copy."""

    database: Database

    def also(self, *devices: Device) -> Net:
        """More devices, which no network service lists."""
        return self._with(
            devices={**self.database.devices, **{device.name: device for device in devices}}
        )

    def lists(self, service: str, *names: str) -> Net:
        """Those devices are in a network service."""
        return self._with(network_services={**self.database.network_services, service: names})

    def listing_fault(self, service: str, words: str) -> Net:
        """The devices of a network service cannot be had."""
        faults = {**self.database.network_service_faults, service: words}
        return self.lists(service)._with(network_service_faults=faults)

    def device_fault(self, name: str, words: str) -> Net:
        """The database answers about a device with a fault."""
        devices = {key: dev for key, dev in self.database.devices.items() if key != name}
        return self._with(devices=devices, faults={**self.database.faults, name: words})

    def view(self, card: str, *addresses: str) -> Net:
        """What the DHCP view gives to a card."""
        rows = tuple(DhcpRecord("HOST", card, address) for address in addresses)
        return self._with(dhcp={**(self.database.dhcp or {}), card: rows})

    def without_view(self) -> Net:
        """The DHCP view was not read."""
        return self._with(dhcp=None)

    def view_fault(self, name: str, words: str) -> Net:
        """The DHCP view of a device cannot be had."""
        return self._with(dhcp_faults={**self.database.dhcp_faults, name: words})

    def read(self, when: datetime.datetime | None) -> Net:
        """The database was read at that moment."""
        return self._with(source=dataclasses.replace(self.database.source, collected_at=when))

    def _with(self, **changes: t.Any) -> Net:
        return Net(dataclasses.replace(self.database, **changes))

    def swept(
        self,
        *names: str,
        floating: sweep.Floating = DEFAULT,
        max_age: datetime.timedelta = 24 * worlds.HOURS,
    ) -> list[Finding]:
        """All that a sweep of network services says; by default of the telephones'."""
        return sweep.judge(
            index(self.database), names or (worlds.PHONE,), floating, worlds.NOW, max_age
        )


def net(*devices: Device, service: str = worlds.PHONE) -> Net:
    """A network service with those devices, as LanDB lists them."""
    found = {device.name: device for device in devices}
    return Net(
        Database(
            Source("landb", worlds.NOW), found, dhcp={}, network_services={service: tuple(found)}
        )
    )


def silent(words: str) -> Net:
    """A database that gave nothing at all."""
    return Net(Database(Source("landb", None, words)))
