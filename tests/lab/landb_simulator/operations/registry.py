# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which function answers which operation, and what it is given."""

from __future__ import annotations

import dataclasses
import typing as t

from ..database import Database
from ..faults import LandbFault
from ..structures import Record
from ..switches import Switches
from ..tokens import Tokens

Parameters = dict[str, t.Any]


@dataclasses.dataclass(frozen=True)
class Context:
    """What an operation may look at."""

    database: Database
    tokens: Tokens
    switches: Switches
    faults: dict[tuple[str, str], str]
    """The seed's: what an operation answers about a device."""
    dhcp_view: t.Callable[[], list[Record]]
    client: str
    """The address that the call comes from."""


Handler = t.Callable[[Context, Parameters], t.Any]
HANDLERS: t.Final[dict[str, Handler]] = {}


def operation(*names: str) -> t.Callable[[Handler], Handler]:
    """Register a function under the names of the operations that it answers."""

    def register(handler: Handler) -> Handler:
        for name in names:
            assert name not in HANDLERS, name
            HANDLERS[name] = handler
        return handler

    return register


def required(parameters: Parameters, name: str) -> t.Any:
    """A parameter that must be there and not empty."""
    value = parameters[name]
    if value is None or value == "":
        raise LandbFault(f"the parameter {name} is missing", "Client")
    return value
