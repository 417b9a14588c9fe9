# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One device of a seed, with its cards and interfaces, in LanDB's own terms."""

from __future__ import annotations

import typing as t

from . import spelling
from .faults import SeedError
from .seed_value import known, listed, mapping, moment, name_of, number, text, truth
from .structures import Record, fields, snake

DEVICE_FIELDS: t.Final = {
    field.key: field
    for field in fields("DeviceInfo", 6)
    if field.name not in ("DeviceName", "NetworkInterfaceCards", "Interfaces")
}
INTERFACE_FIELDS: t.Final = {
    field.key: field
    for field in fields("InterfaceInformation", 6)
    if field.name != "BoundInterfaceCard"
}
ADDRESSES: t.Final[dict[str, t.Callable[[str], str]]] = {
    "IPAddress": spelling.ipv4_address,
    "IPv6Address": spelling.ipv6_address,
    "SubnetMask": spelling.netmask,
    "DefaultGateway": spelling.ipv4_address,
}
PLACES: t.Final = {"switch_name": "SwitchName", "port_number": "PortNumber"}
DEVICE_DEFAULTS: t.Final[Record] = {
    "Status": "Active",
    "Manufacturer": "KVM",
    "Model": "VIRTUAL MACHINE",
    "GenericType": "COMPUTER",
    "OperatingSystem": {"Name": "LINUX", "Version": "ALMA9"},
    "HCPResponse": True,
    "ManagerLocked": False,
}
INTERFACE_DEFAULTS: t.Final[Record] = {
    "SecurityClass": "USER",
    "InternetConnectivity": False,
    "NetworkDomainName": "GPN",
    "Medium": "GIGABITETHERNET",
}
# A text in the place of a structure.
_SHORT_FORMS: t.Final[dict[str, t.Callable[[str], Record]]] = {
    "Location": lambda words: dict(
        zip(("Building", "Floor", "Room"), [*words.split(), "", "", ""], strict=False)
    ),
    "OperatingSystem": lambda words: dict(
        zip(("Name", "Version"), [*words.split(None, 1), ""], strict=False)
    ),
    "Person": lambda words: {"Name": words, "FirstName": "E-GROUP"},
    "Outlet": lambda words: {"ID": words, "FANOUT": False},
    "Blocking": lambda words: {"Reason": words},
}


def read_device(item: object, where: str) -> Record:
    """A device of a seed as DeviceInfo; beside it `VMParent` and `BOOTP`."""
    plain = mapping(item, where)
    name = name_of(spelling.device_name, plain.get("name"), f"{where}.name")
    where = f"{where} ({name})"
    own = ("name", "cards", "interfaces", "vm_parent", "bootp")
    known(plain, (*DEVICE_FIELDS, *own), where)
    device: Record = {
        field.name: read_value(field.type, plain.get(key), f"{where}.{key}")
        for key, field in DEVICE_FIELDS.items()
    }
    for key, default in DEVICE_DEFAULTS.items():
        if device[key] is None:
            device[key] = default
    device["DeviceName"] = name
    device["NetworkInterfaceCards"] = [
        _card(card, f"{where}.cards[{i}]")
        for i, card in enumerate(listed(plain.get("cards"), f"{where}.cards"))
    ]
    device["Interfaces"] = [
        _interface(interface, device, f"{where}.interfaces[{i}]")
        for i, interface in enumerate(listed(plain.get("interfaces"), f"{where}.interfaces"))
    ]
    parent = plain.get("vm_parent")
    device["VMParent"] = text(parent, f"{where}.vm_parent").upper() if parent else None
    device["BOOTP"] = read_value("BOOTPInfo", plain.get("bootp"), f"{where}.bootp")
    return device


def blank_interface() -> Record:
    """An interface of which nothing is said yet."""
    names = [field.name for field in INTERFACE_FIELDS.values()]
    blank: Record = dict.fromkeys((*names, *PLACES.values(), "BoundInterfaceCard"))
    return blank | INTERFACE_DEFAULTS


def blank_device() -> Record:
    """A device of which nothing is said yet."""
    names = [field.name for field in DEVICE_FIELDS.values()]
    blank: Record = dict.fromkeys((*names, "VMParent", "BOOTP"))
    return blank | DEVICE_DEFAULTS | {"NetworkInterfaceCards": [], "Interfaces": []}


def _card(item: object, where: str) -> Record:
    plain = mapping(item, where)
    known(plain, ("hardware_address", "card_type"), where)
    return {
        "HardwareAddress": name_of(
            spelling.hardware_address, plain.get("hardware_address"), f"{where}.hardware_address"
        ),
        "CardType": plain.get("card_type") or "Ethernet",
    }


def _interface(item: object, device: Record, where: str) -> Record:
    plain = mapping(item, where)
    name = name_of(spelling.interface_name, plain.get("name"), f"{where}.name")
    where = f"{where} ({name})"
    known(plain, (*INTERFACE_FIELDS, *PLACES, "bound_hardware_address"), where)
    if "bound_hardware_address" not in plain:
        raise SeedError(f"{where}.bound_hardware_address is missing (null where it is unbound).")
    interface: Record = {
        field.name: read_value(field.type, plain.get(key), f"{where}.{key}")
        for key, field in INTERFACE_FIELDS.items()
    }
    for key, default in INTERFACE_DEFAULTS.items():
        if interface[key] is None:
            interface[key] = default
    interface["Name"] = name
    interface["ServiceName"] = text(plain.get("service_name"), f"{where}.service_name").upper()
    for key, reader in ADDRESSES.items():
        if interface[key]:
            interface[key] = name_of(reader, interface[key], f"{where}.{snake(key)}")
    for key, wire in PLACES.items():
        interface[wire] = plain.get(key)
    interface["BoundInterfaceCard"] = _bound(plain, device, where)
    return interface


def _bound(plain: Record, device: Record, where: str) -> Record | None:
    """The card of the binding; its type is that of the device's card, where it has that card."""
    if not plain["bound_hardware_address"]:
        return None
    bound = name_of(
        spelling.hardware_address,
        plain["bound_hardware_address"],
        f"{where}.bound_hardware_address",
    )
    for card in device["NetworkInterfaceCards"]:
        if card["HardwareAddress"] == bound:
            return dict(card)
    return {"HardwareAddress": bound, "CardType": "Ethernet"}


def read_value(kind: str, value: object, where: str) -> t.Any:
    """A value of one of LanDB's types."""
    if value is None or value == "":
        return None
    if kind in _SCALARS:
        return _SCALARS[kind](value, where)
    return _structure(kind, value, where)


def _texts(value: object, where: str) -> list[str]:
    return [text(item, where) for item in listed(value, where)]


_SCALARS: t.Final[dict[str, t.Callable[[object, str], t.Any]]] = {
    "string": text,
    "Time": moment,
    "ArrayOfString": _texts,
    "boolean": truth,
    "int": number,
    "long": number,
}


def _structure(kind: str, value: object, where: str) -> Record | None:
    if kind == "Blocking" and isinstance(value, bool):
        return {"Reason": "no reason given"} if value else None
    if isinstance(value, str) and kind in _SHORT_FORMS:
        return _SHORT_FORMS[kind](text(value, where))
    plain = mapping(value, where)
    names = {field.key: field for field in fields(kind, 6)}
    known(plain, names, where)
    return {
        names[key].name: read_value(names[key].type, item, f"{where}.{key}")
        for key, item in plain.items()
    }
