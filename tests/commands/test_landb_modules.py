# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of LanDB in plays, over HTTPS: verdicts, the repair of the outage, and no secret."""

from __future__ import annotations

import contextlib
import json
import typing as t
from pathlib import Path

import yaml
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)

from .conftest import Inventory, Ran, playbook
from .landb import (
    LOGIN,
    PASSWORD,
    RECORDINGS,
    Landb,
    Plain,
    leaks,
    now,
    recording,
    serve,
    vaulted,
)

OUTAGE = "otg0150866/landb.yml"
BAD = {("LDB001", "cpfe02"), ("LDB004", "cpfe02"), ("LDB008", "cpfe02")}
PAIR: Plain = {
    "service": "cernphone",
    "floating_addresses": [{"address": "192.0.2.100/24", "landb_device": "cpfe02"}],
    "members": [
        {"name": "cpfe01", "member": "main", "primary_address": "192.0.2.11"},
        {"name": "cpfe02", "member": "backup", "primary_address": "192.0.2.12"},
    ],
}
BIND: Plain = {
    "device": "cpfe02",
    "interface": "cpfe02.example.org",
    "hardware_address": "02:00:5e:00:53:02",
    "floating_addresses": ["192.0.2.100"],
    "dhcp_view_timeout": 1,
}
CHECK, BINDING, INFO = (
    f"cernphone.validation.landb_{name}" for name in ("check", "binding", "device_info")
)


def play(
    folder: Path, tasks: t.Mapping[str, Plain], *arguments: str, **environment: str
) -> tuple[Ran, dict[str, t.Any]]:
    """Run tasks, each of which may fail; what each one returned, by its name."""
    told = folder / "told.json"
    lines = [
        {"name": name, **task, "register": f"told_{i}", "ignore_errors": True}
        for i, (name, task) in enumerate(tasks.items())
    ]
    results = ", ".join(f"told_{i}" for i in range(len(tasks)))
    keep = {"content": f"{{{{ [{results}] | to_json }}}}", "dest": str(told), "mode": "0600"}
    lines.append({"name": "Keep", "ansible.builtin.copy": keep, "check_mode": False})
    document = [{"hosts": "localhost", "gather_facts": False, "tasks": lines}]
    (folder / "play.yml").write_text(yaml.safe_dump(document, sort_keys=False))
    ran = playbook(folder, "play.yml", *arguments, **environment)
    assert ran.code == 0, ran.output
    assert "Traceback" not in ran.output
    return ran, dict(zip(tasks, json.loads(told.read_text()), strict=True))


def bad(told: Plain) -> dict[tuple[str, str], str]:
    return {
        (f["id"], f["subject"]): f["status"]
        for f in told["findings"]
        if f["status"] in ("failed", "unknown")
    }


def timeless(findings: list[Plain]) -> list[Plain]:
    return [finding for finding in findings if finding["id"] != "EVD002"]


def test_repair_of_the_outage(tmp_path: Path, outage: Inventory) -> None:
    """Looked at, tried, done, and looked at again; then an audit of the recorded hosts is green."""
    with serve(recording(OUTAGE), dhcp_delay=0.3) as landb:
        account = landb.options()
        by_file = {**PAIR, "snapshot": str(RECORDINGS / OUTAGE), "as_of": "2026-03-01T02:00:00Z"}
        check, bind = {CHECK: {**PAIR, **account}}, {BINDING: {**BIND, **account}}
        info = {INFO: {"names": ["cpfe01", "cpfe02"], **account}}
        tried = {
            "by file": {CHECK: by_file}, "before": check, "bind": bind, "after": check, "info": info,
        }  # fmt: skip
        ran, told = play(tmp_path, tried, "--check", "--diff")
        landb.assert_read_only()
        assert bad(told["before"]).keys() == BAD
        assert timeless(told["before"]["findings"]) == timeless(told["by file"]["findings"])
        assert told["before"]["summary"] == told["by file"]["summary"]
        assert told["bind"]["changed"] is True
        assert '+    "bound_hardware_address": "02:00:5e:00:53:02"' in ran.output
        assert bad(told["after"]).keys() == BAD
        assert told["info"]["failed"] is False
        landb.simulator.calls.clear()

        done = {"bind": bind, "after": check, "again": bind, "info": info}
        ran, told = play(tmp_path, done, "-vvvv")
        assert [call.operation for call in landb.simulator.calls.writes] == ["bindUnbindInterface"]
        assert (
            told["bind"]["msg"]
            == "CPFE02.EXAMPLE.ORG (192.0.2.12) becomes bound to 02:00:5e:00:53:02"
        )
        assert told["bind"]["dhcp_view"] == ["192.0.2.12"]
        assert (told["after"]["failed"], bad(told["after"])) == (False, {})
        assert told["again"]["changed"] is False
        assert leaks([landb], ran.output, tmp_path) == [f"{tmp_path}/play.yml: pass..."], (
            "where the play has it"
        )

        (tmp_path / "taken.json").write_text(json.dumps(told["info"]["snapshot"]))
        for host in ("cpfe01", "cpfe02"):
            outage.edit(
                f"recording/hosts/{host}.json", lambda data: {**data, "collected_at": now()}
            )
        outage.edit(
            "group_vars/all.yml", lambda data: {k: v for k, v in data.items() if k != "audit_as_of"}
        )
        green = playbook(
            tmp_path,
            "cernphone.validation.audit",
            "-i",
            str(outage.path),
            "-e",
            "audit_landb_snapshot=taken.json",
        )
        assert green.code == 0, green.output
        assert not green.by_status("failed", "unknown")


# --- Troubles ---

TROUBLES: dict[str, tuple[str, wrong.Kind, str | None, str]] = {
    "fault": (CHECK, wrong.SoapFault("NOT TODAY"), "getDeviceInfoArray", "NOT TODAY"),
    "slow": (INFO, wrong.SlowFirstByte(30), "getDeviceInfoArray", "did not answer getDeviceInfoArray within 1 s"),
    "redirect": (BINDING, wrong.Redirect("https://login.example.org/?secret"), None,
                 "it redirected getAuthToken to login.example.org (HTTP status 302), which is not followed"),
}  # fmt: skip
"""(A test of the audit has all that LanDB can do; the client is the same.)"""

OTHERS: dict[str, tuple[str, Plain, str]] = {
    "wrong password": (INFO, {"password": "another word"}, "it refused the login of auditor (WRONGLOGPASSW"),
    "credentials in the address": (BINDING, {"url": f"https://{LOGIN}:in-the-address@landb.example.org/"},
                                   "landb_url must not hold credentials."),
    "another authority": (CHECK, {"ca_file": None}, "the certificate of 127.0.0.1 port"),
}  # fmt: skip
OPTIONS: dict[str, Plain] = {
    CHECK: {**PAIR, "fail_on": "never"},
    INFO: {"names": ["cpfe01", "cpfe02"]},
    BINDING: BIND,
}


def test_troubles_are_one_sentence_each(tmp_path: Path) -> None:
    """All three modules, at the highest verbosity; the password comes from the environment."""
    with contextlib.ExitStack() as stack:
        servers: list[Landb] = []
        tasks: dict[str, Plain] = {}
        for name, (module, kind, operation, _words) in TROUBLES.items():
            landb = stack.enter_context(serve(recording(OUTAGE)))
            landb.simulator.misbehaviour.add(kind, operation=operation)
            servers.append(landb)
            tasks[name] = {module: {**OPTIONS[module], **landb.options(password=None, timeout=1)}}
        good = stack.enter_context(serve(recording(OUTAGE)))
        servers.append(good)
        for name, (module, changes, _words) in OTHERS.items():
            tasks[name] = {
                module: {**OPTIONS[module], **good.options(**{"password": None, **changes})}
            }
        environment = {**good.environment, "LANDB_CA_FILE": ""}
        ran, told = play(tmp_path, tasks, "-vvvv", **environment)
        words = {name: sentence for name, (*_rest, sentence) in (TROUBLES | OTHERS).items()}
        for name, expected in words.items():
            assert told[name]["failed"] is True, name
            assert told[name]["changed"] is False, name
            findings = told[name].get("findings", ())
            said = " ".join((told[name]["msg"], *(f["message"] for f in findings)))
            assert expected in said, (name, said)
            assert not [f for f in findings if f["status"] == "failed"], name
        assert leaks(servers, ran.output, tmp_path) == []
        assert "another word" not in ran.output
        assert "in-the-address" not in ran.output
        assert not any(landb.simulator.calls.writes for landb in servers)


def test_199_of_200_and_blocks_that_fail(tmp_path: Path) -> None:
    """What LanDB leaves out is named; what it told of the others is returned."""
    devices = [{"name": f"D{n}", "cards": [], "interfaces": []} for n in range(600)]
    data = {**recording(OUTAGE), "devices": devices, "dhcp_view": []}
    names = {"names": [f"D{n}" for n in range(600)], "dhcp_view": False}
    with serve(data) as short, serve(data, token_calls=2) as renewing, serve(data) as faulty:
        short.simulator.misbehaviour.add(
            wrong.MissingDevices(names=("D7",)), operation="getDeviceInfoArray"
        )
        faulty.simulator.misbehaviour.add(wrong.HtmlPage(), operation="getDeviceInfoArray", call=3)
        tasks = {
            name: {
                INFO: {**names, **landb.options(password="{{ password_of_landb }}", concurrency=1)}
            }
            for name, landb in (("short", short), ("renewing", renewing), ("faulty", faulty))
        }
        (tmp_path / "vars.yml").write_text(vaulted(tmp_path, "password_of_landb", PASSWORD))
        ran, told = play(
            tmp_path,
            {**tasks, CHECK: {CHECK: {}}, INFO: {INFO: {}}},
            *("-e", "@vars.yml", "--vault-password-file", "vault.key", "-vvvv"),
        )
        assert "is required: service, network_services" in told[CHECK]["msg"]
        assert told[INFO]["msg"].startswith("Nothing to read: give one of names, ")
        assert told["short"]["msg"] == (
            "LanDB answered about 599 devices; D7: no device of that name was in its answer (199 of 200)"
        )
        assert told["renewing"]["msg"] == "LanDB answered about 600 devices"
        assert len(renewing.tokens) == 2
        assert told["faulty"]["failed"] is True
        assert told["faulty"]["msg"].startswith("LanDB answered about 400 devices; ")
        assert len(told["faulty"]["snapshot"]["faults"]) == 200
        for landb in (short, renewing, faulty):
            landb.assert_read_only()
        assert leaks([short, renewing, faulty], ran.output, tmp_path) == []


def test_password_on_the_command_line_and_a_proxy(tmp_path: Path) -> None:
    """(At -vvvv Ansible itself shows what was given with -e.)"""
    with serve(recording(OUTAGE)) as landb:
        tasks = {
            "good": {INFO: {"names": ["cpfe01"], **landb.options(password="{{ word }}")}},
            "proxy": {
                INFO: {
                    "names": ["cpfe01"],
                    **landb.options(url="https://localhost:1/", password="{{ word }}"),
                }
            },
        }
        ran, told = play(
            tmp_path, tasks, "-e", json.dumps({"word": PASSWORD}), "-vvv", **landb.environment
        )
        assert told["good"]["failed"] is False
        assert told["proxy"]["failed"] is True
        assert "proxy 127.0.0.1 port 9" in told["proxy"]["msg"]
        assert leaks([landb], ran.output, tmp_path) == []
