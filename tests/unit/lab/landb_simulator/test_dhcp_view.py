# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What DHCP is told, derived from the bindings."""

from __future__ import annotations

import time
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator, seed

ROOT = Path(__file__).resolve().parents[4]
RECORDINGS = sorted((ROOT / "inventories" / "recordings").glob("*/landb*.yml"))
A, B, C = (f"02-00-5E-00-53-0{number}" for number in (1, 2, 3))


def rows(simulator: Simulator) -> list[tuple[str, str, str]]:
    return [(row["HostName"], row["HardwareAddress"], row["IP"]) for row in simulator.dhcp_view()]


def test_there_are_recordings():
    assert len(RECORDINGS) >= 3


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_recording(path):
    recorded = [
        (row["host_name"], row["hardware_address"], row["ip_address"])
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["dhcp_view"]
    ]
    assert rows(Simulator(seed.load(path))) == recorded
    assert rows(Simulator(seed.load(path), dhcp_view_from="seed")) == recorded


def interface(
    name: str, address: str | None, bound: str | None = None, service: str = "S-1"
) -> dict[str, t.Any]:
    return {
        "name": f"{name}.EXAMPLE.ORG",
        "ip_address": address,
        "ipv6_address": None if address else "2001:db8::1",
        "service_name": service,
        "bound_hardware_address": bound,
    }


def device(name: str, cards: list[str], *interfaces: dict[str, t.Any], **more: t.Any) -> t.Any:
    return {
        "name": name,
        "cards": [{"hardware_address": card} for card in cards],
        "interfaces": list(interfaces),
        **more,
    }


P, V, W = "192.0.2.11", "192.0.2.100", "192.0.2.101"
CASES: list[tuple[str, list[t.Any], list[tuple[str, str, str]]]] = [
    ("bound", [device("D", [A], interface("D", P, A))], [("D", A, P)]),
    (
        "two bound to one card",
        [device("D", [A], interface("D", P, A), interface("V", V, A))],
        [("D", A, P), ("D", A, V)],
    ),
    ("the only one", [device("D", [A], interface("D", P))], [("D", A, P)]),
    (
        "the last one declared",
        [device("D", [A], interface("D", P), interface("V", V))],
        [("D", A, V)],
    ),
    (
        "the last of three",
        [device("D", [A], interface("V", V), interface("W", W), interface("D", P))],
        [("D", A, P)],
    ),
    (
        "bound beside unbound",
        [device("D", [A], interface("D", P, A), interface("V", V))],
        [("D", A, P)],
    ),
    (
        "floating bound, primary not",
        [device("D", [A], interface("D", P), interface("V", V, A))],
        [("D", A, V)],
    ),
    (
        "another service",
        [device("D", [A], interface("D", P, A), interface("X", "198.51.100.9", None, "S-2"))],
        [("D", A, P), ("D", A, "198.51.100.9")],
    ),
    (
        "two cards, one bound",
        [device("D", [A, B], interface("D", P, A), interface("V", V))],
        [("D", A, P), ("D", B, V)],
    ),
    (
        "two cards, none bound",
        [device("D", [A, B], interface("D", P), interface("V", V))],
        [("D", A, V), ("D", B, V)],
    ),
    ("no card", [device("D", [], interface("D", P))], []),
    ("no interface", [device("D", [A])], []),
    ("no response", [device("D", [A], interface("D", P, A), hcp_response=False)], []),
    ("IPv6 only", [device("D", [A], interface("D", None))], []),
    ("controller unbound", [device("D", [A], interface("D-IPMI", P))], []),
    (
        "controller declared last",
        [device("D", [A], interface("D", P), interface("D-IPMI--X", V))],
        [("D", A, P)],
    ),
    (
        "controller bound",
        [
            device(
                "D",
                [A, B],
                interface("D", P, A),
                interface("D-IPMI", "198.51.100.9", B, "S-2"),
                interface("V", V),
            )
        ],
        [("D", A, P), ("D", B, "198.51.100.9")],
    ),
    (
        "bound on another device",
        [device("D", [A], interface("D", P)), device("X", [], interface("V", V, A))],
        [("X", A, V)],
    ),
    ("card of nobody", [device("D", [A], interface("D", P, C))], [("D", C, P)]),
]


@pytest.mark.parametrize(
    ("devices", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_derived(devices, expected):
    data = {"format": "cernphone.validation/landb", "version": 1, "devices": devices}
    assert rows(Simulator(data)) == expected


def test_view_follows_a_write_at_once(simulator, connect):
    before = rows(simulator)
    connect(simulator, 6).service.bindUnbindInterface("cpfe02", B)
    assert ("CPFE02", B, "192.0.2.100") in before
    assert ("CPFE02", B, "192.0.2.12") in rows(simulator)
    assert ("CPFE02", B, "192.0.2.100") not in rows(simulator)


def test_view_follows_a_write_late(simulator, connect):
    simulator.switches.dhcp_delay = 600
    service = connect(simulator, 6).service
    before = rows(simulator)
    service.bindUnbindInterface("cpfe02", B)
    service.deviceInsert({"DeviceName": "NEW"})
    service.bulkRemove("cpfe01")
    assert rows(simulator) == before
    simulator.switches.dhcp_delay = 0.1
    time.sleep(0.15)
    assert rows(simulator) == [("CPFE02", B, "192.0.2.12"), ("LOCKED", C, "192.0.2.13")]


def test_view_of_the_seed_stays(simulator, seed, connect):
    seed["dhcp_view"] = [
        {"host_name": "cpfe02", "hardware_address": "02005e005302", "ip_address": "192.0.2.77"}
    ]
    with Simulator(seed, dhcp_view_from="seed") as other:
        service = connect(other, 6).service
        assert [row.IP for row in service.getHCPInfoArray(["cpfe02"])] == ["192.0.2.77"]
        service.bindUnbindInterface("cpfe02", B)
        assert rows(other) == [("CPFE02", B, "192.0.2.77")]
