# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each way in which Ansible by itself would end with success without a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import LIVE, Inventory, Runner, playbook


def test_limit_to_one_member(audit: Runner) -> None:
    ran = audit("example", "--limit", "cpfe01")
    assert ran.code != 0
    assert ("EVD001", "cpfe02") in ran.by_status("unknown")
    assert "the limit or the pattern of this run left it out" in " ".join(ran.output.split())


def test_pattern_of_one_member(audit: Runner) -> None:
    ran = audit("example", "-e", "audit_hosts=cpfe02")
    assert ran.code != 0
    assert ("EVD001", "cpfe01") in ran.by_status("unknown")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-e", "audit_hosts=nobody"), "Nothing to audit: the pattern 'nobody' matches no host."),
        (
            ("-e", "audit_hosts=cpfe01", "--limit", "cpfe02"),
            "Nothing to audit: the limit 'cpfe02' leaves no host of the pattern 'cpfe01'.",
        ),
        (("--limit", "nobody"), "Specified inventory, host pattern and/or --limit leaves us with no hosts to target."),
        (("--skip-tags", "always"), "Nothing would be judged: --skip-tags always leaves the judge out."),
        (("--skip-tags", "x,all"), "Nothing would be judged: --skip-tags all leaves the judge out."),
    ],
    ids=["pattern", "limit-outside-pattern", "limit", "skip-always", "skip-all"],
)  # fmt: skip
def test_selection_of_nobody(audit: Runner, arguments: tuple[str, ...], sentence: str) -> None:
    ran = audit("example", *arguments)
    assert ran.code != 0
    assert sentence in " ".join(ran.output.split())
    assert ran.is_sentence


@pytest.mark.parametrize("content", ["", "all:\n  hosts: {}\n"], ids=["nothing", "no-host"])
def test_empty_inventory(audit: Runner, tmp_path: Path, content: str) -> None:
    (tmp_path / "hosts.yml").write_text(content)
    ran = audit(tmp_path / "hosts.yml")
    assert ran.code != 0
    assert "Nothing to audit: the inventory has no host." in " ".join(ran.output.split())
    assert ran.is_sentence


def test_inventory_without_a_front_end(audit: Runner, tmp_path: Path) -> None:
    (tmp_path / "hosts.yml").write_text("all: {hosts: {web01: {ansible_connection: local}}}\n")
    ran = audit(tmp_path / "hosts.yml")
    assert ran.code != 0
    assert "Nothing to audit: no host of the inventory declares frontend_service." in " ".join(
        ran.output.split()
    )
    assert ran.is_sentence


@pytest.mark.parametrize("tag", ["x", "untagged", "tagged"])
def test_tags_do_not_leave_the_judge_out(audit: Runner, tag: str) -> None:
    ran = audit("otg0150866", "--tags", tag)
    assert ran.code != 0
    assert ("LDB001", "cpfe02") in ran.by_status("failed")


def test_all_hosts_unreachable(audit: Runner, tmp_path: Path, example: Inventory) -> None:
    (tmp_path / "hosts.yml").write_text(LIVE)
    ran = audit(
        tmp_path / "hosts.yml",
        "-e", f"audit_landb_snapshot={example.recording}/landb.yml",
        "-e", "audit_as_of=2026-03-01T02:00:00Z",
        "-e", "ansible_host=127.0.0.1", "-e", "ansible_port=1",
    )  # fmt: skip
    assert ran.code != 0
    assert {("EVD001", "cpfe01"), ("EVD001", "cpfe02")} <= ran.by_status("unknown")
    assert "Connection refused" in ran.output
    assert "unreachable=0" in ran.output
    assert not ran.by_status("failed")


def test_live_pair_without_a_database(audit: Runner, tmp_path: Path) -> None:
    (tmp_path / "hosts.yml").write_text(LIVE)
    ran = audit(tmp_path / "hosts.yml", "-e", "ansible_connection=local")
    assert ran.code != 0
    assert ("EVD003", "database/landb") in ran.by_status("unknown")
    assert (
        "landb could not be read: neither an account (audit_landb_username, audit_landb_password) nor"
        " a snapshot (audit_landb_snapshot) of it was given"
    ) in " ".join(ran.output.split())
    assert not ran.by_status("failed")


@pytest.mark.parametrize("strategy", ["free", "host_pinned"])
def test_strategy_from_the_configuration(audit: Runner, strategy: str) -> None:
    ran = audit("otg0150866", ANSIBLE_STRATEGY=strategy)
    assert ran.code != 0
    assert ("LDB001", "cpfe02") in ran.by_status("failed")
    assert ran.output.count("FAILED: 1 incident") >= 1
    assert ran.output.count("fatal:") == 1


def test_strategy_of_an_own_play_is_refused(tmp_path: Path, example: Inventory) -> None:
    (tmp_path / "play.yml").write_text(
        "- hosts: all\n  gather_facts: false\n  strategy: free\n"
        "  tasks:\n    - cernphone.validation.judge:\n      run_once: true\n"
    )
    ran = playbook(tmp_path, "play.yml", "-i", str(example.path))
    assert ran.code != 0
    assert "The judge needs the strategy ansible.builtin.linear, not 'free'." in ran.output
    assert ran.is_sentence


@pytest.mark.parametrize("task", ["nowhere", "Judge the evidence of all hosts"])
def test_no_task_is_left_out(audit: Runner, task: str) -> None:
    ran = audit("example", "--start-at-task", task)
    assert ran.code != 0
    assert "Nothing is left out of an audit: do without --start-at-task." in ran.output
    assert ran.is_sentence


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("[]", "Nothing to audit: the host pattern is empty."),
        ('[" "]', "Nothing to audit: the host pattern is empty."),
        ("null", "Nothing to audit: the host pattern must be a text or a list of texts."),
        ("{}", "Nothing to audit: the host pattern must be a text or a list of texts."),
    ],
)
def test_pattern_that_is_none(audit: Runner, pattern: str, sentence: str) -> None:
    ran = audit("example", "-e", f'{{"audit_hosts": {pattern}}}')
    assert ran.code != 0
    assert sentence in " ".join(ran.output.split())
    assert ran.is_sentence


def test_pattern_as_a_list(audit: Runner) -> None:
    assert audit("example", "-e", '{"audit_hosts": ["cpfe01", "cpfe02"]}').code == 0


def test_inventory_that_is_read_in_part(audit: Runner, tmp_path: Path) -> None:
    """Of a group that is missing, Ansible only warns, and then has no host at all."""
    path = tmp_path / "hosts.ini"
    path.write_text("[front]\ncpfe01 frontend_service=x\n[all_of_it:children]\nfront\nmissing\n")
    ran = audit(path)
    assert ran.code != 0
    assert "Nothing to audit: the inventory has no host." in " ".join(ran.output.split())


def test_source_that_cannot_be_read(audit: Runner, example: Inventory) -> None:
    """Ansible only warns, and goes on with the hosts of the other sources."""
    ran = audit(example.path, "-i", "/nonexistent")
    assert ran.code != 0
    assert ran.is_sentence
    assert "The inventory source /nonexistent could not be read." in " ".join(ran.output.split())
    example.write("more.yml", "other: {hosts: [\n")
    ran = audit(example.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert "more.yml could not be read." in " ".join(ran.output.split())


MEDDLING = {
    "audit_fail_on": "never",
    "audit_landb_snapshot": "/other/landb.yml",
    "audit_bundle": "/other/bundle",
}


@pytest.mark.parametrize("name", MEDDLING)
def test_host_that_is_no_front_end_does_not_decide(
    audit: Runner, outage: Inventory, name: str
) -> None:
    meddler = {"bystanders": {"hosts": {"aaa": {name: MEDDLING[name]}}}}
    outage.edit("hosts.yml", lambda data: {**meddler, **data})
    ran = audit(outage.path)
    assert ran.code != 0
    assert ran.is_sentence
    assert f"{name} differs between" in " ".join(ran.output.split())


def test_front_ends_decide_for_others_too(audit: Runner, example: Inventory) -> None:
    """What only the group of the front ends declares holds, whoever comes first in the play."""
    example.edit("hosts.yml", lambda data: {"bystanders": {"hosts": {"aaa": {}}}, **data})
    folder = example.path / "group_vars/group"
    folder.mkdir()
    for name in ("all", "cernphone_frontend"):
        (example.path / f"group_vars/{name}.yml").rename(folder / f"{name}.yml")
    folder.rename(example.path / "group_vars/cernphone_frontend")
    ran = audit(example.path)
    assert ran.code == 0, ran.output
    assert ran.report["not_front_ends"] == ["aaa"]


def test_recording_of_last_week_is_stale(audit: Runner, example: Inventory) -> None:
    example.edit("group_vars/all.yml", lambda data: data.pop("audit_as_of") and None)
    ran = audit(example.path)
    assert ran.code != 0
    assert {("EVD002", "cpfe01"), ("EVD002", "database/landb")} <= ran.by_status("unknown")
    assert ("LDB001", "cpfe01") in ran.by_status("unknown")


def test_syntax_check_needs_no_inventory(tmp_path: Path) -> None:
    ran = playbook(tmp_path, "cernphone.validation.audit", "--syntax-check")
    assert ran.code == 0, ran.output
