# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching by what is known of a device."""

from __future__ import annotations

import datetime
import typing as t

from .. import spelling
from ..faults import LandbFault
from ..structures import Record
from .registry import Context, Parameters, operation, required


def _people(device: Record) -> list[Record]:
    people = (device[role] for role in ("ResponsiblePerson", "UserPerson", "LandbManagerPerson"))
    return [person for person in people if person]


def _groups(*roles: str) -> t.Callable[[Record], list[str]]:
    def groups(device: Record) -> list[str]:
        people = [device[role] for role in roles if device[role]]
        words = [(person.get("Department"), person.get("Group")) for person in people]
        return [
            part
            for department, group in words
            for part in (department, group, f"{department}-{group}", f"{department}/{group}")
            if part
        ]

    return groups


def _of_interfaces(*names: str) -> t.Callable[[Record], list[str]]:
    return lambda device: [
        interface[name] for interface in device["Interfaces"] for name in names if interface[name]
    ]


def _of_device(*names: str) -> t.Callable[[Record], list[str]]:
    return lambda device: [str(device[name]) for name in names if device[name]]


def _systems(device: Record) -> list[str]:
    name, version = (device["OperatingSystem"].get(key) or "" for key in ("Name", "Version"))
    return [name, version, f"{name} {version}"]


# What a device has to show for each field of a DeviceSearch.
SHOWN: t.Final[dict[str, t.Callable[[Record], list[str]]]] = {
    "Name": _of_device("DeviceName"),
    "Surname": lambda device: [person.get("Name") or "" for person in _people(device)],
    "FirstName": lambda device: [person.get("FirstName") or "" for person in _people(device)],
    "OutletID": lambda device: [
        interface["Outlet"]["ID"] for interface in device["Interfaces"] if interface["Outlet"]
    ],
    "Tag": _of_device("Tag"),
    "SerialNumber": _of_device("SerialNumber"),
    "InventoryNumber": _of_device("InventoryNumber"),
    "HardwareAddress": lambda device: [
        card["HardwareAddress"] for card in device["NetworkInterfaceCards"]
    ],
    "IPAddress": _of_interfaces("IPAddress", "IPv6Address"),
    "RackName": lambda device: _of_interfaces("RackName")(device) + _of_device("Zone")(device),
    "PersonID": lambda device: [str(person.get("CCID")) for person in _people(device)],
    "Domain": _of_interfaces("NetworkDomainName"),
    "ResponsibleDepGroup": _groups("ResponsiblePerson"),
    "UserResponsibleDepGroup": _groups("ResponsiblePerson", "UserPerson"),
    "OperatingSystem": _systems,
}


def _spelled(field: str, value: t.Any) -> str:
    text = str(value)
    reader = {
        "HardwareAddress": spelling.hardware_address,
        "IPAddress": spelling.address,
        "Name": spelling.device_name,
    }.get(field)
    if reader is None or "%" in text:
        return text
    try:
        return reader(text)
    except ValueError:
        raise LandbFault(f"{field} cannot be {text}", "Client") from None


def _since(value: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        raise LandbFault(f"LastChangeDate must be a time, not {value}", "Client") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


Test = t.Callable[[Record], bool]


def _test(field: str, value: t.Any) -> Test:
    """Whether a device is as one field of a DeviceSearch wants it."""
    if field == "Location":
        return _located(value)
    if field == "LastChangeDate":
        since = _since(value)
        return lambda device: bool(device["LastChangeDate"] and device["LastChangeDate"] >= since)
    if field not in SHOWN:
        raise LandbFault(f"NOTSIMULATED: a search by {field}")
    shown, wanted = SHOWN[field], spelling.pattern(_spelled(field, value))
    return lambda device: any(wanted.fullmatch(text) for text in shown(device))


def _located(location: Record) -> Test:
    wanted = {key: spelling.pattern(value) for key, value in location.items() if value}
    if not wanted:
        raise LandbFault("Location is empty", "Client")

    def test(device: Record) -> bool:
        here = device["Location"] or {}
        return all(pattern.fullmatch(here.get(key) or "") for key, pattern in wanted.items())

    return test


@operation("searchDevice")
def search_device(context: Context, parameters: Parameters) -> list[str]:
    """The names of the devices that are as wanted in every respect."""
    wanted = parameters["DeviceSearch"] or {}
    tests = [
        _test(field, value) for field, value in wanted.items() if value is not None and value != ""
    ]
    if not tests:
        raise LandbFault("DeviceSearch is empty", "Client")
    return [
        name
        for name, device in context.database.devices.items()
        if all(test(device) for test in tests)
    ]


@operation("searchNetNameTable")
def search_net_name_table(context: Context, parameters: Parameters) -> list[Record]:
    """The interfaces with a name or an alias."""
    wanted = spelling.pattern(required(parameters, "NetName"))
    rows: list[Record] = []
    for device in context.database.devices.values():
        for interface in device["Interfaces"]:
            row = {
                "DeviceName": device["DeviceName"],
                "InterfaceName": interface["Name"],
                "IP": interface["IPAddress"],
                "IPv6": interface["IPv6Address"],
            }
            for alias in (None, *(interface["IPAliases"] or ())):
                name = alias or interface["Name"]
                if wanted.fullmatch(name) or wanted.fullmatch(name.split(".", 1)[0]):
                    rows.append({**row, "Alias": alias})
    return rows
