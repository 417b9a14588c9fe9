# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits that ask LanDB itself, over HTTPS: the verdicts of a file, and all that LanDB can do."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import typing as t
from pathlib import Path

import yaml
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)

from .conftest import Ran, playbook
from .landb import LOGIN, PASSWORD, Landb, Plain, fresh, leaks, made, recording, serve, vaulted

BULK = "getDeviceInfoArray"
BAD = ("failed", "unknown")
NOBODY_THERE = {
    "ansible_host": "127.0.0.1",
    "ansible_port": 1,
    "ansible_ssh_common_args": "-F none",
}


# --- The recorded pairs, side by side ---

PAIRS: dict[str, tuple[str, str, str]] = {
    "outage": ("otg0150866/landb.yml", "BADFE", "198.51.100."),
    "repaired": ("otg0150866/landb_repaired.yml", "GOODFE", "203.0.113."),
    "example": ("example/landb.yml", "CPFE", "192.0.2."),
}
"""Service -> its recording, and what its devices and addresses begin with."""


def renamed(value: t.Any, number: int, device: str, network: str) -> t.Any:
    """A recording with other names, addresses and cards."""
    if isinstance(value, dict):
        return {key: renamed(item, number, device, network) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, number, device, network) for item in value]
    if isinstance(value, str):
        value = value.replace("192.0.2.", network).replace("CPFE", device)
        value = value.replace("CERNPHONE", f"PHONE{number}").replace(
            "00-5E-00-53", f"00-5E-{number:02}-53"
        )
    return value


def merged() -> Plain:
    """All three in one LanDB."""
    parts = [
        renamed(recording(file), number, device, network)
        for number, (file, device, network) in enumerate(PAIRS.values())
    ]
    rows = {
        name: [item for part in parts for item in part[name]] for name in ("devices", "dhcp_view")
    }
    return {**parts[0], **rows}


def inventory() -> Plain:
    """The three services of it; their hosts are not there."""
    groups: Plain = {}
    for number, (service, (_file, device, network)) in enumerate(PAIRS.items()):
        holder = f"{device}02" if service != "example" else f"phone{number}-vip"
        groups[service] = {
            "vars": {
                "frontend_service": service,
                "frontend_floating_addresses": [
                    {"address": f"{network}100", "landb_device": holder}
                ],
                "frontend_dhcp_lease_minutes": 600,
            },
            "hosts": {
                f"{device.lower()}0{n}": {
                    "frontend_member": role,
                    "frontend_primary_address": f"{network}1{n}",
                }
                for n, role in ((1, "main"), (2, "backup"))
            },
        }
    return {**groups, "all": {"vars": NOBODY_THERE}}


def verdicts(ran: Ran) -> list[Plain]:
    """Findings without what depends on the moment, the run before, or who was asked."""
    assert ran.code != 0
    left = ("change", "first_seen")
    return [
        {key: value for key, value in finding.items() if key not in left}
        for finding in ran.findings
        if finding["id"] not in ("EVD002", "DHC005")
    ]


def test_file_and_landb_give_the_same_verdicts(tmp_path: Path) -> None:
    """The password is encrypted in the inventory; no run writes, with --check or without."""
    (tmp_path / "inventory" / "group_vars").mkdir(parents=True)
    (tmp_path / "inventory" / "hosts.yml").write_text(yaml.safe_dump(inventory()))
    (tmp_path / "landb.json").write_text(json.dumps(fresh(merged())))
    audit = ("cernphone.validation.audit", "-i", "inventory")
    by_file = playbook(tmp_path, *audit, "-e", "audit_landb_snapshot=landb.json")
    outage = {("LDB001", "badfe02"), ("LDB004", "badfe02"), ("LDB008", "badfe02")}
    assert by_file.by_status("failed") == outage
    expected = verdicts(by_file)
    with serve(merged()) as landb:
        account = landb.options("audit_landb_", password=None)
        lines = yaml.safe_dump(account) + vaulted(tmp_path, "audit_landb_password", PASSWORD)
        (tmp_path / "inventory" / "group_vars" / "all.yml").write_text(lines)
        for mode in ((), ("--check",)):
            ran = playbook(tmp_path, *audit, *mode, "-vvvv", "--vault-password-file", "vault.key")
            assert verdicts(ran) == expected
            landb.assert_read_only()
            assert leaks([landb], ran.output, tmp_path) == []
            assert ("landb", "127.0.0.1") in {
                (s["what"], s["where"]) for s in ran.report["run"]["sources"]
            }
            assert len(landb.simulator.calls.of(BULK)) == 1
            landb.simulator.calls.clear()


# --- What LanDB can do ---


@dataclasses.dataclass(frozen=True)
class Trouble:
    """Something goes wrong.

    Attributes:
        words: What is said of it.
        kind: What happens,
        operation: to which operation; None: to every one.
        options: Or how else LanDB is reached.
        judged: Hosts that LanDB is known to have answered about.
    """

    words: str
    kind: wrong.Kind | None = None
    operation: str | None = None
    options: t.Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    judged: tuple[str, ...] = ()


BOTH = ("cpfe01", "cpfe02")
TROUBLES: dict[str, Trouble] = {
    "none": Trouble("", judged=BOTH),
    "wrong password": Trouble("it refused the login of auditor (WRONGLOGPASSW: wrong login or password",
                              options={"password": "another word"}),
    "fault": Trouble("landb answered about CPFE01: NOT TODAY", wrong.SoapFault("NOT TODAY"), BULK),
    "one is missing": Trouble("landb answered about CPFE02: no device of that name was in its answer (2 of 3)",
                              wrong.MissingDevices(names=("CPFE02",)), BULK, judged=("cpfe01",)),
    "one comes twice": Trouble("landb answered about CPFE01: it came twice, so neither answer is believed",
                               wrong.RepeatedDevice(), BULK, judged=("cpfe02",)),
    "the view is a fault": Trouble("the DHCP view of landb was not read", wrong.SoapFault("NO VIEW"), "getHCPInfoArray", judged=BOTH),
    "dies": Trouble("127.0.0.1 port", wrong.ServerDies(), BULK),
    "slow": Trouble("it did not answer getDeviceInfoArray within 1 s", wrong.SlowFirstByte(30), BULK, {"timeout": 1}),
    "redirect": Trouble("it redirected getAuthToken to login.example.org (HTTP status 302), which is not followed",
                        wrong.Redirect("https://login.example.org/?ticket")),
    "page": Trouble("it answered getAuthToken with HTTP status 200 and an HTML page 'Sign in'", wrong.HtmlPage()),
    "nothing": Trouble("(an empty HTTP body)", wrong.EmptyReply(), BULK),
    "cut": Trouble("it may be cut short", wrong.Truncated(), BULK),
    "another reply": Trouble("it answered getDeviceInfoArray with <getSetInfoResponse>", wrong.WrongResponse(), BULK),
    "entities": Trouble("it answered with a DTD, which is not accepted", wrong.EntityExpansion(), BULK),
    "40 MB": Trouble("its answer to getDeviceInfoArray is larger than 32 MiB", wrong.Padding(40), BULK),
    "nested": Trouble("", wrong.DeepNesting(), BULK, judged=BOTH),
    "every token is bad": Trouble("it refused a token that it had just given", wrong.SoapFault("#BADAUTH"), BULK),
    "token expired": Trouble("", wrong.SoapFault("#BADAUTH"), BULK, judged=BOTH),
}  # fmt: skip
ONCE = ("token expired",)
EXPIRED = Trouble("does not verify: certificate has expired")


def step(name: str, landb: Landb, trouble: Trouble, number: int) -> list[Plain]:
    """The two tasks of one audit, with variables of their own."""
    options = landb.options("audit_landb_", **trouble.options)
    shared = {"vars": options, "run_once": True}
    judge = {"reports": f"reports/{number}", "formats": ["json"]}
    return [
        {
            "name": name,
            "cernphone.validation.gather": {
                "source": "network_database",
                "reports": f"reports/{number}",
            },
            **shared,
        },
        {"name": name, "cernphone.validation.judge": judge, **shared, "ignore_errors": True},
    ]


def test_whatever_landb_does_is_one_sentence(tmp_path: Path) -> None:
    """One audit after the other in one play; what LanDB did not tell is unknown, the rest is judged."""
    data = merged()
    hosts = inventory()["example"]
    (tmp_path / "hosts.yml").write_text(yaml.safe_dump({"example": hosts}))
    with contextlib.ExitStack() as stack:
        servers: list[Landb] = []
        tasks: list[Plain] = []
        for number, (name, trouble) in enumerate(TROUBLES.items()):
            landb = stack.enter_context(serve(data))
            if trouble.kind:
                call = 1 if name in ONCE else None
                landb.simulator.misbehaviour.add(
                    trouble.kind, operation=trouble.operation, call=call
                )
            servers.append(landb)
            tasks += step(name, landb, trouble, number)
        expired = stack.enter_context(serve(data, pair=made().expired))
        servers.append(expired)
        tasks += step("certificate", expired, EXPIRED, len(TROUBLES))
        (tmp_path / "play.yml").write_text(
            yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": tasks}])
        )
        ran = playbook(tmp_path, "play.yml", "-i", "hosts.yml", "-vvvv")
        assert "Traceback" not in ran.output
        cases = {**TROUBLES, "certificate": EXPIRED}
        for number, (name, trouble) in enumerate(cases.items()):
            report = json.loads((tmp_path / "reports" / str(number) / "findings.json").read_text())
            judge_one(name, trouble, report["findings"])
        for landb in servers:
            assert not landb.simulator.calls.writes
        (tmp_path / "play.yml").unlink()
        assert leaks(servers, ran.output, tmp_path) == []
        assert "another word" not in ran.output


def judge_one(name: str, trouble: Trouble, findings: list[Plain]) -> None:
    of_landb = [f for f in findings if f["id"].startswith("LDB")]
    assert not [f for f in of_landb if f["status"] == "failed"], name
    bad = [f for f in findings if f["status"] in BAD and f["id"] != "EVD001"]
    if trouble.words:
        said = [f["message"] for f in bad if trouble.words in f["message"]]
        assert said, (name, {f["message"] for f in bad})
        assert not any("\n" in message or len(message) > 500 for message in said)
    for host in BOTH:
        (bound,) = (f["status"] for f in of_landb if (f["id"], f["subject"]) == ("LDB001", host))
        assert bound == ("passed" if host in trouble.judged else "unknown"), (name, host)


def test_run_that_cannot_log_in_fails(tmp_path: Path) -> None:
    """The exit status of the playbook itself; the password comes from the environment."""
    (tmp_path / "hosts.yml").write_text(
        yaml.safe_dump({"example": inventory()["example"], "all": {"vars": NOBODY_THERE}})
    )
    with serve(merged()) as landb:
        environment = {**landb.environment, "LANDB_USERNAME": "nobody"}
        ran = playbook(
            tmp_path, "cernphone.validation.audit", "-i", "hosts.yml", "-vvvv", **environment
        )
        assert ran.code != 0
        assert "Traceback" not in ran.output
        told = " ".join(ran.output.split())
        assert "it refused the login of nobody (WRONGLOGPASSW: wrong login or password" in told
        assert ("EVD003", "database/landb") in ran.by_status("unknown")
        assert [call.operation for call in landb.simulator.calls] == ["getAuthToken"], (
            "once: accounts are locked"
        )
        assert leaks([landb], ran.output, tmp_path) == []


def test_declarations_that_cannot_be_used(tmp_path: Path) -> None:
    """Nobody is asked, no value is shown, and no report is written."""
    document = {"example": inventory()["example"], "all": {"vars": NOBODY_THERE}}
    (tmp_path / "hosts.yml").write_text(yaml.safe_dump(document))
    (tmp_path / "landb.json").write_text(json.dumps(fresh(merged())))
    hosts = document["example"]["hosts"]
    with serve(merged()) as landb:
        audit = ("cernphone.validation.audit", "-i", "hosts.yml", "-vvvv")
        both = playbook(
            tmp_path,
            *audit,
            "-e",
            "audit_landb_snapshot=landb.json",
            "-e",
            f"audit_landb_username={LOGIN}",
        )
        assert both.code != 0
        assert both.is_sentence
        assert (
            "audit_landb_snapshot and audit_landb_username are both given: LanDB's data comes from a file or from LanDB, not from both."
            in " ".join(both.output.split())
        )
        hosts["cpfe01"] |= {"audit_landb_password": PASSWORD, "audit_landb_pasword": PASSWORD}
        hosts["cpfe02"] |= {"audit_landb_password": f"not {PASSWORD}"}
        (tmp_path / "hosts.yml").write_text(yaml.safe_dump(document))
        differing = playbook(tmp_path, *audit, **landb.environment)
        assert differing.code != 0
        assert differing.is_sentence
        told = " ".join(differing.output.split())
        assert (
            "cpfe01: 'audit_landb_pasword' is not known; did you mean 'audit_landb_password'?"
            in told
        )
        assert "audit_landb_password differs between cpfe01 and cpfe02; a run has one." in told
        assert not len(landb.simulator.calls)
        (tmp_path / "hosts.yml").unlink()
        assert leaks([landb], differing.output, tmp_path) == []
