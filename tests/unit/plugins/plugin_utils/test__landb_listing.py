# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A query lists all of its devices in few calls, or it is refused with what is missing and why."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils._landb_inventory import (
    Listed,
    Query,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._landb_listing import ask
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import STYLES, Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as kinds,
)

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
Plain = dict[str, t.Any]


def device(name: str, *interfaces: str, service: str = "S513-C-IP1") -> Plain:
    return {
        "name": name,
        "cards": [],
        "interfaces": [
            {"name": one, "service_name": service, "bound_hardware_address": None}
            for one in interfaces or (f"{name}.EXAMPLE.ORG",)
        ],
    }


SEED: Plain = {
    "format": "cernphone.validation/landb",
    "version": 1,
    "devices": [
        device("CPFE01", "CPFE01.EXAMPLE.ORG", "SIP.EXAMPLE.ORG"),
        device("CPFE02"),
        device("CPDB01", service="S513-C-IP2"),
        # It is called like an interface that another device has.
        device("VIP", "OTHER.EXAMPLE.ORG", service="S513-C-IP3"),
        device("CPVIP", "CPVIP.EXAMPLE.ORG", "VIP.EXAMPLE.ORG", service="S513-C-IP4"),
        # Nothing is called like it.
        device("BARE", "BACK.EXAMPLE.ORG", service="S513-C-IP5"),
    ],
    "network_services": [{"name": "S513-C-EMPTY"}],
    "sets": {
        "PAIR": ["CPFE01.EXAMPLE.ORG", "CPFE02"],
        "ALIASED": ["SIP.EXAMPLE.ORG"],
        "MISLEADING": ["VIP.EXAMPLE.ORG"],
        "BACK": ["BACK.EXAMPLE.ORG"],
        "EMPTY": [],
    },
}


@pytest.fixture(name="landb")
def _landb() -> t.Iterator[Simulator]:
    with Simulator(SEED) as simulator:
        yield simulator


def answer(landb: Simulator, **query: tuple[str, ...]) -> Listed:
    access = Access(landb.url, "auditor", "auditor-password", backoff=0.01)
    return ask(Session(access), Query(**query), AT)


FOUND: list[tuple[str, dict[str, tuple[str, ...]], dict[str, list[str]], list[int]]] = [
    ("service", {"network_services": ("S513-C-IP1",)}, {"CPFE01": [], "CPFE02": []}, [2]),
    ("services", {"network_services": ("S513-C-IP1", "S513-C-IP2")}, {"CPFE01": [], "CPFE02": [], "CPDB01": []}, [3]),
    ("pattern", {"name_patterns": ("cpfe*",)}, {"CPFE01": [], "CPFE02": []}, [2]),
    ("wildcards of both kinds", {"name_patterns": ("c%*fe01",)}, {"CPFE01": []}, [1]),
    ("set", {"sets": ("PAIR",)}, {"CPFE01": ["PAIR"], "CPFE02": ["PAIR"]}, [2]),
    ("set of what is listed already", {"sets": ("PAIR",), "name_patterns": ("cpfe*",)},
     {"CPFE01": ["PAIR"], "CPFE02": ["PAIR"]}, [2]),
    ("second interface of what is listed already", {"sets": ("ALIASED",), "name_patterns": ("cpfe*",)},
     {"CPFE01": ["ALIASED"], "CPFE02": []}, [2, 1]),
    ("interface called like no device", {"sets": ("BACK",)}, {"BARE": ["BACK"]}, [1, 1]),
    ("interface called like another device", {"sets": ("MISLEADING",)}, {"CPVIP": ["MISLEADING"]}, [1, 1]),
    ("two sets", {"sets": ("ALIASED", "PAIR")}, {"CPFE01": ["ALIASED", "PAIR"], "CPFE02": ["PAIR"]}, [3]),
    ("everything", {"sets": ("BACK",), "network_services": ("S513-C-IP2",), "name_patterns": ("cpfe01",)},
     {"CPDB01": [], "CPFE01": [], "BARE": ["BACK"]}, [2, 1, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "query", "expected", "blocks"), FOUND)
@pytest.mark.parametrize("unknown", ["omit", "fault", "nil"])
def test_listed(
    landb: Simulator,
    name: str,
    query: dict[str, tuple[str, ...]],
    expected: dict[str, list[str]],
    blocks: list[int],
    unknown: t.Literal["omit", "fault", "nil"],
) -> None:
    landb.switches.unknown_in_array = unknown
    found = answer(landb, **query)
    assert {name: found.sets[name] for name in found.devices} == expected
    if unknown == "omit":
        assert [call.names for call in landb.calls.of("getDeviceInfoArray")] == blocks
    assert not landb.calls.writes
    assert not landb.calls.of("getHCPInfoArray")


@pytest.mark.parametrize("style", sorted(STYLES.keys() - {"absent"}))
def test_listed_however_replies_are_written(landb: Simulator, style: str) -> None:
    landb.switches.style = STYLES[style]
    found = answer(landb, network_services=("S513-C-IP2",), sets=("MISLEADING", "ALIASED"))
    assert found.sets == {"CPDB01": [], "CPVIP": ["MISLEADING"], "CPFE01": ["ALIASED"]}


GONE = "NOTFOUND: {} is not in the database (SOAP-ENV:Server)"
REFUSED: list[tuple[str, dict[str, tuple[str, ...]], str]] = [
    ("unknown service", {"network_services": ("S1",)},
     "LanDB: the network service S1 cannot be listed: " + GONE.format("service S1") + "."),
    ("empty service", {"network_services": ("S513-C-EMPTY",)},
     "LanDB: the network service S513-C-EMPTY has no device."),
    ("unknown set", {"sets": ("NONE",)}, "LanDB: the set NONE cannot be listed: " + GONE.format("set NONE") + "."),
    ("empty set", {"sets": ("PAIR", "EMPTY")}, "LanDB: the set EMPTY has no interface."),
    ("pattern without a match", {"name_patterns": ("cpfe*", "nobody*")},
     "LanDB: the name pattern nobody* matches no device."),
    ("two", {"name_patterns": ("nobody*",), "sets": ("EMPTY",)},
     "LanDB: the set EMPTY has no interface.\nLanDB: the name pattern nobody* matches no device."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "query", "message"), REFUSED)
def test_nothing_is_refused(
    landb: Simulator, name: str, query: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(InputError) as error:
        answer(landb, **query)
    assert str(error.value) == message


SERVICE = {"network_services": ("S513-C-IP1",)}
ABOUT = "LanDB gave no usable answer about the device"
TROUBLES: list[tuple[str, str, kinds.Kind, dict[str, tuple[str, ...]], str]] = [
    ("device missing", "getDeviceInfoArray", kinds.MissingDevices(names=("CPFE02",)), SERVICE,
     f"{ABOUT} CPFE02: no device of that name was in its answer (1 of 2)."),
    ("device twice", "getDeviceInfoArray", kinds.RepeatedDevice(), SERVICE,
     f"{ABOUT} CPFE01: it came twice, so neither answer is believed."),
    ("stranger", "getDeviceInfoArray", kinds.StrangeDevice(), SERVICE,
     f"{ABOUT} STRANGER: nobody asked about it, so its answer is not believed."),
    ("empty HTTP body", "getDeviceInfoArray", kinds.EmptyReply(), SERVICE,
     "LanDB gave no usable answer: it answered with nothing (an empty HTTP body)."),
    ("fault", "getDevicesFromService", kinds.SoapFault("ORA-01555"), SERVICE,
     "LanDB: the network service S513-C-IP1 cannot be listed: ORA-01555 (SOAP-ENV:Server)."),
    ("fault of a set's device", "searchNetNameTable", kinds.SoapFault("ORA-01555"), {"sets": ("BACK",)},
     "LanDB: the device of BACK.EXAMPLE.ORG is not known: ORA-01555 (SOAP-ENV:Server)."),
    ("busy", "searchDevice", kinds.HttpStatus(503), {"name_patterns": ("cpfe*", "cpdb*")},
     "LanDB cannot be asked: it answered searchDevice with HTTP status 503 and "),
]  # fmt: skip


@pytest.mark.parametrize(("name", "operation", "kind", "query", "message"), TROUBLES)
def test_trouble_is_refused(
    landb: Simulator,
    name: str,
    operation: str,
    kind: kinds.Kind,
    query: dict[str, tuple[str, ...]],
    message: str,
) -> None:
    landb.misbehaviour.add(kind, operation)
    with pytest.raises(InputError) as error:
        answer(landb, **query)
    assert str(error.value).startswith(message)
    assert len(error.value.problems) == 1


@dataclasses.dataclass(frozen=True)
class OtherDevice(kinds.Kind):
    """A table of names that is not what the devices say."""

    def result(self, value: t.Any, _devices: t.Any, /) -> t.Any:
        """The same rows, with another device."""
        return [{**row, "DeviceName": "CPFE02"} for row in value]


def test_interface_moved_meanwhile(landb: Simulator) -> None:
    landb.misbehaviour.add(OtherDevice(), "searchNetNameTable")
    with pytest.raises(InputError) as error:
        answer(landb, sets=("BACK",))
    assert str(error.value) == (
        "LanDB: BACK.EXAMPLE.ORG should belong to CPFE02, which has no such interface."
    )


def test_wrong_password(landb: Simulator) -> None:
    access = Access(landb.url, "auditor", "wrong-secret")
    with pytest.raises(InputError) as error:
        ask(Session(access), Query(sets=("PAIR",), network_services=("S513-C-IP1",)), AT)
    assert str(error.value) == (
        "LanDB cannot be asked: it refused the login of auditor (WRONGLOGPASSW: wrong login or"
        " password (SOAP-ENV:Server))."
    )
    assert len(landb.calls) == 1


def test_201_devices_take_two_blocks() -> None:
    seed = {**SEED, "devices": [device(f"CPFE{i:03}") for i in range(201)], "sets": {}}
    with Simulator(seed) as landb:
        found = answer(landb, network_services=("S513-C-IP1",))
        sizes = [call.names for call in landb.calls.of("getDeviceInfoArray")]
    assert len(found.devices) == 201
    assert sorted(sizes) == [1, 200]
