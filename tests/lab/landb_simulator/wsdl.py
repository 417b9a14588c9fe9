# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description of the interface (WSDL 1.1, rpc/encoded), one for each version."""

from __future__ import annotations

import functools
import typing as t

from .catalogue import OPERATIONS, Operation, operations
from .structures import ARRAYS, STRUCTURES, fields

PLACE: t.Final = "@LOCATION@"
ENCODED: t.Final = (
    'use="encoded" namespace="urn:NetworkService"'
    ' encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
)


def document(version: int, location: str) -> str:
    """The WSDL of a version that is served at a location."""
    location = location.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return _template(version).replace(PLACE, location)


def _typed(kind: str) -> str:
    own = kind in STRUCTURES or kind in ARRAYS
    return f"types:{kind}" if own else f"xsd:{kind}"


@functools.cache
def _template(version: int) -> str:
    offered = list(operations(version).values())
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<wsdl:definitions name="NetworkService" targetNamespace="urn:NetworkService"',
            ' xmlns:tns="urn:NetworkService" xmlns:types="urn:NetworkDataTypes"',
            ' xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
            ' xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
            ' xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"',
            ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
            *_types(version),
            *(line for each in offered for line in _messages(each)),
            '<wsdl:portType name="NetworkServiceInterface">',
            *(line for each in offered for line in _port(each)),
            "</wsdl:portType>",
            '<wsdl:binding name="NetworkServiceBinding" type="tns:NetworkServiceInterface">',
            '<soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>',
            *(line for each in offered for line in _binding(each)),
            "</wsdl:binding>",
            '<wsdl:service name="SOAPNetworkService">',
            '<wsdl:port name="NetworkServicePort" binding="tns:NetworkServiceBinding">',
            f'<soap:address location="{PLACE}"/>',
            "</wsdl:port>",
            "</wsdl:service>",
            "</wsdl:definitions>",
            "",
        )
    )


def _used(version: int) -> set[str]:
    """The types that a version's operations need, and what those need."""
    wanted = [
        kind
        for each in OPERATIONS
        if version in each.versions
        for kind in (each.result[1], *(kind for _name, kind in each.parameters), "Auth")
    ]
    used: set[str] = set()
    while wanted:
        kind = wanted.pop()
        if kind in used:
            continue
        used.add(kind)
        if kind in ARRAYS:
            wanted.append(ARRAYS[kind])
        elif kind in STRUCTURES:
            wanted.extend(field.type for field in fields(kind, version))
    return used


def _types(version: int) -> t.Iterator[str]:
    used = _used(version)
    yield "<wsdl:types>"
    yield '<xsd:schema targetNamespace="urn:NetworkDataTypes" elementFormDefault="qualified">'
    yield '<xsd:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>'
    for name in STRUCTURES:
        if name in used:
            yield f'<xsd:complexType name="{name}"><xsd:sequence>'
            for field in fields(name, version):
                nil = "true" if field.nillable else "false"
                kind = _typed(field.type)
                yield f'<xsd:element name="{field.name}" nillable="{nil}" type="{kind}"/>'
            yield "</xsd:sequence></xsd:complexType>"
    for name, item in ARRAYS.items():
        if name in used:
            yield f'<xsd:complexType name="{name}"><xsd:complexContent>'
            yield '<xsd:restriction base="soapenc:Array">'
            yield f'<xsd:attribute ref="soapenc:arrayType" wsdl:arrayType="{_typed(item)}[]"/>'
            yield "</xsd:restriction></xsd:complexContent></xsd:complexType>"
    yield "</xsd:schema>"
    yield "</wsdl:types>"


def _messages(operation: Operation) -> t.Iterator[str]:
    yield f'<wsdl:message name="{operation.name}Request">'
    if operation.needs_token:
        yield '<wsdl:part name="Auth" type="types:Auth"/>'
    for name, kind in operation.parameters:
        yield f'<wsdl:part name="{name}" type="{_typed(kind)}"/>'
    yield "</wsdl:message>"
    name, kind = operation.result
    yield f'<wsdl:message name="{operation.name}Response">'
    yield f'<wsdl:part name="{name}" type="{_typed(kind)}"/>'
    yield "</wsdl:message>"


def _port(operation: Operation) -> t.Iterator[str]:
    name = operation.name
    yield f'<wsdl:operation name="{name}">'
    yield f'<wsdl:input name="{name}Request" message="tns:{name}Request"/>'
    yield f'<wsdl:output name="{name}Response" message="tns:{name}Response"/>'
    yield "</wsdl:operation>"


def _binding(operation: Operation) -> t.Iterator[str]:
    name = operation.name
    parts = " ".join(name for name, _kind in operation.parameters)
    yield f'<wsdl:operation name="{name}">'
    yield '<soap:operation soapAction="" style="rpc"/>'
    yield f'<wsdl:input name="{name}Request">'
    yield f'<soap:body {ENCODED} parts="{parts}"/>'
    if operation.needs_token:
        yield f'<soap:header {ENCODED} message="tns:{name}Request" part="Auth"/>'
    yield "</wsdl:input>"
    yield f'<wsdl:output name="{name}Response"><soap:body {ENCODED}/></wsdl:output>'
    yield "</wsdl:operation>"
