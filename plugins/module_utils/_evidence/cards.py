# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network cards of a host, as Linux shows them below /sys/class/net.

Source: Documentation/ABI/testing/sysfs-class-net of the Linux kernel.
"""

from __future__ import annotations

import os
import typing as t

ETHERNET: t.Final = "1"
NET: t.Final = "/sys/class/net"


def collect(net: str = NET) -> list[dict[str, t.Any]]:
    """Every Ethernet card: its name, hardware address and whether it is hardware.

    The hardware address is the burnt-in one where a bond gave the card another. Where nothing is
    hardware (a container), the interfaces that lead out of the network namespace count as such. A
    USB device does not: it is the Ethernet of a management controller that no cable reaches.

    Raises:
        OSError: Where the kernel's list cannot be read.
    """
    cards = []
    leads_out = []
    for name in sorted(os.listdir(net)):
        folder = os.path.join(net, name)
        if not os.path.isdir(folder) or _read(folder, "type") != ETHERNET:
            continue
        address = _read(folder, "bonding_slave/perm_hwaddr") or _read(folder, "address")
        if not address:
            continue
        card = {"name": name, "hardware_address": address, "physical": _is_hardware(folder)}
        cards.append(card)
        if _read(folder, "iflink") != _read(folder, "ifindex"):
            leads_out.append(card)
    if not any(card["physical"] for card in cards):
        for card in leads_out:
            card["physical"] = True
    return cards


def _is_hardware(folder: str) -> bool:
    device = os.path.join(folder, "device")
    if not os.path.exists(device):
        return False
    return os.path.basename(os.path.realpath(os.path.join(device, "subsystem"))) != "usb"


def _read(folder: str, name: str) -> str:
    try:
        with open(os.path.join(folder, name), encoding="ascii", errors="replace") as stream:
            return stream.read(256).strip()
    except OSError:
        return ""
