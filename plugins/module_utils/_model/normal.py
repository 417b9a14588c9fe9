# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One spelling for what people and databases spell in many ways."""

from __future__ import annotations

import datetime
import ipaddress
import re

HARDWARE_ADDRESS_FORMS = re.compile(
    r"(?:[0-9a-f]{2}([-:])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}"
    r"|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}|[0-9a-f]{12})\Z"
)
DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")  # The one that every Python reads.
CANONICAL_HARDWARE_ADDRESS = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}\Z")
CANONICAL_IPV4 = re.compile(
    r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!\Z)|\Z)){4}\Z", re.ASCII
)
NAME_FORM = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,251}[A-Za-z0-9_])?\Z")


def hardware_address(text: str) -> str:
    """`00-22-48-13-F6-E9`, `0022.4813.f6e9` and the like as `00:22:48:13:f6:e9`.

    ValueError where the text is no 48-bit hardware address (IEEE 802).
    """
    if CANONICAL_HARDWARE_ADDRESS.match(text):
        return str(text)
    lower = text.strip().lower()
    if not HARDWARE_ADDRESS_FORMS.match(lower):
        raise ValueError(text)
    digits = re.sub(r"[-:.]", "", lower)
    return ":".join(digits[i : i + 2] for i in range(0, 12, 2))


def device_name(text: str) -> str:
    """A LanDB device name: short, without domain, upper case.

    ValueError where it is no name, or an IPv4 address.
    """
    name = text.strip()
    if not NAME_FORM.match(name) or CANONICAL_IPV4.match(name):
        raise ValueError(text)
    return name.split(".", 1)[0].upper()


def interface_name(text: str) -> str:
    """A LanDB interface name: a qualified host name in upper case. ValueError if it is none."""
    name = text.strip().rstrip(".")
    if not NAME_FORM.match(name):
        raise ValueError(text)
    return name.upper()


def address(text: str) -> str:
    """An IPv4 or IPv6 address in its canonical spelling (RFC 5952), without a zone.

    ValueError where it is none, or where it has a prefix length.
    """
    if CANONICAL_IPV4.match(text):
        return str(text)
    parsed = ipaddress.ip_address(text.strip())
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.scope_id:
            raise ValueError(text)
        return str(parsed.ipv4_mapped or parsed)
    return str(parsed)


def address_with_prefix(text: str) -> tuple[str, int | None]:
    """`192.0.2.100/24` as (`192.0.2.100`, 24); the prefix length may be left out (None).

    ValueError where it is none, or a whole network such as `192.0.2.0/24`.
    """
    plain, slash, prefix = text.strip().partition("/")
    host = address(plain)
    if not slash:
        return host, None
    interface = ipaddress.ip_interface(f"{host}/{prefix}")
    network = interface.network
    if interface.ip == network.network_address and network.num_addresses > 2:
        raise ValueError(text)
    return host, network.prefixlen


def moment(value: object) -> datetime.datetime:
    """An ISO 8601 text or a datetime, as an aware datetime in UTC.

    ValueError where it is none, or has no time zone: a time without one means two moments.
    """
    if isinstance(value, str):
        text = value.strip()
        value = datetime.datetime.fromisoformat(
            text[:-1] + "+00:00" if text[-1:] in ("Z", "z") else text
        )
    if not isinstance(value, datetime.datetime) or value.tzinfo is None:
        raise ValueError(value)
    try:
        return value.astimezone(datetime.timezone.utc)
    except OverflowError:
        raise ValueError(value) from None


def day(value: object) -> datetime.date:
    """An ISO 8601 date, or the date of a datetime (UTC where it has a zone).

    ValueError where it is none.
    """
    if isinstance(value, datetime.datetime):
        return (moment(value) if value.tzinfo else value).date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not DAY_FORM.match(value.strip()):
        raise ValueError(value)
    return datetime.date.fromisoformat(value.strip())


def stamp(when: datetime.datetime) -> str:
    """A moment as reports and bundles write it: `2026-03-01T02:00:00Z`."""
    utc = when.astimezone(datetime.timezone.utc)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def duration(delta: datetime.timedelta) -> str:
    """A length of time as a person says it: `3 h 12 min`, `2 d 4 h`, `45 s`."""
    seconds = int(abs(delta.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if days:
        return f"{days} d {hours % 24} h" if hours % 24 else f"{days} d"
    if hours:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{minutes} min"
