# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands that a user types, in an empty directory and with a clean environment."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.plugin_utils import _run

ROOT = Path(_run.__file__).resolve().parents[2]
COLLECTIONS = next(
    path for path in sys.path if (Path(path) / "ansible_collections/cernphone/validation").exists()
)


LIVE = """
cernphone_frontend:
  vars:
    frontend_service: cernphone
    frontend_floating_addresses: [{address: 192.0.2.100, landb_device: cernphone-vip}]
  hosts:
    cpfe01: {frontend_member: main, frontend_primary_address: 192.0.2.11}
    cpfe02: {frontend_member: backup, frontend_primary_address: 192.0.2.12}
"""
"""A pair to be contacted."""


@dataclasses.dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    output: str
    reports: Path

    @property
    def findings(self) -> list[dict[str, t.Any]]:
        return list(self.report["findings"])

    @property
    def report(self) -> dict[str, t.Any]:
        return dict(json.loads((self.reports / "findings.json").read_text()))

    def by_status(self, *statuses: str) -> set[tuple[str, str]]:
        return {(f["id"], f["subject"]) for f in self.findings if f["status"] in statuses}

    @property
    def is_sentence(self) -> bool:
        """No traceback, no verdict written."""
        return "Traceback" not in self.output and not (self.reports / "findings.json").exists()


Runner = t.Callable[..., Ran]


def playbook(cwd: Path, *arguments: str, **environment: str) -> Ran:
    """Run ansible-playbook of this interpreter in `cwd`."""
    home = cwd / ".home"
    home.mkdir(exist_ok=True)
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "ansible-playbook"), *arguments],
        cwd=cwd,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            # Ansible looks for a home in the system's own list, where one may be missing.
            "ANSIBLE_REMOTE_TEMP": str(home / "remote"),
            "LANG": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": COLLECTIONS,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout + ran.stderr, cwd / "reports")


@pytest.fixture(name="audit")
def _audit(tmp_path: Path) -> Runner:
    """Audit an inventory: a folder of this repository by name, or a path."""

    def run(inventory: str | Path, *arguments: str, **environment: str) -> Ran:
        path = ROOT / "inventories" / inventory if isinstance(inventory, str) else inventory
        return playbook(
            tmp_path, "cernphone.validation.audit", "-i", str(path), *arguments, **environment
        )

    return run


class Inventory:
    """A copy of a recorded inventory, to be changed."""

    def __init__(self, name: str, folder: Path) -> None:
        self.path = folder / "inventories" / name
        self.recording = folder / "inventories" / "recordings" / name
        shutil.copytree(ROOT / "inventories" / name, self.path)
        shutil.copytree(ROOT / "inventories" / "recordings" / name, self.recording)

    def file(self, name: str) -> Path:
        """A file of the inventory, or of its `recording/`."""
        first, _slash, rest = name.partition("/")
        return self.recording / rest if first == "recording" else self.path / name

    def edit(self, name: str, change: t.Callable[[t.Any], t.Any]) -> None:
        """Change a YAML or JSON file; what `change` returns, if anything, takes its place."""
        path = self.file(name)
        data = yaml.safe_load(path.read_text())
        changed = change(data)
        data = data if changed is None else changed
        path.write_text(json.dumps(data) if path.suffix == ".json" else yaml.safe_dump(data))

    def write(self, name: str, content: str | bytes) -> None:
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def example(tmp_path: Path) -> Inventory:
    return Inventory("example", tmp_path)


@pytest.fixture
def outage(tmp_path: Path) -> Inventory:
    return Inventory("otg0150866", tmp_path)
