# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A synthetic fleet: pairs like the example's, one in fifty with an unbound primary interface."""

from __future__ import annotations

import datetime
import ipaddress
import json
import typing as t
from pathlib import Path

import yaml

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
STAMP = "2026-03-01T01:55:00Z"
BASE = int(ipaddress.ip_address("10.0.0.0"))

Plain = dict[str, t.Any]


def address(number: int) -> str:
    return str(ipaddress.ip_address(BASE + number))


def members(pair: int) -> list[Plain]:
    """The two hosts of a pair: name, role, address and hardware address."""
    return [
        {
            "name": f"fe{pair:05}-{side}",
            "role": role,
            "address": address(4 * pair + side),
            "mac": "02:00:" + (256 * pair + side).to_bytes(4, "big").hex(":"),
            "is_bound": not (pair % 50 == 0 and role == "backup"),
        }
        for side, role in ((0, "main"), (1, "backup"))
    ]


def devices(pair: int) -> list[Plain]:
    """LanDB's devices of a pair, as a snapshot has them."""
    found = [_device(host) for host in members(pair)]
    interface = _interface(f"VIP{pair:05}", address(4 * pair + 2), None)
    return [*found, {**_device_head(f"VIP{pair:05}"), "cards": [], "interfaces": [interface]}]


def _device_head(name: str) -> Plain:
    return {"name": name, "hcp_response": True, "blocked": None, "end_date": None}


def _device(host: Plain) -> Plain:
    name = host["name"].upper()
    bound = host["mac"] if host["is_bound"] else None
    return {
        **_device_head(name),
        "cards": [{"hardware_address": host["mac"], "card_type": "Ethernet"}],
        "interfaces": [
            {
                **_interface(name, host["address"], bound),
                "outlet": host["name"],
                "rack_name": f"R{host['role']}",
            }
        ],
    }


def _interface(name: str, ip: str, bound: str | None) -> Plain:
    return {
        "name": f"{name}.EXAMPLE.ORG",
        "ip_address": ip,
        "service_name": "S513-C-IP1",
        "bound_hardware_address": bound,
    }


def dhcp_view(pair: int) -> list[Plain]:
    return [
        {"host_name": h["name"], "hardware_address": h["mac"], "ip_address": h["address"]}
        for h in members(pair)
    ]


def snapshot(pairs: t.Iterable[int]) -> Plain:
    """LanDB's data about some pairs."""
    chosen = list(pairs)
    return {
        "format": "cernphone.validation/landb",
        "version": 1,
        "taken_at": STAMP,
        "devices": [device for pair in chosen for device in devices(pair)],
        "dhcp_view": [row for pair in chosen for row in dhcp_view(pair)],
    }


def variables(pair: int) -> dict[str, Plain]:
    """Host -> its variables, as an inventory has them."""
    return {
        host["name"]: {
            "frontend_service": f"service{pair:05}",
            "frontend_member": host["role"],
            "frontend_primary_address": host["address"],
            "frontend_floating_addresses": [
                {"address": address(4 * pair + 2), "landb_device": f"vip{pair:05}"}
            ],
        }
        for host in members(pair)
    }


def host_document(host: Plain) -> Plain:
    cards = [{"name": "eno1", "hardware_address": host["mac"], "physical": True}]
    return {
        "format": "cernphone.validation/host",
        "version": 1,
        "host": host["name"],
        "collected_at": STAMP,
        "fault": None,
        "subjects": {"cards": {"data": cards, "error": None}},
    }


def write_inventory(folder: Path, pairs: int) -> None:
    """An inventory with its recorded bundle, LanDB's data included."""
    groups: dict[str, Plain] = {}
    (folder / "bundle" / "hosts").mkdir(parents=True)
    for pair in range(pairs):
        groups[f"group{pair:05}"] = _group(pair)
        for host in members(pair):
            path = folder / "bundle" / "hosts" / f"{host['name']}.json"
            path.write_text(json.dumps(host_document(host)))
    manifest = {
        "format": "cernphone.validation/bundle",
        "version": 1,
        "run_id": "20260301T020000Z-000000",
        "created_at": STAMP,
        "collection_version": "0.1.0",
    }
    (folder / "bundle" / "manifest.json").write_text(json.dumps(manifest))
    (folder / "bundle" / "landb.json").write_text(json.dumps(snapshot(range(pairs))))
    run = {"audit_bundle": str(folder / "bundle"), "audit_as_of": "2026-03-01T02:00:00Z"}
    inventory = {"all": {"vars": run, "children": groups}}
    (folder / "hosts.yml").write_text(yaml.safe_dump(inventory))


def _group(pair: int) -> Plain:
    """A pair as an operator writes it: what the members share once, for the group."""
    own = ("frontend_member", "frontend_primary_address")
    declared = variables(pair)
    shared = next(iter(declared.values()))
    return {
        "vars": {name: value for name, value in shared.items() if name not in own},
        "hosts": {host: {name: v[name] for name in own} for host, v in declared.items()},
    }


def write_seed(folder: Path, pairs: int) -> None:
    """What the LanDB simulator serves: three devices a pair, the floating addresses marked."""
    seed = snapshot(range(pairs))
    for device in seed["devices"]:
        if device["name"].startswith("VIP"):
            device["interfaces"][0]["description"] = "Floating address of a pair"
    del seed["dhcp_view"]
    (folder / "seed.json").write_text(json.dumps(seed))
