# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence: its indexes, and the management interface that only its name tells."""

from __future__ import annotations

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Database,
    Device,
    DhcpRecord,
    Interface,
    Source,
    index,
)


@pytest.mark.parametrize(
    ("name", "is_ipmi"),
    [
        ("CPFE01-IPMI.EXAMPLE.ORG", True),
        ("CPFE01-IPMI--MGMT.EXAMPLE.ORG", True),
        ("CPFE01-IPMI", True),
        ("CPFE01.EXAMPLE.ORG", False),
        ("CPFE01--IPMI.EXAMPLE.ORG", False),
        ("CPFE01-IPMI2.EXAMPLE.ORG", False),
        ("IPMI.EXAMPLE.ORG", False),
        ("CPFE01.X-IPMI.ORG", False),
    ],
)
def test_management_interface(name: str, is_ipmi: bool) -> None:
    assert Interface(name, (), "S", None).is_ipmi is is_ipmi


def test_index() -> None:
    one = Interface("A.EXAMPLE.ORG", ("192.0.2.11", "2001:db8::11"), "S", "c1")
    two = Interface("B.EXAMPLE.ORG", ("192.0.2.11",), "S", "c1")
    loose = Interface("V.EXAMPLE.ORG", (), "S", None)
    first = Device("A", ("c1", "c2"), (one, loose))
    second = Device("B", ("c1",), (two,))
    source = Source("landb", None)
    database = index(Database(source, {"A": first, "B": second}))
    assert database.card_owners == {"c1": ("A", "B"), "c2": ("A",)}
    assert database.binders == {"c1": (one, two)}
    assert database.holders == {
        "192.0.2.11": ((first, one), (second, two)),
        "2001:db8::11": ((first, one),),
    }
    assert database.devices == {"A": first, "B": second}
    assert index(database) == database


def test_index_of_the_dhcp_view() -> None:
    rows = {
        "c1": (DhcpRecord("A", "c1", "192.0.2.11"), DhcpRecord("A", "c1", "192.0.2.12")),
        "c2": (DhcpRecord("B", "c2", "192.0.2.11"),),
    }
    database = index(Database(Source("landb", None), dhcp=rows))
    assert database.reservations == {"192.0.2.11": ("c1", "c2"), "192.0.2.12": ("c1",)}


def test_cards_of_the_host_are_all_but_those_of_its_controller() -> None:
    interfaces = (
        Interface("A.EXAMPLE.ORG", (), "S", "c1"),
        Interface("A-IPMI.EXAMPLE.ORG", (), "S", "c2"),
        Interface("B-IPMI.EXAMPLE.ORG", (), "S", None),
    )
    assert Device("A", ("c1", "c2", "c3"), interfaces).host_cards == ("c1", "c3")


def test_index_of_nothing() -> None:
    empty = Database(Source("landb", None))
    assert index(empty) == empty
