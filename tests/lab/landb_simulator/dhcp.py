# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LanDB tells the DHCP servers, derived from the bindings as in outage OTG0150866.

A card has the address of each interface that is bound to it. A card that is bound to nothing in a
network service is given, of its device's unbound interfaces there, the one declared last: that is
how a floating address came to a host's card. A management controller's interface counts only when
it is bound, and a card that it is bound to is never given anything else.
"""

from __future__ import annotations

import ipaddress
import typing as t

from . import spelling
from .structures import Record

MANAGEMENT: t.Final = "*"
"""Stands for every network service: the card of a management controller."""


def derive(devices: t.Iterable[Record], services: t.Mapping[str, Record]) -> list[Record]:
    """One InetInfo for each card and IPv4 address."""
    devices = list(devices)
    taken = _taken(devices)
    rows: list[Record] = []
    for device in devices:
        if not device["HCPResponse"]:
            continue
        unbound: dict[str, Record] = {}
        for interface in device["Interfaces"]:
            if not interface["IPAddress"]:
                continue
            service = services.get(interface["ServiceName"], {})
            if bound := interface["BoundInterfaceCard"]:
                rows.append(_row(device, bound, interface, service))
            elif not spelling.is_management(interface["Name"]):
                unbound[interface["ServiceName"]] = interface
        rows.extend(
            _row(device, card, interface, services.get(service, {}))
            for card in device["NetworkInterfaceCards"]
            for service, interface in unbound.items()
            if not taken.get(card["HardwareAddress"], set()) & {service, MANAGEMENT}
        )
    return rows


def _taken(devices: list[Record]) -> dict[str, set[str]]:
    """The network services in which each card is bound to something."""
    taken: dict[str, set[str]] = {}
    for device in devices:
        for interface in device["Interfaces"]:
            if bound := interface["BoundInterfaceCard"]:
                services = taken.setdefault(bound["HardwareAddress"], set())
                services.add(interface["ServiceName"])
                if spelling.is_management(interface["Name"]):
                    services.add(MANAGEMENT)
    return taken


def _row(device: Record, card: Record, interface: Record, service: Record) -> Record:
    mask = interface["SubnetMask"] or service.get("SubnetMask") or "255.255.255.0"
    network = ipaddress.ip_network(f"{interface['IPAddress']}/{mask}", strict=False)
    return {
        "HostName": device["DeviceName"],
        "HardwareAddress": card["HardwareAddress"],
        "IP": interface["IPAddress"],
        "NetAddress": str(network.network_address),
        "Mask": str(network.netmask),
        "GatewayAddress": interface["DefaultGateway"] or service.get("DefaultGateway") or "",
    }
