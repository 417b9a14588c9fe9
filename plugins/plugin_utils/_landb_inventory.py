# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's devices as hosts of an inventory: the query, the hosts and what a cache keeps."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import typing as t

from ..module_utils._landb import fields
from ..module_utils._landb.device import INTERFACE_KEYS, read_device
from ..module_utils._landb.patterns import search_pattern
from ..module_utils._model import normal
from ..module_utils._model.errors import InputError, kind_of, shown
from ..module_utils._model.evidence import Device, Interface

Plain = t.Mapping[str, t.Any]

SOURCES: t.Final = ("network_services", "sets", "name_patterns")
RESERVED: t.Final = frozenset(("all", "ungrouped", "localhost", "127.0.0.1"))
"""Ansible means something else by them: a device of that name would be taken for the controller."""

FORMAT: t.Final = "cernphone.validation/landb_inventory"
VERSION: t.Final = 1
CACHE_KEYS: t.Final = {"format", "version", "query", "devices", "sets"}


@dataclasses.dataclass(frozen=True)
class Query:
    """What to list.

    Attributes:
        network_services: Names of network services, all of whose devices are listed.
        sets: Names of sets: the devices whose interfaces they hold.
        name_patterns: Names of devices with wildcards.
    """

    network_services: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    name_patterns: tuple[str, ...] = ()

    def plain(self) -> dict[str, list[str]]:
        """As a cache keeps it."""
        return {name: list(value) for name, value in dataclasses.asdict(self).items()}


@dataclasses.dataclass(frozen=True)
class Listed:
    """What LanDB told.

    Attributes:
        devices: Name -> device in the form of a snapshot, in LanDB's order.
        sets: Name of a device -> those sets of the query that hold an interface of it.
    """

    devices: t.Mapping[str, Plain]
    sets: t.Mapping[str, t.Sequence[str]]


@dataclasses.dataclass(frozen=True)
class Host:
    """A host of the inventory."""

    name: str
    variables: dict[str, t.Any]


# --- The query ---


def read_query(options: t.Mapping[str, t.Any]) -> Query:
    """The query that options describe.

    Raises:
        InputError: With a sentence for each that cannot be used.
    """
    problems: list[str] = []
    values = {name: _texts(options.get(name), name, problems) for name in SOURCES}
    for pattern in values["name_patterns"]:
        try:
            search_pattern(pattern)
        except ValueError as error:
            problems.append(f"name_patterns: {shown(pattern)} {error}.")
    if not problems and not any(values.values()):
        problems.append(f"There is nothing to list: give one of {', '.join(SOURCES)}.")
    if problems:
        raise InputError(problems)
    return Query(**values)


def _texts(value: object, name: str, problems: list[str]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        problems.append(f"{name} must be a list, not {kind_of(value)}.")
        return ()
    found: dict[str, None] = {}
    for i, item in enumerate(value):
        try:
            found[fields.filled(item)] = None
        except ValueError:
            problems.append(f"{name}[{i}] must be a text, not {kind_of(item)}.")
    return tuple(found)


# --- The hosts ---


def hosts(listed: Listed, hostname: str) -> list[Host]:
    """The hosts of the devices, in their order.

    Args:
        listed: What LanDB told.
        hostname: What a host is called by: its `device` or its primary `interface`.

    Raises:
        InputError: Where a host can have no name, or two would have the same.
    """
    problems: list[str] = []
    found: dict[str, Host] = {}
    for name, plain in listed.devices.items():
        device = read_device(plain, "LanDB's answer")
        try:
            called = _host_name(device, hostname)
        except InputError as error:
            problems += error.problems
            continue
        if called in found:
            first = found[called].variables["landb_device"]
            problems.append(f"The devices {first} and {name} would both be the host {called}.")
        found[called] = Host(called, variables(device, plain, listed.sets.get(name, ())))
    if problems:
        raise InputError(problems)
    return list(found.values())


def _host_name(device: Device, hostname: str) -> str:
    name = device.name
    if hostname == "interface":
        interface = primary_interface(device)
        if interface is None:
            raise InputError(f"The device {name} has no interface to call the host by.")
        name = interface.name
    if name.lower() in RESERVED:
        raise InputError(
            f"The device {device.name} would be the host {name.lower()}, by which Ansible means"
            " something else."
        )
    return name.lower()


def primary_interface(device: Device) -> Interface | None:
    """The interface that is called like the device, maybe with `--` and a network domain after it,
    else the first that is no management controller's."""
    named = [one for one in device.interfaces if one.label == device.name]
    in_domain = [one for one in device.interfaces if one.label.split("--", 1)[0] == device.name]
    own = [one for one in device.interfaces if not one.is_ipmi]
    return next(iter(named or in_domain or own), None)


def primary_address(interface: Interface | None) -> str | None:
    """The IPv4 address of an interface, else its IPv6 address."""
    if interface is None:
        return None
    return next(iter(sorted(interface.addresses, key=lambda one: ":" in one)), None)


def variables(device: Device, plain: Plain, sets: t.Sequence[str] = ()) -> dict[str, t.Any]:
    """The variables of a host. What LanDB did not send has none: that is not the same as null."""
    interface = primary_interface(device)
    address = primary_address(interface)
    services = sorted({one.service_name for one in device.interfaces})
    found: dict[str, t.Any] = {
        "landb_device": device.name,
        "landb_primary_interface": interface.name if interface else None,
        "landb_primary_address": address,
        "landb_addresses": list(
            dict.fromkeys(one for each in device.interfaces for one in each.addresses)
        ),
        "landb_cards": list(device.cards),
        "landb_interfaces": [
            _interface(one, whole)
            for one, whole in zip(device.interfaces, plain["interfaces"], strict=True)
        ],
        "landb_network_services": services,
        "landb_sets": list(sets),
    }
    sent = {
        "blocked": device.blocked,
        "end_date": device.end_date.isoformat() if device.end_date else None,
        "hcp_response": device.hcp_response,
        "manager_locked": device.manager_locked,
        "last_change_date": fields.text(plain.get("last_change_date"), "last_change_date"),
    }
    found.update({f"landb_{name}": value for name, value in sent.items() if name in plain})
    if address:
        found["ansible_host"] = address
    return found


def _interface(interface: Interface, plain: Plain) -> dict[str, t.Any]:
    """An interface with every key, spelled as everywhere else in this collection."""
    where = interface.name
    found: dict[str, t.Any] = {
        key: fields.text(plain.get(key), f"{where}.{key}")
        for key in sorted(INTERFACE_KEYS - {"ip_aliases"})
    }
    for key in ("ip_address", "ipv6_address"):
        found[key] = normal.address(found[key]) if found[key] else None
    aliases = fields.sequence(plain.get("ip_aliases") or (), f"{where}.ip_aliases")
    return {
        **found,
        "name": interface.name,
        "service_name": interface.service_name,
        "bound_hardware_address": interface.bound,
        "outlet": interface.outlet,
        "rack_name": interface.rack_name,
        "ip_aliases": [fields.text(alias, f"{where}.ip_aliases") for alias in aliases],
    }


# --- The cache ---


def cache_key(query: Query, url: str, username: str) -> str:
    """Another one for another query, database or account."""
    asked = json.dumps([FORMAT, VERSION, query.plain(), url, username])
    return hashlib.sha256(asked.encode()).hexdigest()


def to_cache(listed: Listed, query: Query) -> dict[str, t.Any]:
    """What a cache keeps: LanDB's answer as it came, neither credentials nor persons."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "query": query.plain(),
        "devices": list(listed.devices.values()),
        "sets": {name: list(sets) for name, sets in listed.sets.items()},
    }


def from_cache(data: object, query: Query) -> Listed:
    """What was kept.

    Raises:
        InputError: With what is wrong with it.
    """
    root = fields.mapping(data, "it")
    if set(root) != CACHE_KEYS or (root["format"], root["version"]) != (FORMAT, VERSION):
        raise InputError("it is of another format")
    if root["query"] != query.plain():
        raise InputError("it holds the answer to another query")
    devices: dict[str, Plain] = {}
    for i, item in enumerate(fields.sequence(root["devices"], "its devices")):
        device, plain = read_device(item, f"its devices[{i}]"), fields.mapping(item, "it")
        if device.name in devices:
            raise InputError(f"it has the device {device.name} twice")
        variables(device, plain)  # Raises where a part of it is malformed.
        devices[device.name] = plain
    sets = fields.mapping(root["sets"], "its sets")
    if not devices or sets.keys() != devices.keys():
        raise InputError("it is not whole")
    return Listed(devices, {name: _known_sets(sets[name], query) for name in devices})


def _known_sets(value: object, query: Query) -> list[str]:
    names = [str(name) for name in fields.sequence(value, "its sets")]
    if not set(names) <= set(query.sets):
        raise InputError("it names a set that is not in the query")
    return names
