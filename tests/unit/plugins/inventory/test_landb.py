# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What file the inventory plugin takes, and that it reaches LanDB by the options of the modules."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.doc_fragments import (
    _landb as of_modules,
)
from ansible_collections.cernphone.validation.plugins.doc_fragments import (
    _landb_inventory as of_inventory,
)
from ansible_collections.cernphone.validation.plugins.inventory import landb
from ansible_collections.cernphone.validation.plugins.module_utils._module.landb import ENVIRONMENT

FILES = [
    ("landb.yml", True),
    ("landb.yaml", True),
    ("frontends.landb.yml", True),
    ("frontends.landb.yaml", True),
    ("landb.json", False),
    ("landb.yml.orig", False),
    ("my-landb.yml", False),
    ("landb", False),
    ("hosts.yml", False),
]


@pytest.mark.parametrize(("name", "expected"), FILES)
def test_files(tmp_path: Path, name: str, expected: bool) -> None:
    (tmp_path / name).touch()
    assert landb.InventoryModule().verify_file(str(tmp_path / name)) is expected


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert not landb.InventoryModule().verify_file(str(tmp_path / "landb.yml"))


def options(fragment: t.Any) -> dict[str, dict[str, t.Any]]:
    return dict(yaml.safe_load(fragment.ModuleDocFragment.DOCUMENTATION)["options"])


def test_options_are_those_of_the_modules() -> None:
    ours, theirs = options(of_inventory), options(of_modules)
    assert list(ours) == list(theirs)
    for name, option in ours.items():
        environment = [entry["name"] for entry in option.get("env", [])]
        assert environment == ([ENVIRONMENT[name]] if name in ENVIRONMENT else [])
        for key in ("type", "default"):
            assert option.get(key) == theirs[name].get(key), name
