# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook watch, over HTTPS, beside audits of the same inventory."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils.watching import (
    HOSTS,
    SEED,
    shifted,
)

from .conftest import Ran, playbook
from .landb import Landb, leaks, serve

ASKED_ONCE = ["getAuthToken", "getLastChangedDevices"]
LEASE = 240
"""Minutes; it is renewed after two hours."""


TAKEN = [("LDB007", "cpfe02"), ("LDB008", "cpfe02")]
"""What is the case when somebody else has the address of cpfe02."""


class Desk:
    """Where an operator watches and audits two services."""

    def __init__(self, folder: Path, landb: Landb) -> None:
        self.folder = folder
        self.landb = landb
        self.outputs: list[str] = []
        hosts = copy.deepcopy(HOSTS)
        for variables in hosts.values():
            # They are not there; what they would tell is not what this is about.
            variables |= {
                "ansible_host": "127.0.0.1",
                "ansible_port": 1,
                "ansible_ssh_common_args": "-F none",
            }
            variables["frontend_dhcp_lease_minutes"] = LEASE
        (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}))

    def run(self, playbook_name: str, *arguments: str, **environment: str) -> Ran:
        self.landb.simulator.calls.clear()
        ran = playbook(
            self.folder,
            f"cernphone.validation.{playbook_name}",
            *("-i", "hosts.yml", "-vvv", *arguments),
            **{**self.landb.environment, **environment},
        )
        assert "Traceback" not in ran.output
        assert not self.landb.simulator.calls.writes
        self.outputs.append(ran.output)
        return ran

    def watch(self, *arguments: str, **environment: str) -> Ran:
        ran = self.run("watch", *arguments, **environment)
        return dataclasses.replace(ran, reports=self.folder / "reports" / "watch")

    def audit(self, *arguments: str) -> Ran:
        return self.run("audit", *arguments)

    def wait(self, minutes: int) -> None:
        """So many minutes go by."""
        delta = datetime.timedelta(minutes=minutes)
        for name in ("findings.json", "watch/findings.json", "watch/watch.json"):
            path = self.folder / "reports" / name
            if path.exists():
                path.write_text(json.dumps(shifted(json.loads(path.read_text()), delta)))
        database = self.landb.simulator.database
        for name, device in database.devices.items():
            if device["LastChangeDate"]:
                older = {**device, "LastChangeDate": device["LastChangeDate"] - delta}
                database.devices = {**database.devices, name: older}

    @property
    def state(self) -> dict[str, t.Any]:
        return dict(json.loads((self.folder / "reports/watch/watch.json").read_text()))


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> t.Iterator[Desk]:
    with serve(SEED) as landb:
        yield Desk(tmp_path, landb)


def bad(ran: Ran) -> set[tuple[str, str]]:
    """What LanDB's data show."""
    return {one for one in ran.by_status("failed", "unknown") if one[0].startswith("LDB")}


def of_the_watch(ran: Ran) -> dict[str, tuple[str, str]]:
    return {f["subject"]: (f["status"], f["message"]) for f in ran.findings if f["id"] == "DHC005"}


def test_watch_between_audits(desk: Desk) -> None:
    """What DHC005 tells of it, and that nothing is said twice of what did not change."""
    first = desk.audit()
    assert of_the_watch(first)["other"] == ("not_applicable", "other is audited for the first time")
    looked = desk.watch()
    assert looked.code == 0, looked.output
    assert "The first look, or the first for long: every service is judged." in " ".join(
        looked.output.split()
    )
    assert not looked.by_status("failed", "unknown")
    assert {f["service"] for f in looked.findings} == {"", "cernphone", "other"}

    desk.wait(100)
    idle = desk.watch("--check")
    assert idle.code == 0, idle.output
    assert desk.landb.simulator.calls.operations == ASKED_ONCE
    told = " ".join(idle.output.split())
    assert "LanDB changed 0 devices since " in told
    assert "; 0 of 2 services are judged." in told
    assert {f["subject"] for f in idle.findings} == {"database/landb"}
    assert len(desk.state["services"]["other"]["looks"]) == 2

    desk.wait(90)
    second = desk.audit()
    assert of_the_watch(second)["other"] == (
        "passed",
        "LanDB's data on other was looked at every 1 h 40 min at most, and leases are renewed after 2 h",
    )
    desk.wait(190)
    third = desk.audit("--check")
    status, message = of_the_watch(third)["other"]
    assert status == "failed"
    assert message.startswith("between two looks at LanDB's data on other lay 3 h 10 min")
    assert leaks([desk.landb], "".join(desk.outputs), desk.folder) == []


def test_what_a_watch_finds(desk: Desk) -> None:
    """A change is judged and stays open; who is near is known to the audit, too."""
    assert desk.watch().code == 0
    desk.wait(60)
    with desk.landb.simulator.database.changing("CPFE06") as device:
        device["Interfaces"][0]["BoundInterfaceCard"] = None
    with desk.landb.simulator.database.changing("PRINTER") as device:
        device["Interfaces"][0]["IPAddress"] = "192.0.2.12"
    desk.wait(30)
    found = desk.watch()
    assert found.code != 0
    assert bad(found) == {("LDB001", "cpfe06"), *TAKEN}
    assert desk.state["services"]["cernphone"]["neighbours"] == ["PRINTER"]
    before = (desk.folder / "reports/watch/watch.json").read_bytes()

    (bundle,) = [
        p
        for p in (desk.folder / "reports/watch/bundles").iterdir()
        if found.report["run"]["run_id"] == p.name
    ]
    replay = desk.watch("-e", f"audit_bundle={bundle}", "-e", "audit_watch=reports/again")
    assert replay.code != 0
    assert not desk.landb.simulator.calls.operations
    assert not (desk.folder / "reports/again/watch.json").exists(), "a recording is not remembered"
    assert (desk.folder / "reports/watch/watch.json").read_bytes() == before

    desk.wait(60)
    limited = desk.watch("--limit", "cpfe05,cpfe06", "-e", "audit_previous=/nonexistent")
    assert bad(limited) == {("LDB001", "cpfe06")}
    assert [(c["id"], c["subject"]) for c in limited.report["carried"]] == TAKEN
    assert desk.state["services"]["cernphone"]["neighbours"] == ["PRINTER"]

    audit = desk.audit()
    assert ("LDB007", "cpfe02") in audit.by_status("failed"), "the audit asks about the neighbour"
    desk.landb.simulator.database.remove("PRINTER")
    with desk.landb.simulator.database.changing("CPFE06") as device:
        device["Interfaces"][0]["BoundInterfaceCard"] = {
            "HardwareAddress": lab.card(6),
            "CardType": "Ethernet",
        }
    desk.wait(60)
    mended = desk.watch()
    assert mended.code == 0, mended.output
    assert desk.state["services"]["cernphone"]["neighbours"] == []
    assert {(f["id"], f["subject"]) for f in mended.findings if f["change"] == "fixed"} >= {
        ("LDB001", "cpfe06"),
        *TAKEN,
    }
    assert leaks([desk.landb], "".join(desk.outputs), desk.folder) == []


def test_watch_that_cannot_look(desk: Desk) -> None:
    assert desk.watch().code == 0
    before = desk.state
    silent = desk.watch(LANDB_PASSWORD="another word")
    assert silent.code != 0
    assert ("EVD003", "database/landb") in silent.by_status("unknown")
    assert (
        "what it changed since the last look is not known: it refused the login of auditor"
        in " ".join(silent.output.split())
    )
    assert "another word" not in silent.output
    assert desk.state == before

    nobody = desk.watch(LANDB_USERNAME="", LANDB_PASSWORD="")
    assert nobody.code != 0
    assert (
        "Nothing to watch: a watch asks LanDB itself (audit_landb_username, audit_landb_password)"
        in " ".join(nobody.output.split())
    )

    (desk.folder / "reports/watch/watch.json").write_text("{")
    for run in (desk.watch, desk.audit):
        broken = run()
        assert broken.code != 0
        told = " ".join(broken.output.split())
        assert "watch.json is not valid JSON: " in told
        assert " Move it away to begin a new watch." in told
    assert not (desk.folder / "reports/findings.json").exists()
    assert leaks([desk.landb], "".join(desk.outputs), desk.folder) == []
