# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual machines, as OpenStack and Terraform register them."""

from __future__ import annotations

import secrets

from ..faults import LandbFault
from ..structures import Record
from .addresses import new_interface
from .bindings import add_card, card_of, interface_of, remove_card
from .insertion import new_device
from .registry import Context, Parameters, operation, required


def _parent(context: Context, name: str | None) -> str | None:
    """A hypervisor; a fault where there is none of this name."""
    return str(context.database.device(name)["DeviceName"]) if name else None


def _options(given: Record | None) -> Record:
    """Options with the network service under its newer name."""
    options = given or {}
    return {"ServiceName": options.get("Service"), **options}


@operation("vmCreate")
def vm_create(context: Context, parameters: Parameters) -> bool:
    """A new virtual machine; until version 5 with its card and its interface, bound to it."""
    device = new_device(required(parameters, "VMDevice"))
    with context.database.locked():
        options = parameters.get("VMCreateOptions") or {}
        parent = parameters.get("VMParent") or options.get("VMParent")
        device["VMParent"] = _parent(context, parent) or "UNKNOWN"
        if parameters.get("InterfaceCard"):
            address = add_card(context, device, parameters["InterfaceCard"])
            given = _options(parameters["VMOptions"])
            interface = new_interface(context, given, device["DeviceName"])
            interface["BoundInterfaceCard"] = card_of(device, address)
            device["Interfaces"].append(interface)
        context.database.insert(device)
    return True


@operation("vmMigrate")
def vm_migrate(context: Context, parameters: Parameters) -> bool:
    """Another hypervisor."""
    parent = _parent(context, required(parameters, "NewParent"))
    with context.database.changing(required(parameters, "VMName"), unlocked=False) as device:
        _virtual(device)
        device["VMParent"] = parent
    return True


def _virtual(device: Record) -> None:
    if device["VMParent"] is None:
        raise LandbFault(f"the device {device['DeviceName']} is not a virtual machine")


@operation("vmDestroy")
def vm_destroy(context: Context, parameters: Parameters) -> bool:
    """Remove a virtual machine with all that belongs to it."""
    with context.database.locked():
        device = context.database.device(required(parameters, "VMName"))
        _virtual(device)
        context.database.remove(device["DeviceName"], unlocked=False)
    return True


@operation("vmAddInterface")
def vm_add_interface(context: Context, parameters: Parameters) -> bool:
    """An interface; bound, if the options name a card."""
    options = _options(parameters["VMInterfaceOptions"])
    given = {**options, "InterfaceName": required(parameters, "InterfaceName")}
    with context.database.changing(required(parameters, "VMName"), unlocked=False) as device:
        interface = new_interface(context, given, device["DeviceName"])
        card = options.get("BindHardwareAddress")
        interface["BoundInterfaceCard"] = card_of(device, card) if card else None
        device["Interfaces"].append(interface)
    return True


@operation("vmRemoveInterface")
def vm_remove_interface(context: Context, parameters: Parameters) -> bool:
    """Take an interface away."""
    _owner, interface = context.database.interface(required(parameters, "InterfaceName"))
    with context.database.changing(required(parameters, "VMName"), unlocked=False) as device:
        device["Interfaces"].remove(interface_of(device, interface["Name"]))
    return True


@operation("vmAddCard")
def vm_add_card(context: Context, parameters: Parameters) -> str:
    """A card; of an address of three bytes the rest is made up. Answers with the address."""
    given = dict(required(parameters, "InterfaceCard"))
    digits = "".join(char for char in given.get("HardwareAddress") or "" if char.isalnum())
    if len(digits) == 6:
        given["HardwareAddress"] = digits + secrets.token_hex(3)
    with context.database.changing(required(parameters, "VMName"), unlocked=False) as device:
        return add_card(context, device, given)


@operation("vmRemoveCard")
def vm_remove_card(context: Context, parameters: Parameters) -> bool:
    """Take a card away."""
    with context.database.changing(required(parameters, "VMName"), unlocked=False) as device:
        remove_card(device, required(parameters, "HardwareAddress"))
    return True
