# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook landb_sweep, over HTTPS and without an inventory."""

from __future__ import annotations

import dataclasses
import json
import typing as t
from pathlib import Path

from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab

from .conftest import Ran, playbook
from .landb import Landb, Plain, fresh, leaks, serve

STORE = "S513-C-STORE"
DATA = lab.seed(
    lab.member(1),
    lab.member(2, False, lab.face("CERNPHONE", "192.0.2.100", description="Floating, VRRP 51")),
    lab.device(
        "DISK",
        lab.face("DISK", "10.0.0.7", 7, STORE),
        lab.face("DISK-2", "10.0.0.8", None, STORE),
        cards=[7, 8],
    ),
    lab.device("DISK-IPMI", lab.face("DISK-IPMI", "10.0.0.9", None, STORE), cards=[9]),
)
BAD = {
    ("LDB001", "S513-C-IP1/CPFE02"),
    ("LDB004", "S513-C-IP1/CPFE02"),
    ("LDB004", "S513-C-STORE/DISK"),
}
NAMES = json.dumps({"audit_network_services": [lab.PHONE, STORE]})


def sweep(folder: Path, *arguments: str, **environment: str) -> Ran:
    """A sweep; its reports have a folder of their own."""
    ran = playbook(folder, "cernphone.validation.landb_sweep", *arguments, **environment)
    return dataclasses.replace(ran, reports=folder / "reports" / "sweep")


def verdicts(ran: Ran) -> list[Plain]:
    """Findings without the moment of the data and the history."""
    left = ("change", "first_seen")
    return [
        {k: v for k, v in f.items() if k not in left} for f in ran.findings if f["id"] != "EVD002"
    ]


def repair(landb: Landb) -> None:
    for device, interface, card in (("CPFE02", 0, 2), ("DISK", 1, 8)):
        with landb.simulator.database.changing(device) as found:
            found["Interfaces"][interface]["BoundInterfaceCard"] = {
                "HardwareAddress": lab.card(card),
                "CardType": "Ethernet",
            }


def test_sweep_of_two_network_services(tmp_path: Path) -> None:
    """In both modes, by LanDB and by a file, before and after the repair."""
    with serve(DATA) as landb:
        first = sweep(tmp_path, "--check", "-e", NAMES, "-vvvv", **landb.environment)
        assert first.code != 0
        assert first.by_status("failed", "unknown") == BAD
        assert first.report["run"]["services"] == [lab.PHONE, STORE]
        assert first.report["run"]["hosts"] == 4
        assert (
            "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of CPFE02, is bound to no"
            in " ".join(first.output.split())
        )
        landb.assert_read_only()

        listed = [
            {"name": lab.PHONE, "devices": ["CPFE01", "CPFE02"]},
            {"name": STORE, "devices": ["DISK", "DISK-IPMI"]},
        ]
        rows = [
            {
                "host_name": row["HostName"],
                "hardware_address": row["HardwareAddress"],
                "ip_address": row["IP"],
            }
            for row in landb.simulator.dhcp_view()
        ]
        snapshot = fresh({**DATA, "network_services": listed, "dhcp_view": rows})
        (tmp_path / "landb.json").write_text(json.dumps(snapshot))
        by_file = sweep(tmp_path, "-e", NAMES, "-e", "audit_landb_snapshot=landb.json")
        assert verdicts(by_file) == verdicts(first)
        assert {f["change"] for f in by_file.findings if f["status"] == "failed"} == {"known"}

        repair(landb)
        landb.simulator.calls.clear()
        done = sweep(tmp_path, "-e", NAMES, **landb.environment)
        assert done.code == 0, done.output
        assert {(f["id"], f["subject"]) for f in done.findings if f["change"] == "fixed"} == BAD
        landb.assert_read_only()
        assert leaks([landb], first.output + done.output, tmp_path) == []
        assert not (tmp_path / "reports" / "findings.json").exists()


def test_fault_on_the_third_block(tmp_path: Path) -> None:
    """Six hundred devices: four hundred are judged, two hundred are unknown, and the run fails."""
    cards = {n: f"02-00-5E-01-{n >> 8:02X}-{n & 255:02X}" for n in range(600)}
    devices: list[Plain] = []
    for n, card in cards.items():
        own = {**lab.face(f"D{n}", f"10.0.{n >> 8}.{n & 255}"), "bound_hardware_address": card}
        devices.append(
            {
                **lab.device(f"D{n}", own),
                "cards": [{"hardware_address": card, "card_type": "Ethernet"}],
            }
        )
    with serve(lab.seed(*devices)) as landb:
        landb.simulator.misbehaviour.add(wrong.HtmlPage(), operation="getDeviceInfoArray", call=3)
        variables = landb.options(
            "audit_landb_", password="{{ lookup('env', 'WORD') }}", concurrency=1
        )
        (tmp_path / "vars.json").write_text(
            json.dumps({**variables, "audit_network_services": lab.PHONE})
        )
        ran = sweep(
            tmp_path,
            "-e",
            "@vars.json",
            "-e",
            "audit_fail_on=never",
            "-vvv",
            WORD=landb.environment["LANDB_PASSWORD"],
        )
        assert ran.code != 0
        of_devices = [f for f in ran.findings if f["id"] == "LDB001"]
        statuses = [f["status"] for f in of_devices]
        assert (statuses.count("passed"), statuses.count("unknown")) == (400, 200)
        incidents = ran.report["summary"]["incidents"]
        assert incidents == 200, "one for each device that LanDB did not tell of"
        assert ran.output.count("Likewise:") == 1
        landb.assert_read_only()
        assert leaks([landb], ran.output, tmp_path) == []


def test_sweep_that_cannot_be_made(tmp_path: Path) -> None:
    variables: dict[str, t.Any] = {
        "audit_network_services": lab.PHONE,
        "audit_floating_pattern": ".",
    }
    with serve(DATA) as landb:
        ran = sweep(tmp_path, "-e", json.dumps(variables), **landb.environment)
        assert ran.code != 0
        assert ran.is_sentence
        assert (
            "audit_floating_pattern matches everything, so no interface would be judged."
            in " ".join(ran.output.split())
        )
        assert not len(landb.simulator.calls)
    nobody = sweep(tmp_path, "-e", "audit_network_services=S1")
    assert nobody.code != 0
    assert nobody.by_status("unknown") == {("EVD003", "database/landb"), ("LDB003", "S1")}
    assert (
        "neither an account (audit_landb_username, audit_landb_password) nor a snapshot"
        in " ".join(nobody.output.split())
    )
