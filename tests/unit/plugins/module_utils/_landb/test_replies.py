# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's structures become plain values in the form of a snapshot."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import replies
from ansible_collections.cernphone.validation.plugins.module_utils._landb.device import read_device
from ansible_collections.cernphone.validation.plugins.module_utils._landb.soap import (
    Element,
    Reply,
    read_reply,
)
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import Unusable
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import Device
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    STYLES,
    ReplyStyle,
    catalogue,
    seed_device,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.reply import Writer
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from hypothesis import strategies as st

OPERATION = "getDeviceInfoArray"
MISSING: t.Final = "(no such key)"
NIL = wire.NIL
LONG = "x" * 1_000_000
CUT = "x" * 997 + "..."


def first(content: bytes) -> tuple[Reply, Element]:
    """The first device of a reply."""
    reply = read_reply(content, OPERATION)
    return reply, reply.items(reply.result())[0]


def plain(item: str) -> replies.Plain:
    """What is made of a device."""
    return replies.device(*first(wire.devices(item)))


def test_a_device_as_a_whole() -> None:
    interfaces = wire.interface(
        "CPFE02.EXAMPLE.ORG",
        wire.bound_to(wire.CARD),
        "<IPv6Address>2001:db8::12</IPv6Address><SubnetMask>255.255.255.0</SubnetMask>"
        "<SecurityClass>USER</SecurityClass><NetworkDomainName>GPN</NetworkDomainName>"
        "<Medium>GIGABITETHERNET</Medium><RackName>CA01</RackName><Description> the  first </Description>"
        "<Outlet><ID>1234/01</ID><FANOUT>false</FANOUT></Outlet>"
        "<IPAliases><item>SIP.EXAMPLE.ORG</item><item/></IPAliases>",
    )
    more = (
        "<ResponsiblePerson><Name>ROSSI</Name><Email>a@example.org</Email></ResponsiblePerson>"
        "<HCPResponse>true</HCPResponse>"
        "<EndDate><TimeUTC>2027-01-31T00:00:00Z</TimeUTC><unixtime>1801353600</unixtime></EndDate>"
        "<Blocked><By><Name>SECURITY</Name></By><Date><unixtime>1</unixtime></Date>"
        "<Reason>virus</Reason><UnblockRole>X</UnblockRole></Blocked>"
        "<LastChangeDate><TimeUTC>2026-02-01T10:00:00Z</TimeUTC></LastChangeDate>"
        "<ManagerLocked>false</ManagerLocked>"
    )
    assert plain(wire.device("CPFE02", interfaces, more)) == {
        "name": "CPFE02",
        "cards": [{"hardware_address": wire.CARD, "card_type": "Ethernet"}],
        "interfaces": [
            {
                "name": "CPFE02.EXAMPLE.ORG",
                "ip_address": "192.0.2.12",
                "ipv6_address": "2001:db8::12",
                "service_name": "S-PHONE",
                "subnet_mask": "255.255.255.0",
                "security_class": "USER",
                "network_domain_name": "GPN",
                "medium": "GIGABITETHERNET",
                "bound_hardware_address": wire.CARD,
                "outlet": "1234/01",
                "rack_name": "CA01",
                "description": "the first",
                "ip_aliases": ["SIP.EXAMPLE.ORG"],
            }
        ],
        "hcp_response": True,
        "end_date": "2027-01-31",
        "blocked": {"reason": "virus"},
        "manager_locked": False,
        "last_change_date": "2026-02-01T10:00:00Z",
    }


TIME = "<{0}><TimeUTC>{1}</TimeUTC><unixtime>{2}</unixtime></{0}>"
FIELDS: list[tuple[str, str, object]] = [
    *((f"<HCPResponse>{said}</HCPResponse>", "hcp_response", True) for said in ("true", "TRUE", " 1 ", "y", "Yes")),
    *((f"<HCPResponse>{said}</HCPResponse>", "hcp_response", False) for said in ("false", "False", "0", "n", "no")),
    ("", "hcp_response", MISSING),
    (f"<HCPResponse {NIL}/>", "hcp_response", MISSING),
    ("<HCPResponse/>", "hcp_response", MISSING),
    ("<HCPResponse> </HCPResponse>", "hcp_response", MISSING),
    ("<HCPResponse>maybe</HCPResponse>", "hcp_response", MISSING),
    ("<HCPResponse>maybe</HCPResponse>", "unreadable", {"hcp_response": "maybe"}),
    ("<HCPResponse>2</HCPResponse>", "unreadable", {"hcp_response": "2"}),
    ("<HCPResponse>true</HCPResponse>", "unreadable", MISSING),
    ("", "end_date", MISSING),
    (f"<EndDate {NIL}/>", "end_date", None),
    ("<EndDate/>", "end_date", None),
    ("<EndDate>2027-01-31</EndDate>", "end_date", "2027-01-31"),
    ("<EndDate> 2027-01-31T10:00:00.5+01:00 </EndDate>", "end_date", "2027-01-31"),
    ("<EndDate>2027-01-31 10:00:00</EndDate>", "end_date", "2027-01-31"),
    (TIME.format("EndDate", "2027-01-31T00:00:00Z", "0"), "end_date", "2027-01-31"),
    (f"<EndDate><TimeUTC {NIL}/><unixtime>1801353600</unixtime></EndDate>", "end_date", "2027-01-31"),
    ("<EndDate><unixtime>1801353600</unixtime></EndDate>", "end_date", "2027-01-31"),
    (f"<EndDate><TimeUTC {NIL}/><unixtime {NIL}/></EndDate>", "end_date", None),
    ("<EndDate><Date>2027-01-31</Date></EndDate>", "end_date", "2027-01-31"),
    ("<EndDate>31.12.2026</EndDate>", "end_date", MISSING),
    ("<EndDate>31.12.2026</EndDate>", "unreadable", {"end_date": "31.12.2026"}),
    ("<EndDate>2026-02-31</EndDate>", "unreadable", {"end_date": "2026-02-31"}),
    ("<EndDate>2027-01-31 or so</EndDate>", "unreadable", {"end_date": "2027-01-31 or so"}),
    ("<EndDate>0000-00-00</EndDate>", "unreadable", {"end_date": "0000-00-00"}),
    (TIME.format("EndDate", "31.12.2026", "1801353600"), "unreadable", {"end_date": "31.12.2026"}),
    ("<EndDate><unixtime>soon</unixtime></EndDate>", "unreadable", {"end_date": "soon"}),
    (f"<EndDate><unixtime>{'9' * 30}</unixtime></EndDate>", "unreadable", {"end_date": "9" * 30}),
    ("<EndDate><Day>31</Day><Month>12</Month></EndDate>", "unreadable", {"end_date": "31 12"}),
    ("<EndDate><Date/></EndDate>", "unreadable", {"end_date": "<EndDate>"}),
    (f"<EndDate>{LONG}</EndDate>", "unreadable", {"end_date": CUT}),
    ("<EndDate>a\u202eb</EndDate>", "unreadable", {"end_date": "a\ufffdb"}),
    ("<HCPResponse>?</HCPResponse><EndDate>!</EndDate>", "unreadable", {"hcp_response": "?", "end_date": "!"}),
    ("", "blocked", MISSING),
    (f"<Blocked {NIL}/>", "blocked", None),
    ("<Blocked/>", "blocked", None),
    ("<Blocked>false</Blocked>", "blocked", None),
    ("<Blocked>true</Blocked>", "blocked", True),
    ("<Blocked>virus</Blocked>", "blocked", "virus"),
    (f"<Blocked>{LONG}</Blocked>", "blocked", CUT),
    ("<Blocked><Reason>virus</Reason></Blocked>", "blocked", {"reason": "virus"}),
    (f"<Blocked><Reason>{LONG}</Reason></Blocked>", "blocked", {"reason": CUT}),
    ("<Blocked><By><Name>X</Name></By><Reason/></Blocked>", "blocked", {"reason": None}),
    (f"<Blocked><By><Name/></By><Date {NIL}/><Reason/></Blocked>", "blocked", MISSING),
    ("", "manager_locked", MISSING),
    (f"<ManagerLocked {NIL}/>", "manager_locked", None),
    ("<ManagerLocked/>", "manager_locked", None),
    ("<ManagerLocked>0</ManagerLocked>", "manager_locked", False),
    ("<ManagerLocked>NO_LOCK</ManagerLocked>", "manager_locked", False),
    ("<ManagerLocked>true</ManagerLocked>", "manager_locked", True),
    ("<ManagerLocked>OPENSTACK</ManagerLocked>", "manager_locked", True),
    ("", "last_change_date", MISSING),
    (f"<LastChangeDate {NIL}/>", "last_change_date", None),
    ("<LastChangeDate>2026-02-01 10:00</LastChangeDate>", "last_change_date", "2026-02-01 10:00"),
    (TIME.format("LastChangeDate", "2026-02-01T10:00:00Z", "1769940000"), "last_change_date", "2026-02-01T10:00:00Z"),
    ("<LastChangeDate><unixtime>1769940000</unixtime></LastChangeDate>", "last_change_date", "2026-02-01T10:00:00Z"),
    ("<LastChangeDate><x>y</x></LastChangeDate>", "last_change_date", "y"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "key", "expected"), FIELDS, ids=lambda value: str(value)[:60])
def test_fields_of_a_device(more: str, key: str, expected: object) -> None:
    told = plain(wire.device("CPFE02", more=more))
    assert told.get(key, MISSING) == expected
    read_device(told, "its answer")


BOUND = [
    (f"<BoundInterfaceCard {NIL}/>", None),
    ("<BoundInterfaceCard/>", None),
    ("<BoundInterfaceCard> </BoundInterfaceCard>", None),
    (wire.bound_to(wire.CARD), wire.CARD),
    (wire.bound_to(""), None),
    (f"<BoundInterfaceCard><HardwareAddress {NIL}/></BoundInterfaceCard>", None),
    (wire.bound_to(" none "), "none"),
    (f"<BoundInterfaceCard>{wire.CARD}</BoundInterfaceCard>", wire.CARD),
]


@pytest.mark.parametrize(("xml", "expected"), BOUND)
def test_bindings(xml: str, expected: str | None) -> None:
    told = plain(wire.device("CPFE02", wire.interface("CPFE02.EXAMPLE.ORG", xml)))
    assert told["interfaces"][0]["bound_hardware_address"] == expected


INTERFACES: list[tuple[str, str, object]] = [
    ("", "outlet", MISSING),
    (f"<Outlet {NIL}/>", "outlet", None),
    ("<Outlet/>", "outlet", None),
    ("<Outlet>1234/01</Outlet>", "outlet", "1234/01"),
    ("<Outlet><FANOUT>true</FANOUT></Outlet>", "outlet", None),
    ("<Description/>", "description", None),
    (f"<Description>{LONG}</Description>", "description", CUT),
    ("<Description>a&#13;\nb\u200f&#x85;c</Description>", "description", "a b\ufffd c"),
    (f"<IPAliases {NIL}/>", "ip_aliases", MISSING),
    ("<IPAliases/>", "ip_aliases", []),
    ("<RackName>CA01</RackName>", "rack_name", "CA01"),
    (f"<IPv6Address {NIL}/>", "ipv6_address", None),
]


@pytest.mark.parametrize(("more", "key", "expected"), INTERFACES, ids=lambda value: str(value)[:60])
def test_fields_of_an_interface(more: str, key: str, expected: object) -> None:
    told = plain(wire.device("CPFE02", wire.interface("CPFE02.EXAMPLE.ORG", more=more)))
    assert told["interfaces"][0].get(key, MISSING) == expected
    read_device(told, "its answer")


def without(part: str) -> str:
    """A device without a part of it."""
    whole = wire.device("CPFE02")
    assert whole.count(part)
    return whole.replace(part, "")


ITEM = wire.interface("CPFE02.EXAMPLE.ORG")
UNUSABLE = [
    ("no cards", "<DeviceInfo><DeviceName>A</DeviceName><Interfaces/></DeviceInfo>", "it did not send the NetworkInterfaceCards of a device"),
    ("no interfaces", "<DeviceInfo><DeviceName>A</DeviceName><NetworkInterfaceCards/></DeviceInfo>", "it did not send the Interfaces of a device"),
    (
        "no binding",
        wire.device("A", wire.interface("A.EXAMPLE.ORG", "")),
        "it did not say whether A.EXAMPLE.ORG is bound (BoundInterfaceCard is missing, which is not the same as null)",
    ),
    (
        "no binding and no name",
        wire.device("A", "<x/>"),
        "it did not say whether an interface is bound (BoundInterfaceCard is missing, which is not the same as null)",
    ),
    (
        "a binding to nothing",
        wire.device("A", wire.interface("A", "<BoundInterfaceCard><CardType>E</CardType></BoundInterfaceCard>")),
        "it sent a BoundInterfaceCard without HardwareAddress",
    ),
    (
        "a binding that is nil and is not",
        wire.device("A", wire.interface("A", wire.bound_to(wire.CARD).replace("Card>", f"Card {NIL}>", 1))),
        "<BoundInterfaceCard> is said to be nil, and has a value",
    ),
    ("a field twice", wire.device("A", more="<Interfaces/>"), "<DeviceInfo> has the field Interfaces twice"),
    (
        "a binding twice",
        wire.device("A", wire.interface("A", more=wire.bound_to(wire.CARD))),
        "<InterfaceInformation> has the field BoundInterfaceCard twice",
    ),
    ("a fault for a list", wire.device("A", "NOTFOUND"), "<Interfaces> holds a text where a list belongs"),
    (
        "two interfaces of three",
        wire.device("A", ITEM + ITEM).replace("<Interfaces>", '<Interfaces E:arrayType="t:X[3]">'),
        "<Interfaces> has 2 of the 3 items that it announces",
    ),
    (
        "a list in the list",
        wire.device("A", f"<Interfaces>{ITEM}</Interfaces>"),
        "it did not say whether an interface is bound (BoundInterfaceCard is missing, which is not the same as null)",
    ),
    (
        "a list of two in the list",
        wire.device("A", f"<Interfaces>{ITEM}{ITEM}</Interfaces>"),
        "<Interfaces> has the field InterfaceInformation twice",
    ),
    (
        "a structure for a text",
        wire.device("A", wire.interface("A", more="<Description><a/></Description>")),
        "<Description> holds elements where a text belongs",
    ),
    ("a structure for a name", wire.device("A").replace(">A<", "><a/><"), "<DeviceName> holds elements where a text belongs"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "words"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE]
)
def test_unusable_devices(item: str, words: str) -> None:
    with pytest.raises(Unusable) as caught:
        plain(item)
    assert caught.value.words == words


@pytest.mark.parametrize(
    "name", ["", " ", "-x", "x" * 254, "192.0.2.1", "a b", "x\u202ey", "a-.b", LONG]
)
def test_unusable_names(name: str) -> None:
    with pytest.raises(Unusable) as caught:
        replies.device_name(*first(wire.devices(wire.device(name))))
    assert caught.value.words == "it gave a device without a usable DeviceName"


def test_a_nameless_device() -> None:
    with pytest.raises(Unusable) as caught:
        replies.device_name(*first(wire.devices(without("<DeviceName>CPFE02</DeviceName>"))))
    assert caught.value.words == "it gave a device without a usable DeviceName"


@pytest.mark.parametrize("name", ["cpfe02", " CPFE02.example.org "])
def test_names(name: str) -> None:
    assert replies.device_name(*first(wire.devices(wire.device(name)))) == "CPFE02"


def test_null_cards_and_interfaces_are_none() -> None:
    told = plain(
        f"<x><DeviceName>A</DeviceName><NetworkInterfaceCards {NIL}/><Interfaces {NIL}/></x>"
    )
    assert told == {"name": "A", "cards": [], "interfaces": []}


# --- Every way to write what is right ---

XML_TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cs", "Cn")),
    min_size=1,
    max_size=20,
).filter(str.strip)
LATIN = st.text("abcXYZ019 -/'<&>.éü", min_size=1, max_size=12).filter(str.strip)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,10}(-[A-Za-z0-9]{1,4})?", fullmatch=True)
CARDS = st.integers(0, 2**48 - 1).map(lambda number: f"{number:012x}")
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6).map(str).filter(lambda address: not address.startswith("::ffff:"))
INTERFACE = st.fixed_dictionaries(
    {
        "name": NAMES.map(lambda name: f"{name}.example.org"),
        "service_name": LATIN,
        "bound_hardware_address": st.none() | CARDS,
        "ip_address": st.none() | V4,
        "ipv6_address": st.none() | V6,
        "outlet": st.none() | LATIN,
        "rack_name": st.none() | LATIN,
        "description": st.none() | XML_TEXT,
    }
)
DEVICES = st.fixed_dictionaries(
    {
        "name": NAMES,
        "cards": st.lists(CARDS.map(lambda card: {"hardware_address": card}), max_size=3),
        "interfaces": st.lists(INTERFACE, max_size=3),
        "hcp_response": st.booleans(),
        "blocked": st.none() | XML_TEXT,
        "end_date": st.none() | st.dates(min_value=datetime.date(1000, 1, 1)).map(str),
        "manager_locked": st.booleans(),
    }
)
ALL_STYLES = {**STYLES, "empty": ReplyStyle(nil_values="empty")}


def evidence(style: ReplyStyle, device: replies.Plain) -> Device | None:
    """What a device that is written in a style is worth; None where that cannot be used."""
    whole = read_device(device, "x")
    if style.nil_values == "absent" and any(i.bound is None for i in whole.interfaces):
        return None
    if style.empty_arrays == "absent" and not (whole.cards and whole.interfaces):
        return None
    if style.nil_values == "absent":
        unsaid = {name for name in ("blocked", "end_date") if device[name] is None}
        return dataclasses.replace(whole, unread=whole.unread | unsaid)
    return whole


@pytest.mark.parametrize("name", ALL_STYLES)
@hypothesis.given(device=DEVICES)
@hypothesis.settings(max_examples=60)
def test_every_style_gives_the_same_evidence(name: str, device: replies.Plain) -> None:
    style = ALL_STYLES[name]
    record = seed_device.read_device(device, "seed")
    operation = catalogue.operations(6)[OPERATION]
    reply, item = first(Writer(style, 6).result(operation, [record]).encode())
    expected = evidence(style, device)
    if expected is None:
        with pytest.raises(Unusable, match=r"it did not (say|send)"):
            replies.device(reply, item)
    else:
        assert read_device(replies.device(reply, item), "x") == expected
