# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: one sentence that names what and where, no traceback, no report, never a pass."""

from __future__ import annotations

import copy
import fcntl
import json
import os
import typing as t
from pathlib import Path

import pytest
import yaml

from .conftest import LIVE, Inventory, Ran, Runner

FULL_DISK = Path(__file__).parent / "full_disk"


def told(ran: Ran) -> str:
    return " ".join(ran.output.split())


HOST = "host_vars/cpfe02.yml"
GROUP = "group_vars/cernphone_frontend.yml"


def put(name: str, value: t.Any) -> t.Callable[[t.Any], None]:
    return lambda data: data.__setitem__(name, value)


INTENT = [
    ("missing", HOST, lambda d: d.pop("frontend_primary_address") and None,
     "cpfe02: frontend_primary_address is missing: the host's own IPv4 or IPv6 address, without prefix length."),
    ("no address", HOST, put("frontend_primary_address", "192.0.2.300"),
     "cpfe02: frontend_primary_address must be an IPv4 or IPv6 address without prefix length, not '192.0.2.300'."),
    ("malformed", GROUP, put("frontend_floating_addresses", "192.0.2.100"),
     "cpfe01: frontend_floating_addresses must be a list, not '192.0.2.100'."),
    ("unknown key", HOST, put("frontend_primary_adress", "192.0.2.12"),
     "cpfe02: 'frontend_primary_adress' is not known; did you mean 'frontend_primary_address'?"),
    ("unknown subkey", GROUP, put("frontend_floating_addresses", [{"address": "192.0.2.100", "device": "x"}]),
     "cpfe01: frontend_floating_addresses[0]: 'device' is not known"),
    ("floating is primary", GROUP, put("frontend_floating_addresses", [{"address": "192.0.2.11/24"}]),
     "192.0.2.11 is a floating address of service cernphone and the primary address of cpfe01; it can be only one"),
    ("two services in a list", HOST, put("frontend_service", ["cernphone", "other"]),
     "cpfe02: frontend_service names 2 services; a host belongs to one."),
    ("waiver of evidence", GROUP, put("frontend_waivers", [{"check": "EVD001", "subject": "cpfe02", "owner": "a",
     "reason": "b", "ticket": "c", "expires": "2027-01-31", "ceiling": "major"}]),
     "Service cernphone: frontend_waivers: EVD001 cannot be waived, for it tells of missing evidence alone."),
    ("undefined template", HOST, put("frontend_primary_address", "{{ nowhere }}"),
     "cpfe02: frontend_primary_address: "),
    ("run option misspelt", "group_vars/all.yml", put("audit_report", "elsewhere"),
     "cpfe01: 'audit_report' is not known; did you mean 'audit_reports'?"),
    ("moment", "group_vars/all.yml", put("audit_as_of", "yesterday"),
     "audit_as_of must be a time with a time zone, such as 2026-03-01T02:00:00Z, not 'yesterday'."),
    ("fail_on", "group_vars/all.yml", put("audit_fail_on", "info"),
     "audit_fail_on must be one of critical, major, minor, never, not 'info'."),
    ("formats", "group_vars/all.yml", put("audit_formats", ["pdf"]),
     "audit_formats must be a list of some of csv, json, junit, markdown, prometheus, sarif, not 'pdf'."),
    ("option of one host", HOST, put("audit_reports", "elsewhere"),
     "audit_reports differs between cpfe01 and cpfe02; a run has one."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "sentence"), [c[1:] for c in INTENT], ids=[c[0] for c in INTENT])  # fmt: skip
def test_intent(audit: Runner, example: Inventory, name: str, change: t.Any, sentence: str) -> None:
    example.edit(name, change)
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert sentence in told(ran)


def test_host_of_two_services_by_its_groups(audit: Runner, example: Inventory) -> None:
    example.edit("hosts.yml", put("other", {"hosts": {"cpfe02": {}}}))
    example.write("group_vars/other.yml", "frontend_service: other\n")
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert (
        "cpfe02: frontend_service is 'cernphone' by the group cernphone_frontend and 'other' by the"
        " group other; a host belongs to one service." in told(ran)
    )


def deep(levels: int) -> str:
    return "a: " + "[" * levels + "]" * levels + "\n"


SNAPSHOTS: list[tuple[str, str | bytes, str]] = [
    ("empty", "", "landb.yml must be a mapping, not nothing."),
    ("no mapping", "- 1\n", "landb.yml must be a mapping, not a list."),
    ("broken", "devices: [\n", "landb.yml is not valid YAML: line 2: "),
    ("truncated JSON", '{"format": "cernphone.validation/landb", "devi', "landb.yml is not valid JSON: line 1: "),
    ("not UTF-8", b"devices: \xff\n", "landb.yml is not UTF-8 text (byte 9)."),
    ("deep", deep(5000), "landb.yml is not valid YAML: line 1: exceeded maximum nesting depth."),
    ("deep JSON", "[" * 100000, "landb.yml is nested too deeply."),
    ("aliases", "a: &a [x, x]\nb: [*a, *a]\n", "landb.yml cannot be used: line 1: anchors and aliases are not accepted."),
    ("tag", "a: !!python/object/apply:os.system [id]\n", "landb.yml cannot be used: line 1: tags are not accepted."),
    ("other format", "format: other\n", "landb.yml: format must be 'cernphone.validation/landb', not 'other'."),
    ("newer version", "format: cernphone.validation/landb\nversion: 9\n", "landb.yml: version must be 1, not 9."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), [c[1:] for c in SNAPSHOTS], ids=[c[0] for c in SNAPSHOTS])  # fmt: skip
def test_snapshot(audit: Runner, example: Inventory, content: str | bytes, sentence: str) -> None:
    example.write("recording/landb.yml", content)
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert sentence in told(ran)


def test_snapshot_too_large(audit: Runner, example: Inventory) -> None:
    with open(example.recording / "landb.yml", "wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert "landb.yml is larger than 128 MiB." in told(ran)


def test_snapshot_missing(audit: Runner, example: Inventory) -> None:
    (example.recording / "landb.yml").unlink()
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert "landb.yml cannot be read: No such file or directory." in told(ran)


def test_bad_snapshot_is_told_before_a_host_is_contacted(audit: Runner, example: Inventory) -> None:
    example.write("recording/landb.yml", "devices: [\n")
    example.edit("group_vars/all.yml", lambda data: data.pop("audit_bundle") and None)
    ran = audit(example.path, "-e", "ansible_host=127.0.0.1", "-e", "ansible_port=1")
    assert ran.code != 0
    assert "landb.yml is not valid YAML" in told(ran)
    assert "Gather the evidence of the host" not in ran.output
    assert not list(ran.reports.rglob("*.json")), "something half-written stayed behind"


UNKNOWN = [
    ("lacks a device", lambda d: d["devices"].pop(1) and None, {("EVD003", "cpfe02"), ("LDB001", "cpfe02")}),
    ("answers twice", lambda d: d["devices"].append(copy.deepcopy(d["devices"][1])), {("EVD003", "cpfe02"), ("LDB001", "cpfe02")}),
    ("without a time", lambda d: d.pop("taken_at") and None, {("EVD002", "database/landb"), ("LDB001", "cpfe01")}),
    ("without the DHCP view", lambda d: d.pop("dhcp_view") and None, {("LDB008", "cpfe01"), ("LDB008", "cpfe02")}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [c[1:] for c in UNKNOWN], ids=[c[0] for c in UNKNOWN])  # fmt: skip
def test_snapshot_with_holes(
    audit: Runner, example: Inventory, change: t.Any, expected: set[tuple[str, str]]
) -> None:
    example.edit("recording/landb.yml", change)
    ran = audit(example.path)
    assert ran.code != 0
    assert "Traceback" not in ran.output
    assert expected <= ran.by_status("unknown")
    assert not ran.by_status("failed")


BUNDLES: list[tuple[str, str, str | bytes | None, str]] = [
    (
        "broken",
        "recording/hosts/cpfe02.json",
        '{"format":',
        "cpfe02.json is not valid JSON: line 1",
    ),
    ("not UTF-8", "recording/hosts/cpfe02.json", b'"\xff"', "cpfe02.json is not UTF-8 text"),
    ("deep", "recording/hosts/cpfe02.json", "[" * 100000, "cpfe02.json is nested too deeply"),
    ("number too long", "recording/hosts/cpfe02.json", "1" * 5000, "cpfe02.json is not valid JSON"),
    ("missing", "recording/hosts/cpfe02.json", None, "it is not in the bundle"),
]


@pytest.mark.parametrize(("name", "content", "words"), [c[1:] for c in BUNDLES], ids=[c[0] for c in BUNDLES])  # fmt: skip
def test_bundle_of_a_host(
    audit: Runner, example: Inventory, name: str, content: str | bytes | None, words: str
) -> None:
    example.file(name).unlink()
    if content is not None:
        example.write(name, content)
    ran = audit(example.path)
    assert ran.code != 0
    assert "Traceback" not in ran.output
    assert ("EVD001", "cpfe02") in ran.by_status("unknown")
    assert ("EVD001", "cpfe01") in ran.by_status("passed")
    finding = next(f for f in ran.findings if (f["id"], f["subject"]) == ("EVD001", "cpfe02"))
    assert words in finding["message"]


def test_evidence_of_another_host_is_refused(audit: Runner, example: Inventory) -> None:
    example.edit("recording/hosts/cpfe02.json", put("host", "cpfe01"))
    ran = audit(example.path)
    assert ("EVD001", "cpfe02") in ran.by_status("unknown")
    assert "is the evidence of 'cpfe01'" in told(ran)


def test_link_in_a_bundle_is_not_followed(audit: Runner, example: Inventory) -> None:
    target = example.file("recording/hosts/cpfe02.json")
    target.unlink()
    target.symlink_to("/etc/passwd")
    ran = audit(example.path)
    assert ran.code != 0
    assert "is a symbolic link, which is not followed" in told(ran)
    assert "root:" not in ran.output


def test_pipe_in_a_bundle_does_not_hang(audit: Runner, example: Inventory) -> None:
    target = example.file("recording/hosts/cpfe02.json")
    target.unlink()
    os.mkfifo(target)
    ran = audit(example.path)
    assert ran.code != 0
    assert "is not a regular file" in told(ran)


@pytest.mark.parametrize(
    ("version", "sentence"),
    [(2, "has version 2; this collection reads 1."), ("x", "has version 'x'; this collection")],
)
def test_bundle_of_another_version(
    audit: Runner, example: Inventory, version: object, sentence: str
) -> None:
    example.edit("recording/manifest.json", put("version", version))
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert sentence in told(ran)


def test_bundle_that_is_not_there(audit: Runner) -> None:
    ran = audit("example", "-e", "audit_bundle=/nonexistent")
    assert ran.code != 0
    assert ran.is_sentence
    assert "/nonexistent is no folder with a bundle." in told(ran)


def test_escapes_and_markup_in_values(audit: Runner, example: Inventory) -> None:
    hostile = "\x1b[2J]]>&<b>\u202edrow\x00"
    path = example.recording / "landb.yml"
    data = yaml.safe_load(path.read_text())
    data["devices"][1]["blocked"] = {"reason": hostile}
    path.write_text(json.dumps(data))
    ran = audit(example.path)
    assert ran.code != 0
    assert ("LDB010", "cpfe02") in ran.by_status("failed")
    assert "\x1b" not in ran.output
    assert "\u202e" not in ran.output
    assert "\x00" not in ran.output


@pytest.mark.parametrize("name", ["../../../tmp/evil", "..%2f", "a" * 300, "hôte", "%2e%2e"])
def test_name_that_leads_elsewhere(audit: Runner, example: Inventory, name: str) -> None:
    """A host of such a name is read from inside the bundle or not at all."""
    example.edit("hosts.yml", lambda d: d["cernphone_frontend"]["hosts"].update({name: {
        "frontend_member": "backup", "frontend_primary_address": "192.0.2.13",
        "frontend_landb_device": "cpfe03"}}))  # fmt: skip
    ran = audit(example.path)
    assert ran.code != 0
    assert "Traceback" not in ran.output
    assert ("EVD001", name) in ran.by_status("unknown")


PREVIOUS: list[tuple[str, str | bytes]] = [
    ("truncated", '{"format": "cernphone.validation/fin'),
    ("not UTF-8", b"\xff"),
    ("another document", '{"findings": {}}'),
    ("deep", "[" * 100000),
]


@pytest.mark.parametrize("content", [c[1] for c in PREVIOUS], ids=[c[0] for c in PREVIOUS])
def test_previous_report_that_is_broken(audit: Runner, content: str | bytes) -> None:
    ran = audit("example")
    path = ran.reports / "findings.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = path.read_bytes()
    ran = audit("example")
    assert ran.code != 0
    assert "Traceback" not in ran.output
    assert "findings.json" in told(ran)
    assert "Move it away to begin a new history." in told(ran)
    assert path.read_bytes() == before, "what was there is lost"


def test_broken_previous_report_is_told_before_a_host_is_contacted(
    audit: Runner, tmp_path: Path
) -> None:
    (tmp_path / "hosts.yml").write_text(LIVE)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/findings.json").write_text("{")
    ran = audit(tmp_path / "hosts.yml", "-e", "ansible_connection=local")
    assert ran.code != 0
    assert "findings.json is not valid JSON" in told(ran)
    assert "Move it away to begin a new history." in told(ran)
    assert "Gather the evidence of the host" not in ran.output
    assert not (ran.reports / "bundles").exists()


def test_replay_of_an_earlier_moment_does_not_undo_a_history(audit: Runner) -> None:
    first = audit("otg0150866")
    before = (first.reports / "findings.json").read_bytes()
    ran = audit("otg0150866", "-e", "audit_as_of=2026-02-28T02:00:00Z")
    assert ran.code != 0
    assert (
        "findings.json is of 2026-03-01T02:00:00Z, and this run judges as of 2026-02-28T02:00:00Z: it"
        " would undo that history. Give it a folder of its own (audit_reports)." in told(ran)
    )
    assert (first.reports / "findings.json").read_bytes() == before


def test_two_runs_in_one_folder(audit: Runner) -> None:
    ran = audit("example")
    before = (ran.reports / "findings.json").read_bytes()
    with open(ran.reports / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = audit("example")
    assert ran.code != 0
    assert "Traceback" not in ran.output
    assert "Another audit is writing its report in reports: let it end" in told(ran)
    assert (ran.reports / "findings.json").read_bytes() == before


def test_reports_that_cannot_be_written(audit: Runner, tmp_path: t.Any) -> None:
    (tmp_path / "file").write_text("x")
    ran = audit("example", "-e", f"audit_reports={tmp_path}/file/reports")
    assert ran.code != 0
    assert ran.is_sentence
    assert "/file/reports cannot be created: Not a directory." in told(ran)


def test_full_disk(audit: Runner, example: Inventory) -> None:
    """The verdict is printed, but it is no pass, and what was there stays as it was."""
    first = audit(example.path)
    before = {path.name: path.read_bytes() for path in first.reports.iterdir()}
    ran = audit(example.path, PYTHONPATH=str(FULL_DISK))
    assert ran.code != 0
    assert "Not kept: reports/findings.csv cannot be written: No space left on device." in told(ran)
    assert "FAILED: 0 incidents." in ran.output.splitlines()
    assert "PASSED" not in ran.output
    assert {path.name: path.read_bytes() for path in first.reports.iterdir()} == before


def test_full_disk_while_hosts_are_gathered(audit: Runner, tmp_path: Path) -> None:
    """The first task refuses, before a host is contacted."""
    (tmp_path / "hosts.yml").write_text(LIVE)
    ran = audit(tmp_path / "hosts.yml", "-e", "ansible_connection=local", PYTHONPATH=str(FULL_DISK))
    assert ran.code != 0
    assert "manifest.json cannot be written: No space left on device." in told(ran)
    assert not [path for path in ran.reports.rglob("*") if path.is_file()]
