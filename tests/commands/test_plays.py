# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules and the role in plays of an operator's own, and the collection as it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, Inventory, Ran, playbook

RECORDINGS = ROOT / "inventories" / "recordings"
PAIR: dict[str, t.Any] = {
    "snapshot": str(RECORDINGS / "otg0150866" / "landb.yml"),
    "as_of": "2026-03-01T02:00:00Z",
    "service": "cernphone",
    "floating_addresses": [{"address": "192.0.2.100/24", "landb_device": "cpfe02"}],
    "members": [
        {"name": "cpfe01", "member": "main", "primary_address": "192.0.2.11"},
        {"name": "cpfe02", "member": "backup", "primary_address": "192.0.2.12"},
    ],
}
REPAIRED = {**PAIR, "snapshot": str(RECORDINGS / "otg0150866" / "landb_repaired.yml")}


def landb_check(folder: Path, options: dict[str, t.Any], *arguments: str) -> tuple[Ran, t.Any]:
    """Run the module in a play; what it returned, as the next task sees it."""
    play = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "tasks": [
                {
                    "cernphone.validation.landb_check": options,
                    "register": "told",
                    "ignore_errors": True,
                },
                {
                    "ansible.builtin.copy": {
                        "content": "{{ told | to_json }}",
                        "dest": str(folder / "told.json"),
                        "mode": "0600",
                    },
                    "check_mode": False,
                },
            ],
        }
    ]
    (folder / "play.yml").write_text(yaml.safe_dump(play))
    ran = playbook(folder, "play.yml", *arguments)
    assert ran.code == 0, ran.output
    return ran, json.loads((folder / "told.json").read_text())


def failed(told: t.Any) -> set[tuple[str, str]]:
    return {(f["id"], f["subject"]) for f in told["findings"] if f["status"] == "failed"}


OUTAGE = {("LDB001", "cpfe02"), ("LDB004", "cpfe02"), ("LDB008", "cpfe02")}


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["run", "check"])
def test_landb_check_finds_the_outage(tmp_path: Path, mode: tuple[str, ...]) -> None:
    _ran, told = landb_check(tmp_path, PAIR, *mode)
    assert told["failed"] is True
    assert told["changed"] is False
    assert failed(told) == OUTAGE
    assert told["summary"]["failed"] == 3
    assert told["msg"].startswith("3 failed, 0 unknown, 0 waived, ")
    assert told["msg"].endswith(" is bound to no hardware address in LanDB")


def test_landb_check_passes_with_the_same_keys(tmp_path: Path) -> None:
    _ran, bad = landb_check(tmp_path, PAIR)
    _ran, good = landb_check(tmp_path, REPAIRED)
    assert good["failed"] is False
    assert not failed(good)
    assert {f["id"] for f in good["findings"]} >= {"LDB001", "LDB002", "LDB008", "LDB012"}
    assert "LDB009" not in {f["id"] for f in good["findings"]}, "no host was asked"
    ours = {"failed", "changed", "findings", "summary", "msg"}
    assert ours <= set(good) & set(bad)


def test_landb_check_compares_cards_that_are_given(tmp_path: Path) -> None:
    members = [
        {**REPAIRED["members"][0], "cards": ["02:00:5e:00:53:01"]},
        {**REPAIRED["members"][1], "cards": ["02:00:5e:00:53:09"]},
    ]
    _ran, told = landb_check(tmp_path, {**REPAIRED, "members": members})
    assert failed(told) == {("LDB002", "cpfe02"), ("LDB009", "cpfe02")}


FAIL_ON = [("never", False), ("critical", True)]


@pytest.mark.parametrize(("fail_on", "fails"), FAIL_ON)
def test_landb_check_fail_on(tmp_path: Path, fail_on: str, fails: bool) -> None:
    _ran, told = landb_check(tmp_path, {**PAIR, "fail_on": fail_on})
    assert told["failed"] is fails
    assert failed(told) == OUTAGE


def test_landb_check_never_forgives_what_is_unknown(tmp_path: Path) -> None:
    stale = {**REPAIRED, "fail_on": "never", "as_of": "2026-03-09T02:00:00Z"}
    _ran, told = landb_check(tmp_path, stale)
    assert told["failed"] is True
    assert told["summary"]["unknown"] > 0
    assert told["summary"]["passed"] < told["summary"]["unknown"]


BAD: list[tuple[dict[str, t.Any], str]] = [
    ({"snapshot": "/nonexistent"}, "/nonexistent cannot be read: No such file or directory."),
    ({"as_of": "now"}, "as_of must be a time with a time zone, not 'now'."),
    ({"members": []}, "members is empty: a service has at least one host."),
    ({"members": [PAIR["members"][0]] * 2}, "members names cpfe01 twice."),
    ({"members": [{**PAIR["members"][0], "cards": ["x"]}]}, "cpfe01: cards[0] must be a hardware address, not 'x'."),
    ({"members": [{**PAIR["members"][0], "primary_address": "x"}]},
     "cpfe01: frontend_primary_address must be an IPv4 or IPv6 address without prefix length, not 'x'."),
    ({"floating_addresses": []}, "cpfe01: frontend_floating_addresses is empty: the addresses that move between the members."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_landb_check_bad_input(tmp_path: Path, change: dict[str, t.Any], sentence: str) -> None:
    ran, told = landb_check(tmp_path, {**PAIR, **change})
    assert told["failed"] is True
    assert told["msg"] == sentence
    assert told["findings"] == []
    assert told["summary"]["passed"] == 0
    assert "Traceback" not in ran.output


def test_role_audits_the_hosts_of_a_play(tmp_path: Path, outage: Inventory) -> None:
    (tmp_path / "play.yml").write_text(
        "- hosts: cernphone_frontend\n  gather_facts: false\n"
        "  roles: [cernphone.validation.frontend]\n"
    )
    ran = playbook(tmp_path, "play.yml", "-i", str(outage.path))
    assert ran.code != 0
    assert ran.by_status("failed", "unknown") == OUTAGE


def test_intent_of_a_role_is_refused(tmp_path: Path, example: Inventory) -> None:
    """The judge sees the inventory's variables alone; others must not seem to count."""
    (tmp_path / "play.yml").write_text(
        "- hosts: cernphone_frontend\n  gather_facts: false\n"
        "  roles:\n    - role: cernphone.validation.frontend\n"
        "      vars: {frontend_landb_device: other}\n"
    )
    ran = playbook(tmp_path, "play.yml", "-i", str(example.path))
    assert ran.code != 0
    assert ran.is_sentence
    assert (
        "frontend_landb_device is set by the play or the role; the intent is read from the"
        " inventory alone." in " ".join(ran.output.split())
    )


def test_role_is_whole_whatever_the_tags(tmp_path: Path, outage: Inventory) -> None:
    (tmp_path / "play.yml").write_text(
        "- hosts: cernphone_frontend\n  gather_facts: false\n"
        "  roles: [{role: cernphone.validation.frontend, tags: audit}]\n"
    )
    ran = playbook(tmp_path, "play.yml", "-i", str(outage.path), "--tags", "other")
    assert ran.code != 0
    assert ran.by_status("failed", "unknown") == OUTAGE


def test_installed_collection_works(tmp_path: Path) -> None:
    """Built, installed elsewhere and run from there, as from Galaxy."""
    _galaxy(tmp_path, "build", str(ROOT), "--output-path", ".")
    (artifact,) = tmp_path.glob("*.tar.gz")
    _galaxy(tmp_path, "install", str(artifact), "-p", "installed", "--offline")
    ran = playbook(
        tmp_path,
        "cernphone.validation.audit",
        "-i",
        str(ROOT / "inventories" / "otg0150866"),
        ANSIBLE_COLLECTIONS_PATH=str(tmp_path / "installed"),
    )
    assert ran.code == 2, ran.output
    assert ran.by_status("failed", "unknown") == OUTAGE


def _galaxy(folder: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).parent / "ansible-galaxy"), "collection", *arguments]
    # What can already be imported would not be installed again.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env["ANSIBLE_COLLECTIONS_PATH"] = str(folder / "installed")
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
