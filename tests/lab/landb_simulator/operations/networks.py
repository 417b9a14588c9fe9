# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network services, and what is plugged in where."""

from __future__ import annotations

import typing as t

from ..faults import not_found
from ..structures import Record
from .registry import Context, Parameters, operation, required


def interfaces(context: Context) -> t.Iterator[tuple[Record, Record]]:
    for device in context.database.devices.values():
        for interface in device["Interfaces"]:
            yield device, interface


def _devices_in(context: Context, service: str) -> list[str]:
    names = (
        device["DeviceName"]
        for device, interface in interfaces(context)
        if interface["ServiceName"] == service
    )
    return list(dict.fromkeys(names))


@operation("getServiceInfo")
def get_service_info(context: Context, parameters: Parameters) -> Record:
    """A network service, with how many addresses it has left."""
    service = context.database.service(required(parameters, "ServiceName"))
    used = {
        interface["IPAddress"]
        for _device, interface in interfaces(context)
        if interface["ServiceName"] == service["Name"] and interface["IPAddress"]
    }
    total = service.get("AddressCount", 0)
    return {"UserIPTotal": total, "UserIPFree": max(0, total - len(used)), **service}


@operation("getDevicesFromService")
def get_devices_from_service(context: Context, parameters: Parameters) -> list[str]:
    """The devices with an interface in a network service."""
    service = context.database.service(required(parameters, "Service"))
    return _devices_in(context, service["Name"])


@operation("getSwitchesFromService")
def get_switches_from_service(context: Context, parameters: Parameters) -> list[str]:
    """The switches that a network service's interfaces are plugged into."""
    service = context.database.service(required(parameters, "Service"))
    names = (
        interface["SwitchName"]
        for _device, interface in interfaces(context)
        if interface["ServiceName"] == service["Name"] and interface["SwitchName"]
    )
    return list(dict.fromkeys(names))


@operation("getSwitchInfo")
def get_switch_info(context: Context, parameters: Parameters) -> list[Record]:
    """The ports of a switch, as far as something is plugged in."""
    wanted = required(parameters, "SwitchName").upper()
    ports: dict[str, Record] = {}
    for device, interface in interfaces(context):
        if (interface["SwitchName"] or "").upper() == wanted:
            port = ports.setdefault(
                interface["PortNumber"] or "",
                {
                    "Name": interface["PortNumber"],
                    "Service": interface["ServiceName"],
                    "ServiceName": interface["ServiceName"],
                    "Medium": interface["Medium"],
                    "Type": "STATIC",
                    "Status": "ENABLED",
                    "InUse": True,
                    "Devices": [],
                    "Terminals": [],
                },
            )
            port["Devices"].append(device["DeviceName"])
    if not ports:
        raise not_found("switch", wanted)
    return list(ports.values())


@operation("getConnectionsFromDevice")
def get_connections_from_device(context: Context, parameters: Parameters) -> list[Record]:
    """Where a device is plugged in."""
    device = context.database.device(required(parameters, "DeviceName"))
    return [
        {
            "InterfaceName": interface["Name"],
            "SwitchName": interface["SwitchName"],
            "SwitchPort": interface["PortNumber"],
        }
        for interface in device["Interfaces"]
        if interface["SwitchName"]
    ]


@operation("getBulkInterfaceInfo")
def get_bulk_interface_info(context: Context, parameters: Parameters) -> Record:
    """An interface with its outlet and its switch; no card."""
    device, interface = context.database.interface(required(parameters, "InterfaceName"))
    return {
        "InterfaceName": interface["Name"],
        "IPAliases": interface["IPAliases"],
        "Location": device["Location"],
        "OutletLabel": (interface["Outlet"] or {}).get("ID"),
        "SecurityClass": interface["SecurityClass"],
        "InternetConnectivity": interface["InternetConnectivity"],
        "Medium": interface["Medium"],
        "SwitchName": interface["SwitchName"],
        "PortNumber": interface["PortNumber"],
        "CableNumber": "0",
        "IP": interface["IPAddress"],
        "IPv6": interface["IPv6Address"],
        "ServiceName": interface["ServiceName"],
    }
