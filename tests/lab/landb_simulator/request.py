# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SOAP 1.1 request, read as leniently as the real server reads it.

Names count without their namespace and letter case, parameters by name and else by position;
`multiRef` elements are resolved.
"""

from __future__ import annotations

import dataclasses
import typing as t
import xml.etree.ElementTree as ET

from .catalogue import Operation
from .faults import LandbFault
from .structures import ARRAYS, STRUCTURES

MAX_DEPTH: t.Final = 20


@dataclasses.dataclass(frozen=True)
class Request:
    """What a client asks for."""

    operation: str
    token: str | None
    _call: ET.Element
    _ids: dict[str, ET.Element]

    def parameters(self, operation: Operation) -> dict[str, t.Any]:
        """The values of the parameters; None for one that is nil or left out."""
        given = list(self._call)
        by_name = {local(child).lower(): child for child in reversed(given)}
        chosen = {name: by_name.get(name.lower()) for name, _kind in operation.parameters}
        used = {id(child) for child in chosen.values()}
        rest = [child for child in given if id(child) not in used]
        for name, child in chosen.items():
            if child is None and rest:
                chosen[name] = rest.pop(0)
        return {name: self._value(chosen[name], kind, 0) for name, kind in operation.parameters}

    def _value(self, element: ET.Element | None, kind: str, depth: int) -> t.Any:
        element = self._resolved(element)
        if element is None or is_nil(element):
            return None
        if depth > MAX_DEPTH:
            raise LandbFault("the request is nested too deeply", "Client")
        if kind in ARRAYS:
            return [self._value(item, ARRAYS[kind], depth + 1) for item in element]
        if kind in STRUCTURES:
            return self._structure(element, kind, depth)
        return _scalar(element, kind)

    def _structure(self, element: ET.Element, kind: str, depth: int) -> dict[str, t.Any]:
        types = {field.name.lower(): field for field in STRUCTURES[kind]}
        values = {}
        for child in element:
            field = types.get(local(child).lower())
            # A client may send back a DeviceInfo in the place of a DeviceInput.
            if field is not None:
                values[field.name] = self._value(child, field.type, depth + 1)
        return values

    def _resolved(self, element: ET.Element | None) -> ET.Element | None:
        for _step in range(MAX_DEPTH):
            if element is None or not (href := element.get("href", "")).startswith("#"):
                return element
            if (element := self._ids.get(href[1:])) is None:
                raise LandbFault(f"nothing has the id {href[1:]}", "Client")
        raise LandbFault("references go round in a circle", "Client")


def parse(body: bytes) -> Request:
    """The request in an HTTP body; a fault where it is none."""
    if b"<!DOCTYPE" in body:
        raise LandbFault("a document type declaration is not allowed", "Client")
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise LandbFault(f"not well-formed XML: {error}", "Client") from None
    if local(root) != "Envelope":
        raise LandbFault(f"a SOAP envelope was expected, not {local(root)}", "Client")
    parts = {local(child): child for child in root}
    calls = list(parts.get("Body", ()))
    if not calls:
        raise LandbFault("the SOAP body is empty", "Client")
    ids = {identity: each for each in root.iter() if (identity := each.get("id"))}
    return Request(local(calls[0]), _token(parts.get("Header")), calls[0], ids)


def _token(header: ET.Element | None) -> str | None:
    """The token of `<Auth><token>`, with whatever namespaces."""
    for element in () if header is None else header.iter():
        if local(element).lower() == "token" and element.text:
            return element.text.strip() or None
    return None


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def is_nil(element: ET.Element) -> bool:
    """Whether it says `xsi:nil`, or `xsi:null` as SOAP::Lite does."""
    return any(
        name.rpartition("}")[2] in ("nil", "null") and value in ("true", "1")
        for name, value in element.items()
    )


def _scalar(element: ET.Element, kind: str) -> str | int | bool:
    text = (element.text or "").strip()
    if kind == "boolean":
        if text.lower() in ("true", "1"):
            return True
        if text.lower() in ("false", "0", ""):
            return False
        raise LandbFault(f"{local(element)} must be true or false, not {text}", "Client")
    if kind in ("int", "long"):
        try:
            return int(text)
        except ValueError:
            raise LandbFault(f"{local(element)} must be a number, not {text}", "Client") from None
    return text
