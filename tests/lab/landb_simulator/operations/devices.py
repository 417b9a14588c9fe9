# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading devices."""

from __future__ import annotations

import datetime
import typing as t

from .. import spelling
from ..faults import LandbFault, not_found
from ..structures import Record
from .registry import Context, Parameters, operation, required

MAX_MINUTES: t.Final = 60 * 24 * 366
ABOUT_DEVICES: t.Final = "getDeviceInfoArray"


def refuse(context: Context, name: str, of: str = ABOUT_DEVICES) -> None:
    """Raise the fault that the seed has for a device, if it has one."""
    try:
        words = context.faults.get((of, spelling.device_name(name)))
    except ValueError:
        return
    if words is not None:
        raise LandbFault(words)


def names_of(context: Context, parameters: Parameters, name: str) -> list[str]:
    """A list of names; LanDB takes a limited number."""
    names = [item for item in parameters[name] or () if item]
    if len(names) > context.switches.max_names:
        raise LandbFault(
            f"{name} has {len(names)} names, and {context.switches.max_names} are allowed"
        )
    return names


@operation("getDeviceInfo", "getDeviceBasicInfo")
def get_device_info(context: Context, parameters: Parameters) -> Record:
    """One device."""
    name = required(parameters, "DeviceName")
    refuse(context, name)
    return context.database.device(name)


@operation("getDeviceInfoArray")
def get_device_info_array(context: Context, parameters: Parameters) -> list[Record | None]:
    """Many devices, in the order of the names."""
    devices: list[Record | None] = []
    for name in names_of(context, parameters, "DeviceNameList"):
        refuse(context, name)
        device = context.database.find(name)
        if device is not None or context.switches.unknown_in_array == "nil":
            devices.append(device)
        elif context.switches.unknown_in_array == "fault":
            raise not_found("device", name)
    return devices


@operation("getDeviceInfoFromNameMAC")
def get_device_info_from_name_mac(context: Context, parameters: Parameters) -> Record:
    """A device for somebody who knows one of its cards."""
    name, card = required(parameters, "DeviceName"), required(parameters, "MAC")
    refuse(context, name)
    device = context.database.device(name)
    try:
        wanted = spelling.hardware_address(card)
    except ValueError:
        raise LandbFault(f"{card} is not a hardware address") from None
    if all(wanted != each["HardwareAddress"] for each in device["NetworkInterfaceCards"]):
        raise not_found("device", f"{name} with the card {wanted}")
    return device


@operation("getMyDeviceInfo")
def get_my_device_info(context: Context, _parameters: Parameters) -> Record:
    """The device that calls."""
    if context.switches.my_device:
        refuse(context, context.switches.my_device)
        return context.database.device(context.switches.my_device)
    for device in context.database.devices.values():
        for interface in device["Interfaces"]:
            if context.client in (interface["IPAddress"], interface["IPv6Address"]):
                refuse(context, device["DeviceName"])
                return device
    raise not_found("device with the address", context.client)


@operation("getLastChangedDevices")
def get_last_changed_devices(context: Context, parameters: Parameters) -> list[str]:
    """The devices that were written to in the last minutes."""
    minutes = parameters["Minutes"]
    if minutes is None or not 0 <= minutes <= MAX_MINUTES:
        raise LandbFault("Minutes must be a number of minutes", "Client")
    now = datetime.datetime.now(datetime.UTC)
    return [
        name
        for name, device in context.database.devices.items()
        if device["LastChangeDate"]
        and now - device["LastChangeDate"] <= datetime.timedelta(minutes=minutes)
    ]


@operation("getHCPInfoArray")
def get_hcp_info_array(context: Context, parameters: Parameters) -> list[Record]:
    """What the DHCP servers are told about hosts: devices, or interfaces by their names."""
    wanted: dict[str, set[str] | None] = {}
    for host in names_of(context, parameters, "Hosts"):
        refuse(context, host, "getHCPInfoArray")
        if (device := context.database.find(host)) is not None:
            wanted[device["DeviceName"]] = None
            continue
        try:
            owner, interface = context.database.interface(host)
        except LandbFault:
            continue
        addresses = wanted.setdefault(owner["DeviceName"], set())
        if addresses is not None:
            addresses.add(interface["IPAddress"])
    return [
        row
        for row in context.dhcp_view()
        if row["HostName"] in wanted
        and ((addresses := wanted[row["HostName"]]) is None or row["IP"] in addresses)
    ]


@operation("vmGetInfo")
def vm_get_info(context: Context, parameters: Parameters) -> Record:
    """Whether a device is virtual, and what it hosts."""
    device = context.database.device(required(parameters, "VMName"))
    return {
        "Name": device["DeviceName"],
        "IsVM": device["VMParent"] is not None,
        "VMParent": device["VMParent"],
        "VMGuestList": [
            name
            for name, guest in context.database.devices.items()
            if guest["VMParent"] == device["DeviceName"]
        ],
    }


@operation("getBOOTPInfo")
def get_bootp_info(context: Context, parameters: Parameters) -> Record | None:
    """What a device boots from the network; nil where it does not."""
    bootp: Record | None = context.database.device(required(parameters, "Device"))["BOOTP"]
    return bootp


@operation("getAuthToken")
def get_auth_token(context: Context, parameters: Parameters) -> str:
    """A token for a login."""
    return context.tokens.give(parameters["Login"], parameters["Password"])
