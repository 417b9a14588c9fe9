# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds: what is made of them, and the sentence about those that cannot be used."""

from __future__ import annotations

import copy
import datetime
import json
import typing as t
import xml.etree.ElementTree as ET

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    STYLES,
    SeedError,
    Simulator,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    seed as seeds,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.catalogue import operations
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.structures import (
    STRUCTURES,
    snake,
)

Path = tuple[t.Union[str, int], ...]  # noqa: UP007 - as in the other tests


class Missing:
    """In the place of what is taken out."""

    def __repr__(self) -> str:
        return "missing"


MISSING: t.Final = Missing()
DEVICE: Path = ("devices", 0)
CARD: Path = (*DEVICE, "cards", 0)
INTERFACE: Path = (*DEVICE, "interfaces", 0)
SERVICE: Path = ("network_services", 0)
AT_DEVICE = "seed: devices[0] (CPFE01)"
AT_INTERFACE = f"{AT_DEVICE}.interfaces[0] (CPFE01.EXAMPLE.ORG)"


def changed(data: t.Any, path: Path, value: object) -> t.Any:
    if not path:
        return value
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


BAD: list[tuple[Path, object, str]] = [
    ((), None, "seed must be a mapping, not nothing."),
    ((), [], "seed must be a mapping, not a list."),
    (("format",), MISSING, "seed: format must be 'cernphone.validation/landb', not nothing."),
    (("format",), "x", "seed: format must be 'cernphone.validation/landb', not 'x'."),
    (("version",), 2, "seed: version must be 1, not 2."),
    (("version",), True, "seed: version must be 1, not True."),
    (("device",), [], "seed: 'device' is not known."),
    (("devices",), MISSING, "seed: devices must be a list, not nothing."),
    (("devices",), {}, "seed: devices must be a list, not a mapping."),
    (DEVICE, "x", "seed: devices[0] must be a mapping, not 'x'."),
    ((*DEVICE, "name"), MISSING, "seed: devices[0].name must be a text, not nothing."),
    ((*DEVICE, "name"), "-", "seed: devices[0].name must be a device name, not '-'."),
    ((*DEVICE, "name"), "bare", "seed: devices[3].name BARE comes twice."),
    ((*DEVICE, "colour"), "red", f"{AT_DEVICE}: 'colour' is not known."),
    ((*DEVICE, "cards"), MISSING, f"{AT_DEVICE}.cards must be a list, not nothing."),
    (CARD, "x", f"{AT_DEVICE}.cards[0] must be a mapping, not 'x'."),
    ((*CARD, "mac"), "x", f"{AT_DEVICE}.cards[0]: 'mac' is not known."),
    (
        (*CARD, "hardware_address"),
        "02-00",
        f"{AT_DEVICE}.cards[0].hardware_address must be a hardware address, not '02-00'.",
    ),
    (
        (*DEVICE, "hcp_response"),
        "yes",
        f"{AT_DEVICE}.hcp_response must be true or false, not 'yes'.",
    ),
    ((*DEVICE, "manager_locked"), 1, f"{AT_DEVICE}.manager_locked must be true or false, not 1."),
    ((*DEVICE, "end_date"), "soon", f"{AT_DEVICE}.end_date must be a date or a time, not 'soon'."),
    (
        (*DEVICE, "last_change_date"),
        7,
        f"{AT_DEVICE}.last_change_date must be a date or a time, not 7.",
    ),
    ((*DEVICE, "tag"), 7, f"{AT_DEVICE}.tag must be a text, not 7."),
    ((*DEVICE, "location"), {"street": "x"}, f"{AT_DEVICE}.location: 'street' is not known."),
    ((*DEVICE, "location"), 513, f"{AT_DEVICE}.location must be a mapping, not 513."),
    (
        (*DEVICE, "responsible_person"),
        {"ccid": "x"},
        f"{AT_DEVICE}.responsible_person.ccid must be a number, not 'x'.",
    ),
    ((*DEVICE, "vm_parent"), ["x"], f"{AT_DEVICE}.vm_parent must be a text, not a list."),
    ((*DEVICE, "interfaces"), MISSING, f"{AT_DEVICE}.interfaces must be a list, not nothing."),
    (
        (*INTERFACE, "name"),
        "a b",
        f"{AT_DEVICE}.interfaces[0].name must be an interface name, not 'a b'.",
    ),
    ((*INTERFACE, "mac"), "x", f"{AT_INTERFACE}: 'mac' is not known."),
    (
        (*INTERFACE, "bound_hardware_address"),
        MISSING,
        f"{AT_INTERFACE}.bound_hardware_address is missing (null where it is unbound).",
    ),
    (
        (*INTERFACE, "bound_hardware_address"),
        "x",
        f"{AT_INTERFACE}.bound_hardware_address must be a hardware address, not 'x'.",
    ),
    (
        (*INTERFACE, "ip_address"),
        "192.0.2",
        f"{AT_INTERFACE}.ip_address must be an IPv4 address, not '192.0.2'.",
    ),
    (
        (*INTERFACE, "service_name"),
        MISSING,
        f"{AT_INTERFACE}.service_name must be a text, not nothing.",
    ),
    ((*INTERFACE, "ip_aliases"), "x", f"{AT_INTERFACE}.ip_aliases must be a list, not 'x'."),
    ((*INTERFACE, "outlet"), 7, f"{AT_INTERFACE}.outlet must be a mapping, not 7."),
    (("accounts",), [], "seed: accounts must be a mapping, not a list."),
    (("accounts",), {"x": None}, "seed: accounts.x must be a text, not nothing."),
    (("sets",), {"S": "x"}, "seed: sets.S must be a list, not 'x'."),
    ((*SERVICE, "mask"), "x", "seed: network_services[0]: 'mask' is not known."),
    ((*SERVICE, "name"), MISSING, "seed: network_services[0].name must be a text, not nothing."),
    (
        (*SERVICE, "address_ini"),
        "192.0.2",
        "seed: network_services[0] (S513-C-IP1).address_ini must be an IPv4 address, not '192.0.2'.",
    ),
    (
        (*SERVICE, "default_gateway"),
        "gw",
        "seed: network_services[0] (S513-C-IP1).default_gateway must be an IPv4 address, not 'gw'.",
    ),
    (
        (*SERVICE, "subnet_mask"),
        "x",
        "seed: network_services[0] (S513-C-IP1).subnet_mask must be a netmask, not 'x'.",
    ),
    (
        (*SERVICE, "address_count"),
        "x",
        "seed: network_services[0].address_count must be a number, not 'x'.",
    ),
    (
        (*SERVICE, "name_servers"),
        "x",
        "seed: network_services[0].name_servers must be a list, not 'x'.",
    ),
    (("dhcp_view",), {"a": 1}, "seed: dhcp_view must be a list, not a mapping."),
    (
        ("dhcp_view",),
        [{"host_name": "x", "hardware_address": "02005e005302"}],
        "seed: dhcp_view[0].ip_address must be a text, not nothing.",
    ),
    (("dhcp_view",), [{"ip": "x"}], "seed: dhcp_view[0]: 'ip' is not known."),
    (("faults", 0, "fault"), MISSING, "seed: faults[0].fault must be a text, not nothing."),
    (
        ("faults", 0, "device_name"),
        "-",
        "seed: faults[0].device_name must be a device name, not '-'.",
    ),
    (("faults", 0, "words"), "x", "seed: faults[0]: 'words' is not known."),
]


@pytest.mark.parametrize(("path", "value", "sentence"), BAD, ids=[case[2] for case in BAD])
def test_bad_seed(seed, path, value, sentence):
    with pytest.raises(SeedError) as caught:
        Simulator(changed(seed, path, value))
    assert str(caught.value) == sentence


def places(data: object, here: Path = ()) -> t.Iterator[Path]:
    yield here
    if isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*here, key))


def sentence_about(data: object) -> str:
    """What a seed is refused with; nothing where it can be used."""
    try:
        simulator = Simulator(seeds.read(data))
    except SeedError as error:
        return str(error)
    simulator.dhcp_view()
    writer = simulator.writers.get(STYLES["wsdl"], 6)
    for device in simulator.database.devices.values():
        ET.fromstring(writer.result(operations(6)["getDeviceInfo"], device))
    for service in simulator.database.services.values():
        ET.fromstring(writer.result(operations(6)["getServiceInfo"], service))
    return "seed."


@pytest.mark.parametrize(
    "value", [None, "", "x", 7, True, [], ["x"], {}, {"x": 1}, MISSING], ids=repr
)
def test_each_place_is_read_or_refused(seed, value):
    seed["dhcp_view"] = [
        {"host_name": "cpfe02", "hardware_address": "02005e005302", "ip_address": "192.0.2.77"}
    ]
    for path in places(seed):
        if path or value is not MISSING:
            sentence = sentence_about(changed(copy.deepcopy(seed), path, value))
            assert sentence.startswith("seed")
            assert sentence.endswith(".")


FILES: list[tuple[str, bytes | None, str]] = [
    ("none.yml", None, "none.yml cannot be read: No such file or directory."),
    (
        "seed.json",
        b"{",
        "seed.json is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1).",
    ),
    ("seed.yml", b"a: b: c", "seed.yml is not YAML: mapping values are not allowed here in"),
    ("seed.yml", b"- a", "seed.yml must be a mapping, not a list."),
    ("seed.yml", b"\xff", "seed.yml is not UTF-8."),
    ("seed.yml", b"", "seed.yml must be a mapping, not nothing."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), FILES)
def test_bad_file(tmp_path, monkeypatch, name, content, sentence):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SeedError) as caught:
        Simulator(name)
    assert str(caught.value).startswith(sentence)


def test_json_file(tmp_path, seed):
    (tmp_path / "seed.json").write_text(json.dumps(seed))
    assert list(Simulator(tmp_path / "seed.json").database.devices) == [
        "CPFE01",
        "CPFE02",
        "LOCKED",
        "BARE",
    ]


SHORT: list[tuple[Path, object, str, object]] = [
    ((*DEVICE, "location"), {"building": "0513"}, "Location", {"Building": "0513"}),
    ((*DEVICE, "location"), "0513", "Location", {"Building": "0513", "Floor": "", "Room": ""}),
    ((*DEVICE, "operating_system"), "LINUX", "OperatingSystem", {"Name": "LINUX", "Version": ""}),
    (
        (*DEVICE, "user_person"),
        "AN-EGROUP",
        "UserPerson",
        {"Name": "AN-EGROUP", "FirstName": "E-GROUP"},
    ),
    ((*DEVICE, "blocked"), True, "Blocked", {"Reason": "no reason given"}),
    ((*DEVICE, "blocked"), False, "Blocked", None),
    ((*DEVICE, "blocked"), "virus", "Blocked", {"Reason": "virus"}),
    (
        (*DEVICE, "blocked"),
        {"reason": "virus", "date": "2026-01-02"},
        "Blocked",
        {"Reason": "virus", "Date": datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)},
    ),
    (
        (*DEVICE, "end_date"),
        datetime.date(2026, 5, 6),
        "EndDate",
        datetime.datetime(2026, 5, 6, tzinfo=datetime.UTC),
    ),
    ((*DEVICE, "end_date"), "", "EndDate", None),
    ((*DEVICE, "hcp_response"), None, "HCPResponse", True),
    ((*DEVICE, "vm_parent"), " hv1 ", "VMParent", "HV1"),
]


@pytest.mark.parametrize(("path", "value", "field", "expected"), SHORT)
def test_value_of_a_device(seed, path, value, field, expected):
    simulator = Simulator(changed(seed, path, value))
    assert simulator.database.devices["CPFE01"][field] == expected


def test_network_service_is_derived_from_its_interfaces(seed):
    del seed["network_services"]
    services = Simulator(seed).database.services
    assert services["S513-C-IP1"] == {
        "Name": "S513-C-IP1",
        "SubnetMask": "255.255.255.0",
        "AddressIni": "192.0.2.1",
        "AddressEnd": "192.0.2.254",
        "AddressCount": 254,
        "DefaultGateway": "192.0.2.1",
        "NetworkDomain": "TN",
    }
    assert services["S31-IPMI"]["AddressIni"] == "198.51.100.1"


@pytest.mark.parametrize(
    ("mask", "first", "last", "gateway", "count"),
    [
        ("255.255.255.255", "192.0.2.12", "192.0.2.12", "192.0.2.12", 1),
        ("31", "192.0.2.13", "192.0.2.13", "192.0.2.12", 1),
        ("255.255.255.252", "192.0.2.13", "192.0.2.14", "192.0.2.13", 2),
    ],
)
def test_small_network_services(seed, mask, first, last, gateway, count):
    del seed["network_services"]
    del seed["devices"][0]
    seed["devices"][0]["interfaces"][0]["subnet_mask"] = mask
    service = Simulator(seed).database.services["S513-C-IP1"]
    found = [service[key] for key in ("AddressIni", "AddressEnd", "DefaultGateway", "AddressCount")]
    assert found == [first, last, gateway, count]


def test_network_service_with_ipv6_alone(seed):
    seed["devices"][3]["interfaces"] = [
        {
            "name": "BARE.EXAMPLE.ORG",
            "ipv6_address": "2001:db8::9",
            "service_name": "S-V6",
            "bound_hardware_address": None,
        }
    ]
    simulator = Simulator(seed)
    assert simulator.database.services["S-V6"].get("AddressIni") is None
    assert len(simulator.dhcp_view()) == 4


def test_interface_keeps_its_own_mask(seed):
    seed["devices"][0]["interfaces"][0] |= {"subnet_mask": "255.255.254.0"}
    (first, _ipmi) = Simulator(seed).database.devices["CPFE01"]["Interfaces"]
    assert (first["SubnetMask"], first["DefaultGateway"]) == ("255.255.254.0", "192.0.2.1")


def test_a_seed_may_be_used_twice(seed, connect):
    parsed = seeds.read(seed)
    with Simulator(parsed) as simulator:
        connect(simulator, 6).service.bulkRemove("cpfe01")
    assert "CPFE01" in Simulator(parsed).database.devices


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("DeviceName", "device_name"),
        ("HCPResponse", "hcp_response"),
        ("IPAddress", "ip_address"),
        ("IPv6NetMask", "ipv6_net_mask"),
        ("ConnectedToSC", "connected_to_sc"),
        ("OutletID", "outlet_id"),
        ("FANOUT", "fanout"),
        ("TimeUTC", "time_utc"),
        ("unixtime", "unixtime"),
    ],
)
def test_key_of_a_field(name, key):
    assert snake(name) == key


def test_keys_of_a_structure_differ():
    for fields in STRUCTURES.values():
        assert len({field.key for field in fields}) == len(fields)
