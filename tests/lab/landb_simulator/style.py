# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a reply is written. What LanDB's own replies look like is known in part only, so that a
client is tried against several ways."""

from __future__ import annotations

import dataclasses
import typing as t


@dataclasses.dataclass(frozen=True)
class ReplyStyle:
    """One way to write the same values."""

    envelope_prefix: str = "SOAP-ENV"
    encoding_prefix: str = "SOAP-ENC"
    types_prefix: str = "types"
    service_prefix: str = "ns1"
    """Of `urn:NetworkService`; without one the Response element makes it the default."""

    qualified: bool = True
    """Whether the fields of structures are in `urn:NetworkDataTypes`, as the schema says."""

    items: t.Literal["type", "item"] = "type"
    """Items of arrays are named by their type (`item` for strings), or `item`."""

    empty_arrays: t.Literal["empty", "nil", "absent"] = "empty"
    nil_values: t.Literal["nil", "absent", "empty"] = "nil"
    xsi_types: bool = True
    array_types: bool = True
    """Whether arrays have an `arrayType`."""

    plain_arrays: bool = False
    """Whether arrays are of the type `Array`, and not of the one that the schema declares."""

    parts: t.Literal["wsdl", "type"] = "wsdl"
    """The result is named as the WSDL names its part, or by its type."""

    multi_ref: bool = False
    """Whether structures stand beside the Response, and `href` points to them."""

    indented: bool = False
    declaration: bool = True


STYLES: t.Final = {
    "wsdl": ReplyStyle(),
    "soap-lite": ReplyStyle(
        envelope_prefix="soap",
        encoding_prefix="soapenc",
        types_prefix="namesp1",
        service_prefix="",
        qualified=False,
        plain_arrays=True,
        parts="type",
    ),
    "axis": ReplyStyle(
        envelope_prefix="soapenv",
        encoding_prefix="soapenc",
        types_prefix="ns2",
        qualified=True,
        items="item",
        multi_ref=True,
    ),
    "unqualified": ReplyStyle(qualified=False),
    "items": ReplyStyle(items="item", envelope_prefix="S", encoding_prefix="E", types_prefix="t"),
    "nil-arrays": ReplyStyle(empty_arrays="nil"),
    "absent": ReplyStyle(empty_arrays="absent", nil_values="absent"),
    "bare": ReplyStyle(xsi_types=False, array_types=False, qualified=False, declaration=False),
    "indented": ReplyStyle(indented=True),
}
"""Named ones; the default is `wsdl`."""
