# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sweep in one process: its report, and its history from one sweep to the next."""

from __future__ import annotations

import dataclasses
import datetime
import json
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import read_access
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import (
    _asking,
    _bundle,
    _keeping,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import RunOptions
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Report
from ansible_collections.cernphone.validation.plugins.plugin_utils._sweep import (
    audit_sweep,
    in_folder,
    left_open,
    read_request,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
STORE = "S513-C-STORE"
SEED = lab.seed(
    lab.member(1),
    lab.member(2, False, lab.face("CERNPHONE", "192.0.2.100")),
    lab.device("DISK", lab.face("DISK", "10.0.0.7", 7, STORE), cards=[7]),
    lab.device("TAPE", lab.face("TAPE", "10.0.0.8", None, STORE), cards=[8]),
    network_services=[
        {"name": lab.PHONE, "devices": ["CPFE01", "CPFE02"]},
        {"name": STORE, "devices": ["DISK", "TAPE"]},
    ],
)
OPEN = ("failed", "unknown")


class Sweeps:
    """Sweep after sweep into one folder."""

    def __init__(self, folder: Path) -> None:
        self.options = in_folder(RunOptions(reports=str(folder)))
        self.folder = folder / "sweep"
        self.data: dict[str, t.Any] = SEED
        self.runs = 0

    def run(self, *names: str, floating: tuple[str, ...] = ("192.0.2.100",)) -> Report:
        self.runs += 1
        bundle = str(self.folder / "bundles" / str(self.runs))
        at = AT + self.runs * datetime.timedelta(hours=1)
        _bundle.create(bundle, str(self.runs), at, "0.1.0")
        if self.data:
            _bundle.write_database(bundle, self.data)
        request = read_request(
            {"audit_network_services": list(names), "audit_floating_addresses": list(floating)}
        )
        previous = _keeping.previous_of(self.options, at, "sweep")
        report = audit_sweep(request, self.options, bundle, at, previous)
        _keeping.write(report, self.options.reports)
        return report


@pytest.fixture(name="sweeps")
def _sweeps(tmp_path: Path) -> Sweeps:
    return Sweeps(tmp_path)


def bad(report: Report) -> dict[str, str | None]:
    """What is open, and whether it is new."""
    return {
        f"{i.finding.id} {i.finding.subject}": i.change
        for i in report.items
        if i.finding.status.value in OPEN
    }


def test_report(sweeps: Sweeps) -> None:
    report = sweeps.run(lab.PHONE)
    assert bad(report) == {
        "LDB001 S513-C-IP1/CPFE02": "new",
        "LDB004 S513-C-IP1/CPFE02": "new",
    }
    assert report.fails
    assert report.run.services == (lab.PHONE,)
    assert report.run.hosts == 2
    assert report.run.kind == "live"
    assert report.run.scope == "sweep"
    ((what, where, read_at),) = report.run.sources
    assert (what, read_at) == ("landb", datetime.datetime(2026, 3, 1, 1, 55, tzinfo=datetime.UTC))
    assert where.endswith("landb.json")
    assert {path.name for path in sweeps.folder.iterdir()} >= {"findings.json", "bundles"}


def test_two_network_services_at_once(sweeps: Sweeps) -> None:
    report = sweeps.run(STORE, lab.PHONE)
    assert report.run.hosts == 4
    assert "LDB001 S513-C-STORE/TAPE" in bad(report)
    assert "LDB001 S513-C-IP1/CPFE02" in bad(report)
    prints = [item.finding.fingerprint for item in report.items]
    assert len(set(prints)) == len(prints)


def test_undeclared_floating_address_is_a_fixed_one(sweeps: Sweeps) -> None:
    assert bad(sweeps.run(lab.PHONE, floating=())).keys() == {
        "LDB001 S513-C-IP1/CPFE02",
        "LDB004 S513-C-IP1/CPFE02",
    }


def test_history(sweeps: Sweeps) -> None:
    """What another network service left open stays open until it is swept again."""
    sweeps.run(lab.PHONE)
    other = sweeps.run(STORE)
    assert bad(other) == {"LDB001 S513-C-STORE/TAPE": "new"}
    assert {(c.id, c.subject) for c in other.carried} == {
        ("LDB001", "S513-C-IP1/CPFE02"),
        ("LDB004", "S513-C-IP1/CPFE02"),
    }
    assert not other.gone
    again = sweeps.run(lab.PHONE)
    assert set(bad(again).values()) == {"known"}
    repaired = json.loads(json.dumps(SEED))
    repaired["devices"][1]["interfaces"][0]["bound_hardware_address"] = lab.card(2)
    sweeps.data = repaired
    fixed = sweeps.run(lab.PHONE, STORE)
    assert bad(fixed) == {"LDB001 S513-C-STORE/TAPE": "known"}
    assert {i.finding.subject for i in fixed.items if i.change == "fixed"} == {"S513-C-IP1/CPFE02"}
    assert not fixed.carried


def test_device_that_leaves_its_network_service_is_told(sweeps: Sweeps) -> None:
    sweeps.run(lab.PHONE)
    fewer = json.loads(json.dumps(SEED))
    del fewer["devices"][1]
    fewer["network_services"][0]["devices"] = ["CPFE01"]
    sweeps.data = fewer
    report = sweeps.run(lab.PHONE)
    assert not report.fails
    assert {c.subject for c in report.gone} == {"S513-C-IP1/CPFE02"}


def test_silence_keeps_what_was_open(sweeps: Sweeps) -> None:
    sweeps.run(lab.PHONE)
    sweeps.data = {}
    silent = sweeps.run(lab.PHONE)
    assert bad(silent) == {"EVD003 database/landb": "new", "LDB003 S513-C-IP1": "new"}
    assert {c.subject for c in silent.carried} == {"S513-C-IP1/CPFE02"}
    sweeps.data = {
        **SEED,
        "devices": [],
        "network_services": [{"name": lab.PHONE, "devices": [], "fault": "BUSY"}],
    }
    unlisted = sweeps.run(lab.PHONE)
    assert bad(unlisted) == {"EVD003 S513-C-IP1": "new"}
    assert {c.subject for c in unlisted.carried} >= {"S513-C-IP1/CPFE02"}
    sweeps.data = SEED
    assert set(bad(sweeps.run(lab.PHONE)).values()) == {"known"}


def test_recording_with_a_file_that_goes_before_its_own(sweeps: Sweeps, tmp_path: Path) -> None:
    sweeps.run(lab.PHONE)
    snapshot = tmp_path / "landb.json"
    data = json.loads(json.dumps(SEED))
    data["devices"][1]["interfaces"][0]["bound_hardware_address"] = lab.card(2)
    snapshot.write_text(json.dumps(data))
    bundle = str(sweeps.folder / "bundles" / "1")
    request = read_request(
        {"audit_network_services": lab.PHONE, "audit_floating_addresses": ["192.0.2.100"]}
    )
    for given, number in ((None, 2), (str(snapshot), 0)):
        options = RunOptions(str(tmp_path), bundle, given, AT)
        report = audit_sweep(request, options, bundle, AT, None)
        assert report.run.kind == "replay"
        assert len(bad(report)) == number


BAD: list[tuple[dict[str, t.Any], str]] = [
    ({}, "audit_network_services must be a list of network services, not nothing."),
    ({"audit_network_services": []}, "audit_network_services is empty: nothing would be judged."),
    ({"audit_network_services": "S", "audit_floating_addresses": "x"}, "audit_floating_addresses must be a list of addresses, not 'x'."),
    ({"audit_network_services": "S", "audit_floating_pattern": ".*"},
     "audit_floating_pattern matches everything, so no interface would be judged."),
]  # fmt: skip


@pytest.mark.parametrize(("variables", "sentence"), BAD)
def test_request_that_cannot_be_read(variables: dict[str, t.Any], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_request(variables)
    assert str(caught.value) == sentence


def test_what_was_taken_for_floating_is_told(sweeps: Sweeps) -> None:
    marked = lab.device("V", lab.face("V", "192.0.2.9", description="floating"), cards=[])
    sweeps.data = lab.seed(
        lab.member(1), lab.member(2), marked, network_services=SEED["network_services"]
    )
    assert sweeps.run(lab.PHONE).run.note == (
        "Taken for floating: 1 interfaces, 1 by description: V.EXAMPLE.ORG."
    )


def test_what_was_open_is_asked_about_again(sweeps: Sweeps) -> None:
    assert left_open(None, [lab.PHONE]) == {lab.PHONE: ()}
    sweeps.run(lab.PHONE)
    previous = _keeping.previous_of(sweeps.options, AT, "sweep")
    assert left_open(previous, [lab.PHONE, STORE]) == {lab.PHONE: ("CPFE02",), STORE: ()}


@pytest.mark.parametrize("is_silent", [False, True])
def test_device_that_the_listing_forgets_is_judged(sweeps: Sweeps, is_silent: bool) -> None:
    known = {key: value for key, value in SEED.items() if key != "network_services"}
    with Simulator(known) as simulator:
        simulator.misbehaviour.add(wrong.MissingDevices(count=2), operation="getDevicesFromService")
        if is_silent:
            simulator.misbehaviour.add(
                wrong.MissingDevices(count=1), operation="getDeviceInfoArray"
            )
        access = read_access(
            {"url": simulator.url, "username": "auditor", "password": "auditor-password"}
        )
        query = _asking.Query((), (lab.PHONE,), AT, {lab.PHONE: ("CPFE02",)})
        sweeps.data = t.cast("dict[str, t.Any]", _asking.read(_asking.Origin(access, None), query))
    found = bad(sweeps.run(lab.PHONE))
    assert "LDB001 S513-C-IP1/CPFE02" in found


def test_replay_undoes_no_live_history(sweeps: Sweeps) -> None:
    sweeps.run(lab.PHONE)
    replay = dataclasses.replace(sweeps.options, bundle="bundles/1")
    with pytest.raises(InputError) as error:
        _keeping.previous_of(replay, AT + datetime.timedelta(days=1), "sweep")
    assert str(error.value).endswith(
        "findings.json is the report of a live run: a replay of older evidence would undo that"
        " history. Give it a folder of its own (audit_reports)."
    )
