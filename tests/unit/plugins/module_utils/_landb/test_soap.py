# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values become a SOAP request, a SOAP reply becomes its element, or a sentence."""

from __future__ import annotations

import typing as t
from xml.etree import ElementTree

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client, soap
from ansible_collections.cernphone.validation.plugins.module_utils._landb.soap import (
    Reply,
    envelope,
    read_reply,
)
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Fault,
    Garbled,
    Trouble,
    Unusable,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from hypothesis import strategies as st

OPERATION = "searchDevice"


def test_request_as_a_whole() -> None:
    assert envelope(
        "bindUnbindInterface", {"InterfaceName": "A", "HardwareAddress": None}, "T"
    ) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
        b' xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/"'
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:n="urn:NetworkService"'
        b' xmlns:t="urn:NetworkDataTypes"'
        b' SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">'
        b"<SOAP-ENV:Header><Auth><token>T</token></Auth></SOAP-ENV:Header>"
        b"<SOAP-ENV:Body><n:bindUnbindInterface>"
        b'<InterfaceName xsi:type="xsd:string">A</InterfaceName>'
        b"</n:bindUnbindInterface></SOAP-ENV:Body></SOAP-ENV:Envelope>\n"
    )


def test_request_without_a_token_has_no_header() -> None:
    assert b"Header" not in envelope("getAuthToken", {"Login": "auditor"}, None)


ARGUMENTS = [
    ("text", {"A": "x"}, '<A xsi:type="xsd:string">x</A>'),
    ("empty text", {"A": ""}, '<A xsi:type="xsd:string"></A>'),
    ("number", {"A": 15}, '<A xsi:type="xsd:int">15</A>'),
    ("nothing", {"A": None, "B": "x"}, '<B xsi:type="xsd:string">x</B>'),
    (
        "list",
        {"A": ["x", "y"]},
        '<A xsi:type="t:ArrayOfString" SOAP-ENC:arrayType="xsd:string[2]">'
        '<item xsi:type="xsd:string">x</item><item xsi:type="xsd:string">y</item></A>',
    ),
    (
        "empty list",
        {"A": []},
        '<A xsi:type="t:ArrayOfString" SOAP-ENC:arrayType="xsd:string[0]"></A>',
    ),
    (
        "structure",
        {"DeviceSearch": {"Name": "cpfe%", "Tag": "a"}},
        '<DeviceSearch xsi:type="t:DeviceSearch"><Name xsi:type="xsd:string">cpfe%</Name>'
        '<Tag xsi:type="xsd:string">a</Tag></DeviceSearch>',
    ),
    (
        "structure with nothing in a field",
        {"DeviceSearch": {"Name": "x", "Location": None}},
        '<DeviceSearch xsi:type="t:DeviceSearch"><Name xsi:type="xsd:string">x</Name></DeviceSearch>',
    ),
    (
        "markup",
        {"A": "<&>\"']]>"},
        '<A xsi:type="xsd:string">&lt;&amp;&gt;"\']]&gt;</A>',
    ),
    ("line ends", {"A": "a\r\nb\tc"}, '<A xsi:type="xsd:string">a&#13;\nb\tc</A>'),
    (
        "characters that XML has not",
        {"A": "\x00a\x0b\x1b\x7f\ud800\ufffe\uffff"},
        '<A xsi:type="xsd:string">?a??\x7f???</A>',
    ),
    ("far planes", {"A": "Zürich \U0001f4de"}, '<A xsi:type="xsd:string">Zürich \U0001f4de</A>'),
]


@pytest.mark.parametrize(
    ("arguments", "expected"), [row[1:] for row in ARGUMENTS], ids=[row[0] for row in ARGUMENTS]
)
def test_arguments(arguments: t.Any, expected: str) -> None:
    content = envelope("op", arguments, None).decode()
    assert content.partition("<n:op>")[2].partition("</n:op>")[0] == expected
    ElementTree.fromstring(content)


@hypothesis.given(st.text(st.characters(codec=None)))
def test_any_text_makes_a_request_that_can_be_read(text: str) -> None:
    content = envelope("op", {"A": text}, text)
    (said,) = ElementTree.fromstring(content).iter("A")
    illegal = {"\r": "\r"}
    expected = "".join(
        illegal.get(c, c)
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        else "?"
        for c in text
    )
    assert (said.text or "") == expected


# --- Replies ---

WRITTEN = [
    ("prefixes", wire.reply(OPERATION, "<n:L><n:item>A</n:item><n:item>B</n:item></n:L>")),
    (
        "other prefixes",
        b'<q:Envelope xmlns:q="http://schemas.xmlsoap.org/soap/envelope/" xmlns:w="urn:x">'
        b"<q:Header/><q:Body><w:searchDeviceResponse><w:L><w:A>A</w:A><w:B>B</w:B></w:L>"
        b"</w:searchDeviceResponse></q:Body></q:Envelope>",
    ),
    (
        "default namespaces",
        b'<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body>'
        b'<searchDeviceResponse xmlns="urn:NetworkService"><L xmlns=""><item>A</item><item>B</item>'
        b"</L></searchDeviceResponse></Body></Envelope>",
    ),
    (
        "no namespaces",
        b"<Envelope><Body><searchDeviceResponse><L><item>A</item><item>B</item></L>"
        b"</searchDeviceResponse></Body></Envelope>",
    ),
    (
        "indented, with comments and CDATA",
        b"\n<Envelope>\n <!-- <x/> -->\n <Body>\n  <searchDeviceResponse>\n   <L>\n    <item>"
        b" A<!-- ? --> </item>\n    <?go on?>\n    <item><![CDATA[B]]></item>\n   </L>\n"
        b"  </searchDeviceResponse>\n </Body>\n</Envelope>\n",
    ),
    (
        "nil items and empty items",
        wire.reply(OPERATION, f"<L><i>A</i><i {wire.NIL}/><i/><i> </i><i>B</i></L>"),
    ),
    (
        "an announced length",
        wire.reply(OPERATION, '<L E:arrayType="t:ArrayOfString[][2]"><i>A</i><i>B</i></L>'),
    ),
    (
        "an announced length of nothing",
        wire.reply(OPERATION, '<L E:arrayType="xsd:string[]"><i>A</i><i>B</i></L>'),
    ),
    (
        "items elsewhere (Axis)",
        wire.envelope(
            '<n:searchDeviceResponse><L href="#id0"/></n:searchDeviceResponse>'
            '<multiRef id="id0" E:root="0"><L href="#id1"/><L>B</L></multiRef>'
            '<multiRef id="id1">A</multiRef>'
        ),
    ),
    (
        "items elsewhere (SOAP 1.2)",
        wire.envelope(
            '<n:searchDeviceResponse><L E:ref="id0"/></n:searchDeviceResponse>'
            '<multiRef E:id="id0"><L>A</L><L>B</L></multiRef>'
        ),
    ),
    (
        "a byte order mark",
        b"\xef\xbb\xbf" + wire.reply(OPERATION, "<L><i>A</i><i>B</i></L>"),
    ),
    (
        "a byte order mark goes before what is declared",
        b"\xef\xbb\xbf"
        + wire.reply(OPERATION, "<L><i>A</i><i>B</i></L>").replace(b"UTF-8", b"iso-8859-1"),
    ),
]


def listed(reply: Reply) -> list[str]:
    """The texts of a list."""
    items = [item for item in reply.items(reply.result()) if not soap.is_nil(item)]
    return [said for item in items if (said := (item.text or "").strip())]


@pytest.mark.parametrize("content", [row[1] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_ways_to_write_a_list(content: bytes) -> None:
    assert listed(read_reply(content, OPERATION)) == ["A", "B"]


@pytest.mark.parametrize(
    "result",
    [
        "",
        "<L/>",
        "<L></L>",
        "<L>\n </L>",
        f"<L {wire.NIL}/>",
        '<L xsi:nil="1"> </L>',
        '<L xsi:null="1"/>',
    ],
)
def test_ways_to_write_nothing(result: str) -> None:
    assert listed(read_reply(wire.reply(OPERATION, result), OPERATION)) == []


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("ISO-8859-1", "iso-8859-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("Windows-1252", "windows-1252"),
    ],
)
def test_declared_encodings(declared: str, codec: str) -> None:
    text = wire.reply(OPERATION, "<L><i>Zürich</i></L>").decode()
    content = text.replace('"UTF-8"', f"'{declared}'").encode(codec)
    assert listed(read_reply(content, OPERATION)) == ["Zürich"]


# --- Faults ---

FAULTS = [
    ("one word", "<faultstring>WRONGLOGPASSW</faultstring>", "WRONGLOGPASSW"),
    (
        "with its code",
        "<faultcode>S:Server</faultcode><faultstring>#BADAUTH</faultstring>",
        "#BADAUTH (S:Server)",
    ),
    (
        "a code that is told already",
        "<faultcode>Server</faultcode><faultstring>Server down</faultstring>",
        "Server down",
    ),
    (
        "white space",
        "<faultstring>\n  no\n\tsuch   device </faultstring>",
        "no such device",
    ),
    (
        "with detail",
        "<faultcode>Server</faultcode><faultstring>Application error</faultstring>"
        "<detail><a>ORA-00054</a><b>busy</b></detail>",
        "Application error: ORA-00054 busy (Server)",
    ),
    (
        "a detail that is told already",
        "<faultstring>NOTFOUND: X</faultstring><detail>NOTFOUND</detail>",
        "NOTFOUND: X",
    ),
    ("detail only", "<detail><e>NOTFOUND</e></detail>", "NOTFOUND"),
    ("code only", "<faultcode>S:Client</faultcode>", "S:Client"),
    ("empty", "", "a fault without a word"),
    ("nil", f"<faultstring {wire.NIL}/><detail/>", "a fault without a word"),
    (
        "SOAP 1.2",
        "<S:Code><S:Value>S:Sender</S:Value><S:Subcode><S:Value>n:Auth</S:Value></S:Subcode></S:Code>"
        '<S:Reason><S:Text xml:lang="en">#BADAUTH</S:Text><S:Text xml:lang="fr">refus</S:Text></S:Reason>'
        "<S:Detail>token</S:Detail>",
        "#BADAUTH refus: token (S:Sender n:Auth)",
    ),
    (
        "controls, directions and escapes",
        "<faultstring>a\x7f\u202eb&#x9b;c</faultstring>",
        "a\ufffd\ufffdb\ufffdc",
    ),
    ("long", f"<faultstring>{'x ' * 500}</faultstring>", "x " * 148 + "x..."),
]


@pytest.mark.parametrize(
    ("inside", "words"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_faults(inside: str, words: str) -> None:
    with pytest.raises(Fault) as caught:
        read_reply(wire.envelope(f"<S:Fault>{inside}</S:Fault>"), OPERATION)
    assert caught.value.words == words
    assert str(caught.value) == words


def test_a_fault_beside_a_result_is_a_fault() -> None:
    content = wire.envelope(
        "<n:searchDeviceResponse><L><i>A</i></L></n:searchDeviceResponse>"
        "<S:Fault><faultstring>died on the way</faultstring></S:Fault>"
    )
    with pytest.raises(Fault) as caught:
        read_reply(content, OPERATION)
    assert caught.value.words == "died on the way"


# --- What is no answer ---

RESULT = wire.reply(OPERATION, "<L><i>A</i></L>")
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
BAD = [
    ("no byte", b"", Unusable, "it answered with nothing (an empty HTTP body)"),
    ("white space", b" \r\n\t", Unusable, "it answered with nothing (an empty HTTP body)"),
    ("only a mark", b"\xef\xbb\xbf", Garbled, "its answer is no whole XML document (line 1): it may be cut short"),
    ("plain text", b"busy", Garbled, "its answer is no whole XML document (line 1): it may be cut short"),
    ("other XML", b"<a/>", Unusable, "it answered searchDevice with a <a>, not with SOAP"),
    ("no body", b"<Envelope/>", Unusable, "it answered searchDevice with an empty SOAP body"),
    ("empty body", b"<Envelope><Body/></Envelope>", Unusable, "it answered searchDevice with an empty SOAP body"),
    ("text in the body", b"<Envelope><Body>ok</Body></Envelope>", Unusable, "it answered searchDevice with an empty SOAP body"),
    (
        "two bodies",
        b"<Envelope><Body><searchDeviceResponse/></Body><Body/></Envelope>",
        Unusable,
        "it answered searchDevice with 2 SOAP bodies",
    ),
    (
        "another answer",
        wire.reply("getSetInfo", ""),
        Unusable,
        "it answered searchDevice with <getSetInfoResponse>",
    ),
    (
        "the request",
        envelope(OPERATION, {}, None),
        Unusable,
        "it answered searchDevice with <searchDevice>",
    ),
    ("HTML", b"<!DOCTYPE html><html><body>Sign in</body></html>", Unusable, "it answered with an HTML page, which is not accepted"),
    ("HTML with open tags", b"<HTML><body>Sign in<br></body>", Unusable, "it answered with an HTML page, not with SOAP"),
    ("HTML in small letters", b"<!doctype html><html>Sign in<br></html>", Unusable, "it answered with an HTML page, not with SOAP"),
    ("XHTML", b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', Unusable, "it answered searchDevice with a <html>, not with SOAP"),
    ("entities", DTD + b"<x>&b;</x>", Unusable, "it answered with a DTD, which is not accepted"),
    (
        "an external entity",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Envelope>&a;</Envelope>',
        Unusable,
        "it answered with a DTD, which is not accepted",
    ),
    ("an unknown entity", RESULT.replace(b">A<", b">&a;<"), Garbled, "its answer is no whole XML document (line 1): it may be cut short"),
    ("two roots", RESULT + b"<x/>", Garbled, "its answer is no whole XML document (line 1): it may be cut short"),
    ("a NUL", RESULT.replace(b">A<", b">A\x00<"), Garbled, "its answer has a NUL, which no XML has"),
    ("a control", RESULT.replace(b">A<", b">\nA\x0b<"), Garbled, "its answer is no whole XML document (line 2): it may be cut short"),
    ("a reference to a NUL", RESULT.replace(b">A<", b">&#0;<"), Garbled, "its answer is no whole XML document (line 1): it may be cut short"),
    ("another encoding than declared", RESULT.replace(b">A<", b">Z\xfcrich<"), Garbled, "its answer is not UTF-8 text (byte 307)"),
    ("no text of its encoding", RESULT.replace(b"UTF-8", b"us-ascii").replace(b">A<", b">\xfc<"), Garbled, "its answer is not US-ASCII text (byte 309)"),
    ("an unassigned character", RESULT.replace(b"UTF-8", b"windows-1252").replace(b">A<", b">\x81<"),
     Garbled, "its answer is not WINDOWS-1252 text (byte 313)"),
    ("UTF-16", RESULT.decode().encode("utf-16"), Garbled, "its answer is not UTF-8 text (byte 0)"),
    ("UTF-16 without a mark", RESULT.decode().encode("utf-16-le"), Garbled, "its answer has a NUL, which no XML has"),
    ("entities in UTF-16", (DTD + b"<x>&b;</x>").decode().encode("utf-16-be"), Garbled, "its answer has a NUL, which no XML has"),
    ("declared UTF-16", RESULT.replace(b"UTF-8", b"UTF-16"), Unusable, "its answer is encoded in utf-16, which is not accepted"),
    ("declared UTF-7", RESULT.replace(b"UTF-8", b"utf-7"), Unusable, "its answer is encoded in utf-7, which is not accepted"),
    ("declared nonsense", RESULT.replace(b"UTF-8", b"rot13"), Unusable, "its answer is encoded in rot13, which is not accepted"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kind", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_no_answer(content: bytes, kind: type[Trouble], words: str) -> None:
    with pytest.raises(Trouble) as caught:
        read_reply(content, OPERATION)
    assert (type(caught.value), caught.value.words) == (kind, words)


UNFIT = [
    ("two parts", "<L/><M/>", "<searchDeviceResponse> has 2 parts where one was expected"),
    ("a text for a list", "<L>NOTFOUND</L>", "<L> holds a text where a list belongs"),
    (
        "fewer items than announced",
        '<L E:arrayType="xsd:string[3]"><i>A</i><i>B</i></L>',
        "<L> has 2 of the 3 items that it announces",
    ),
    (
        "a part of an array",
        '<L E:arrayType="xsd:string[9]" E:offset="[8]"><i>A</i></L>',
        "<L> has 1 of the 9 items that it announces",
    ),
    ("nil with items", f"<L {wire.NIL}><i>A</i></L>", "<L> is said to be nil, and has a value"),
    ("a nil item with a text", f"<L><i {wire.NIL}>A</i></L>", "<i> is said to be nil, and has a value"),
    ("a reference to nothing", '<L href="#id9"/>', "<L> refers to something that is not there, or twice"),
    ("a reference to an attachment", '<L href="cid:x"/>', "<L> refers to something that is not there, or twice"),
    ("a reference to itself", '<L href="#a" id="a"/>', "<L> refers to itself"),
    ("a reference to one of two", '<L href="#a"><i id="a"/><i id="a"/></L>', "<L> refers to something that is not there, or twice"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("result", "words"), [row[1:] for row in UNFIT], ids=[row[0] for row in UNFIT]
)
def test_unfit_results(result: str, words: str) -> None:
    reply = read_reply(wire.reply(OPERATION, result), OPERATION)
    with pytest.raises(Unusable) as caught:
        listed(reply)
    assert caught.value.words == words


def test_a_field_that_comes_twice() -> None:
    reply = read_reply(
        wire.reply("getServiceInfo", "<S><n:Name>A</n:Name><t:Name>A</t:Name></S>"),
        "getServiceInfo",
    )
    result = reply.result()
    assert result is not None
    with pytest.raises(Unusable) as caught:
        reply.fields(result)
    assert caught.value.words == "<S> has the field Name twice"


# --- Harm ---


def test_deep_nesting() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    reply = read_reply(wire.reply(OPERATION, f"<L>{deep}</L>"), OPERATION)
    assert listed(reply) == []
    with pytest.raises(Fault) as caught:
        read_reply(wire.envelope(f"<S:Fault><detail>{deep}</detail></S:Fault>"), OPERATION)
    assert caught.value.words == "a fault without a word"


def test_more_tags_than_memory_should_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soap, "MAX_TAGS", 20)
    with pytest.raises(Unusable) as caught:
        read_reply(wire.reply(OPERATION, "<L>" + "<i/>" * 20 + "</L>"), OPERATION)
    assert caught.value.words == "its answer has more than 20 tags"
    assert caught.value.__class__ is Unusable


@pytest.mark.parametrize(
    ("parts", "depth"),
    [
        (["<i>A</i>" * 500, '<i href="#p0"/>' * 500, '<i href="#p1"/>' * 500], 3),
        ([f"<i>{'<i>A</i>' * 500}</i>", '<i href="#p0"/>' * 500], 3),
        (["x" * 100_000, '<i href="#p0"/>' * 5000], 2),
    ],
    ids=["lists of lists", "one long list", "one long text"],
)
def test_references_that_make_a_short_reply_long(
    parts: list[str], depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soap, "MAX_READ", 20_000)
    kept = "".join(f'<multiRef id="p{i}">{part}</multiRef>' for i, part in enumerate(parts))
    reply = read_reply(
        wire.envelope(
            f'<n:searchDeviceResponse><L href="#p{len(parts) - 1}"/></n:searchDeviceResponse>{kept}'
        ),
        OPERATION,
    )

    def count(element: soap.Element | None, depth: int) -> int:
        if depth == 0:
            return 1
        return sum(count(item, depth - 1) for item in reply.items(element))

    with pytest.raises(Unusable) as caught:
        count(reply.result(), depth)
    assert caught.value.words == "its answer refers to itself so often that it has no end"


WHOLE = wire.devices(
    wire.device("CPFE01", more="<HCPResponse>true</HCPResponse><EndDate>2027-01-31</EndDate>"),
    wire.device("CPFE02", wire.interface("CPFE02.EXAMPLE.ORG") + wire.interface("VIP.EXAMPLE.ORG")),
)
NAMES = ["CPFE01", "CPFE02"]


def test_a_reply_that_is_cut_short_is_never_a_result() -> None:
    for length in range(len(WHOLE)):
        with pytest.raises(Unusable) as caught:
            read_reply(WHOLE[:length], "getDeviceInfoArray")
        assert caught.value.words == (
            "its answer is no whole XML document (line 1): it may be cut short"
            if length
            else "it answered with nothing (an empty HTTP body)"
        )


FLIPS = st.lists(
    st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), min_size=1, max_size=4
)


@hypothesis.given(FLIPS)
@hypothesis.settings(max_examples=600)
def test_a_damaged_reply_is_read_or_a_trouble(flips: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for place, bits in flips:
        content[place] ^= bits
    with wire.opened(("getDeviceInfoArray", bytes(content))) as script:
        try:
            found, faults = client.devices(wire.session(script), NAMES)
        except Trouble as trouble:
            words = trouble.words
            assert words.isprintable()
        else:
            assert set(NAMES) <= set(found) | set(faults)
            assert not set(found) & set(faults)
            assert set(found) <= set(NAMES)
