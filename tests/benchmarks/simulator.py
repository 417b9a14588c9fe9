# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The LanDB simulator as a process of its own, so that its time and memory are not measured."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import typing as t
from pathlib import Path

from ansible_collections.cernphone.validation.tests.lab.landb_simulator import certificates

PROGRAM: t.Final = Path(__file__).resolve().parents[1] / "lab" / "landb_simulator"
CONCURRENCY: t.Final = 4


@contextlib.contextmanager
def serve(seed: Path, folder: Path, latency: float = 0.0) -> t.Iterator[str]:
    """The address of a simulator with that seed, over HTTPS."""
    made = certificates.make(folder)
    command = [sys.executable, str(PROGRAM), "--seed", str(seed)]
    command += ["--certificate", str(made.server.certificate), "--key", str(made.server.key)]
    command += ["--latency-per-block", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _url(process)
        finally:
            process.terminate()


def _url(process: subprocess.Popen[str]) -> str:
    """What it prints when it is ready."""
    words = process.stdout.readline().split() if process.stdout else []
    urls = [word for word in words if word.startswith("https://")]
    if not urls:
        raise SystemExit("The simulator did not start.")
    return urls[0]


def write_options(folder: Path, url: str) -> None:
    """The variables of a sweep, in sweep.json."""
    options = {
        "audit_network_services": ["S513-C-IP1"],
        "audit_landb_url": url,
        "audit_landb_username": "auditor",
        "audit_landb_password": "auditor-password",
        "audit_landb_ca_file": str(certificates.make(folder).ca),
        "audit_landb_concurrency": CONCURRENCY,
    }
    (folder / "sweep.json").write_text(json.dumps(options))
