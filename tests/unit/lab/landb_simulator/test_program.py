# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as a program, started by its path."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = ROOT / "tests" / "lab" / "landb_simulator"
SEED = ROOT / "inventories" / "recordings" / "example" / "landb.yml"


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", str(PROGRAM), *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/"
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serves_until_a_signal(caller_of, simulator, tmp_path, number):
    log, folder = tmp_path / "calls.jsonl", tmp_path / "certificates"
    with started("--seed", SEED, "--make-certificates", folder, "--log", log) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("https://127.0.0.1:")
        caller = caller_of(simulator, str(folder / "ca.pem"))
        answer = caller.send("<Envelope><Body><getMyDeviceInfo/></Body></Envelope>", url)
        process.send_signal(number)
        output = process.communicate(timeout=10)
    assert answer.fault == "NOTFOUND: device with the address 127.0.0.1 is not in the database"
    assert (process.returncode, output) == (0, ("", ""))
    assert '"operation": "getMyDeviceInfo"' in log.read_text()


def test_options(caller_of, simulator):
    with started("--seed", SEED, "--my-device", "cpfe01", "--style", "items") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        answer = caller_of(simulator).send(
            "<Envelope><Body><getMyDeviceInfo/></Body></Envelope>", url
        )
        process.terminate()
        process.communicate(timeout=10)
    assert '<t:DeviceName xsi:type="xsd:string">CPFE01<' in answer.text


BAD = [
    (
        ["--seed", "/nonexistent.yml"],
        "/nonexistent.yml cannot be read: No such file or directory.\n",
    ),
    (["--seed", str(PROGRAM / "README.md")], "README.md must be a mapping, not "),
    (["--seed", str(SEED), "--host", "192.0.2.1"], "The simulator cannot start: [Errno 99] "),
    (["--seed", str(SEED), "--certificate", "/none.pem"], "The simulator cannot start: [Errno 2] "),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD)
def test_refused(arguments, sentence):
    with started(*arguments) as process:
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output) == (2, "")
    assert errors.startswith(sentence) or "is not YAML" in errors
    assert errors.count("\n") == 1
