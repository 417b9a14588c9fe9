# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the simulator's database holds at the start: a snapshot file, extended.

The format is that of docs/landb_snapshot.md; README.md beside this file names the additions.
Whatever cannot be used is refused with one sentence.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import json
import typing as t
from pathlib import Path

from . import spelling
from .faults import SeedError
from .seed_device import read_device, read_value
from .seed_value import known, listed, mapping, name_of, quoted, text
from .structures import Record, fields, snake

DEFAULT_ACCOUNTS: t.Final = {"auditor": "auditor-password"}
"""Where a seed has no accounts."""

ROOT_KEYS: t.Final = (
    *("format", "version", "taken_at", "devices", "dhcp_view", "faults"),
    *("accounts", "network_services", "sets"),
)
DHCP_KEYS: t.Final = {
    "host_name": "HostName",
    "hardware_address": "HardwareAddress",
    "ip_address": "IP",
    "net_address": "NetAddress",
    "mask": "Mask",
    "gateway_address": "GatewayAddress",
}


@dataclasses.dataclass
class Seed:
    """A seed in LanDB's own terms."""

    devices: dict[str, Record]
    services: dict[str, Record]
    sets: dict[str, list[str]]
    accounts: dict[str, str]
    faults: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    dhcp_view: list[Record] = dataclasses.field(default_factory=list)


def load(path: Path | str) -> Seed:
    """The seed in a YAML or JSON file."""
    where = Path(path).name
    try:
        content = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise SeedError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SeedError(f"{path} is not UTF-8.") from None
    return read(_parsed(content, where), where)


def _parsed(content: str, where: str) -> object:
    if content.lstrip().startswith("{"):
        try:
            return json.loads(content)
        except ValueError as error:
            raise SeedError(f"{where} is not JSON: {error}.") from None
    import yaml  # noqa: PLC0415 - only a YAML seed needs it

    try:
        return yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise SeedError(f"{where} is not YAML: {' '.join(str(error).split())}.") from None


def read(data: object, where: str = "seed") -> Seed:
    """The seed in plain values."""
    root = mapping(data, where)
    if root.get("format") != "cernphone.validation/landb":
        raise SeedError(
            f"{where}: format must be 'cernphone.validation/landb', not"
            f" {quoted(root.get('format'))}."
        )
    if root.get("version") != 1 or root["version"] is True:
        raise SeedError(f"{where}: version must be 1, not {quoted(root.get('version'))}.")
    known(root, ROOT_KEYS, where)
    devices: dict[str, Record] = {}
    for i, item in enumerate(listed(root.get("devices"), f"{where}: devices")):
        device = read_device(item, f"{where}: devices[{i}]")
        name = device["DeviceName"]
        if name in devices:
            raise SeedError(f"{where}: devices[{i}].name {name} comes twice.")
        devices[name] = device
    return Seed(
        devices=devices,
        services=_services(root, devices, where),
        sets=_sets(root, where),
        accounts=_accounts(root, where),
        faults=_faults(root, where),
        dhcp_view=_dhcp_view(root, where),
    )


def _services(root: Record, devices: dict[str, Record], where: str) -> dict[str, Record]:
    services: dict[str, Record] = {}
    names = {field.key: field for field in fields("ServiceInfo", 6)}
    for i, item in enumerate(listed(root.get("network_services") or [], f"{where}: services")):
        here = f"{where}: network_services[{i}]"
        plain = mapping(item, here)
        known(plain, names, here)
        name = text(plain.get("name"), f"{here}.name").upper()
        services[name] = {
            names[key].name: read_value(names[key].type, value, f"{here}.{key}")
            for key, value in plain.items()
        }
        services[name]["Name"] = name
        complete(services[name], f"{here} ({name})")
    interfaces = [each for device in devices.values() for each in device["Interfaces"]]
    # One with an IPv4 address says more.
    for interface in sorted(interfaces, key=lambda each: not each["IPAddress"]):
        name = interface["ServiceName"]
        if name not in services:
            services[name] = _derived(interface, where)
        inherit(interface, services[name])
    return services


def inherit(interface: Record, service: Record) -> None:
    """Add to an interface what it has of its network service."""
    if interface["IPAddress"]:
        for key in ("SubnetMask", "DefaultGateway", "NameServers", "TimeServers"):
            interface[key] = interface[key] or service.get(key)


def _derived(interface: Record, where: str) -> Record:
    """A network service as one of its interfaces shows it."""
    service: Record = {
        "Name": interface["ServiceName"],
        "SubnetMask": interface["SubnetMask"],
        "DefaultGateway": interface["DefaultGateway"],
        "NetworkDomain": interface["NetworkDomainName"],
    }
    if interface["IPAddress"]:
        network = spelling.network(interface["IPAddress"], interface["SubnetMask"] or "24")
        service["AddressIni"] = str(network[min(1, network.num_addresses - 1)])
    complete(service, f"{where}: network service {interface['ServiceName']}")
    return service


def complete(service: Record, where: str) -> None:
    """Add to a network service what follows from the rest of it."""
    service["NetworkDomain"] = service.get("NetworkDomain") or "GPN"
    if not service.get("AddressIni"):
        return
    readers = {
        "AddressIni": spelling.ipv4_address,
        "SubnetMask": spelling.netmask,
        "AddressEnd": spelling.ipv4_address,
        "DefaultGateway": spelling.ipv4_address,
    }
    service["SubnetMask"] = service.get("SubnetMask") or "24"
    for key, reader in readers.items():
        if service.get(key):
            service[key] = name_of(reader, service[key], f"{where}.{snake(key)}")
    network = spelling.network(service["AddressIni"], service["SubnetMask"])
    few = network.num_addresses < 4
    service["AddressEnd"] = service.get("AddressEnd") or str(network[-1 if few else -2])
    service["DefaultGateway"] = service.get("DefaultGateway") or str(network[0 if few else 1])
    first, last = (int(ipaddress.IPv4Address(service[key])) for key in ("AddressIni", "AddressEnd"))
    service.setdefault("AddressCount", max(0, last - first + 1))


def _sets(root: Record, where: str) -> dict[str, list[str]]:
    return {
        text(name, f"{where}: sets").upper(): [
            text(member, f"{where}: sets.{name}").upper()
            for member in listed(members, f"{where}: sets.{name}")
        ]
        for name, members in mapping(root.get("sets") or {}, f"{where}: sets").items()
    }


def _accounts(root: Record, where: str) -> dict[str, str]:
    if root.get("accounts") is None:
        return dict(DEFAULT_ACCOUNTS)
    return {
        text(login, f"{where}: accounts"): text(password, f"{where}: accounts.{login}")
        for login, password in mapping(root["accounts"], f"{where}: accounts").items()
    }


def _faults(root: Record, where: str) -> dict[tuple[str, str], str]:
    faults = {}
    for i, item in enumerate(listed(root.get("faults") or [], f"{where}: faults")):
        here = f"{where}: faults[{i}]"
        plain = mapping(item, here)
        known(plain, ("device_name", "operation", "fault"), here)
        name = name_of(spelling.device_name, plain.get("device_name"), f"{here}.device_name")
        operation = text(plain.get("operation") or "getDeviceInfoArray", f"{here}.operation")
        faults[operation, name] = text(plain.get("fault"), f"{here}.fault")
    return faults


def _dhcp_view(root: Record, where: str) -> list[Record]:
    rows = []
    for i, item in enumerate(listed(root.get("dhcp_view") or [], f"{where}: dhcp_view")):
        here = f"{where}: dhcp_view[{i}]"
        plain = mapping(item, here)
        known(plain, DHCP_KEYS, here)
        row: Record = {wire: plain.get(key) for key, wire in DHCP_KEYS.items()}
        row["HostName"] = text(row["HostName"], f"{here}.host_name").upper()
        row["HardwareAddress"] = name_of(
            spelling.hardware_address, row["HardwareAddress"], f"{here}.hardware_address"
        )
        row["IP"] = name_of(spelling.address, row["IP"], f"{here}.ip_address")
        rows.append(row)
    return rows
