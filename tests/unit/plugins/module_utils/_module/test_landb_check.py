# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""landb_check: a pair and whole network services, by a file and by LanDB itself."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._module import (
    landb_check as program,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module.lab import (
    PHONE,
    access,
    card,
    device,
    face,
    member,
    seed,
    vip,
)

ROOT = Path(program.__file__).resolve().parents[3]
OUTAGE = ROOT / "inventories" / "recordings" / "otg0150866" / "landb.yml"
PAIR: dict[str, t.Any] = {
    "snapshot": None,
    "network_services": None,
    "floating_pattern": None,
    "service": "cernphone",
    "floating_addresses": [{"address": "192.0.2.100", "landb_device": "cernphone-vip"}],
    "members": [
        {"name": f"cpfe0{number}", "member": role, "primary_address": f"192.0.2.1{number}",
         "primary_ipv6_address": None, "landb_device": None, "addressing": "dhcp", "cards": None}
        for number, role in ((1, "main"), (2, "backup"))
    ],
    "evidence_max_age_hours": 24,
    "end_date_notice_days": 30,
    "as_of": None,
    "fail_on": "minor",
}  # fmt: skip
SWEEP: dict[str, t.Any] = {**PAIR, "service": None, "members": None, "network_services": [PHONE]}
HEALTHY = seed(member(1), member(2), vip())


def unlike(findings: list[dict[str, t.Any]]) -> list[dict[str, t.Any]]:
    """Findings without what depends on the moment at which LanDB was asked."""
    return [finding for finding in findings if finding["id"] != "EVD002"]


def bad(told: dict[str, t.Any]) -> dict[tuple[str, str], str]:
    return {
        (f["id"], f["subject"]): f["status"]
        for f in told["findings"]
        if f["status"] in ("failed", "unknown")
    }


def test_file_and_landb_give_the_same_verdicts() -> None:
    floating = [{"address": "192.0.2.100", "landb_device": "cpfe02"}]
    pair = {**PAIR, "floating_addresses": floating}
    by_file = program.check({**pair, "snapshot": str(OUTAGE), "as_of": "2026-03-01T02:00:00Z"})
    with Simulator(OUTAGE) as simulator:
        by_landb = program.check({**pair, **access(simulator)})
        assert not simulator.calls.writes
        assert unlike(by_landb["findings"]) == unlike(by_file["findings"])
        assert by_landb["msg"] == by_file["msg"]
        assert by_landb["summary"] == by_file["summary"]
        assert by_landb["failed"] is by_file["failed"] is True


def test_healthy_pair() -> None:
    with Simulator(HEALTHY) as simulator:
        told = program.check({**PAIR, **access(simulator)})
        assert (told["failed"], bad(told)) == (False, {})
        known = [{**m, "cards": [card(n)]} for n, m in enumerate(PAIR["members"], 1)]
        told = program.check({**PAIR, "members": known, **access(simulator)})
        assert (told["failed"], bad(told)) == (False, {})
        assert {"EVD001", "LDB009"} <= {finding["id"] for finding in told["findings"]}


def test_sweep_tells_what_is_wrong_alone() -> None:
    data = seed(
        member(1),
        member(2, False, face("CERNPHONE", "192.0.2.100")),
        device("ALONE", face("ALONE", "192.0.2.30"), cards=[30]),
        faults=[{"device_name": "SILENT", "fault": "BUSY"}],
        network_services=[{"name": PHONE}],
    )
    with Simulator(data) as simulator:
        told = program.check({**SWEEP, **access(simulator)})
        assert bad(told) == {
            ("LDB001", "S513-C-IP1/CPFE02"): "failed",
            ("LDB004", "S513-C-IP1/CPFE02"): "failed",
            ("LDB001", "S513-C-IP1/ALONE"): "failed",
        }
        assert len(told["findings"]) == 3
        assert [f["severity"] for f in told["findings"]] == ["critical", "critical", "major"]
        assert told["findings_left_out"] == 0
        assert told["summary"]["passed"] > 3
        assert told["msg"].endswith(
            "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of CPFE02, is bound to no hardware address in LanDB"
        )
        assert {"getDevicesFromService"} < set(simulator.calls.operations)
        assert not simulator.calls.writes
        never = program.check({**SWEEP, "fail_on": "never", **access(simulator)})
        assert never["failed"] is False
        undeclared = program.check(
            {
                **SWEEP,
                "floating_addresses": [],
                "network_services": [PHONE.lower()],
                **access(simulator),
            }
        )
        assert bad(undeclared).keys() == bad(told).keys()
        empty = program.check(
            {**SWEEP, "network_services": ["S-EMPTY"], "fail_on": "never", **access(simulator)}
        )
        assert bad(empty) == {("EVD003", "S-EMPTY"): "unknown"}
        assert empty["failed"] is True


def test_sweep_by_a_file(tmp_path: Path) -> None:
    data = json.loads(json.dumps(HEALTHY))
    path = tmp_path / "landb.json"
    path.write_text(json.dumps(data))
    sweep = {**SWEEP, "snapshot": str(path), "as_of": "2026-03-01T02:00:00Z"}
    assert bad(program.check(sweep)) == {("EVD003", PHONE): "unknown"}, (
        "nobody says that these are all"
    )
    data["network_services"] = [{"name": PHONE, "devices": ["CPFE01", "CPFE02", "CERNPHONE-VIP"]}]
    path.write_text(json.dumps(data))
    told = program.check(sweep)
    assert (told["failed"], told["findings"]) == (False, [])
    pattern = {**sweep, "floating_addresses": [], "floating_pattern": "^no such thing"}
    assert bad(program.check(pattern)) == {("LDB001", "S513-C-IP1/CERNPHONE-VIP"): "failed"}


def test_findings_of_a_sweep_are_limited() -> None:
    devices = [
        device(f"D{n}", face(f"D{n}", f"10.0.{n // 200}.{n % 200 + 1}"), cards=[n % 256])
        for n in range(210)
    ]
    with Simulator(seed(*[{**d, "cards": []} for d in devices])) as simulator:
        told = program.check({**SWEEP, **access(simulator)})
        assert (len(told["findings"]), told["findings_left_out"]) == (program.MAX_FINDINGS, 10)
        assert told["summary"]["failed"] == 210
        assert [call.names for call in simulator.calls.of("getDeviceInfoArray")] in (
            [200, 10],
            [10, 200],
        )


BAD: list[tuple[dict[str, t.Any], str]] = [
    ({**SWEEP, "evidence_max_age_hours": 0}, "evidence_max_age_hours must be between 1 and 8760, not 0."),
    ({**SWEEP, "evidence_max_age_hours": 10**12}, "evidence_max_age_hours must be between 1 and 8760, not 1000000000000."),
    ({**SWEEP, "network_services": []}, "network_services is empty: nothing would be judged."),
    ({**SWEEP, "network_services": ["\x1b"]}, "network_services must be a list of network services; '\N{REPLACEMENT CHARACTER}' is none."),
    ({**SWEEP, "floating_pattern": ".*"}, "floating_pattern matches everything, so no interface would be judged."),
    ({**SWEEP, "floating_addresses": [{"address": "x"}]}, "floating_addresses[0] must be an address, not 'x'."),
    ({**SWEEP, "snapshot": "/nonexistent"}, "/nonexistent cannot be read: No such file or directory."),
    ({**PAIR, "as_of": "soon"}, "as_of must be a time with a time zone, not 'soon'."),
]  # fmt: skip


@pytest.mark.parametrize(("params", "sentence"), BAD)
def test_bad_input(params: dict[str, t.Any], sentence: str) -> None:
    with Simulator(HEALTHY) as simulator:
        with pytest.raises(InputError) as caught:
            program.check({**params, **access(simulator)})
        assert str(caught.value) == sentence
        assert len(simulator.calls) == 0


def test_no_account() -> None:
    nobody = dict.fromkeys(
        (
            "landb_url",
            "landb_username",
            "landb_password",
            "landb_ca_file",
            "landb_timeout",
            "landb_concurrency",
        )
    )
    with pytest.raises(InputError) as caught:
        program.check({**PAIR, **nobody})
    assert (
        str(caught.value)
        == "landb_username must be a text, not nothing.\nlandb_password must be a text, not nothing."
    )
    assert program.no_verdict(str(caught.value))["failed"] is True


SILENCES: list[tuple[str, wrong.Kind, str, set[str]]] = [
    (
        "one device missing",
        wrong.MissingDevices(names=("CPFE02",)),
        "getDeviceInfoArray",
        {"cpfe02"},
    ),
    ("one device twice", wrong.RepeatedDevice(), "getDeviceInfoArray", {"cpfe01"}),
    ("an empty answer", wrong.EmptyBody(), "getDeviceInfoArray", {"cpfe01", "cpfe02"}),
    ("no DHCP view", wrong.SoapFault("NO VIEW"), "getHCPInfoArray", {"cpfe01", "cpfe02"}),
    ("a stranger besides", wrong.StrangeDevice(), "getDeviceInfoArray", set()),
]


@pytest.mark.parametrize(
    ("kind", "operation", "silent"), [s[1:] for s in SILENCES], ids=[s[0] for s in SILENCES]
)
def test_silence_is_unknown(kind: wrong.Kind, operation: str, silent: set[str]) -> None:
    """(All that LanDB can do is proved with its client; here, that none of it passes.)"""
    with Simulator(HEALTHY) as simulator:
        simulator.misbehaviour.add(kind, operation=operation)
        told = program.check({**PAIR, "fail_on": "never", **access(simulator)})
        assert told["failed"]
        unknown = {
            subject
            for (check, subject), status in bad(told).items()
            if check == "EVD003" and status == "unknown"
        }
        assert unknown - {"database/landb"} == silent
        assert set(bad(told).values()) <= {"unknown"}
