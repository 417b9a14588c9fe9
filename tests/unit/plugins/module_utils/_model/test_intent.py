# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which devices of the network database a service is about."""

from __future__ import annotations

import dataclasses

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.intent import (
    FloatingAddress,
    Member,
    Service,
)

PAIR = Service(
    "cernphone",
    (Member("a", "main", ("192.0.2.11",), "A"), Member("b", "backup", ("192.0.2.12",), "B")),
    (FloatingAddress("192.0.2.100", 24, "VIP"), FloatingAddress("192.0.2.101")),
)


@pytest.mark.parametrize(
    ("service", "devices"),
    [
        (PAIR, ("A", "B", "VIP")),
        (dataclasses.replace(PAIR, neighbours=("STRANGER", "B")), ("A", "B", "VIP", "STRANGER")),
        (
            dataclasses.replace(PAIR, floating_addresses=(FloatingAddress("::1", None, "B"),)),
            ("A", "B"),
        ),
        (dataclasses.replace(PAIR, network_database="none", neighbours=("STRANGER",)), ()),
    ],
)
def test_devices_in_the_network_database(service: Service, devices: tuple[str, ...]) -> None:
    assert service.landb_devices == devices
    assert service.has_database is bool(devices)
