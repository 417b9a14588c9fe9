# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on purpose, and when."""

from __future__ import annotations

import gzip
import http.client
import re
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)

ASK = "<getDeviceInfoArray><DeviceNameList><i>cpfe01</i><i>cpfe02</i></DeviceNameList></getDeviceInfoArray>"
BIND = (
    "<bindUnbindInterface><InterfaceName>cpfe02</InterfaceName>"
    "<HardwareAddress>02-00-5E-00-53-02</HardwareAddress></bindUnbindInterface>"
)


def names(text: str) -> list[str]:
    return re.findall("<types:DeviceName [^>]*>([^<]*)<", text)


def is_bound(simulator) -> bool:
    return simulator.database.devices["CPFE02"]["Interfaces"][0]["BoundInterfaceCard"] is not None


def test_soap_fault(simulator, caller):
    simulator.misbehaviour.add(wrong.SoapFault("Ora & Co", "Client", "ORA-01013"))
    answer = caller.call(ASK, token=None)
    assert (answer.status, answer.fault) == (500, "#BADAUTH: the token is not known or has expired")
    simulator.misbehaviour.clear()
    token = caller.token()
    simulator.misbehaviour.add(wrong.SoapFault("Ora & Co", "Client", "ORA-01013"))
    answer = caller.call(ASK, token)
    assert (answer.status, answer.fault) == (500, "Ora &amp; Co")
    assert "<faultcode>SOAP-ENV:Client</faultcode>" in answer.text
    assert "<detail>ORA-01013</detail>" in answer.text
    assert simulator.calls[-1].fault == "Ora & Co"
    assert simulator.calls[-1].misbehaviour == "SoapFault"


@pytest.mark.parametrize(
    ("rule", "hit"),
    [
        ({}, [True, True, True, True]),
        ({"call": 1}, [True, False, False, False]),
        ({"call": 3}, [False, False, True, False]),
        ({"from_call": 2}, [False, True, True, True]),
        ({"operation": "getDeviceInfoArray"}, [True, False, True, False]),
        ({"operation": "getDeviceInfoArray", "call": 2}, [False, False, True, False]),
        ({"operation": "searchSet", "from_call": 2}, [False, False, False, True]),
    ],
    ids=str,
)
def test_which_calls(simulator, caller, rule, hit):
    token = caller.token()
    simulator.misbehaviour.add(wrong.HttpStatus(503), **rule)
    search = "<searchSet><SetPattern>%</SetPattern></searchSet>"
    answers = [caller.call(inner, token).status for inner in (ASK, search, ASK, search)]
    assert answers == [503 if each else 200 for each in hit]
    simulator.misbehaviour.clear()
    assert caller.call(ASK, token).status == 200


def test_several_at_once(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.MissingDevices())
    simulator.misbehaviour.add(wrong.RepeatedDevice())
    assert names(caller.call(ASK, token).text) == ["CPFE01", "CPFE01"]
    assert simulator.calls[-1].misbehaviour == "MissingDevices, RepeatedDevice"


ELSEWHERE = [
    (wrong.HttpStatus(503), 503, ""),
    (wrong.HttpStatus(502, b"Bad gateway"), 502, "Bad gateway"),
    (wrong.HttpStatus(401, headers=(("WWW-Authenticate", "Negotiate"),)), 401, ""),
    (wrong.HtmlPage(), 200, wrong.HtmlPage().page),
    (wrong.HtmlPage(500, "<h1>Error"), 500, "<h1>Error"),
    (wrong.EmptyReply(), 200, ""),
]


@pytest.mark.parametrize(("kind", "status", "text"), ELSEWHERE, ids=str)
def test_somebody_else_answers(simulator, caller, kind, status, text):
    token = caller.token()
    simulator.misbehaviour.add(kind)
    assert caller.call(ASK, token) == (status, text)


def test_redirect(simulator, caller):
    token = caller.token()
    target = f"{simulator.url.partition('?')[0]}?v=5&WSDL"
    simulator.misbehaviour.add(wrong.Redirect(target))
    answer = caller.call(ASK, token)
    assert "<wsdl:definitions" in answer.text
    simulator.misbehaviour.clear()
    simulator.misbehaviour.add(wrong.Redirect(target, 307))
    assert caller.call(ASK, token).status == 307


LISTS = [
    (wrong.MissingDevices(), ["CPFE01"]),
    (wrong.MissingDevices(2), []),
    (wrong.MissingDevices(5), []),
    (wrong.MissingDevices(names=("CPFE01",)), ["CPFE02"]),
    (wrong.RepeatedDevice(), ["CPFE01", "CPFE02", "CPFE01"]),
    (wrong.RepeatedDevice((("DeviceName", "CPFE99"),)), ["CPFE01", "CPFE02", "CPFE99"]),
    (wrong.StrangeDevice(), ["CPFE01", "CPFE02", "STRANGER"]),
    (wrong.StrangeDevice("BARE"), ["CPFE01", "CPFE02", "BARE"]),
]


@pytest.mark.parametrize(("kind", "expected"), LISTS, ids=str)
def test_lists(simulator, caller, kind, expected):
    token = caller.token()
    simulator.misbehaviour.add(kind)
    assert names(caller.call(ASK, token).text) == expected
    simulator.misbehaviour.clear()
    assert names(caller.call(ASK, token).text) == ["CPFE01", "CPFE02"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (wrong.MissingDevices(names=("CPFE01",)), ["CPFE02"]),
        (wrong.RepeatedDevice(), ["CPFE01", "CPFE02", "CPFE01"]),
        (wrong.StrangeDevice(), ["CPFE01", "CPFE02", "STRANGER"]),
    ],
    ids=str,
)
def test_lists_of_names(simulator, connect, kind, expected):
    service = connect(simulator, 6).service
    simulator.misbehaviour.add(kind)
    assert service.searchDevice({"Name": "cpfe%"}) == expected


@pytest.mark.parametrize(
    "kind", [wrong.MissingDevices(), wrong.RepeatedDevice(), wrong.StrangeDevice()], ids=str
)
def test_what_is_no_list_stays(simulator, caller, kind):
    token = caller.token()
    simulator.misbehaviour.add(kind)
    assert "true</Result>" in caller.call(BIND, token).text


@pytest.mark.parametrize(
    ("kind", "said", "bound"),
    [
        (wrong.WritesIgnored(), "true", False),
        (wrong.WritesRefused(), "false", False),
        (wrong.EmptyReply(), None, True),
        (wrong.HttpStatus(504), None, False),
        (wrong.SoapFault("no"), None, False),
        (wrong.Truncated(0.0), None, True),
    ],
    ids=str,
)
def test_writes(simulator, caller, kind, said, bound):
    token = caller.token()
    simulator.misbehaviour.add(kind)
    text = caller.call(BIND, token).text
    assert (f">{said}</Result>" in text) == (said is not None)
    assert is_bound(simulator) is bound
    assert simulator.calls[-1].writes is True
    assert simulator.calls[-1].carried_out is bound


def test_ignored_writes_are_examined(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.WritesIgnored())
    answer = caller.call(BIND.replace("53-02", "53-01"), token)
    assert answer.fault == "the card 02-00-5E-00-53-01 does not belong to the device CPFE02"
    simulator.misbehaviour.clear()
    caller.call(BIND, token)
    assert is_bound(simulator)


@pytest.mark.parametrize("kind", [wrong.WritesIgnored(), wrong.WritesRefused()], ids=str)
def test_reading_goes_on(simulator, caller, kind):
    token = caller.token()
    simulator.misbehaviour.add(kind)
    assert names(caller.call(ASK, token).text) == ["CPFE01", "CPFE02"]


def test_empty_body(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.EmptyBody())
    root = ET.fromstring(caller.call(ASK, token).text)
    assert len(root) == 1
    assert len(root[0]) == 0


@pytest.mark.parametrize("name", ["getSetInfoResponse", "getDeviceInfoResponse"])
def test_wrong_response(simulator, caller, name):
    token = caller.token()
    simulator.misbehaviour.add(wrong.WrongResponse(name))
    root = ET.fromstring(caller.call(ASK, token).text)
    assert root[0][0].tag == f"{{urn:NetworkService}}{name}"
    assert len(list(root.iter("{urn:NetworkDataTypes}HCPResponse"))) == 2


def test_entity_expansion(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.EntityExpansion(levels=3))
    text = caller.call(ASK, token).text
    assert text.startswith('<?xml version="1.0"?><!DOCTYPE landb [<!ENTITY e0 "LanDB">')
    assert ET.fromstring(text).itertext().__next__() == "LanDB" * 100


def test_deep_nesting(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.DeepNesting(2000))
    text = caller.call(ASK, token).text
    assert "<item>" * 2000 + "</item>" * 2000 in text


def test_padding(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.Padding(2.5))
    text = caller.call(ASK, token).text
    assert 2_500_000 < len(text) < 2_520_000
    assert len(list(ET.fromstring(text).iter("{urn:NetworkDataTypes}DeviceInfo"))) == 2


def test_wrong_encoding(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.WrongEncoding())
    with pytest.raises(UnicodeDecodeError):
        caller.call(ASK, token)


def test_truncated(simulator, caller):
    token = caller.token()
    whole = caller.call(ASK, token).text
    simulator.misbehaviour.add(wrong.Truncated(0.25))
    assert caller.call(ASK, token).text == whole[: len(whole) // 4]


def test_gzip(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.Gzip())
    header = f"<Header><Auth><token>{token}</token></Auth></Header>"
    body = f"<Envelope>{header}<Body>{ASK}</Body></Envelope>"
    with urllib.request.urlopen(simulator.url, body.encode(), timeout=5) as reply:  # noqa: S310
        assert reply.headers["Content-Encoding"] == "gzip"
        assert names(gzip.decompress(reply.read()).decode()) == ["CPFE01", "CPFE02"]


def test_connection_closed_half_way(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.ConnectionClosed(50))
    with pytest.raises(http.client.IncompleteRead) as caught:
        caller.call(ASK, token)
    assert len(caught.value.partial) == 50


def test_connection_closed_before_the_first_byte(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.ConnectionClosed(0), call=1)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        caller.call(ASK, token)
    assert caller.call(ASK, token).status == 200


def test_server_dies(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.ServerDies(), from_call=2)
    assert caller.call(BIND, token).status == 200
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        caller.call(BIND, token)
    # What was in the queue already is reset.
    with pytest.raises(OSError, match=r"refused|reset|closed"):
        caller.call(ASK, token)
    time.sleep(0.1)
    with pytest.raises(urllib.error.URLError, match="refused"):
        caller.call(ASK, token)
    assert simulator.calls.operations[-2:] == ["bindUnbindInterface", "bindUnbindInterface"]


def test_slow_first_byte(simulator, caller):
    token = caller.token()
    simulator.misbehaviour.add(wrong.SlowFirstByte(0.15))
    started = time.monotonic()
    assert caller.call(ASK, token).status == 200
    assert time.monotonic() - started >= 0.15
    simulator.misbehaviour.add(wrong.SlowFirstByte(60))
    with pytest.raises(TimeoutError):
        caller.call(ASK, token, timeout=0.1)


def test_drip(simulator, caller):
    token = caller.token()
    size = len(caller.call(ASK, token).text)
    simulator.misbehaviour.add(wrong.Drip(size // 4, 0.03))
    started = time.monotonic()
    assert len(caller.call(ASK, token).text) == size
    assert time.monotonic() - started >= 0.09


def test_stopping_waits_for_no_drip(seed, caller_of, simulator):
    token = (caller := caller_of(simulator)).token()
    simulator.misbehaviour.add(wrong.Drip(1, 60))
    with pytest.raises(TimeoutError):
        caller.call(ASK, token, timeout=0.1)
    started = time.monotonic()
    simulator.stop()
    assert time.monotonic() - started < 1
