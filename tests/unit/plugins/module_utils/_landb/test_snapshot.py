# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot of LanDB becomes evidence, or is refused with one sentence."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Database,
    Device,
    DhcpRecord,
    Interface,
    Source,
)
from hypothesis import strategies as st

Path = tuple[t.Union[str, int], ...]  # noqa: UP007 - ansible-test reads it as Python 3.9

CARD = "00:00:5e:00:53:12"
MISSING: t.Final = object()


def plain() -> dict[str, t.Any]:
    """A snapshot with every part that one can have."""
    return {
        "format": "cernphone.validation/landb",
        "version": 1,
        "taken_at": "2026-03-01T01:50:00Z",
        "origin": "landb.example.org",
        "fault": None,
        "network_services": [
            {"name": "s-phone", "devices": ["cpfe02", "CERNPHONE-VIP.example.org"]},
            {"name": "S-OTHER", "devices": [], "fault": " NOTFOUND "},
        ],
        "devices": [
            {
                "name": "cpfe02.example.org",
                "cards": [{"hardware_address": "00-00-5E-00-53-12", "card_type": "Ethernet"}],
                "interfaces": [
                    {
                        "name": "cpfe02.example.org",
                        "ip_address": "192.0.2.12",
                        "ipv6_address": "2001:DB8::12",
                        "service_name": "S-PHONE",
                        "bound_hardware_address": "00-00-5E-00-53-12",
                        "outlet": "1234/01",
                        "rack_name": "CA01",
                        "subnet_mask": "255.255.255.0",
                        "description": " the  second ",
                        "ip_aliases": [],
                    }
                ],
                "hcp_response": True,
                "blocked": None,
                "end_date": "2027-01-31",
                "vm_parent": "HV1",
                "manager_locked": False,
                "responsible_person": None,
                "unreadable": None,
            },
            {
                "name": "CERNPHONE-VIP",
                "cards": [],
                "interfaces": [
                    {
                        "name": "CERNPHONE-VIP.EXAMPLE.ORG",
                        "ip_address": "192.0.2.100",
                        "service_name": "S-PHONE",
                        "bound_hardware_address": None,
                    }
                ],
            },
        ],
        "dhcp_view": [
            {
                "host_name": "CPFE02",
                "hardware_address": "0000.5e00.5312",
                "ip_address": "192.0.2.12",
                "net_address": "192.0.2.0",
                "mask": "255.255.255.0",
                "gateway_address": "192.0.2.1",
            },
            {
                "host_name": "CPFE02",
                "hardware_address": "00005E005312",
                "ip_address": "192.0.2.100",
            },
        ],
        "faults": [
            {"device_name": "cpfe03", "operation": "getDeviceInfoArray", "fault": " #BADAUTH "},
            {"device_name": "cpfe02", "operation": "getHCPInfoArray", "fault": "Internal error"},
        ],
    }


DEVICE: Path = ("devices", 0)
INTERFACE: Path = (*DEVICE, "interfaces", 0)
ROW: Path = ("dhcp_view", 0)
FAULT: Path = ("faults", 0)
SERVICE: Path = ("network_services", 0)


def changed(path: Path, value: object) -> t.Any:
    """The snapshot with one value changed, or taken out (MISSING)."""
    if not path:
        return value
    data: t.Any = plain()
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


def read(path: Path, value: object) -> Database:
    """The evidence in the changed snapshot."""
    return read_snapshot(changed(path, value), "landb.yml")


PHONE = Interface(
    name="CPFE02.EXAMPLE.ORG",
    addresses=("192.0.2.12", "2001:db8::12"),
    service_name="S-PHONE",
    bound=CARD,
    outlet="1234/01",
    rack_name="CA01",
    description="the second",
)
CPFE02 = Device(
    name="CPFE02",
    cards=(CARD,),
    interfaces=(PHONE,),
    hcp_response=True,
    end_date=datetime.date(2027, 1, 31),
    vm_parent="HV1",
    manager_locked=False,
)
FLOATING = Interface("CERNPHONE-VIP.EXAMPLE.ORG", ("192.0.2.100",), "S-PHONE", None)
VIP = Device(
    name="CERNPHONE-VIP",
    cards=(),
    interfaces=(FLOATING,),
    unread=frozenset({"hcp_response", "blocked", "end_date"}),
)


TAKEN = datetime.datetime(2026, 3, 1, 1, 50, tzinfo=datetime.UTC)
SOURCE = Source("landb", TAKEN, origin="landb.example.org")


def test_whole_snapshot() -> None:
    assert read_snapshot(plain(), "landb.yml") == Database(
        source=SOURCE,
        devices={"CPFE02": CPFE02, "CERNPHONE-VIP": VIP},
        faults={"CPFE03": "#BADAUTH"},
        dhcp={
            CARD: (
                DhcpRecord("CPFE02", CARD, "192.0.2.12"),
                DhcpRecord("CPFE02", CARD, "192.0.2.100"),
            )
        },
        dhcp_faults={"CPFE02": "Internal error"},
        network_services={"S-PHONE": ("CPFE02", "CERNPHONE-VIP"), "S-OTHER": ()},
        network_service_faults={"S-OTHER": "NOTFOUND"},
        card_owners={CARD: ("CPFE02",)},
        binders={CARD: (PHONE,)},
        holders={
            "192.0.2.12": ((CPFE02, PHONE),),
            "2001:db8::12": ((CPFE02, PHONE),),
            "192.0.2.100": ((VIP, FLOATING),),
        },
        reservations={"192.0.2.12": (CARD,), "192.0.2.100": (CARD,)},
    )


def test_smallest_snapshot() -> None:
    data = {"format": "cernphone.validation/landb", "version": 1, "devices": []}
    assert read_snapshot(data, "landb.yml") == Database(Source("landb", None))


def test_input_is_left_as_it_was() -> None:
    data = plain()
    read_snapshot(data, "landb.yml")
    assert data == plain()


@pytest.mark.parametrize(
    ("path", "value", "attribute", "expected"),
    [
        ((*DEVICE, "blocked"), False, "blocked", None),
        ((*DEVICE, "blocked"), True, "blocked", "no reason given"),
        ((*DEVICE, "blocked"), "virus", "blocked", "virus"),
        ((*DEVICE, "blocked"), "", "blocked", None),
        ((*DEVICE, "blocked"), {"by": "security", "reason": "virus"}, "blocked", "virus"),
        ((*DEVICE, "blocked"), {"by": "security", "reason": None}, "blocked", "no reason given"),
        ((*DEVICE, "blocked"), {}, "blocked", "no reason given"),
        ((*DEVICE, "blocked"), None, "unread", frozenset()),
        ((*DEVICE, "blocked"), MISSING, "unread", frozenset({"blocked"})),
        ((*DEVICE, "hcp_response"), False, "hcp_response", False),
        ((*DEVICE, "hcp_response"), None, "unread", frozenset({"hcp_response"})),
        ((*DEVICE, "hcp_response"), MISSING, "unread", frozenset({"hcp_response"})),
        ((*DEVICE, "end_date"), None, "end_date", None),
        ((*DEVICE, "end_date"), "", "end_date", None),
        ((*DEVICE, "end_date"), None, "unread", frozenset()),
        ((*DEVICE, "end_date"), MISSING, "unread", frozenset({"end_date"})),
        (
            (*DEVICE, "end_date"),
            datetime.date(2027, 2, 1),
            "end_date",
            datetime.date(2027, 2, 1),
        ),
        ((*DEVICE, "vm_parent"), None, "vm_parent", None),
        ((*DEVICE, "vm_parent"), "", "vm_parent", None),
        ((*DEVICE, "vm_parent"), " HV2 ", "vm_parent", "HV2"),
        ((*DEVICE, "manager_locked"), True, "manager_locked", True),
        ((*DEVICE, "manager_locked"), None, "manager_locked", None),
        ((*DEVICE, "manager_locked"), MISSING, "manager_locked", None),
        ((*DEVICE, "unreadable"), {}, "unreadable", {}),
        ((*DEVICE, "unreadable"), MISSING, "unreadable", {}),
        (
            (*DEVICE, "unreadable"),
            {"end_date": " 31.12.2026"},
            "unreadable",
            {"end_date": "31.12.2026"},
        ),
        ((*DEVICE, "unreadable"), {"end_date": "31.12.2026"}, "unread", frozenset({"end_date"})),
        (
            (*DEVICE, "unreadable"),
            {"hcp_response": "?", "blocked": "!"},
            "unread",
            frozenset({"hcp_response", "blocked"}),
        ),
        ((*DEVICE, "cards"), (), "cards", ()),
        (
            (*DEVICE, "cards"),
            [{"hardware_address": CARD}, {"hardware_address": CARD.replace(":", "-")}],
            "cards",
            (CARD,),
        ),
        ((*DEVICE, "interfaces"), [], "interfaces", ()),
    ],
)
def test_device(path: Path, value: object, attribute: str, expected: object) -> None:
    assert getattr(read(path, value).devices["CPFE02"], attribute) == expected


@pytest.mark.parametrize(
    ("path", "value", "attribute", "expected"),
    [
        ((*INTERFACE, "bound_hardware_address"), None, "bound", None),
        ((*INTERFACE, "bound_hardware_address"), "", "bound", None),
        ((*INTERFACE, "bound_hardware_address"), "0000.5e00.5399", "bound", "00:00:5e:00:53:99"),
        ((*INTERFACE, "ipv6_address"), None, "addresses", ("192.0.2.12",)),
        ((*INTERFACE, "ipv6_address"), "", "addresses", ("192.0.2.12",)),
        ((*INTERFACE, "ipv6_address"), "::ffff:192.0.2.12", "addresses", ("192.0.2.12",)),
        ((*INTERFACE, "ip_address"), MISSING, "addresses", ("2001:db8::12",)),
        ((*INTERFACE, "outlet"), None, "outlet", None),
        ((*INTERFACE, "rack_name"), "", "rack_name", None),
        (
            (*INTERFACE, "description"),
            "VRRP\n\x1b[2J floating",
            "description",
            "VRRP \ufffd[2J floating",
        ),
        ((*INTERFACE, "description"), "", "description", None),
        ((*INTERFACE, "description"), None, "description", None),
        ((*INTERFACE, "description"), MISSING, "description", None),
        ((*INTERFACE, "name"), "CPFE02-IPMI.example.org.", "is_ipmi", True),
    ],
)
def test_interface(path: Path, value: object, attribute: str, expected: object) -> None:
    (interface,) = read(path, value).devices["CPFE02"].interfaces
    assert getattr(interface, attribute) == expected


@pytest.mark.parametrize(
    ("path", "value", "attribute", "expected"),
    [
        (("taken_at",), None, "source", dataclasses.replace(SOURCE, collected_at=None)),
        (("taken_at",), MISSING, "source", dataclasses.replace(SOURCE, collected_at=None)),
        (("fault",), " #BAD\nAUTH ", "source", dataclasses.replace(SOURCE, fault="#BAD AUTH")),
        (("fault",), "", "source", SOURCE),
        (("fault",), MISSING, "source", SOURCE),
        (("origin",), " a  file ", "source", dataclasses.replace(SOURCE, origin="a file")),
        (("origin",), None, "source", dataclasses.replace(SOURCE, origin=None)),
        (("origin",), "", "source", dataclasses.replace(SOURCE, origin=None)),
        (("network_services",), None, "network_services", {}),
        (("network_services",), MISSING, "network_services", {}),
        (("network_services",), [], "network_service_faults", {}),
        (
            (*SERVICE, "name"),
            " s-a  b ",
            "network_services",
            {"S-A B": ("CPFE02", "CERNPHONE-VIP"), "S-OTHER": ()},
        ),
        ((*SERVICE, "devices"), (), "network_services", {"S-PHONE": (), "S-OTHER": ()}),
        (
            (*SERVICE, "fault"),
            "x",
            "network_service_faults",
            {"S-PHONE": "x", "S-OTHER": "NOTFOUND"},
        ),
        ((*SERVICE, "fault"), None, "network_service_faults", {"S-OTHER": "NOTFOUND"}),
        (
            (*SERVICE, "name"),
            "s-other",
            "network_service_faults",
            {"S-OTHER": "landb.yml has it twice, so neither is believed"},
        ),
        (("dhcp_view",), None, "dhcp", None),
        (("dhcp_view",), MISSING, "dhcp", None),
        (("dhcp_view",), [], "dhcp", {}),
        (("faults",), None, "faults", {}),
        (("faults",), MISSING, "dhcp_faults", {}),
        ((*FAULT, "operation"), MISSING, "faults", {"CPFE03": "#BADAUTH"}),
        ((*FAULT, "operation"), "getHCPInfoArray", "faults", {}),
        (
            (*FAULT, "operation"),
            "getHCPInfoArray",
            "dhcp_faults",
            {"CPFE03": "#BADAUTH", "CPFE02": "Internal error"},
        ),
    ],
)
def test_database(path: Path, value: object, attribute: str, expected: object) -> None:
    assert getattr(read(path, value), attribute) == expected


def test_moment_as_yaml_gives_it() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    taken = read(("taken_at",), datetime.datetime(2026, 3, 1, 3, 50, tzinfo=zone))
    assert taken.source == read_snapshot(plain(), "landb.yml").source


def test_two_answers_about_a_device_are_none() -> None:
    data = plain()
    data["devices"].append({**data["devices"][0], "name": "CPFE02"})
    database = read_snapshot(data, "landb.yml")
    assert set(database.devices) == {"CERNPHONE-VIP"}
    assert database.faults["CPFE02"] == "landb.yml has it twice, so neither is believed"
    assert database.card_owners == {}
    assert set(database.holders) == {"192.0.2.100"}


def test_a_fault_of_all_leaves_what_is_there() -> None:
    """Whoever judges looks at the source first."""
    database = read(("fault",), "out of order")
    assert database.source.fault == "out of order"
    assert set(database.devices) == {"CPFE02", "CERNPHONE-VIP"}


def test_fault_goes_before_an_answer() -> None:
    database = read((*FAULT, "device_name"), "CPFE02")
    assert set(database.devices) == {"CERNPHONE-VIP"}
    assert database.faults == {"CPFE02": "#BADAUTH"}
    assert set(database.holders) == {"192.0.2.100"}


AT_DEVICE = "landb.yml: devices[0] (CPFE02)"
AT_INTERFACE = f"{AT_DEVICE}.interfaces[0] (CPFE02.EXAMPLE.ORG)"
AT_ROW = "landb.yml: dhcp_view[0]"
AT_FAULT = "landb.yml: faults[0]"
AT_SERVICE = "landb.yml: network_services[0]"

BAD: list[tuple[Path, object, str]] = [
    ((), None, "landb.yml must be a mapping, not nothing."),
    ((), [], "landb.yml must be a mapping, not a list."),
    ((), "devices", "landb.yml must be a mapping, not 'devices'."),
    ((), {}, "landb.yml: format must be 'cernphone.validation/landb', not nothing."),
    (
        ("format",),
        "landb",
        "landb.yml: format must be 'cernphone.validation/landb', not 'landb'.",
    ),
    (("version",), 2, "landb.yml: version must be 1, not 2."),
    (("version",), "1", "landb.yml: version must be 1, not '1'."),
    (("version",), True, "landb.yml: version must be 1, not the boolean true."),
    (("version",), MISSING, "landb.yml: version must be 1, not nothing."),
    (("device",), [], "landb.yml: 'device' is not known."),
    ((7,), [], "landb.yml: 7 is not known."),
    (
        ("taken_at",),
        "yesterday",
        "landb.yml: taken_at must be a time with a time zone, not 'yesterday'.",
    ),
    (
        ("taken_at",),
        "2026-03-01T01:50:00",
        "landb.yml: taken_at must be a time with a time zone, not '2026-03-01T01:50:00'.",
    ),
    (
        ("taken_at",),
        "0001-01-01T00:00:00+01:00",
        "landb.yml: taken_at must be a time with a time zone, not '0001-01-01T00:00:00+01:00'.",
    ),
    (
        ("taken_at",),
        1772330400,
        "landb.yml: taken_at must be a time with a time zone, not 1772330400.",
    ),
    (("taken_at",), "", "landb.yml: taken_at must be a time with a time zone, not ''."),
    (("devices",), MISSING, "landb.yml: devices must be a list, not nothing."),
    (("devices",), {}, "landb.yml: devices must be a list, not a mapping."),
    (DEVICE, None, "landb.yml: devices[0] must be a mapping, not nothing."),
    (DEVICE, "CPFE02", "landb.yml: devices[0] must be a mapping, not 'CPFE02'."),
    (
        (*DEVICE, "name"),
        MISSING,
        "landb.yml: devices[0].name must be the name of a device, not nothing.",
    ),
    (
        (*DEVICE, "name"),
        "-x",
        "landb.yml: devices[0].name must be the name of a device, not '-x'.",
    ),
    ((*DEVICE, "name"), 7, "landb.yml: devices[0].name must be the name of a device, not 7."),
    ((*DEVICE, "hcp"), True, f"{AT_DEVICE}: 'hcp' is not known."),
    ((*DEVICE, "cards"), MISSING, f"{AT_DEVICE}.cards must be a list, not nothing."),
    ((*DEVICE, "cards"), {}, f"{AT_DEVICE}.cards must be a list, not a mapping."),
    ((*DEVICE, "cards", 0), CARD, f"{AT_DEVICE}.cards[0] must be a mapping, not '{CARD}'."),
    (
        (*DEVICE, "cards", 0, "hardware_address"),
        "00:00",
        f"{AT_DEVICE}.cards[0].hardware_address must be a hardware address, not '00:00'.",
    ),
    (
        (*DEVICE, "cards", 0, "hardware_address"),
        None,
        f"{AT_DEVICE}.cards[0].hardware_address must be a hardware address, not nothing.",
    ),
    (
        (*DEVICE, "cards", 0, "adress"),
        CARD,
        f"{AT_DEVICE}.cards[0]: 'adress' is not known.",
    ),
    (
        (*FAULT, "operation"),
        "getHcpInfo",
        "landb.yml: faults[0].operation must be getDeviceInfoArray or getHCPInfoArray, not"
        " 'getHcpInfo'.",
    ),
    ((*DEVICE, "interfaces"), MISSING, f"{AT_DEVICE}.interfaces must be a list, not nothing."),
    ((*DEVICE, "interfaces"), "", f"{AT_DEVICE}.interfaces must be a list, not ''."),
    (
        (*DEVICE, "hcp_response"),
        "true",
        f"{AT_DEVICE}.hcp_response must be true or false, not 'true'.",
    ),
    ((*DEVICE, "hcp_response"), 1, f"{AT_DEVICE}.hcp_response must be true or false, not 1."),
    (
        (*DEVICE, "manager_locked"),
        "no",
        f"{AT_DEVICE}.manager_locked must be true or false, not 'no'.",
    ),
    ((*DEVICE, "blocked"), 0, f"{AT_DEVICE}.blocked must be a text, not 0."),
    ((*DEVICE, "blocked"), [], f"{AT_DEVICE}.blocked must be a text, not a list."),
    (
        (*DEVICE, "blocked"),
        {"reason": 7},
        f"{AT_DEVICE}.blocked.reason must be a text, not 7.",
    ),
    ((*DEVICE, "end_date"), "soon", f"{AT_DEVICE}.end_date must be a date, not 'soon'."),
    ((*DEVICE, "end_date"), 0, f"{AT_DEVICE}.end_date must be a date, not 0."),
    (
        (*DEVICE, "end_date"),
        False,
        f"{AT_DEVICE}.end_date must be a date, not the boolean false.",
    ),
    ((*DEVICE, "vm_parent"), ["HV1"], f"{AT_DEVICE}.vm_parent must be a text, not a list."),
    ((*DEVICE, "vm_parent"), " ", f"{AT_DEVICE}.vm_parent must be a text, not ' '."),
    (INTERFACE, None, f"{AT_DEVICE}.interfaces[0] must be a mapping, not nothing."),
    (
        (*INTERFACE, "name"),
        "a b",
        f"{AT_DEVICE}.interfaces[0].name must be the name of an interface, not 'a b'.",
    ),
    ((*INTERFACE, "mac"), CARD, f"{AT_INTERFACE}: 'mac' is not known."),
    (
        (*INTERFACE, "bound_hardware_address"),
        MISSING,
        f"{AT_INTERFACE}.bound_hardware_address is missing (null where it is unbound).",
    ),
    (
        (*INTERFACE, "bound_hardware_address"),
        "none",
        f"{AT_INTERFACE}.bound_hardware_address must be a hardware address or null, not 'none'.",
    ),
    (
        (*INTERFACE, "bound_hardware_address"),
        False,
        f"{AT_INTERFACE}.bound_hardware_address must be a hardware address or null, not the boolean"
        " false.",
    ),
    (
        (*INTERFACE, "bound_hardware_address"),
        {},
        f"{AT_INTERFACE}.bound_hardware_address must be a hardware address or null, not a mapping.",
    ),
    (
        (*INTERFACE, "ip_address"),
        "192.0.2.12/24",
        f"{AT_INTERFACE}.ip_address must be an IP address, not '192.0.2.12/24'.",
    ),
    (
        (*INTERFACE, "ip_address"),
        0,
        f"{AT_INTERFACE}.ip_address must be an IP address, not 0.",
    ),
    (
        (*INTERFACE, "ipv6_address"),
        [],
        f"{AT_INTERFACE}.ipv6_address must be an IP address, not a list.",
    ),
    (
        (*INTERFACE, "service_name"),
        MISSING,
        f"{AT_INTERFACE}.service_name must be a text, not nothing.",
    ),
    ((*INTERFACE, "service_name"), " ", f"{AT_INTERFACE}.service_name must be a text, not ' '."),
    ((*INTERFACE, "outlet"), 1234, f"{AT_INTERFACE}.outlet must be a text, not 1234."),
    (
        (*INTERFACE, "rack_name"),
        "x" * 1001,
        f"{AT_INTERFACE}.rack_name must be a text, not '{'x' * 59}…'.",
    ),
    (
        (*INTERFACE, "description"),
        ["floating"],
        f"{AT_INTERFACE}.description must be a text, not a list.",
    ),
    (
        (*INTERFACE, "description"),
        "x" * 1001,
        f"{AT_INTERFACE}.description must be a text, not '{'x' * 59}…'.",
    ),
    *(
        (
            (*DEVICE, "unreadable"),
            value,
            f"{AT_DEVICE}.unreadable must be a mapping, not {told}.",
        )
        for value, told in (
            ([], "a list"),
            ("", "''"),
            (0, "0"),
            (False, "the boolean false"),
            ("end_date", "'end_date'"),
        )
    ),
    (
        (*DEVICE, "unreadable"),
        {"cards": "x"},
        f"{AT_DEVICE}.unreadable: 'cards' is not known.",
    ),
    (
        (*DEVICE, "unreadable"),
        {"end_date": None},
        f"{AT_DEVICE}.unreadable.end_date must be a text, not nothing.",
    ),
    (
        (*DEVICE, "unreadable"),
        {"end_date": " "},
        f"{AT_DEVICE}.unreadable.end_date must be a text, not ' '.",
    ),
    (("fault",), 7, "landb.yml: fault must be a text, not 7."),
    (("fault",), " ", "landb.yml: fault must be a text, not ' '."),
    (("fault",), False, "landb.yml: fault must be a text, not the boolean false."),
    (("origin",), ["x"], "landb.yml: origin must be a text, not a list."),
    (("network_services",), {}, "landb.yml: network_services must be a list, not a mapping."),
    (("network_services",), "S", "landb.yml: network_services must be a list, not 'S'."),
    (("network_services",), 0, "landb.yml: network_services must be a list, not 0."),
    (SERVICE, "S-PHONE", f"{AT_SERVICE} must be a mapping, not 'S-PHONE'."),
    ((*SERVICE, "device"), [], f"{AT_SERVICE}: 'device' is not known."),
    ((*SERVICE, "name"), MISSING, f"{AT_SERVICE}.name must be a text, not nothing."),
    ((*SERVICE, "name"), " ", f"{AT_SERVICE}.name must be a text, not ' '."),
    ((*SERVICE, "devices"), MISSING, f"{AT_SERVICE}.devices must be a list, not nothing."),
    ((*SERVICE, "devices"), "CPFE02", f"{AT_SERVICE}.devices must be a list, not 'CPFE02'."),
    (
        (*SERVICE, "devices", 1),
        "a b",
        f"{AT_SERVICE}.devices[1] must be the name of a device, not 'a b'.",
    ),
    (
        (*SERVICE, "devices", 1),
        None,
        f"{AT_SERVICE}.devices[1] must be the name of a device, not nothing.",
    ),
    ((*SERVICE, "fault"), 7, f"{AT_SERVICE}.fault must be a text, not 7."),
    (("dhcp_view",), {}, "landb.yml: dhcp_view must be a list, not a mapping."),
    (ROW, CARD, f"{AT_ROW} must be a mapping, not '{CARD}'."),
    ((*ROW, "ip"), "192.0.2.12", f"{AT_ROW}: 'ip' is not known."),
    ((*ROW, "host_name"), MISSING, f"{AT_ROW}.host_name must be a text, not nothing."),
    (
        (*ROW, "hardware_address"),
        "",
        f"{AT_ROW}.hardware_address must be a hardware address, not ''.",
    ),
    ((*ROW, "ip_address"), None, f"{AT_ROW}.ip_address must be an IP address, not nothing."),
    (("faults",), {}, "landb.yml: faults must be a list, not a mapping."),
    (("faults",), 0, "landb.yml: faults must be a list, not 0."),
    (FAULT, "#BADAUTH", f"{AT_FAULT} must be a mapping, not '#BADAUTH'."),
    ((*FAULT, "device"), "CPFE03", f"{AT_FAULT}: 'device' is not known."),
    (
        (*FAULT, "device_name"),
        MISSING,
        f"{AT_FAULT}.device_name must be a device's name, not nothing.",
    ),
    ((*FAULT, "fault"), "", f"{AT_FAULT}.fault must be the words of the fault, not ''."),
]


@pytest.mark.parametrize(("path", "value", "message"), BAD)
def test_bad_input(path: Path, value: object, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(path, value)
    assert str(caught.value) == message
    assert caught.value.problems == (message,)


def paths(data: object, here: Path = ()) -> t.Iterator[Path]:
    """Every place in nested values, the whole first."""
    yield here
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*here, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from paths(value, (*here, place))


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(datetime.UTC)),
    st.sampled_from(["192.0.2.1", "::1", "CPFE02", CARD, "2026-03-01T02:00:00+23:59"]),
)
KEYS = st.one_of(
    st.sampled_from(sorted({str(path[-1]) for path in paths(plain()) if path})), SCALARS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=6,
)
MUTATIONS = st.tuples(st.sampled_from(list(paths(plain()))), st.one_of(st.just(MISSING), VALUES))


def mutated(data: t.Any, path: Path, value: object) -> t.Any:
    """The data with a place changed; as it was where the place is gone or cannot be taken out."""
    if not path:
        return data if value is MISSING else value
    place = data
    for step in path[:-1]:
        try:
            place = place[step]
        except (KeyError, IndexError, TypeError):
            return data
    try:
        if value is MISSING:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass
    return data


def is_read_or_refused(data: object) -> None:
    """The reader returns evidence, or one sentence."""
    try:
        database = read_snapshot(copy.deepcopy(data), "landb.yml")
    except InputError as error:
        (problem,) = error.problems
        assert problem.startswith("landb.yml")
        assert problem.endswith((".", ")."))
        assert problem.isprintable()
    else:
        assert database.source.fault is None or database.source.fault.isprintable()
        assert not set(database.devices) & set(database.faults)
        assert all(name == device.name for name, device in database.devices.items())


@hypothesis.given(VALUES)
def test_anything_is_read_or_refused(data: object) -> None:
    is_read_or_refused(data)


@hypothesis.given(st.lists(MUTATIONS, min_size=1, max_size=3))
@hypothesis.settings(max_examples=400)
def test_a_damaged_snapshot_is_read_or_refused(mutations: list[tuple[Path, object]]) -> None:
    data: t.Any = plain()
    for path, value in mutations:
        data = mutated(data, path, value)
    is_read_or_refused(data)


@pytest.mark.parametrize("path", [path for path in paths(plain()) if path], ids=str)
def test_each_place_missing_is_read_or_refused(path: Path) -> None:
    is_read_or_refused(changed(path, MISSING))
