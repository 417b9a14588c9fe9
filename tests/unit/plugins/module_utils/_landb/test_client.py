# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's operations: what is asked, and what is made of each answer."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Trouble,
    Unusable,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.wire import (
    NIL,
    device,
    devices,
)

ABOUT = "getDeviceInfoArray"
NAMES = ["CPFE01", "CPFE02"]
ABSENT = "no device of that name was in its answer (%d of 2)"
STRANGER = "nobody asked about it, so its answer is not believed"
TWICE = "it came twice, so neither answer is believed"
NAMELESS = "it gave a device without a usable DeviceName"
UNBOUND = device("CPFE01", wire.interface("CPFE01.EXAMPLE.ORG"))

ANSWERS: list[tuple[str, bytes, list[str], dict[str, str]]] = [
    ("both", devices(device("CPFE01"), device("CPFE02")), NAMES, {}),
    ("in another order", devices(device("CPFE02"), device("CPFE01")), ["CPFE02", "CPFE01"], {}),
    ("in another spelling", devices(device("cpfe01"), device("CPFE02.example.org")), NAMES, {}),
    ("one of two", devices(device("CPFE01")), ["CPFE01"], {"CPFE02": ABSENT % 1}),
    (
        "one of two that it announces",
        devices(device("CPFE01")).replace(b"<DeviceInfoList>", b'<DeviceInfoList E:arrayType="t:DeviceInfo[2]">'),
        ["CPFE01"],
        {"CPFE02": ABSENT % 1},
    ),
    ("a nil", devices(device("CPFE01"), f"<DeviceInfo {NIL}/>"), ["CPFE01"], {"CPFE02": ABSENT % 1}),
    ("a nil of older schemas", devices(device("CPFE01"), '<x xsi:null="1"/>'), ["CPFE01"], {"CPFE02": ABSENT % 1}),
    ("only nils", devices(f"<x {NIL}/>", f"<x {NIL}/>"), [], dict.fromkeys(NAMES, ABSENT % 0)),
    ("one without a list", wire.reply(ABOUT, device("CPFE01")), ["CPFE01"], {"CPFE02": ABSENT % 1}),
    ("side by side", wire.reply(ABOUT, device("CPFE01") + device("CPFE02")), ["CPFE01", "CPFE02"], {}),
    ("an empty list", devices(), [], dict.fromkeys(NAMES, ABSENT % 0)),
    ("a nil list", wire.reply(ABOUT, f"<L {NIL}/>"), [], dict.fromkeys(NAMES, ABSENT % 0)),
    ("no list", wire.reply(ABOUT, ""), [], dict.fromkeys(NAMES, ABSENT % 0)),
    (
        "twice",
        devices(device("CPFE01"), device("CPFE02"), device("CPFE01")),
        ["CPFE02"],
        {"CPFE01": TWICE},
    ),
    (
        "twice, in other words",
        devices(device("CPFE01"), UNBOUND, device("CPFE02")),
        ["CPFE02"],
        {"CPFE01": TWICE},
    ),
    (
        "three times, in other spellings",
        devices(device("CPFE01"), device("cpfe01"), device("cpfe01.example.org")),
        [],
        {"CPFE01": TWICE, "CPFE02": ABSENT % 0},
    ),
    (
        "a stranger",
        devices(device("CPFE01"), device("CPFE02"), device("STRANGER")),
        NAMES,
        {"STRANGER": STRANGER},
    ),
    (
        "a stranger in its place",
        devices(device("CPFE01"), device("STRANGER")),
        ["CPFE01"],
        {"STRANGER": STRANGER, "CPFE02": ABSENT % 1},
    ),
    (
        "nameless",
        devices(device("CPFE01"), device("")),
        ["CPFE01"],
        {"CPFE02": NAMELESS},
    ),
    (
        "a name in two fields",
        devices(device("CPFE01"), device("CPFE02", more="<t:DeviceName>CPFE01</t:DeviceName>")),
        ["CPFE01"],
        {"CPFE02": NAMELESS},
    ),
    (
        "nil with a value",
        devices(device("CPFE01"), device("CPFE02").replace("<DeviceInfo>", f"<DeviceInfo {NIL}>")),
        ["CPFE01"],
        {"CPFE02": "<DeviceInfo> is said to be nil, and has a value"},
    ),
    (
        "a list of the list",
        devices(f"<DeviceInfoList>{device('CPFE01')}{device('CPFE02')}</DeviceInfoList>"),
        [],
        dict.fromkeys(NAMES, NAMELESS),
    ),
    (
        "one that cannot be used",
        devices(device("CPFE01"), device("CPFE02", more="<Interfaces/>")),
        ["CPFE01"],
        {"CPFE02": "<DeviceInfo> has the field Interfaces twice"},
    ),
    (
        "one that cannot be used, twice",
        devices(device("CPFE02", more="<Interfaces/>"), device("CPFE01"), device("CPFE02")),
        ["CPFE01"],
        {"CPFE02": TWICE},
    ),
    (
        "one thing for two",
        wire.envelope(
            f'<n:{ABOUT}Response><L><i href="#a"/><i href="#a"/></L></n:{ABOUT}Response>'
            + device("CPFE01").replace("<DeviceInfo>", '<DeviceInfo id="a">')
        ),
        [],
        {"CPFE01": TWICE, "CPFE02": ABSENT % 0},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "names", "faults"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_devices(content: bytes, names: list[str], faults: dict[str, str]) -> None:
    with wire.opened((ABOUT, content)) as script:
        told = client.devices(wire.session(script), NAMES)
    assert (list(told.found), told.faults) == (names, faults)
    assert wire.asked(script.sent[1].encode()) == NAMES


VIEW = "getHCPInfoArray"


def test_dhcp_view() -> None:
    more = wire.row("CPFE01").replace(
        "</InetInfo>",
        "<NetAddress>192.0.2.0</NetAddress><Mask>255.255.255.0</Mask>"
        "<GatewayAddress>192.0.2.1</GatewayAddress><Other>x</Other></InetInfo>",
    )
    with wire.opened((VIEW, wire.view(more, wire.row("CPFE02")))) as script:
        rows = client.dhcp_view(wire.session(script), NAMES)
    first = {"host_name": "CPFE01", "hardware_address": wire.CARD, "ip_address": "192.0.2.12"}
    more_keys = {
        "net_address": "192.0.2.0",
        "mask": "255.255.255.0",
        "gateway_address": "192.0.2.1",
    }
    assert rows == [{**first, **more_keys}, {**first, "host_name": "CPFE02"}]
    assert wire.asked(script.sent[1].encode()) == NAMES


@pytest.mark.parametrize("hosts", [["CPFE01"], ["CPFE01", "CPFE02"]])
def test_dhcp_view_without_a_list(hosts: list[str]) -> None:
    with wire.opened((VIEW, wire.reply(VIEW, "".join(map(wire.row, hosts))))) as script:
        rows = client.dhcp_view(wire.session(script), NAMES)
    assert [row["host_name"] for row in rows] == hosts


def test_an_empty_dhcp_view_is_an_answer() -> None:
    with wire.opened((VIEW, wire.view())) as script:
        assert client.dhcp_view(wire.session(script), NAMES) == []


Ask = t.Callable[[Session], object]
LISTS: list[tuple[str, Ask, str]] = [
    (
        "searchDevice",
        lambda session: client.search(session, {"Name": "cpfe%"}),
        '<DeviceSearch xsi:type="t:DeviceSearch"><Name xsi:type="xsd:string">cpfe%</Name></DeviceSearch>',
    ),
    (
        "getDevicesFromService",
        lambda session: client.devices_of_service(session, "S-PHONE"),
        '<Service xsi:type="xsd:string">S-PHONE</Service>',
    ),
    (
        "getLastChangedDevices",
        lambda session: client.last_changed(session, 15),
        '<Minutes xsi:type="xsd:int">15</Minutes>',
    ),
]


@pytest.mark.parametrize(("operation", "ask", "argument"), LISTS, ids=[row[0] for row in LISTS])
def test_lists_of_devices(operation: str, ask: Ask, argument: str) -> None:
    answer = wire.texts(operation, "cpfe01.example.org", "", "CPFE02", " CPFE01 ")
    with wire.opened((operation, answer)) as script:
        assert ask(wire.session(script)) == ["CPFE01", "CPFE02"]
    assert f"<n:{operation}>{argument}</n:{operation}>" in script.sent[1]


@pytest.mark.parametrize(("operation", "ask"), [row[:2] for row in LISTS])
def test_an_empty_list_is_an_answer(operation: str, ask: Ask) -> None:
    with wire.opened((operation, wire.texts(operation))) as script:
        assert ask(wire.session(script)) == []


@pytest.mark.parametrize(("operation", "ask"), [row[:2] for row in LISTS])
@pytest.mark.parametrize("name", ["a b", "-", "a-.b", "192.0.2.1"])
def test_a_name_that_is_none_spoils_a_list(operation: str, ask: Ask, name: str) -> None:
    with wire.opened((operation, wire.texts(operation, "CPFE01", name))) as script:
        with pytest.raises(Unusable) as caught:
            ask(wire.session(script))
        assert caught.value.words == f"its answer to {operation} has a name that is none"


NEEDED: list[tuple[str, Ask]] = [
    *((row[0], row[1]) for row in LISTS),
    (VIEW, lambda session: client.dhcp_view(session, NAMES)),
    ("getSetAllInterfaces", lambda session: client.addresses_of_set(session, "S")),
    ("getServiceInfo", lambda session: client.network_service(session, "S")),
    ("bindUnbindInterface", lambda session: client.bind(session, "A.EXAMPLE.ORG", None)),
]


@pytest.mark.parametrize("result", ["", f"<Result {NIL}/>"], ids=["absent", "nil"])
@pytest.mark.parametrize(("operation", "ask"), NEEDED, ids=[row[0] for row in NEEDED])
def test_nothing_is_no_answer(operation: str, ask: Ask, result: str) -> None:
    with wire.opened((operation, wire.reply(operation, result))) as script:
        with pytest.raises(Unusable) as caught:
            ask(wire.session(script, writes=True))
        assert caught.value.words == f"its answer to {operation} has nothing in it"


def test_set() -> None:
    answer = wire.texts("getSetAllInterfaces", "CPFE01.EXAMPLE.ORG", "A B")
    with wire.opened(("getSetAllInterfaces", answer)) as script:
        found = client.addresses_of_set(wire.session(script), "IT <PHONE>")
    assert found == ["CPFE01.EXAMPLE.ORG", "A B"]
    assert '<SetName xsi:type="xsd:string">IT &lt;PHONE&gt;</SetName>' in script.sent[1]


def test_network_service() -> None:
    answer = wire.reply(
        "getServiceInfo",
        "<ServiceInfo><Name>S-PHONE</Name><SubnetMask>255.255.255.0</SubnetMask>"
        f"<AddressIni>192.0.2.1</AddressIni><DefaultGateway {NIL}/><Secondaries/></ServiceInfo>",
    )
    with wire.opened(("getServiceInfo", answer)) as script:
        assert client.network_service(wire.session(script), "S-PHONE") == {
            "name": "S-PHONE",
            "subnet_mask": "255.255.255.0",
            "address_ini": "192.0.2.1",
            "default_gateway": None,
        }


@pytest.mark.parametrize("criteria", [{}, {"Name": ""}, {"Name": "cpfe%", "Tag": " "}])
def test_a_search_without_a_criterion_is_not_made(criteria: dict[str, str]) -> None:
    with wire.Script() as script, pytest.raises(ValueError, match=r"^a search needs a criterion$"):
        client.search(wire.session(script), criteria)


# --- Writing ---

BIND = "bindUnbindInterface"


@pytest.mark.parametrize(
    ("card", "arguments"),
    [
        (
            "00:00:5e:00:53:12",
            '<InterfaceName xsi:type="xsd:string">A.EXAMPLE.ORG</InterfaceName>'
            '<HardwareAddress xsi:type="xsd:string">00-00-5E-00-53-12</HardwareAddress>',
        ),
        (None, '<InterfaceName xsi:type="xsd:string">A.EXAMPLE.ORG</InterfaceName>'),
    ],
)
def test_bind(card: str | None, arguments: str) -> None:
    with wire.opened((BIND, wire.reply(BIND, "<Result>true</Result>"))) as script:
        client.bind(wire.session(script, writes=True), "A.EXAMPLE.ORG", card)
    assert f"<n:{BIND}>{arguments}</n:{BIND}>" in script.sent[1]


NOT_DONE = [
    ("<Result>false</Result>", "it did not say that it carried out bindUnbindInterface"),
    ("<Result>0</Result>", "it did not say that it carried out bindUnbindInterface"),
    ("<Result/>", "the answer to bindUnbindInterface is neither true nor false"),
    ("<Result>done</Result>", "the answer to bindUnbindInterface is neither true nor false"),
    ("<Result><a/></Result>", "<Result> holds elements where a text belongs"),
]


@pytest.mark.parametrize(("result", "words"), NOT_DONE)
def test_a_change_that_is_not_confirmed(result: str, words: str) -> None:
    with wire.opened((BIND, wire.reply(BIND, result))) as script:
        with pytest.raises(Trouble) as caught:
            client.bind(wire.session(script, writes=True), "A.EXAMPLE.ORG", None)
        assert caught.value.words == words
