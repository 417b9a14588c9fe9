# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One value of a seed at a time; whatever is not as it should be is a SeedError."""

from __future__ import annotations

import datetime
import typing as t

from .faults import SeedError
from .structures import Record


def quoted(value: object) -> str:
    """A value as a message shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value)[:60]


def mapping(value: object, where: str) -> Record:
    """The value, if it is a mapping."""
    if not isinstance(value, dict):
        raise SeedError(f"{where} must be a mapping, not {quoted(value)}.")
    return value


def listed(value: object, where: str) -> list[t.Any]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise SeedError(f"{where} must be a list, not {quoted(value)}.")
    return value


def known(plain: Record, keys: t.Iterable[str], where: str) -> None:
    """Refuse a key that nobody knows."""
    unknown = next((key for key in plain if key not in set(keys)), None)
    if unknown is not None:
        raise SeedError(f"{where}: {quoted(unknown)} is not known.")


def text(value: object, where: str) -> str:
    """The value, if it is a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise SeedError(f"{where} must be a text, not {quoted(value)}.")
    return value.strip()


def expected(reader: t.Callable[[str], str]) -> str:
    """What a reader reads, as a message says it."""
    words = reader.__name__.replace("_", " ").replace("ip", "IP")
    return f"an {words}" if words[0] in "aeiouI" else f"a {words}"


def name_of(reader: t.Callable[[str], str], value: object, where: str) -> str:
    """A name or an address, as the reader spells it."""
    try:
        return reader(text(value, where))
    except ValueError:
        raise SeedError(f"{where} must be {expected(reader)}, not {quoted(value)}.") from None


def moment(value: object, where: str) -> datetime.datetime | None:
    """A date or a time as an aware time; None where there is none."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value)
    except ValueError:
        raise SeedError(f"{where} must be a date or a time, not {quoted(value)}.") from None
    if isinstance(value, datetime.datetime):
        return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day, tzinfo=datetime.UTC)
    raise SeedError(f"{where} must be a date or a time, not {quoted(value)}.")


def truth(value: object, where: str) -> bool:
    """The value, if it is true or false."""
    if not isinstance(value, bool):
        raise SeedError(f"{where} must be true or false, not {quoted(value)}.")
    return value


def number(value: object, where: str) -> int:
    """The value, if it is a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise SeedError(f"{where} must be a number, not {quoted(value)}.")
    return value
