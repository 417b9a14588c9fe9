# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded pairs: the healthy one is green, the outage is told, the repair is green again."""

from __future__ import annotations

import csv
import json
import re
import typing as t
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .conftest import ROOT, Inventory, Runner

FILES = (
    "findings.csv",
    "findings.json",
    "findings.prom",
    "findings.sarif",
    "junit.xml",
    "report.md",
)
OUTAGE = {("LDB001", "cpfe02"), ("LDB004", "cpfe02"), ("LDB008", "cpfe02")}
REPAIRED = (
    "-e",
    f"audit_landb_snapshot={ROOT}/inventories/recordings/otg0150866/landb_repaired.yml",
)


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["run", "check"])
def test_healthy_pair_passes(audit: Runner, mode: tuple[str, ...]) -> None:
    ran = audit("example", *mode)
    assert ran.code == 0, ran.output
    assert "PASSED" in ran.output
    assert not ran.by_status("failed", "unknown", "waived")
    assert {f["id"] for f in ran.findings} >= {f"LDB{n:03}" for n in range(1, 13)}
    assert "changed=0" in ran.output


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["run", "check"])
def test_outage_is_told_before_it_strikes(audit: Runner, mode: tuple[str, ...]) -> None:
    ran = audit("otg0150866", *mode)
    assert ran.code != 0
    assert ran.by_status("failed", "unknown") == OUTAGE
    root = next(f for f in ran.findings if f["id"] == "LDB001" and f["subject"] == "cpfe02")
    assert root["caused_by"] is None
    symptoms = [f for f in ran.findings if f["id"] in ("LDB004", "LDB008") and f["consequence"]]
    assert {f["caused_by"] for f in symptoms} == {root["fingerprint"]}
    assert ran.report["summary"]["incidents"] == 1
    assert "192.0.2.100" in root["consequence"]
    assert root["consequence"].split(":")[0] in " ".join(ran.output.split())
    assert max(map(len, _report_lines(ran.output))) <= 80


def _report_lines(output: str) -> t.Sequence[str]:
    """What the judge printed, without Ansible's own lines."""
    report = output.split("TASK [Judge a recorded bundle]")[1]
    return report.split("[ERROR]")[0].splitlines()[1:]


def test_repaired_outage_passes(audit: Runner) -> None:
    ran = audit("otg0150866", *REPAIRED)
    assert ran.code == 0, ran.output


def test_service_without_a_database_is_named(audit: Runner) -> None:
    ran = audit("otg0150866", "-e", "frontend_network_database=none")
    assert ran.code == 0, ran.output
    assert "Declared to be in no network database: cernphone" in ran.output
    assert not ran.by_status("passed") & {("LDB001", "cpfe02"), ("LDB001", "cpfe01")}


def test_binding_alone_is_not_enough(audit: Runner, outage: Inventory) -> None:
    def bind(data: t.Any) -> None:
        data["devices"][1]["interfaces"][0]["bound_hardware_address"] = "0200.5e00.5302"

    outage.edit("recording/landb.yml", bind)
    ran = audit(outage.path)
    assert ran.by_status("failed", "unknown") == {("LDB008", "cpfe02")}
    assert "wait until the view follows" in " ".join(ran.output.split())


def test_runs_are_compared(audit: Runner) -> None:
    first = audit("otg0150866", "-e", "audit_as_of=2026-03-01T02:00:00Z")
    assert {f["change"] for f in first.findings if f["status"] == "failed"} == {"new"}
    second = audit("otg0150866", "-e", "audit_as_of=2026-03-01T03:00:00Z")
    failed = [f for f in second.findings if f["status"] == "failed"]
    assert {(f["change"], f["first_seen"]) for f in failed} == {("known", "2026-03-01T02:00:00Z")}
    third = audit("otg0150866", "-e", "audit_as_of=2026-03-01T04:00:00Z", *REPAIRED)
    fixed = [f for f in third.findings if f["change"] == "fixed"]
    assert {(f["id"], f["subject"]) for f in fixed} == OUTAGE
    assert third.report["summary"]["fixed"] == 3


def test_limit_keeps_the_history_of_what_it_leaves_out(audit: Runner, outage: Inventory) -> None:
    outage.edit("hosts.yml", lambda data: {**data, "other": {"hosts": {"ofe01": {}, "ofe02": {}}}})
    outage.write("group_vars/other.yml", OTHER)
    outage.write(
        "host_vars/ofe01.yml", "frontend_member: main\nfrontend_primary_address: 192.0.2.21\n"
    )
    outage.write(
        "host_vars/ofe02.yml", "frontend_member: backup\nfrontend_primary_address: 192.0.2.22\n"
    )
    first = audit(outage.path)
    assert ("EVD001", "ofe01") in first.by_status("unknown")
    limited = audit(outage.path, "--limit", "other", "-e", "audit_as_of=2026-03-01T03:00:00Z")
    assert {f["service"] for f in limited.findings if f["service"]} == {"other"}
    assert {(c["id"], c["subject"]) for c in limited.report["carried"]} == OUTAGE
    again = audit(outage.path, "-e", "audit_as_of=2026-03-01T04:00:00Z")
    failed = [f for f in again.findings if f["status"] == "failed"]
    assert {(f["change"], f["first_seen"]) for f in failed} == {("known", "2026-03-01T02:00:00Z")}


OTHER = """
frontend_service: other
frontend_floating_addresses: [{address: 192.0.2.200}]
"""


def test_reports_go_where_they_are_told(audit: Runner, tmp_path: Path) -> None:
    ran = audit("example", "-e", f"audit_reports={tmp_path}/elsewhere/deep")
    assert ran.code == 0, ran.output
    assert not ran.reports.exists()
    for name in FILES:
        written = tmp_path / "elsewhere" / "deep" / name
        assert written.stat().st_mode & 0o777 == 0o600
    suite = ET.parse(tmp_path / "elsewhere/deep/junit.xml").getroot()
    names = [case.get("name") for case in suite.iter("testcase")]
    assert len(names) == len(set(names)) > 20


def test_all_formats_tell_the_same(audit: Runner) -> None:
    ran = audit("otg0150866")
    folder = ran.reports
    assert "Reports in reports: findings.csv, junit.xml, " in ran.output
    prints = {f["fingerprint"] for f in ran.findings}
    with (folder / "findings.csv").open(newline="") as stream:
        assert {row["fingerprint"] for row in csv.DictReader(stream)} == prints
    text = (folder / "findings.prom").read_text()
    told = re.findall('_finding{id="([^"]+)",subject="([^"]+)"', text)
    assert set(told) == {(f["id"], f["subject"]) for f in ran.findings}
    assert text.count(',status="failed"') == len(OUTAGE)
    results = json.loads((folder / "findings.sarif").read_text())["runs"][0]["results"]
    assert {r["partialFingerprints"]["primaryLocationLineHash"] for r in results} == {
        f["fingerprint"] for f in ran.findings if f["status"] == "failed"
    }
    assert (folder / "report.md").read_text().startswith("# FAILED: 1 incident (1 critical)\n")
    again = audit("otg0150866", "-e", "audit_formats=markdown,sarif")
    assert {path.name for path in folder.iterdir()} == {
        ".lock", "findings.json", "findings.sarif", "report.md",
    }  # fmt: skip
    assert {f["change"] for f in again.findings if f["status"] == "failed"} == {"known"}
    assert "known since 2026-03-01T02:00:00Z" in (folder / "report.md").read_text()


def test_waiver_lets_a_failure_pass_until_it_expires(audit: Runner, example: Inventory) -> None:
    def share(data: t.Any) -> None:
        data["devices"][1]["interfaces"][0]["rack_name"] = "CA01"

    example.edit("recording/landb.yml", share)
    assert audit(example.path).by_status("failed") == {("LDB011", "cernphone")}
    example.write("group_vars/cernphone_frontend/waivers.yml", WAIVER)
    (example.path / "group_vars/cernphone_frontend.yml").rename(
        example.path / "group_vars/cernphone_frontend/intent.yml"
    )
    waived = audit(example.path)
    assert waived.code == 0, waived.output
    assert waived.by_status("waived") == {("LDB011", "cernphone")}
    assert "expires in 3 days, on 2026-03-04" in " ".join(waived.output.split())
    old = ("-e", "frontend_evidence_max_age_hours=8760", "-e")
    ahead = "Pacific/Kiritimati"  # Where it is the next day already.
    last = audit(example.path, *old, "audit_as_of=2026-03-04T23:59:59Z", TZ=ahead)
    assert last.code == 0, last.output
    expired = audit(example.path, *old, "audit_as_of=2026-03-05T00:00:00Z", TZ="Etc/GMT+12")
    assert expired.by_status("failed", "unknown") == {("LDB011", "cernphone")}
    assert expired.code != 0
    finding = next(f for f in expired.findings if f["id"] == "LDB011")
    assert (finding["change"], finding["first_seen"]) == ("known", "2026-03-01T02:00:00Z")


WAIVER = """
frontend_waivers:
  - {check: LDB011, subject: cernphone, owner: operations, reason: The second rack is being built.,
     ticket: TEL-1, expires: 2026-03-04, ceiling: minor}
"""


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["run", "check"])
def test_audit_writes_below_its_reports_only(
    audit: Runner, tmp_path: Path, mode: tuple[str, ...]
) -> None:
    assert audit("example", *mode).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {".home", "reports"}
    written = {path.name for path in (tmp_path / "reports").iterdir()}
    assert written == {".lock", *FILES}


def test_audit_leaves_the_inventory_alone(audit: Runner, example: Inventory) -> None:
    def state() -> dict[str, bytes]:
        files = sorted(path for path in example.path.parent.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    before = state()
    assert audit(example.path).code == 0
    assert state() == before
