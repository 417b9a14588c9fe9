# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole audit in one process, on the recordings: what is cut short never passes."""

from __future__ import annotations

import datetime
import shutil
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import _audit
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import RunOptions

ROOT = Path(_audit.__file__).resolve().parents[2]
AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)


def variables(name: str) -> dict[str, dict[str, t.Any]]:
    """Host -> its variables, read as the files of an inventory are written."""
    folder = ROOT / "inventories" / name
    group = yaml.safe_load((folder / "group_vars" / "cernphone_frontend.yml").read_text())
    return {
        host: {**group, **yaml.safe_load((folder / "host_vars" / f"{host}.yml").read_text())}
        for host in ("cpfe01", "cpfe02")
    }


def passes(name: str, reports: Path, snapshot: Path, bundle: Path | None = None) -> bool:
    """Whether the audit of a recording passes; bad input does not."""
    recording = bundle or ROOT / "inventories" / "recordings" / name
    hosts = variables(name)
    options = RunOptions(str(reports), str(recording), str(snapshot), AT)
    request = _audit.Request(hosts, frozenset(hosts), options, str(recording), AT)
    try:
        return not _audit.audit(request).fails
    except InputError:
        return False


CUTS = [("example", "landb.yml"), ("otg0150866", "landb.yml"), ("otg0150866", "landb_repaired.yml")]


@pytest.mark.parametrize(("name", "file"), CUTS)
def test_snapshot_that_is_cut_short(tmp_path: Path, name: str, file: str) -> None:
    whole = (ROOT / "inventories" / "recordings" / name / file).read_bytes()
    snapshot = tmp_path / "landb.yml"
    snapshot.write_bytes(whole)
    assert passes(name, tmp_path, snapshot) is (file != "landb.yml" or name == "example")
    for length in (*range(0, len(whole), 3), len(whole) - 2, len(whole) - 1):
        snapshot.write_bytes(whole[:length])
        assert not passes(name, tmp_path, snapshot), f"cut at byte {length}"


def test_host_file_that_is_cut_short(tmp_path: Path) -> None:
    recording = ROOT / "inventories" / "recordings" / "example"
    bundle = tmp_path / "bundle"
    shutil.copytree(recording, bundle)
    file = bundle / "hosts" / "cpfe02.json"
    whole = file.read_bytes()
    assert passes("example", tmp_path, recording / "landb.yml", bundle)
    for length in range(len(whole.rstrip())):
        file.write_bytes(whole[:length])
        assert not passes("example", tmp_path, recording / "landb.yml", bundle), length
