# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where LanDB's data comes from, and what a bundle keeps of it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import _asking, _database
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
SEED = lab.seed(lab.member(1), lab.member(2), lab.vip())
NOBODY = _asking.Origin(None, None)


def query(*devices: str, network_services: tuple[str, ...] = ()) -> _asking.Query:
    return _asking.Query(devices, network_services, AT)


def test_nowhere_to_have_it_from() -> None:
    assert _asking.read(NOBODY, query("CPFE01")) is None
    assert (
        _asking.read(_asking.Origin(Access("https://127.0.0.1:1/", "u", "p"), None), query())
        is None
    )


def test_file_is_kept_with_its_place(tmp_path: Path) -> None:
    snapshot = tmp_path / "landb.json"
    snapshot.write_text(json.dumps(SEED))
    kept = _asking.read(_asking.Origin(None, str(snapshot)), query())
    assert kept is not None
    assert {key: value for key, value in kept.items() if key != "origin"} == SEED
    assert kept["origin"].endswith("landb.json")
    named = _asking.read(_asking.Origin(None, str(snapshot)), query("CPFE01"))
    assert named == kept
    snapshot.write_text(json.dumps({**SEED, "origin": "network.example.org"}))
    kept = _asking.read(_asking.Origin(None, str(snapshot)), query())
    assert kept is not None
    assert kept["origin"] == "network.example.org"


def test_landb_is_asked() -> None:
    with Simulator(SEED) as simulator:
        origin = _asking.Origin(Access(simulator.url, "auditor", "auditor-password"), None)
        told = _asking.read(origin, query("CPFE01", network_services=(lab.PHONE,)))
        assert told is not None
        assert sorted(device["name"] for device in told["devices"]) == [
            "CERNPHONE-VIP",
            "CPFE01",
            "CPFE02",
        ]
        assert (told["origin"], told["taken_at"]) == ("127.0.0.1", "2026-03-01T02:00:00Z")
        assert not simulator.calls.writes


def test_its_troubles_are_evidence() -> None:
    origin = _asking.Origin(
        Access("http://127.0.0.1:1/", "auditor", "auditor-password", backoff=0.01), None
    )
    told = _asking.read(origin, query("CPFE01"))
    assert told is not None
    assert told["fault"] == "127.0.0.1 port 1 cannot be reached: Connection refused"


def test_recording(tmp_path: Path) -> None:
    path = tmp_path / "landb.json"
    path.write_text(json.dumps(SEED))
    found, where = _database.recorded(str(path))
    assert sorted(found.devices) == ["CERNPHONE-VIP", "CPFE01", "CPFE02"]
    assert where.endswith("landb.json")
    path.write_text(json.dumps({**SEED, "origin": "network.example.org"}))
    assert _database.recorded(str(path))[1] == "network.example.org"


def test_recording_that_is_missing_or_broken_is_a_fault(tmp_path: Path) -> None:
    found, where = _database.recorded(None)
    assert (found.source.fault, where) == (_database.NOTHING, "nowhere")
    path = tmp_path / "landb.json"
    path.write_text("{")
    found, where = _database.recorded(str(path))
    assert found.source.fault is not None
    assert "landb.json is not valid JSON: " in found.source.fault
    assert not found.source.fault.endswith(".")
    (tmp_path / "link.json").symlink_to(path)
    found, where = _database.recorded(str(tmp_path / "link.json"))
    assert found.source.fault is not None
    assert found.source.fault.endswith("link.json is a symbolic link, which is not followed")


def test_file_that_was_named_must_be_good(tmp_path: Path) -> None:
    path = tmp_path / "landb.json"
    path.write_text("{")
    with pytest.raises(InputError):
        _database.database(str(path), None)
    path.write_text(json.dumps(SEED))
    assert _database.database(str(path), None)[0].devices
    assert _database.database(None, str(path))[0].devices
    assert not _database.database(None, None)[0].devices
