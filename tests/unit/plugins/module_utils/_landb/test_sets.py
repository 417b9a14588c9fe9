# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A member of a set belongs to exactly one device, or nobody knows to which."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import sets
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Trouble,
    Unusable,
)

MEMBER = "SIP.EXAMPLE.ORG"


def session(rows: str) -> Session:
    """A session whose LanDB knows these rows of the table of names."""

    def post(content: bytes, operation: str) -> bytes:
        inner = "<token>t</token>" if operation == "getAuthToken" else f"<Names>{rows}</Names>"
        assert operation == "getAuthToken" or f">{MEMBER}</NetName>".encode() in content
        body = (
            f"<r:{operation}Response xmlns:r='urn:NetworkService'>{inner}</r:{operation}Response>"
        )
        return f"<E:Envelope xmlns:E='e'><E:Body>{body}</E:Body></E:Envelope>".encode()

    return Session(Access("https://landb.example.org/?v=6", "auditor", "secret"), post=post)


def row(device: str, interface: str, more: str = "") -> str:
    return (
        f"<item><DeviceName>{device}</DeviceName><InterfaceName>{interface}</InterfaceName>"
        f"<IP>192.0.2.11</IP>{more}</item>"
    )


OWNERS = [
    ("one", row("cpfe01", "sip.example.org"), "CPFE01"),
    ("final dot", row("CPFE01", "SIP.EXAMPLE.ORG."), "CPFE01"),
    ("name and alias", row("CPFE01", MEMBER) + row("CPFE01", MEMBER, "<Alias>X.EXAMPLE.ORG</Alias>"), "CPFE01"),
    ("beside a stranger", row("CPFE02", "SIP2.EXAMPLE.ORG") + row("CPFE01", MEMBER), "CPFE01"),
    ("nil item", "<item xmlns:i='i' i:nil='true'/>" + row("CPFE01", MEMBER), "CPFE01"),
]  # fmt: skip
NAMELESS = "its answer to searchNetNameTable has a name that is none"
NO_OWNERS = [
    ("none", "", f"{MEMBER} belongs to none of its devices"),
    ("other interface", row("CPFE01", "SIP.OTHER.ORG"), f"{MEMBER} belongs to none of its devices"),
    ("two", row("CPFE02", MEMBER) + row("CPFE01", MEMBER), f"{MEMBER} belongs to CPFE01 and CPFE02 of its devices"),
    ("no device", row("", MEMBER), NAMELESS),
    ("no interface", "<item><DeviceName>CPFE01</DeviceName></item>", NAMELESS),
    ("no name", row("a b", MEMBER), NAMELESS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), OWNERS)
def test_owner(name: str, rows: str, expected: str) -> None:
    assert sets.owner(session(rows), MEMBER) == expected


@pytest.mark.parametrize(("name", "rows", "message"), NO_OWNERS)
def test_no_owner(name: str, rows: str, message: str) -> None:
    with pytest.raises(Unusable) as error:
        sets.owner(session(rows), MEMBER)
    assert str(error.value) == message


def test_trouble_is_passed_on() -> None:
    with pytest.raises(Trouble, match="nobody is called t"):
        sets.owner(_faulting(), MEMBER)


def _faulting() -> Session:
    def post(content: bytes, operation: str) -> bytes:
        fault = b"<Fault><faultstring>nobody is called that</faultstring></Fault>"
        token = b"<getAuthTokenResponse><token>x</token></getAuthTokenResponse>"
        body = token if operation == "getAuthToken" else fault
        return b"<Envelope><Body>" + body + b"</Body></Envelope>"

    return Session(Access("https://landb.example.org/?v=6", "auditor", "secret"), post=post)


HOLDING: list[tuple[str, str, bool]] = [
    ("CPFE01.EXAMPLE.ORG", "cpfe01.example.org", True),
    ("cpfe01.example.org.", "CPFE01.EXAMPLE.ORG", True),
    ("CPFE01", "CPFE01.EXAMPLE.ORG", True),
    ("CPFE01.OTHER.ORG", "CPFE01.EXAMPLE.ORG", False),
    ("CPFE0", "CPFE01.EXAMPLE.ORG", False),
    ("EXAMPLE.ORG", "CPFE01.EXAMPLE.ORG", False),
]


@pytest.mark.parametrize(("member", "interface", "expected"), HOLDING)
def test_holds(member: str, interface: str, expected: bool) -> None:
    device: dict[str, t.Any] = {"interfaces": [{"name": "OTHER.EXAMPLE.ORG"}, {"name": interface}]}
    assert sets.holds(device, member) is expected


def test_device_without_interface_holds_nothing() -> None:
    assert not sets.holds({"interfaces": []}, "CPFE01")
