# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One spelling for names and addresses, which clients spell in many ways."""

from __future__ import annotations

import ipaddress
import re
import typing as t

_DIGITS: t.Final = re.compile(r"[0-9a-f]{12}")
_NAME: t.Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,251}[A-Za-z0-9_])?")


def hardware_address(text: str) -> str:
    """As LanDB spells it: `00-22-48-13-F6-E9`. ValueError where it is none."""
    digits = re.sub(r"[-:.\s]", "", text).lower()
    if not _DIGITS.fullmatch(digits):
        raise ValueError(text)
    return "-".join(digits[i : i + 2] for i in range(0, 12, 2)).upper()


def device_name(text: str) -> str:
    """Short and in upper case. ValueError where it is none."""
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise ValueError(text)
    return name.split(".", 1)[0].upper()


def interface_name(text: str) -> str:
    """Qualified (as far as it was) and in upper case. ValueError where it is none."""
    name = text.strip().rstrip(".")
    if not _NAME.fullmatch(name):
        raise ValueError(text)
    return name.upper()


def address(text: str) -> str:
    """An IPv4 or IPv6 address. ValueError where it is none."""
    return str(ipaddress.ip_address(text.strip()))


def ipv4_address(text: str) -> str:
    """An IPv4 address. ValueError where it is none."""
    return str(ipaddress.IPv4Address(text.strip()))


def ipv6_address(text: str) -> str:
    """An IPv6 address. ValueError where it is none."""
    return str(ipaddress.IPv6Address(text.strip()))


def netmask(text: str) -> str:
    """`255.255.255.0`, of `24` as well. ValueError where it is none."""
    return str(ipaddress.IPv4Network(f"0.0.0.0/{text.strip()}").netmask)


def network(address: str, mask: str) -> ipaddress.IPv4Network:
    """The network of an IPv4 address. ValueError where there is none."""
    return ipaddress.IPv4Network(f"{address}/{mask}", strict=False)


def is_management(interface: str) -> bool:
    """Whether an interface is that of a management controller."""
    return interface.split(".", 1)[0].split("--", 1)[0].upper().endswith("-IPMI")


def pattern(text: str) -> re.Pattern[str]:
    """What LanDB's `%` stands for: anything, in any letter case."""
    parts = (re.escape(part) for part in text.strip().split("%"))
    return re.compile(".*".join(parts), re.IGNORECASE | re.DOTALL)
