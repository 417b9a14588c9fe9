# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding, moving, renaming and removing interfaces."""

from __future__ import annotations

from .. import spelling
from ..faults import LandbFault, not_found
from ..structures import Record
from .addresses import is_taken, new_interface, qualified
from .bindings import interface_of
from .registry import Context, Parameters, operation, required


@operation("deviceAddLogicalInterface", "deviceAddSecondaryInterface")
def device_add_logical_interface(context: Context, parameters: Parameters) -> bool:
    """An interface without an outlet; it is bound to nothing."""
    return _add(context, parameters, "LogicalInterface")


@operation("deviceAddBulkInterface")
def device_add_bulk_interface(context: Context, parameters: Parameters) -> bool:
    """An interface with an outlet; it is bound to nothing."""
    return _add(context, parameters, "BulkInterface")


def _add(context: Context, parameters: Parameters, kind: str) -> bool:
    given = required(parameters, kind)
    with context.database.changing(required(parameters, "DeviceName")) as device:
        device["Interfaces"].append(new_interface(context, given, device["DeviceName"]))
    return True


@operation("deviceRemoveLogicalInterface", "deviceRemoveBulkInterface")
def device_remove_interface(context: Context, parameters: Parameters) -> bool:
    """Take an interface from its device."""
    wanted = required(parameters, "InterfaceName")
    with context.database.changing(required(parameters, "DeviceName")) as device:
        owner, interface = context.database.interface(wanted)
        if owner["DeviceName"] != device["DeviceName"]:
            raise not_found(f"on the device {device['DeviceName']} the interface", wanted)
        device["Interfaces"].remove(interface_of(device, interface["Name"]))
    return True


@operation("interfaceMove")
def interface_move(context: Context, parameters: Parameters) -> bool:
    """Give an interface to another device; its binding ends, for the card stays."""
    name = required(parameters, "InterfaceName")
    with context.database.locked():
        owner, interface = context.database.interface(name)
        target = context.database.device(required(parameters, "NewDeviceName"))["DeviceName"]
        if target == owner["DeviceName"]:
            raise LandbFault(f"the interface {interface['Name']} is on the device {target} already")
        changing = context.database.changing
        with changing(owner["DeviceName"]) as old, changing(target) as new:
            moved = interface_of(old, interface["Name"])
            old["Interfaces"].remove(moved)
            new["Interfaces"].append({**moved, "BoundInterfaceCard": None})
    return True


def _change(context: Context, parameters: Parameters, changes: Record) -> bool:
    """Change fields of an interface."""
    owner, interface = context.database.interface(required(parameters, "InterfaceName"))
    with context.database.changing(owner["DeviceName"]) as device:
        interface_of(device, interface["Name"]).update(changes)
    return True


@operation("interfaceRename")
def interface_rename(context: Context, parameters: Parameters) -> bool:
    """Give an interface another name."""
    with context.database.locked():
        name = qualified(context, required(parameters, "NewInterfaceName"))
        return _change(context, parameters, {"Name": name})


@operation("interfaceUpdateDescription")
def interface_update_description(context: Context, parameters: Parameters) -> bool:
    """Describe an interface."""
    return _change(context, parameters, {"Description": parameters["Description"] or None})


def _alias(parameters: Parameters) -> str:
    text = required(parameters, "Alias")
    try:
        return spelling.interface_name(text)
    except ValueError:
        raise LandbFault(f"{text} cannot be an alias") from None


def _without(interface: Record, alias: str) -> list[str]:
    """An interface's aliases without one; a fault where it has not got that."""
    short = alias.split(".", 1)[0]
    aliases = [each.upper() for each in interface["IPAliases"] or ()]
    left = [each for each in aliases if each != alias and each.split(".", 1)[0] != short]
    if len(left) == len(aliases):
        raise not_found(f"on the interface {interface['Name']} the alias", alias)
    return left


@operation("interfaceAddAlias")
def interface_add_alias(context: Context, parameters: Parameters) -> bool:
    """Give an interface one more name."""
    with context.database.locked():
        alias = _alias(parameters)
        if is_taken(context, alias):
            raise LandbFault(f"the name {alias} is taken")
        _owner, interface = context.database.interface(required(parameters, "InterfaceName"))
        return _change(context, parameters, {"IPAliases": [*(interface["IPAliases"] or ()), alias]})


@operation("interfaceRemoveAlias")
def interface_remove_alias(context: Context, parameters: Parameters) -> bool:
    """Take such a name away."""
    with context.database.locked():
        _owner, interface = context.database.interface(required(parameters, "InterfaceName"))
        return _change(context, parameters, {"IPAliases": _without(interface, _alias(parameters))})


@operation("interfaceMoveAlias")
def interface_move_alias(context: Context, parameters: Parameters) -> bool:
    """Give such a name to another interface."""
    with context.database.locked():
        owner, interface = context.database.interface(required(parameters, "InterfaceName"))
        other, target = context.database.interface(required(parameters, "NewInterfaceName"))
        context.database.check_lock(owner)
        context.database.check_lock(other)
        left = _without(interface, _alias(parameters))
        moved = [each for each in interface["IPAliases"] if each.upper() not in left]
        _change(context, {"InterfaceName": interface["Name"]}, {"IPAliases": left})
        aliases = [*(target["IPAliases"] or ()), *moved]
        _change(context, {"InterfaceName": target["Name"]}, {"IPAliases": aliases})
    return True
