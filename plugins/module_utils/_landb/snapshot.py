# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's data as plain values (a snapshot, or what a client returns) -> evidence.

The values are the ones that `landb_device_info` returns: names follow LanDB's SOAP v6 structures
in lower case with underscores. Whatever does not have this shape is refused with one sentence.
"""

from __future__ import annotations

import typing as t

from .._model import normal
from .._model.errors import InputError, kind_of
from .._model.evidence import Database, Device, DhcpRecord, Interface, Source, index
from . import fields
from .fields import Plain

FORMAT: t.Final = "cernphone.validation/landb"
VERSION: t.Final = 1
NAME: t.Final = "landb"

DEVICE_KEYS: t.Final = {
    "name",
    "cards",
    "interfaces",
    "hcp_response",
    "blocked",
    "end_date",
    "vm_parent",
    "manager_locked",
    "responsible_person",
    "location",
    "description",
    "operating_system",
    "last_change_date",
}
CARD_KEYS: t.Final = {"hardware_address", "card_type"}
INTERFACE_KEYS: t.Final = {
    "name",
    "ip_address",
    "ipv6_address",
    "service_name",
    "bound_hardware_address",
    "outlet",
    "rack_name",
    "subnet_mask",
    "description",
    "security_class",
    "network_domain_name",
    "medium",
    "ip_aliases",
}
ROOT_KEYS: t.Final = {"format", "version", "taken_at", "devices", "dhcp_view", "faults"}
DHCP_KEYS: t.Final = {
    "host_name",
    "hardware_address",
    "ip_address",
    "net_address",
    "mask",
    "gateway_address",
}
DEVICE_INFO: t.Final = "getDeviceInfoArray"
DHCP_VIEW: t.Final = "getHCPInfoArray"
OPERATIONS: t.Final = (DEVICE_INFO, DHCP_VIEW)
NOTED: t.Final = ("hcp_response", "blocked", "end_date")


def read_snapshot(data: object, where: str) -> Database:
    """The evidence in a snapshot.

    Args:
        data: What a YAML or JSON reader made of it.
        where: Its name for messages, such as `landb.yml`.

    Raises:
        InputError: With one sentence that names the place.
    """
    root = fields.mapping(data, where)
    if root.get("format") != FORMAT:
        raise InputError(f"{where}: format must be '{FORMAT}', not {kind_of(root.get('format'))}.")
    version = root.get("version")
    if version != VERSION or isinstance(version, bool):
        raise InputError(f"{where}: version must be {VERSION}, not {kind_of(version)}.")
    fields.known(root, ROOT_KEYS, where)
    taken = root.get("taken_at")
    source = Source(
        NAME,
        None
        if taken is None
        else fields.read(normal.moment, taken, f"{where}: taken_at", "a time with a time zone"),
    )
    devices, repeated = _devices(root, where)
    faults, dhcp_faults = _faults(root, where)
    for name in repeated:
        faults[name] = f"{where} has it twice, so neither is believed"
    for name in faults:
        devices.pop(name, None)
    return index(
        Database(
            source=source,
            devices=devices,
            faults=faults,
            dhcp=_dhcp_view(root, where),
            dhcp_faults=dhcp_faults,
        )
    )


def _devices(root: Plain, where: str) -> tuple[dict[str, Device], set[str]]:
    devices: dict[str, Device] = {}
    repeated = set()
    for i, item in enumerate(fields.sequence(root.get("devices"), f"{where}: devices")):
        device = _device(item, f"{where}: devices[{i}]")
        if device.name in devices:
            repeated.add(device.name)
        devices[device.name] = device
    return devices, repeated


def _device(item: object, where: str) -> Device:
    plain = fields.mapping(item, where)
    name = fields.read(
        normal.device_name, plain.get("name"), f"{where}.name", "the name of a device"
    )
    where = f"{where} ({name})"
    fields.known(plain, DEVICE_KEYS, where)
    for i, card in enumerate(fields.sequence(plain.get("cards"), f"{where}.cards")):
        fields.known(fields.mapping(card, f"{where}.cards[{i}]"), CARD_KEYS, f"{where}.cards[{i}]")
    cards = [
        fields.read(
            normal.hardware_address,
            fields.mapping(card, f"{where}.cards[{i}]").get("hardware_address"),
            f"{where}.cards[{i}].hardware_address",
            "a hardware address",
        )
        for i, card in enumerate(fields.sequence(plain.get("cards"), f"{where}.cards"))
    ]
    interfaces = fields.sequence(plain.get("interfaces"), f"{where}.interfaces")
    hcp_response = plain.get("hcp_response")
    if hcp_response is not None and not isinstance(hcp_response, bool):
        raise InputError(
            f"{where}.hcp_response must be true or false, not {kind_of(hcp_response)}."
        )
    unread = {field for field in NOTED if field not in plain}
    if hcp_response is None:
        unread.add("hcp_response")
    end_date = plain.get("end_date")
    return Device(
        name=name,
        cards=tuple(dict.fromkeys(cards)),
        interfaces=tuple(
            _interface(interface, f"{where}.interfaces[{i}]")
            for i, interface in enumerate(interfaces)
        ),
        hcp_response=hcp_response,
        blocked=_blocked(plain.get("blocked"), f"{where}.blocked"),
        end_date=fields.read(normal.day, end_date, f"{where}.end_date", "a date")
        if fields.given(end_date)
        else None,
        vm_parent=fields.place(plain.get("vm_parent"), f"{where}.vm_parent"),
        unread=frozenset(unread),
    )


def _interface(item: object, where: str) -> Interface:
    plain = fields.mapping(item, where)
    name = fields.read(
        normal.interface_name, plain.get("name"), f"{where}.name", "the name of an interface"
    )
    where = f"{where} ({name})"
    fields.known(plain, INTERFACE_KEYS, where)
    if "bound_hardware_address" not in plain:
        raise InputError(f"{where}.bound_hardware_address is missing (null where it is unbound).")
    bound = plain["bound_hardware_address"]
    addresses = [
        fields.read(normal.address, plain[key], f"{where}.{key}", "an IP address")
        for key in ("ip_address", "ipv6_address")
        if fields.given(plain.get(key))
    ]
    return Interface(
        name=name,
        addresses=tuple(dict.fromkeys(addresses)),
        service_name=fields.read(
            fields.upper, plain.get("service_name"), f"{where}.service_name", "a text"
        ),
        bound=fields.read(
            normal.hardware_address,
            bound,
            f"{where}.bound_hardware_address",
            "a hardware address or null",
        )
        if fields.given(bound)
        else None,
        outlet=fields.place(plain.get("outlet"), f"{where}.outlet"),
        rack_name=fields.place(plain.get("rack_name"), f"{where}.rack_name"),
    )


def _blocked(value: object, where: str) -> str | None:
    """LanDB's Blocked{By,Date,Reason}, a text, a boolean, or null: not blocked."""
    if value is None or value is False:
        return None
    if value is True:
        return "no reason given"
    if isinstance(value, dict):
        return fields.text(value.get("reason"), f"{where}.reason") or "no reason given"
    return fields.text(value, where)


def _dhcp_view(root: Plain, where: str) -> dict[str, tuple[DhcpRecord, ...]] | None:
    if root.get("dhcp_view") is None:
        return None
    view: dict[str, list[DhcpRecord]] = {}
    for i, item in enumerate(fields.sequence(root["dhcp_view"], f"{where}: dhcp_view")):
        here = f"{where}: dhcp_view[{i}]"
        plain = fields.mapping(item, here)
        fields.known(plain, DHCP_KEYS, here)
        record = DhcpRecord(
            host_name=fields.read(
                fields.filled, plain.get("host_name"), f"{here}.host_name", "a text"
            ),
            hardware_address=fields.read(
                normal.hardware_address,
                plain.get("hardware_address"),
                f"{here}.hardware_address",
                "a hardware address",
            ),
            address=fields.read(
                normal.address, plain.get("ip_address"), f"{here}.ip_address", "an IP address"
            ),
        )
        view.setdefault(record.hardware_address, []).append(record)
    return {card: tuple(records) for card, records in view.items()}


def _faults(root: Plain, where: str) -> tuple[dict[str, str], dict[str, str]]:
    """Faults by device: of the device itself, and of its part of the DHCP view."""
    faults: tuple[dict[str, str], dict[str, str]] = ({}, {})
    declared = root.get("faults")
    for i, item in enumerate(
        fields.sequence([] if declared is None else declared, f"{where}: faults")
    ):
        here = f"{where}: faults[{i}]"
        plain = fields.mapping(item, here)
        fields.known(plain, {"device_name", "operation", "fault"}, here)
        name = fields.read(
            normal.device_name, plain.get("device_name"), f"{here}.device_name", "a device's name"
        )
        words = fields.read(
            fields.filled, plain.get("fault"), f"{here}.fault", "the words of the fault"
        )
        operation = plain.get("operation", DEVICE_INFO)
        if operation not in OPERATIONS:
            raise InputError(
                f"{here}.operation must be {' or '.join(OPERATIONS)}, not {kind_of(operation)}."
            )
        faults[operation == DHCP_VIEW][name] = words
    return faults
