# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""landb_device_info: devices by name, pattern, network service, card and address."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._module import (
    landb_device_info as program,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module.lab import (
    PHONE,
    access,
    device,
    face,
    member,
    seed,
    vip,
)

STORE = "S513-C-STORE"
SEED = seed(
    member(1),
    member(2),
    vip(),
    device("DISK", face("DISK", "10.0.0.7", 7, STORE), cards=[7]),
    device("SIX", face("SIX", "2001:db8::6", 6, STORE), cards=[6], responsible_person="SOMEBODY"),
    faults=[{"device_name": "TAPE", "fault": "BUSY"}],
)
NOTHING: dict[str, t.Any] = {
    "names": [],
    "network_services": [],
    "name_patterns": [],
    "hardware_addresses": [],
    "ip_addresses": [],
    "dhcp_view": True,
}


def names(told: dict[str, t.Any]) -> list[str]:
    return sorted(found["name"] for found in told["snapshot"]["devices"])


ASKED: list[tuple[str, dict[str, t.Any], list[str], str]] = [
    ("names", {"names": ["cpfe01", "CERNPHONE-VIP"]}, ["CERNPHONE-VIP", "CPFE01"], "LanDB answered about 2 devices"),
    ("a name twice", {"names": ["cpfe01", "CPFE01"]}, ["CPFE01"], "LanDB answered about 1 device"),
    ("pattern", {"name_patterns": ["cpfe%"]}, ["CPFE01", "CPFE02"], "LanDB answered about 2 devices"),
    ("pattern with a star", {"name_patterns": ["*vip"]}, ["CERNPHONE-VIP"], "LanDB answered about 1 device"),
    ("network service", {"network_services": [STORE]}, ["DISK", "SIX"], "LanDB answered about 2 devices"),
    ("card", {"hardware_addresses": ["02:00:5e:00:53:02"]}, ["CPFE02"], "LanDB answered about 1 device"),
    ("card in LanDB's spelling", {"hardware_addresses": ["02-00-5E-00-53-02"]}, ["CPFE02"], "LanDB answered about 1 device"),
    ("address", {"ip_addresses": ["192.0.2.100"]}, ["CERNPHONE-VIP"], "LanDB answered about 1 device"),
    ("IPv6 address", {"ip_addresses": ["2001:DB8:0::6"]}, ["SIX"], "LanDB answered about 1 device"),
    ("all together, each once", {"names": ["cpfe01"], "name_patterns": ["cpfe0%"], "network_services": [PHONE],
                                 "ip_addresses": ["192.0.2.11"]}, ["CERNPHONE-VIP", "CPFE01", "CPFE02"], "LanDB answered about 3 devices"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found", "message"), [a[1:] for a in ASKED], ids=[a[0] for a in ASKED]
)
def test_asked(asked: dict[str, t.Any], found: list[str], message: str) -> None:
    with Simulator(SEED) as simulator:
        told = program.read_devices({**NOTHING, **asked, **access(simulator)})
        assert (told["failed"], told["changed"]) == (False, False)
        assert names(told) == found
        assert told["msg"] == message
        assert not simulator.calls.writes
        assert "SOMEBODY" not in str(told), "persons are left out"
        database = read_snapshot(told["snapshot"], "x")
        assert sorted(database.devices) == found
        assert database.source.origin == "127.0.0.1"
        assert database.dhcp is not None


def test_without_the_view() -> None:
    with Simulator(SEED) as simulator:
        told = program.read_devices(
            {**NOTHING, "names": ["cpfe01"], "dhcp_view": False, **access(simulator)}
        )
        assert told["snapshot"]["dhcp_view"] is None
        assert not simulator.calls.of("getHCPInfoArray")
        assert told["failed"] is False


MISSED: list[tuple[str, dict[str, t.Any], list[str], str]] = [
    ("unknown name", {"names": ["cpfe01", "cpfe09"]}, ["CPFE01"],
     "LanDB answered about 1 device; CPFE09: no device of that name was in its answer (1 of 2)"),
    ("nobody has the card", {"names": ["cpfe01"], "hardware_addresses": ["02:00:5e:00:53:99"]}, ["CPFE01"],
     "LanDB answered about 1 device; hardware address 02:00:5e:00:53:99: LanDB has no such device"),
    ("nobody has the address", {"ip_addresses": ["192.0.2.250"]}, [],
     "LanDB answered about 0 devices; address 192.0.2.250: LanDB has no such device"),
    ("no name fits", {"name_patterns": ["zz%"]}, [], "LanDB answered about 0 devices; name zz%: LanDB has no such device"),
    ("no such network service", {"network_services": ["S-NONE"]}, [],
     "LanDB answered about 0 devices; network service S-NONE: NOTFOUND: service S-NONE is not in the database (SOAP-ENV:Server)"),
    ("several things", {"names": ["cpfe09"], "name_patterns": ["zz%"], "ip_addresses": ["192.0.2.250"]}, [],
     "LanDB answered about 0 devices; name zz%: LanDB has no such device (and 2 more)"),
    ("partly faulted", {"names": ["cpfe01", "tape"]}, ["CPFE01"], "LanDB answered about 1 device; TAPE: BUSY (SOAP-ENV:Server)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found", "message"), [m[1:] for m in MISSED], ids=[m[0] for m in MISSED]
)
def test_missed(asked: dict[str, t.Any], found: list[str], message: str) -> None:
    """What was told is returned all the same."""
    with Simulator(SEED) as simulator:
        told = program.read_devices({**NOTHING, **asked, **access(simulator)})
        assert told["failed"] is True
        assert names(told) == found
        assert told["msg"] == message


SILENT: list[tuple[str, wrong.Kind, str, str]] = [
    ("login", wrong.SoapFault("WRONGLOGPASSW"), "getAuthToken",
     "LanDB answered about 0 devices; it refused the login of auditor (WRONGLOGPASSW (SOAP-ENV:Server)) (and 1 more)"),
    ("search", wrong.SoapFault("NO SEARCH"), "searchDevice",
     "LanDB answered about 1 device; address 192.0.2.11: NO SEARCH (SOAP-ENV:Server)"),
    ("view", wrong.SoapFault("NO VIEW"), "getHCPInfoArray",
     "LanDB answered about 2 devices; CPFE02: NO VIEW (SOAP-ENV:Server) (and 1 more)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "operation", "message"), [s[1:] for s in SILENT], ids=[s[0] for s in SILENT]
)
def test_silent(kind: wrong.Kind, operation: str, message: str) -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(kind, operation=operation)
        asked = {"names": ["cpfe02"], "ip_addresses": ["192.0.2.11"]}
        told = program.read_devices({**NOTHING, **asked, **access(simulator)})
        assert told["failed"] is True
        assert told["msg"] == message
        assert "auditor-password" not in str(told)


BAD: list[tuple[dict[str, t.Any], str]] = [
    ({"names": ["not a name"]}, "names: 'not a name' is none."),
    ({"hardware_addresses": ["x"]}, "hardware_addresses: 'x' is none."),
    ({"ip_addresses": ["192.0.2.300"]}, "ip_addresses: '192.0.2.300' is none."),
    ({"name_patterns": ["%"]}, "name_patterns: '%' would list the whole database; it needs a letter or a digit."),
    ({"name_patterns": [" * "]}, "name_patterns: ' * ' must consist of letters, digits, - and _, with % or * for any characters."),
    ({"name_patterns": [""]}, "name_patterns: '' must consist of letters, digits, - and _, with % or * for any characters."),
    ({"name_patterns": ["cpfe\x00%"]},
     "name_patterns: 'cpfe\N{REPLACEMENT CHARACTER}%' must consist of letters, digits, - and _, with % or * for any characters."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "sentence"), BAD)
def test_bad_input(asked: dict[str, t.Any], sentence: str) -> None:
    with Simulator(SEED) as simulator:
        with pytest.raises(InputError) as caught:
            program.read_devices({**NOTHING, **asked, **access(simulator)})
        assert str(caught.value) == sentence
        assert len(simulator.calls) == 0
