# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be made to go wrong while the simulator runs."""

from __future__ import annotations

from .connections import ConnectionClosed, Drip, Gzip, ServerDies, SlowFirstByte, Truncated
from .contents import (
    EmptyBody,
    MissingDevices,
    RepeatedDevice,
    StrangeDevice,
    WritesIgnored,
    WritesRefused,
    WrongResponse,
)
from .elsewhere import EmptyReply, HtmlPage, HttpStatus, Redirect, SoapFault
from .harmful import DeepNesting, EntityExpansion, Padding, WrongEncoding
from .rules import Kind, Misbehaviour, Reply

__all__ = [
    "ConnectionClosed",
    "DeepNesting",
    "Drip",
    "EmptyBody",
    "EmptyReply",
    "EntityExpansion",
    "Gzip",
    "HtmlPage",
    "HttpStatus",
    "Kind",
    "Misbehaviour",
    "MissingDevices",
    "Padding",
    "Redirect",
    "RepeatedDevice",
    "Reply",
    "ServerDies",
    "SlowFirstByte",
    "SoapFault",
    "StrangeDevice",
    "Truncated",
    "WritesIgnored",
    "WritesRefused",
    "WrongEncoding",
    "WrongResponse",
]
