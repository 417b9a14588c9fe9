# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collectors do on a host, seen by Python's own audit events: they read, and no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._evidence.collectors import (
    COLLECTORS,
)

WATCHER = """
import json, os, sys

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
HARMLESS = {"os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr"}
MUTATING = ("os.", "subprocess.", "socket.", "shutil.", "tempfile.", "signal.", "ctypes.", "fcntl.")
seen = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if flags & WRITES or (isinstance(mode, str) and set(mode) & set("wax+")):
            seen.append(f"open {path}")
    elif event.startswith(MUTATING) and event not in HARMLESS:
        seen.append(event)

import importlib
collectors = importlib.import_module(sys.argv[1])
sys.addaudithook(watch)
%s
print(json.dumps(seen))
"""
MODULE = "ansible_collections.cernphone.validation.plugins.module_utils._evidence.collectors"


def seen(code: str) -> list[str]:
    """Events beyond reading while `code` runs."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHER % code, MODULE],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return list(json.loads(ran.stdout.splitlines()[-1]))


def test_collectors_only_read() -> None:
    assert {collector.footprint.split(":")[0] for collector in COLLECTORS} == {"none"}
    assert seen("collectors.gather()") == []


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("open('/dev/null', 'w')", "open /dev/null"),
        ("os.open('/dev/null', os.O_RDWR)", "open /dev/null"),
        ("os.system('true')", "os.system"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import socket; socket.socket()", "socket.__new__"),
        ("os.kill(os.getpid(), 0)", "os.kill"),
    ],
)
def test_watcher_sees_what_goes_beyond(code: str, event: str) -> None:
    assert event in seen(code)
