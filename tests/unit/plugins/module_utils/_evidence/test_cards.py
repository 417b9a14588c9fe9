# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of a host, from a made-up /sys/class/net."""

from __future__ import annotations

import os
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._evidence import (
    cards,
    collectors,
)

Made = dict[str, str]
MAC = "02:00:5e:00:53:01"


def make(net: Path, name: str, files: Made, bus: str | None = None) -> None:
    folder = net / name
    folder.mkdir(parents=True)
    for path, content in {
        "type": "1",
        "address": MAC,
        "ifindex": "2",
        "iflink": "2",
        **files,
    }.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(content + "\n")
    if bus:
        (net.parent / "bus" / bus).mkdir(parents=True, exist_ok=True)
        (folder / "device").mkdir()
        os.symlink(net.parent / "bus" / bus, folder / "device" / "subsystem")


TABLE: list[tuple[str, list[tuple[str, Made, str | None]], dict[str, tuple[str, bool]]]] = [
    ("hardware", [("eno1", {}, "pci")], {"eno1": (MAC, True)}),
    ("virtio", [("ens3", {}, "virtio")], {"ens3": (MAC, True)}),
    ("bridge beside hardware", [("eno1", {}, "pci"), ("br0", {}, None)], {"eno1": (MAC, True), "br0": (MAC, False)}),
    ("veth beside hardware", [("eno1", {}, "pci"), ("veth0", {"iflink": "9"}, None)], {"eno1": (MAC, True), "veth0": (MAC, False)}),
    ("container", [("eth0", {"iflink": "9"}, None), ("br0", {}, None)], {"eth0": (MAC, True), "br0": (MAC, False)}),
    ("management controller", [("eno1", {}, "pci"), ("idrac", {}, "usb")], {"eno1": (MAC, True), "idrac": (MAC, False)}),
    ("bond", [("eno1", {"address": "02:00:5e:00:53:99", "bonding_slave/perm_hwaddr": MAC}, "pci")], {"eno1": (MAC, True)}),
    ("loopback", [("lo", {"type": "772"}, None)], {}),
    ("without an address", [("eno1", {"address": ""}, "pci")], {}),
    ("nothing", [], {}),
]  # fmt: skip


@pytest.mark.parametrize(("made", "expected"), [c[1:] for c in TABLE], ids=[c[0] for c in TABLE])
def test_cards(tmp_path: Path, made: t.Any, expected: dict[str, tuple[str, bool]]) -> None:
    net = tmp_path / "net"
    net.mkdir()
    for name, files, bus in made:
        make(net, name, files, bus)
    (net / "bonding_masters").write_text("bond0\n")
    found = {c["name"]: (c["hardware_address"], c["physical"]) for c in cards.collect(str(net))}
    assert found == expected


def test_list_that_cannot_be_read_is_told() -> None:
    def fail() -> t.NoReturn:
        raise PermissionError(13, "Permission denied", "/sys/class/net")

    collector = collectors.Collector("cards", "none", fail)
    assert collectors.gather([collector]) == {
        "cards": {"data": None, "error": "/sys/class/net: Permission denied"}
    }


def test_this_host_can_be_read() -> None:
    told = collectors.gather()
    assert set(told) == {"cards"}
    assert told["cards"]["error"] is None
