# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host's file of a bundle -> evidence."""

from __future__ import annotations

import typing as t

from .._model import normal
from .._model.errors import InputError, kind_of, shown
from .._model.evidence import HostCard, HostEvidence, Source
from .._model.text import printable

Plain = t.Mapping[str, t.Any]


def parse_host(document: Plain, name: str, where: str) -> HostEvidence:
    """The evidence in a host's document.

    Raises:
        InputError: With one sentence that names `where`.
    """
    try:
        collected_at = normal.moment(document.get("collected_at"))
    except ValueError:
        raise InputError(f"{where}: collected_at must be a time with a time zone.") from None
    fault = document.get("fault")
    if fault is not None:
        words = fault if isinstance(fault, str) and fault.strip() else "no reason given"
        return HostEvidence(Source(name, collected_at, printable(words[:500])))
    subjects = document.get("subjects")
    if not isinstance(subjects, dict):
        raise InputError(f"{where}: subjects must be a mapping, not {kind_of(subjects)}.")
    unread = {str(key): _error(part) for key, part in subjects.items() if _error(part)}
    cards = None
    if "cards" in subjects and "cards" not in unread:
        cards = _cards(subjects["cards"].get("data"), where)
    elif "cards" not in subjects:
        unread["cards"] = "the collector did not run"
    return HostEvidence(Source(name, collected_at, None, unread), cards)


def _error(part: object) -> str:
    if not isinstance(part, dict):
        return f"it is {kind_of(part)} instead of a mapping"
    error = part.get("error")
    return "" if error is None else printable(str(error)[:500]) or "no reason given"


def _cards(data: object, where: str) -> tuple[HostCard, ...]:
    if not isinstance(data, list):
        raise InputError(f"{where}: cards must be a list, not {kind_of(data)}.")
    cards = []
    for i, item in enumerate(data):
        here = f"{where}: cards[{i}]"
        if not isinstance(item, dict):
            raise InputError(f"{here} must be a mapping, not {kind_of(item)}.")
        name, address, physical = (
            item.get("name"),
            item.get("hardware_address"),
            item.get("physical"),
        )
        if not isinstance(name, str) or not isinstance(physical, bool):
            raise InputError(f"{here} must have a name, and physical must be true or false.")
        try:
            address = normal.hardware_address(address if isinstance(address, str) else "")
        except ValueError:
            raise InputError(
                f"{here}: {shown(name)} must have a hardware address, not {kind_of(address)}."
            ) from None
        cards.append(HostCard(name, address, physical))
    return tuple(cards)
