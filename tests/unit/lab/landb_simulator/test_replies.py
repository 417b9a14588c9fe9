# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways to write a reply; each says the same."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    STYLES,
    ReplyStyle,
    Simulator,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.reply import escaped

ASK = "<getDeviceInfoArray><DeviceNameList><i>cpfe01</i><i>bare</i></DeviceNameList></getDeviceInfoArray>"
SERVICE, TYPES = "urn:NetworkService", "urn:NetworkDataTypes"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"


def ask(simulator, caller, style: ReplyStyle, inner: str = ASK) -> str:
    simulator.switches.style = style
    answer = caller.call(inner)
    assert answer.status == 200
    ET.fromstring(answer.text)
    return answer.text


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def values(text: str) -> list[str]:
    """What a reply says, whatever its style: each text that is there, references followed."""
    root = ET.fromstring(text)
    ids = {each.get("id"): each for each in root.iter() if each.get("id")}
    found = []

    def walk(element: ET.Element) -> None:
        element = ids.get((element.get("href") or "").removeprefix("#"), element)
        if (element.text or "").strip():
            found.append(f"{local(element)}={element.text}")
        for child in element:
            walk(child)

    walk(root[0][0])
    return [each for each in found if not each.startswith(("item=", "string="))]


@pytest.mark.parametrize("name", sorted(STYLES))
def test_every_style_says_the_same(simulator, caller, name):
    expected = values(ask(simulator, caller, STYLES["wsdl"]))
    assert len(expected) > 60
    assert values(ask(simulator, caller, STYLES[name])) == expected


@pytest.mark.parametrize("version", [4, 5, 6])
@pytest.mark.parametrize("name", sorted(set(STYLES) - {"absent", "bare"}))
def test_suds_reads_typed_styles(simulator, connect, version, name):
    simulator.switches.style = STYLES[name]
    service = connect(simulator, version).service
    device = service.getDeviceInfo("cpfe01")
    assert [each.IPAddress for each in device.Interfaces] == ["192.0.2.11", "198.51.100.11"]
    assert device.Interfaces[0].BoundInterfaceCard.HardwareAddress == "02-00-5E-00-53-01"
    assert (device.HCPResponse, device.Blocked) == (True, None)
    assert [each.DeviceName for each in service.getDeviceInfoArray(["cpfe02"])] == ["CPFE02"]
    assert service.searchDevice({"Name": "CPFE01"}) == ["CPFE01"]
    assert [each.IP for each in service.getHCPInfoArray(["cpfe02"])] == ["192.0.2.100"]


@pytest.mark.parametrize(
    ("style", "pattern"),
    [
        (
            ReplyStyle(),
            '<SOAP-ENV:Body><ns1:getDeviceInfoArrayResponse xmlns:ns1="urn:NetworkService"',
        ),
        (
            ReplyStyle(),
            '<DeviceInfoList xsi:type="types:ArrayOfDeviceInfo" SOAP-ENC:arrayType="types:DeviceInfo\\[2]"><types:DeviceInfo xsi:type',
        ),
        (
            ReplyStyle(),
            '<types:SerialNumber xsi:type="xsd:string">SN-1 &lt;&amp;&gt;</types:SerialNumber>',
        ),
        (ReplyStyle(), '<types:Blocked xsi:nil="true"/>'),
        (
            ReplyStyle(),
            '<types:NetworkInterfaceCards xsi:type="types:ArrayOfInterfaceCards" SOAP-ENC:arrayType="types:InterfaceCard\\[0]"/>',
        ),
        (
            ReplyStyle(envelope_prefix="x", encoding_prefix="y", types_prefix="z"),
            '<x:Body>.*y:arrayType="z:DeviceInfo',
        ),
        (ReplyStyle(service_prefix=""), '<getDeviceInfoArrayResponse xmlns="urn:NetworkService"'),
        (ReplyStyle(qualified=False), '<DeviceInfo xsi:type="types:DeviceInfo"><DeviceName '),
        (ReplyStyle(items="item"), "<DeviceInfoList [^>]*><item "),
        (ReplyStyle(empty_arrays="nil"), '<types:NetworkInterfaceCards xsi:nil="true"/>'),
        (
            ReplyStyle(empty_arrays="absent"),
            "</types:OperatingSystem>.*</types:DeviceInfo></DeviceInfoList>",
        ),
        (ReplyStyle(nil_values="empty"), "<types:Blocked/>"),
        (ReplyStyle(xsi_types=False), "<types:DeviceName>CPFE01<"),
        (
            ReplyStyle(array_types=False),
            '<DeviceInfoList xsi:type="types:ArrayOfDeviceInfo"><types:DeviceInfo ',
        ),
        (
            ReplyStyle(plain_arrays=True),
            '<DeviceInfoList xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType=',
        ),
        (ReplyStyle(multi_ref=True), '<types:DeviceInfo href="#id0"/>.*<multiRef id="id0"'),
        (ReplyStyle(indented=True), ">\n<types:DeviceName"),
        (ReplyStyle(declaration=False), "^<SOAP-ENV:Envelope"),
    ],
    ids=str,
)
def test_style(simulator, caller, style, pattern):
    assert re.search(pattern, ask(simulator, caller, style), re.DOTALL)


def test_absent_values(simulator, caller):
    text = ask(simulator, caller, STYLES["absent"])
    assert "xsi:nil" not in text
    assert "Blocked" not in text
    assert 'arrayType="types:InterfaceCard[0]"' not in text


def test_the_part_may_be_named_by_its_type(simulator, caller):
    inner = "<getDeviceInfo><DeviceName>cpfe01</DeviceName></getDeviceInfo>"
    assert "<Device xsi:type" in ask(simulator, caller, ReplyStyle(), inner)
    assert "<DeviceInfo xsi:type" in ask(simulator, caller, ReplyStyle(parts="type"), inner)


def test_my_device_is_named_by_its_type_in_every_style(simulator, caller):
    simulator.switches.my_device = "cpfe01"
    assert "<DeviceInfo xsi:type" in ask(simulator, caller, ReplyStyle(), "<getMyDeviceInfo/>")


@pytest.mark.parametrize("name", sorted(STYLES))
def test_fault(simulator, caller, name):
    simulator.switches.style = STYLES[name]
    answer = caller.call("<getDeviceInfo><DeviceName>&lt;&amp;</DeviceName></getDeviceInfo>")
    assert answer.status == 500
    assert answer.fault == "NOTFOUND: device &lt;&amp; is not in the database"
    prefix = STYLES[name].envelope_prefix
    assert f"<{prefix}:Fault>" in answer.text.replace("\n", "")
    assert f"<faultcode>{prefix}:Server</faultcode>" in answer.text


def test_client_is_told_apart(caller):
    assert "<faultcode>SOAP-ENV:Client</faultcode>" in caller.call("<searchDevice/>").text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a<b>&c", "a&lt;b&gt;&amp;c"),
        ("Zürich\n", "Zürich\n"),
        ("bell\x07\x00\ufffe", "bell"),
    ],
)
def test_escaped(text, written):
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("version", "there", "missing"),
    [
        (4, {"Domain"}, {"IPv6Address", "ManagerLocked", "LandbManagerPerson", "IPv6Ready"}),
        (5, {"Domain", "IPv6Address", "IPv6Ready"}, {"ManagerLocked", "LandbManagerPerson"}),
        (6, {"IPv6Address", "IPv6Ready", "ManagerLocked", "LandbManagerPerson"}, {"Domain"}),
    ],
)
def test_fields_of_a_version(caller, version, there, missing):
    text = caller.call(ASK, version=version).text
    names = {local(each) for each in ET.fromstring(text).iter()}
    assert there <= names
    assert not missing & names


def test_a_full_block_is_written_fast(seed, caller_of):
    device = seed["devices"][0]
    for number in range(200):
        seed["devices"].append(
            {
                **device,
                "name": f"DEV{number}",
                "cards": [],
                "interfaces": [
                    {**each, "name": f"DEV{number}.EXAMPLE.ORG"} for each in device["interfaces"]
                ],
            }
        )
    items = "".join(f"<i>DEV{number}</i>" for number in range(200))
    inner = f"<getDeviceInfoArray><DeviceNameList>{items}</DeviceNameList></getDeviceInfoArray>"
    with Simulator(seed) as simulator:
        caller = caller_of(simulator)
        token = caller.token()
        assert caller.call(inner, token).text.count("<types:DeviceInfo ") == 200
        # About 4 ms; the slack is for busy machines.
        seconds = []
        for _time in range(5):
            started = time.monotonic()
            caller.call(inner, token)
            seconds.append(time.monotonic() - started)
        assert min(seconds) < 0.1


def test_what_was_written_is_read(caller):
    token = caller.token()
    ask = "<getDeviceInfo><DeviceName>cpfe02</DeviceName></getDeviceInfo>"
    assert "BoundInterfaceCard xsi:type" not in caller.call(ask, token).text
    caller.call(
        "<bindUnbindInterface><InterfaceName>cpfe02</InterfaceName>"
        "<HardwareAddress>02-00-5E-00-53-02</HardwareAddress></bindUnbindInterface>",
        token,
    )
    assert "BoundInterfaceCard xsi:type" in caller.call(ask, token).text
