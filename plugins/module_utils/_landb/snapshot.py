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
from .._model.evidence import Database, Device, DhcpRecord, Source, index
from . import fields
from .device import read_device, read_dhcp_record
from .fields import Plain

FORMAT: t.Final = "cernphone.validation/landb"
VERSION: t.Final = 1
NAME: t.Final = "landb"

ROOT_KEYS: t.Final = {
    "format",
    "version",
    "taken_at",
    "origin",
    "fault",
    "network_services",
    "devices",
    "dhcp_view",
    "faults",
}
DEVICE_INFO: t.Final = "getDeviceInfoArray"
DHCP_VIEW: t.Final = "getHCPInfoArray"
OPERATIONS: t.Final = (DEVICE_INFO, DHCP_VIEW)


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
        fields.text(root.get("fault"), f"{where}: fault"),
        origin=fields.text(root.get("origin"), f"{where}: origin"),
    )
    services, service_faults = _network_services(root, where)
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
            network_services=services,
            network_service_faults=service_faults,
        )
    )


def _devices(root: Plain, where: str) -> tuple[dict[str, Device], set[str]]:
    devices: dict[str, Device] = {}
    repeated = set()
    for i, item in enumerate(fields.sequence(root.get("devices"), f"{where}: devices")):
        device = read_device(item, f"{where}: devices[{i}]")
        if device.name in devices:
            repeated.add(device.name)
        devices[device.name] = device
    return devices, repeated


def _network_services(root: Plain, where: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Network services that were asked about: their devices, or why these are not known."""
    services: dict[str, tuple[str, ...]] = {}
    faults: dict[str, str] = {}
    declared = root.get("network_services")
    for i, item in enumerate(
        fields.sequence([] if declared is None else declared, f"{where}: network_services")
    ):
        here = f"{where}: network_services[{i}]"
        plain = fields.mapping(item, here)
        fields.known(plain, {"name", "devices", "fault"}, here)
        name = fields.read(fields.upper, plain.get("name"), f"{here}.name", "a text")
        names = fields.sequence(plain.get("devices"), f"{here}.devices")
        if name in services:
            faults[name] = f"{where} has it twice, so neither is believed"
        services[name] = tuple(
            fields.read(normal.device_name, one, f"{here}.devices[{k}]", "the name of a device")
            for k, one in enumerate(names)
        )
        fault = fields.text(plain.get("fault"), f"{here}.fault")
        if fault:
            faults.setdefault(name, fault)
    return services, faults


def _dhcp_view(root: Plain, where: str) -> dict[str, tuple[DhcpRecord, ...]] | None:
    if root.get("dhcp_view") is None:
        return None
    view: dict[str, list[DhcpRecord]] = {}
    for i, item in enumerate(fields.sequence(root["dhcp_view"], f"{where}: dhcp_view")):
        record = read_dhcp_record(item, f"{where}: dhcp_view[{i}]")
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
