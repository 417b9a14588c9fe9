# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values -> the XML of a SOAP 1.1 rpc/encoded reply."""

from __future__ import annotations

import datetime
import typing as t

from .catalogue import Operation
from .faults import LandbFault
from .structures import ARRAYS, STRUCTURES, Record, fields
from .style import ReplyStyle

SCHEMA: t.Final = "http://www.w3.org/2001/XMLSchema"
SERVICE: t.Final = "urn:NetworkService"
TYPES: t.Final = "urn:NetworkDataTypes"
ENCODING: t.Final = "http://schemas.xmlsoap.org/soap/encoding/"
ENVELOPE: t.Final = "http://schemas.xmlsoap.org/soap/envelope/"


def escaped(text: str) -> str:
    """A text as XML writes it; what XML cannot hold is left out."""
    if not text.isprintable():
        text = "".join(
            char
            for char in text
            if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff")
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Writer:
    """Writes in one style the structures of one version of the interface."""

    def __init__(self, style: ReplyStyle, version: int) -> None:
        self.style = style
        self.version = version
        self._fields = {name: fields(name, version) for name in STRUCTURES}
        self._prefix = f"{style.types_prefix}:" if style.qualified else ""
        self._cache: dict[str, tuple[Record, str]] = {}

    # --- The envelope ---

    def result(self, operation: Operation, value: t.Any) -> str:
        """The reply to an operation."""
        part, kind = operation.result
        if self.style.parts == "type" and kind in STRUCTURES:
            part = kind
        name = f"{operation.name}Response"
        prefix = self.style.service_prefix
        opening = (
            f'<{prefix}:{name} xmlns:{prefix}="{SERVICE}"'
            if prefix
            else f'<{name} xmlns="{SERVICE}"'
        )
        encoded = f'{self.style.envelope_prefix}:encodingStyle="{ENCODING}"'
        # Without a prefix the part would be in the Response's default namespace: SOAP::Lite's way.
        references: list[str] = []
        content = self._element(part, kind, value, references)
        closing = f"</{prefix}:{name}>" if prefix else f"</{name}>"
        return self.envelope(f"{opening} {encoded}>{content}{closing}{''.join(references)}")

    def fault(self, fault: LandbFault) -> str:
        """The reply in place of a result."""
        detail = f"<detail>{escaped(fault.detail)}</detail>" if fault.detail else ""
        prefix = self.style.envelope_prefix
        code = fault.code if ":" in fault.code else f"{prefix}:{fault.code}"
        return self.envelope(
            f"<{prefix}:Fault><faultcode>{escaped(code)}</faultcode>"
            f"<faultstring>{escaped(fault.text)}</faultstring>{detail}</{prefix}:Fault>"
        )

    def envelope(self, body: str) -> str:
        """A whole document around what stands in the body."""
        style = self.style
        declaration = '<?xml version="1.0" encoding="UTF-8"?>' if style.declaration else ""
        if style.indented:
            body = body.replace("><", ">\n<")
        return (
            f"{declaration}<{style.envelope_prefix}:Envelope"
            f' xmlns:{style.envelope_prefix}="{ENVELOPE}"'
            f' xmlns:{style.encoding_prefix}="{ENCODING}" xmlns:{style.types_prefix}="{TYPES}"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xmlns:xsd="{SCHEMA}"><{style.envelope_prefix}:Body>{body}'
            f"</{style.envelope_prefix}:Body></{style.envelope_prefix}:Envelope>"
        )

    # --- Values ---

    def _element(self, tag: str, kind: str, value: t.Any, references: list[str]) -> str:
        if kind in ARRAYS:
            return self._array(tag, kind, value, references)
        if value is None:
            return self._nil(tag)
        if kind in STRUCTURES:
            return self._structure(tag, kind, value, references)
        return self._scalar(tag, kind, value)

    def _nil(self, tag: str) -> str:
        if self.style.nil_values == "nil":
            return f'<{tag} xsi:nil="true"/>'
        return f"<{tag}/>" if self.style.nil_values == "empty" else ""

    def _typed(self, kind: str) -> str:
        if not self.style.xsi_types:
            return ""
        own = kind in STRUCTURES or kind in ARRAYS
        return f' xsi:type="{self.style.types_prefix if own else "xsd"}:{kind}"'

    def _array(self, tag: str, kind: str, value: t.Any, references: list[str]) -> str:
        of = ARRAYS[kind]
        if value is None:
            return self._nil(tag)
        if not value and self.style.empty_arrays != "empty":
            return "" if self.style.empty_arrays == "absent" else f'<{tag} xsi:nil="true"/>'
        attributes = self._typed(kind)
        if self.style.plain_arrays:
            attributes = f' xsi:type="{self.style.encoding_prefix}:Array"'
        if self.style.array_types:
            prefix = self.style.types_prefix if of in STRUCTURES else "xsd"
            attributes += f' {self.style.encoding_prefix}:arrayType="{prefix}:{of}[{len(value)}]"'
        by_type = self.style.items == "type" and of in STRUCTURES
        name = f"{self._prefix}{of}" if by_type else "item"
        items = "".join(
            f'<{name} xsi:nil="true"/>'
            if item is None
            else self._element(name, of, item, references)
            for item in value
        )
        return f"<{tag}{attributes}>{items}</{tag}>" if items else f"<{tag}{attributes}/>"

    def _structure(self, tag: str, kind: str, value: t.Any, references: list[str]) -> str:
        if kind == "Time" and isinstance(value, datetime.datetime):
            value = {"TimeUTC": value, "unixtime": int(value.timestamp())}
        attributes = self._typed(kind)
        if self.style.multi_ref:
            place = len(references)
            references.append("")
            identity = f"id{place}"
            inner = self._content(kind, value, references)
            references[place] = (
                f'<multiRef id="{identity}" {self.style.encoding_prefix}:root="0"{attributes}>'
                f"{inner}</multiRef>"
            )
            return f'<{tag} href="#{identity}"/>'
        if kind == "DeviceInfo":
            inner = self._device(value)
        else:
            inner = self._content(kind, value, references)
        return f"<{tag}{attributes}>{inner}</{tag}>"

    def _device(self, device: Record) -> str:
        """The fields of a device, made once for as long as the device is not written to."""
        cached = self._cache.get(device["DeviceName"])
        if cached is not None and cached[0] is device:
            return cached[1]
        text = self._content("DeviceInfo", device, [])
        self._cache[device["DeviceName"]] = (device, text)
        return text

    def _content(self, kind: str, value: Record, references: list[str]) -> str:
        parts = []
        for field in self._fields[kind]:
            content = value.get(field.name)
            if content is None and not field.nillable:
                content = _EMPTY.get(field.type, "" if field.type not in STRUCTURES else {})
            parts.append(
                self._element(f"{self._prefix}{field.name}", field.type, content, references)
            )
        return "".join(parts)

    def _scalar(self, tag: str, kind: str, value: t.Any) -> str:
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, datetime.datetime):
            text = value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        else:
            text = escaped(str(value))
        typed = self._typed(kind)
        return f"<{tag}{typed}>{text}</{tag}>" if text else f"<{tag}{typed}/>"


_EMPTY: t.Final[dict[str, t.Any]] = {"boolean": False, "int": 0, "long": 0}


class Writers:
    """The writers in use, one for each style and version, each with its cache."""

    def __init__(self) -> None:
        self._writers: dict[tuple[ReplyStyle, int], Writer] = {}

    def get(self, style: ReplyStyle, version: int) -> Writer:
        """The writer of a style and a version."""
        writer = self._writers.get((style, version))
        if writer is None:
            writer = self._writers[style, version] = Writer(style, version)
        return writer
