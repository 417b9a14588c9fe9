# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds of the LanDB simulator in a few words, and the options with which a module reaches it."""

from __future__ import annotations

import typing as t

from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator

Plain = dict[str, t.Any]

PHONE: t.Final = "S513-C-IP1"
LOGIN: t.Final = "auditor"
PASSWORD: t.Final = "auditor-password"


def card(number: int) -> str:
    """A hardware address as LanDB spells it."""
    return f"02-00-5E-00-53-{number:02X}"


def face(
    name: str, address: str, bound: int | None = None, service: str = PHONE, **more: t.Any
) -> Plain:
    """An interface, bound to the card of that number or to none."""
    return {
        "name": f"{name}.EXAMPLE.ORG",
        "ipv6_address" if ":" in address else "ip_address": address,
        "service_name": service,
        "bound_hardware_address": None if bound is None else card(bound),
        **more,
    }


def device(name: str, *faces: Plain, cards: t.Iterable[int] = (), **more: t.Any) -> Plain:
    """A device with those interfaces and cards."""
    return {
        "name": name,
        "hcp_response": True,
        "blocked": None,
        "end_date": None,
        "cards": [{"hardware_address": card(number), "card_type": "Ethernet"} for number in cards],
        "interfaces": list(faces),
        **more,
    }


def seed(*devices: Plain, **more: t.Any) -> Plain:
    """What the simulator starts with."""
    return {
        "format": "cernphone.validation/landb",
        "version": 1,
        "taken_at": "2026-03-01T01:55:00Z",
        "devices": list(devices),
        "dhcp_view": [
            {
                "host_name": device["name"],
                "hardware_address": interface["bound_hardware_address"],
                "ip_address": interface["ip_address"],
            }
            for device in devices
            for interface in device["interfaces"]
            if interface["bound_hardware_address"] and interface.get("ip_address")
        ],
        **more,
    }


def member(number: int, bound: bool = True, *more: Plain, **fields: t.Any) -> Plain:
    """CPFE01 and its like: a front end with one card, which its address is bound to or not."""
    own = face(
        f"CPFE0{number}",
        f"192.0.2.1{number}",
        number if bound else None,
        rack_name=f"R{number}",
        outlet=f"O{number}",
    )
    return device(f"CPFE0{number}", own, *more, cards=[number], **fields)


def vip(bound: int | None = None) -> Plain:
    """The floating address on a device of its own."""
    return device("CERNPHONE-VIP", face("CERNPHONE-VIP", "192.0.2.100", bound))


def access(simulator: Simulator, **changes: t.Any) -> Plain:
    """How a module reaches a simulator."""
    return {
        "landb_url": simulator.url,
        "landb_username": LOGIN,
        "landb_password": PASSWORD,
        "landb_ca_file": None,
        "landb_timeout": 5.0,
        "landb_concurrency": 2,
        **changes,
    }


def bound(simulator: Simulator, name: str) -> str | None:
    """The card that the simulator's database has an interface bound to."""
    found = simulator.database.interface(name)[1]["BoundInterfaceCard"]
    return found["HardwareAddress"] if found else None
