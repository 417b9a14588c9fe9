# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests as clients write them that know nothing of each other; the token is put in for TOKEN."""

from __future__ import annotations

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.catalogue import operations

LOGIN_GO = """<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">
    <Body>
        <getAuthToken xmlns="urn:NetworkService">
            <Login>auditor</Login>
            <Password>auditor-password</Password>
            <Type>CERN</Type>
        </getAuthToken>
    </Body>
</Envelope>"""
LOGIN_GO_TYPED = (
    '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">'
    '<Header xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Auth>'
    '<token xmlns="urn:NetworkDataTypes"></token></Auth></Header>'
    '<Body xmlns="http://schemas.xmlsoap.org/soap/envelope/">'
    '<getAuthToken xmlns="urn:NetworkService"><Login xmlns="urn:NetworkService">auditor</Login>'
    '<Password xmlns="urn:NetworkService">auditor-password</Password>'
    '<Type xmlns="urn:NetworkService">CERN</Type></getAuthToken></Body></Envelope>'
)
LOGIN_PERL = (
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope'
    ' soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
    ' xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>'
    '<getAuthToken xmlns="http://network.cern.ch/NetworkService">'
    '<c-gensym3 xsi:type="xsd:string">auditor</c-gensym3>'
    '<c-gensym5 xsi:type="xsd:string">auditor-password</c-gensym5>'
    '<c-gensym7 xsi:type="xsd:string">NICE</c-gensym7></getAuthToken></soap:Body></soap:Envelope>'
)
LOGIN_RUBY = (
    '<?xml version="1.0" encoding="UTF-8"?><env:Envelope'
    ' xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:message="urn:NetworkService">'
    "<env:Body><message:getAuthToken><login>auditor</login><password>auditor-password</password>"
    "<type>NICE</type></message:getAuthToken></env:Body></env:Envelope>"
)
LOGIN_AXIS = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>'
    '<ns1:getAuthToken soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
    ' xmlns:ns1="urn:NetworkService"><Login xsi:type="xsd:string">auditor</Login>'
    '<Password href="#id0"/><Type xsi:type="xsd:string">CERN</Type></ns1:getAuthToken>'
    '<multiRef id="id0" xsi:type="xsd:string">auditor-password</multiRef>'
    "</soapenv:Body></soapenv:Envelope>"
)


@pytest.mark.parametrize(
    "body", [LOGIN_GO, LOGIN_GO_TYPED, LOGIN_PERL, LOGIN_RUBY, LOGIN_AXIS], ids=str
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'},
        {"Content-Type": "text/xml", "SOAPAction": "urn:getAuthToken"},
        {"Content-Type": "application/soap+xml", "SOAPAction": '"urn:NetworkService#getAuthToken"'},
        {"Content-Type": "application/octet-stream"},
    ],
    ids=str,
)
def test_login(caller, body, headers):
    answer = caller.send(body, headers=headers)
    assert (answer.status, answer.fault) == (200, "")
    assert "<token " in answer.text


SUDS = """<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:ns3="http://schemas.xmlsoap.org/soap/encoding/"
 xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns0="urn:NetworkService"
 xmlns:ns1="urn:NetworkDataTypes" xmlns:ns2="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:ns4="http://www.w3.org/2001/XMLSchema"
 SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">
 <SOAP-ENV:Header><Auth><token>TOKEN</token></Auth></SOAP-ENV:Header>
 <ns2:Body><ns0:getDeviceInfoArray>
  <DeviceNameList xsi:type="ns1:ArrayOfString" SOAP-ENC:arrayType="ns4:string[2]">
   <item xsi:type="ns4:string">CPFE01</item><item xsi:type="ns4:string">CPFE02</item>
  </DeviceNameList></ns0:getDeviceInfoArray></ns2:Body></SOAP-ENV:Envelope>"""
GO = """<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">
    <Header><Auth><token>TOKEN</token></Auth></Header>
    <Body>
        <getDeviceInfoArray xmlns="urn:NetworkService">
            <DeviceNameList><string>CPFE01</string><string>CPFE02</string></DeviceNameList>
        </getDeviceInfoArray>
    </Body>
</Envelope>"""
GO_TYPED = (
    '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header><Auth>'
    '<token xmlns="urn:NetworkDataTypes">TOKEN</token></Auth></Header><Body>'
    '<getDeviceInfoArray xmlns="urn:NetworkService"><DeviceNameList xmlns="urn:NetworkService">'
    '<item xmlns="urn:NetworkDataTypes">CPFE01</item>'
    '<item xmlns="urn:NetworkDataTypes">CPFE02</item>'
    "</DeviceNameList></getDeviceInfoArray></Body></Envelope>"
)
PERL = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Header><Auth>'
    '<token xsi:type="xsd:string">TOKEN</token></Auth></soap:Header><soap:Body>'
    '<getDeviceInfoArray xmlns="http://network.cern.ch/NetworkService">'
    '<soapenc:Array soapenc:arrayType="xsd:string[2]" xsi:type="soapenc:Array">'
    '<item xsi:type="xsd:string">cpfe01</item><item xsi:type="xsd:string">cpfe02</item>'
    "</soapenc:Array></getDeviceInfoArray></soap:Body></soap:Envelope>"
)
RUBY = (
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:message="urn:NetworkService"><env:Header><Auth><token>TOKEN</token></Auth></env:Header>'
    "<env:Body><message:getDeviceInfoArray><deviceNameList><item>cpfe01</item><item>cpfe02</item>"
    "</deviceNameList></message:getDeviceInfoArray></env:Body></env:Envelope>"
)
AXIS = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header>'
    '<ns1:Auth soapenv:mustUnderstand="0" xmlns:ns1="urn:NetworkService" href="#id9"/>'
    '<multiRef id="id9" xsi:type="ns2:Auth" xmlns:ns2="urn:NetworkDataTypes">'
    '<ns2:token xsi:type="xsd:string">TOKEN</ns2:token></multiRef></soapenv:Header><soapenv:Body>'
    '<ns1:getDeviceInfoArray xmlns:ns1="urn:NetworkService"><DeviceNameList href="#id0"/>'
    "</ns1:getDeviceInfoArray>"
    '<multiRef id="id0" soapenc:arrayType="xsd:string[2]" xsi:type="soapenc:Array"'
    ' xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"><item href="#id1"/><item href="#id2"/>'
    '</multiRef><multiRef id="id2" xsi:type="xsd:string">CPFE02</multiRef>'
    '<multiRef id="id1" xsi:type="xsd:string">CPFE01</multiRef></soapenv:Body></soapenv:Envelope>'
)


@pytest.mark.parametrize("body", [SUDS, GO, GO_TYPED, PERL, RUBY, AXIS], ids=str)
@pytest.mark.parametrize("version", [4, 5, 6])
def test_array(simulator, caller, body, version):
    answer = caller.send(body.replace("TOKEN", caller.token()), simulator.url_for(version))
    assert (answer.status, answer.fault) == (200, "")
    assert answer.text.index(">CPFE01<") < answer.text.index(">CPFE02<")
    assert simulator.calls[-1].names == 2


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<getHcpInfoArray><hosts><item>cpfe01</item></hosts></getHcpInfoArray>", ">192.0.2.11<"),
        (
            "<n:getDeviceInfo xmlns:n='x'><n:devicename>cpfe01</n:devicename></n:getDeviceInfo>",
            ">CPFE01<",
        ),
        ("<getDeviceInfo><Name> cpfe01\n</Name></getDeviceInfo>", ">CPFE01<"),
        (
            "<getDeviceInfoFromNameMAC><a>cpfe01</a><b>02-00-5E-00-53-01</b></getDeviceInfoFromNameMAC>",
            ">CPFE01<",
        ),
        (
            "<getDeviceInfoFromNameMAC><MAC>02-00-5E-00-53-01</MAC><b>cpfe01</b></getDeviceInfoFromNameMAC>",
            ">CPFE01<",
        ),
        (
            "<searchDevice><DeviceSearch><x:Location xmlns:x='y'><Building>0513</Building></x:Location></DeviceSearch></searchDevice>",
            ">CPFE01<",
        ),
        (
            "<searchDevice><DeviceSearch><Unknown>1</Unknown><name>bare</name></DeviceSearch></searchDevice>",
            ">BARE<",
        ),
    ],
)
def test_names_and_places_of_parameters(caller, inner, found):
    answer = caller.call(inner)
    assert (answer.status, answer.fault) == (200, "")
    assert found in answer.text


BAD: list[tuple[str | bytes, str]] = [
    ("", "not well-formed XML: no element found: line 1, column 0"),
    ("<a><b></a>", "not well-formed XML: mismatched tag: line 1, column 8"),
    (b"\xff\xfe\x00", "not well-formed XML: "),
    ("<html/>", "a SOAP envelope was expected, not html"),
    ("<Envelope/>", "the SOAP body is empty"),
    ("<Envelope><Body/></Envelope>", "the SOAP body is empty"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><Envelope/>", "a document type declaration is not allowed"),
    (
        "<Envelope><Body><getDeviceBasicInfo><DeviceName href='#x'/></getDeviceBasicInfo></Body></Envelope>",
        "nothing has the id x",
    ),
    (
        "<Envelope><Body><getDeviceBasicInfo><DeviceName id='x' href='#x'/></getDeviceBasicInfo></Body></Envelope>",
        "references go round in a circle",
    ),
    (
        "<Envelope><Body><bulkInsertAuto><Device id='d'><Location href='#d'/></Device></bulkInsertAuto></Body></Envelope>",
        "the parameter DeviceName is missing",
    ),
    (
        "<Envelope><Body><getMyDeviceInfo/><x id='x'/></Body></Envelope>",
        "NOTFOUND: device with the address 127.0.0.1 is not in the database",
    ),
]


@pytest.mark.parametrize(("body", "fault"), BAD)
def test_bad_request(caller, body, fault):
    answer = caller.send(body)
    assert answer.status == 500
    assert answer.fault.startswith(fault)


def test_flag_must_be_one(caller):
    answer = caller.call(
        "<setHCPResponse><DeviceList><i>cpfe01</i></DeviceList><HCPFlag>maybe</HCPFlag></setHCPResponse>"
    )
    assert answer.fault == "HCPFlag must be true or false, not maybe"


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_flag(simulator, caller, text, flag):
    caller.call(
        f"<setHCPResponse><DeviceList><i>cpfe01</i></DeviceList><HCPFlag>{text}</HCPFlag></setHCPResponse>"
    )
    assert simulator.database.devices["CPFE01"]["HCPResponse"] is flag


@pytest.mark.parametrize("version", [4, 5, 6])
@pytest.mark.parametrize(
    "value",
    [
        *("", "x", "1", "cpfe01", "CPFE01.EXAMPLE.ORG", "<i/>", "<x>1</x>"),
        *("<DeviceName>new</DeviceName>", "<IP>192.0.2.9</IP>"),
        "<HardwareAddress>02-00-5E-00-53-77</HardwareAddress>",
    ],
)
def test_every_operation_answers_whatever_it_is_asked(simulator, caller, version, value, capfd):
    token = caller.token()
    for operation in operations(version).values():
        inner = "".join(f"<{name}>{value}</{name}>" for name, _kind in operation.parameters)
        answer = caller.call(f"<{operation.name}>{inner}</{operation.name}>", token, version)
        assert (answer.status == 500) == bool(answer.fault)
        assert simulator.calls[-1].fault is None or answer.fault
    assert capfd.readouterr() == ("", "")
