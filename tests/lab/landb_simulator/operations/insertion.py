# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New devices, changes of devices, and their end."""

from __future__ import annotations

from .. import spelling
from ..faults import LandbFault
from ..seed_device import blank_device
from ..structures import Record
from .addresses import new_interface
from .bindings import add_card, card_of
from .registry import Context, Parameters, operation, required

PEOPLE = ("LandbManagerPerson", "ResponsiblePerson", "UserPerson")


def _name(text: str) -> str:
    try:
        return spelling.device_name(text)
    except ValueError:
        raise LandbFault(f"{text} cannot be the name of a device") from None


def update(device: Record, given: Record) -> None:
    """Change a device as a DeviceInput says; what is nil or absent stays."""
    for key, value in given.items():
        if value is None:
            continue
        if key in PEOPLE:
            device[key] = {**value, "CCID": value.get("PersonID")}
        elif key == "DeviceName":
            device[key] = _name(value)
        else:
            device[key] = value


def new_device(given: Record) -> Record:
    """A device as a DeviceInput describes it."""
    if not given.get("DeviceName"):
        raise LandbFault("the parameter DeviceName is missing", "Client")
    device = blank_device()
    update(device, given)
    return device


@operation("deviceInsert")
def device_insert(context: Context, parameters: Parameters) -> bool:
    """A new device without cards and interfaces."""
    context.database.insert(new_device(required(parameters, "Device")))
    return True


@operation("bulkInsert", "bulkInsertAuto")
def bulk_insert(context: Context, parameters: Parameters) -> bool:
    """A new device with all that belongs to it; only bulkInsertAuto may bind."""
    device = new_device(required(parameters, "Device"))
    with context.database.locked():
        for card in parameters["Cards"] or ():
            add_card(context, device, card or {})
        for given in parameters["Interfaces"] or ():
            interface = new_interface(context, given or {}, device["DeviceName"])
            card = (given or {}).get("BindHardwareAddress")
            interface["BoundInterfaceCard"] = card_of(device, card) if card else None
            _different(device, interface)
            device["Interfaces"].append(interface)
        context.database.insert(device)
    return True


def _different(device: Record, interface: Record) -> None:
    """Refuse two interfaces of one new device that share a name or an address."""
    for other in device["Interfaces"]:
        for key in ("Name", "IPAddress", "IPv6Address"):
            if interface[key] and other[key] == interface[key]:
                raise LandbFault(f"{interface[key]} is given twice")


@operation("deviceUpdate", "vmUpdate")
def device_update(context: Context, parameters: Parameters) -> bool:
    """Change a device's description."""
    given = required(parameters, "DeviceInput")
    name = required(parameters, "DeviceName")
    with context.database.locked():
        new = _name(given["DeviceName"]) if given.get("DeviceName") else None
        if new not in (None, _name(name)) and context.database.find(new or "") is not None:
            raise LandbFault(f"device {new} is already in the database")
        with context.database.changing(name) as device:
            update(device, given)
    return True


@operation("deviceGlobalRename")
def device_global_rename(context: Context, parameters: Parameters) -> bool:
    """Rename a device and those of its interfaces that are called like it."""
    new = _name(required(parameters, "NewDeviceName"))
    with context.database.locked():
        if context.database.find(new) is not None:
            raise LandbFault(f"device {new} is already in the database")
        with context.database.changing(required(parameters, "DeviceName")) as device:
            for interface in device["Interfaces"]:
                label, dot, domain = interface["Name"].partition(".")
                if label == device["DeviceName"]:
                    interface["Name"] = f"{new}{dot}{domain}"
            device["DeviceName"] = new
    return True


@operation("deviceRemove")
def device_remove(context: Context, parameters: Parameters) -> bool:
    """Remove a device with its cards, once it has no interfaces any more."""
    with context.database.locked():
        device = context.database.device(required(parameters, "DeviceName"))
        if device["Interfaces"]:
            raise LandbFault(f"the device {device['DeviceName']} has interfaces")
        context.database.remove(device["DeviceName"])
    return True


@operation("bulkRemove")
def bulk_remove(context: Context, parameters: Parameters) -> bool:
    """Remove a device with all that belongs to it."""
    context.database.remove(required(parameters, "DeviceName"))
    return True


@operation("setHCPResponse")
def set_hcp_response(context: Context, parameters: Parameters) -> bool:
    """Whether DHCP answers for devices; all of them or none."""
    names = required(parameters, "DeviceList")
    flag = required(parameters, "HCPFlag")
    with context.database.locked():
        for name in names:
            context.database.check_lock(context.database.device(name or ""))
        for name in names:
            with context.database.changing(name) as device:
                device["HCPResponse"] = flag
    return True


@operation("deviceUpdateIPv6Ready")
def device_update_ipv6_ready(context: Context, parameters: Parameters) -> bool:
    """Whether a device is ready for IPv6."""
    with context.database.changing(required(parameters, "DeviceName")) as device:
        device["IPv6Ready"] = required(parameters, "IPv6Ready")
    return True


@operation("deviceUpdateManagerLock")
def device_update_manager_lock(context: Context, parameters: Parameters) -> bool:
    """Whether only a manager may change a device."""
    name = required(parameters, "DeviceName")
    with context.database.changing(name, unlocked=False) as device:
        device["ManagerLocked"] = required(parameters, "ManagerLocked")
    return True


@operation("deviceSetBOOTPInfo", "deviceRemoveBOOTPInfo")
def device_set_bootp_info(context: Context, parameters: Parameters) -> bool:
    """What a device boots from the network."""
    bootp = {key: value for key, value in parameters.items() if key != "Device"}
    with context.database.changing(required(parameters, "Device")) as device:
        device["BOOTP"] = bootp or None
    return True
