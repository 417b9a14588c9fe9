# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of addresses and network services."""

from __future__ import annotations

import ipaddress

from .. import spelling
from ..faults import LandbFault, not_found
from ..structures import Record
from .networks import interfaces
from .registry import Context, Parameters, operation, required


def _set(context: Context, name: str) -> tuple[str, list[str]]:
    key = name.strip().upper()
    if key not in context.database.sets:
        raise not_found("set", name)
    return key, context.database.sets[key]


@operation("searchSet")
def search_set(context: Context, parameters: Parameters) -> list[str]:
    """The names of sets."""
    wanted = spelling.pattern(required(parameters, "SetPattern"))
    return [name for name in context.database.sets if wanted.fullmatch(name)]


@operation("getSetInfo")
def get_set_info(context: Context, parameters: Parameters) -> Record:
    """A set with its members."""
    name, members = _set(context, required(parameters, "SetName"))
    return {
        "ID": list(context.database.sets).index(name) + 1,
        "Name": name,
        "ResponsiblePerson": {"Name": "CERNPHONE-OPERATORS", "FirstName": "E-GROUP"},
        "Type": "INTERDOMAIN",
        "Addresses": [each for each in members if each not in context.database.services],
        "Services": [each for each in members if each in context.database.services],
        "Sets": [],
    }


@operation("getSetNameFromID")
def get_set_name_from_id(context: Context, parameters: Parameters) -> str:
    """The name of a set."""
    number = required(parameters, "SetID")
    names = list(context.database.sets)
    if not 1 <= number <= len(names):
        raise not_found("set with the number", str(number))
    name: str = names[number - 1]
    return name


@operation("getSetAllInterfaces")
def get_set_all_interfaces(context: Context, parameters: Parameters) -> list[str]:
    """The interfaces of a set's members, each once."""
    _name, members = _set(context, required(parameters, "SetName"))
    wanted = {_member(each) for each in members}
    names = (
        interface["Name"]
        for device, interface in interfaces(context)
        if wanted
        & {
            device["DeviceName"],
            interface["ServiceName"],
            interface["Name"],
            interface["Name"].split(".", 1)[0],
            interface["IPAddress"],
            interface["IPv6Address"],
        }
    )
    return list(dict.fromkeys(names))


def _member(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.upper()


@operation("setInsertAddress", "setInsertService")
def set_insert(context: Context, parameters: Parameters) -> bool:
    """Put an address or a network service into a set."""
    name, members = _set(context, required(parameters, "Set"))
    member = _given(parameters)
    if member in members:
        raise LandbFault(f"{member} is in the set {name} already")
    context.database.write(lambda: context.database.sets.update({name: [*members, member]}))
    return True


@operation("setDeleteAddress", "setDeleteService")
def set_delete(context: Context, parameters: Parameters) -> bool:
    """Take an address or a network service out of a set."""
    name, members = _set(context, required(parameters, "Set"))
    member = _given(parameters)
    if member not in members:
        raise not_found(f"in the set {name} the member", member)
    left = [each for each in members if each != member]
    context.database.write(lambda: context.database.sets.update({name: left}))
    return True


def _given(parameters: Parameters) -> str:
    member: str = required(parameters, "Address" if "Address" in parameters else "Service")
    return _member(member)
