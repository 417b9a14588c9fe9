# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New interfaces: their names and addresses."""

from __future__ import annotations

import ipaddress
import typing as t

from .. import spelling
from ..faults import LandbFault
from ..seed import inherit
from ..seed_device import blank_interface
from ..seed_value import expected
from ..structures import Record
from .registry import Context

DOMAIN: t.Final = "CERN.CH"
"""Where no interface shows another one."""


def qualified(context: Context, name: str) -> str:
    """An interface's name with its domain; a fault where it is none or is taken."""
    try:
        text = spelling.interface_name(name)
    except ValueError:
        raise LandbFault(f"{name} cannot be the name of an interface") from None
    if "." not in text:
        text = f"{text}.{_domain(context)}"
    if is_taken(context, text):
        raise LandbFault(f"the name {text} is taken")
    return text


def is_taken(context: Context, name: str) -> bool:
    """Whether an interface has this name, or this alias."""
    return any(
        name == interface["Name"] or name in (interface["IPAliases"] or ())
        for device in context.database.devices.values()
        for interface in device["Interfaces"]
    )


def _domain(context: Context) -> str:
    for device in context.database.devices.values():
        for interface in device["Interfaces"]:
            if "." in interface["Name"]:
                return str(interface["Name"].split(".", 1)[1])
    return DOMAIN


def new_interface(context: Context, given: Record, name: str) -> Record:
    """An interface as a LogicalInterfaceInput or a BulkInterface wants it; it is bound to nothing.

    A fault where its name or its address is taken, or does not belong to its network service.
    """
    used = {
        address
        for device in context.database.devices.values()
        for interface in device["Interfaces"]
        for address in (interface["IPAddress"], interface["IPv6Address"])
        if address
    }
    wanted = {
        "IP": _address(spelling.ipv4_address, given.get("IP"), used),
        "IPv6": _address(spelling.ipv6_address, given.get("IPv6"), used),
    }
    service = _service(context, given, wanted["IP"])
    interface = blank_interface()
    interface["Name"] = qualified(context, given.get("InterfaceName") or name)
    interface["ServiceName"] = service["Name"]
    interface["NetworkDomainName"] = service["NetworkDomain"]
    interface["IPAddress"] = wanted["IP"] or _free(service, used, bool(wanted["IPv6"]))
    interface["IPv6Address"] = wanted["IPv6"]
    for key in ("SecurityClass", "Medium", "IPAliases", "SwitchName", "PortNumber"):
        if given.get(key):
            interface[key] = given[key]
    interface["InternetConnectivity"] = given.get("InternetConnectivity") in (True, "Y", "true")
    if given.get("OutletLabel"):
        interface["Outlet"] = {"ID": given["OutletLabel"], "FANOUT": False}
    inherit(interface, service)
    return interface


def _address(reader: t.Callable[[str], str], text: str | None, used: set[str]) -> str | None:
    if not text:
        return None
    try:
        address = reader(text)
    except ValueError:
        raise LandbFault(f"{text} is not {expected(reader)}") from None
    if address in used:
        raise LandbFault(f"the address {address} is taken")
    return address


def _service(context: Context, given: Record, address: str | None) -> Record:
    """The network service that is named; else the one that has the address."""
    name = given.get("ServiceName")
    if name:
        service = context.database.service(name)
        if address and service.get("AddressIni") and not _has(service, address):
            raise LandbFault(f"the address {address} is not in the service {service['Name']}")
        return service
    for service in context.database.services.values():
        if address and _has(service, address):
            return service
    raise LandbFault("the service is not named and does not follow from the address")


def _has(service: Record, text: str) -> bool:
    if not service.get("AddressIni"):
        return False
    first, last = (ipaddress.ip_address(service[key]) for key in ("AddressIni", "AddressEnd"))
    return int(first) <= int(ipaddress.ip_address(text)) <= int(last)


def _free(service: Record, used: set[str], optional: bool) -> str | None:
    """The first address of a network service that is free."""
    if not service.get("AddressIni"):
        if optional:
            return None
        raise LandbFault(f"the service {service['Name']} has no IPv4 addresses")
    first, last = (int(ipaddress.IPv4Address(service[key])) for key in ("AddressIni", "AddressEnd"))
    for number in range(first, last + 1):
        address = str(ipaddress.IPv4Address(number))
        if address not in used and address != service.get("DefaultGateway"):
            return address
    raise LandbFault(f"the service {service['Name']} has no free address")
