# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One field of a snapshot at a time; whatever is not as it should be is an InputError."""

from __future__ import annotations

import typing as t

from .._model import normal
from .._model.errors import InputError, kind_of, shown
from .._model.text import printable

Plain = t.Mapping[str, t.Any]
MAX_TEXT: t.Final = 1000
_Value = t.TypeVar("_Value")


def mapping(value: object, where: str) -> Plain:
    """The value, if it is a mapping."""
    if not isinstance(value, dict):
        raise InputError(f"{where} must be a mapping, not {kind_of(value)}.")
    return value


def sequence(value: object, where: str) -> t.Sequence[object]:
    """The value, if it is a list."""
    if not isinstance(value, (list, tuple)):
        raise InputError(f"{where} must be a list, not {kind_of(value)}.")
    return value


def known(plain: Plain, keys: t.Iterable[str], where: str) -> None:
    """Refuse a key that nobody knows."""
    for key in plain:
        if key not in keys:
            raise InputError(f"{where}: {shown(key)} is not known.")


def given(value: object) -> bool:
    """Whether there is a value: LanDB leaves out, or leaves empty, what it does not have."""
    return value is not None and value != ""


def filled(value: object) -> str:
    """A text that says something, on one line; ValueError otherwise."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise ValueError(value)
    return printable(value)


def upper(value: object) -> str:
    """LanDB's names in one spelling: letter case and doubled blanks do not count."""
    return filled(value).upper()


def place(value: object, where: str) -> str | None:
    """The name of a rack, an outlet or a hypervisor, or None."""
    return read(upper, value, where, "a text") if given(value) else None


def text(value: object, where: str) -> str | None:
    """A text, or None where there is no value."""
    return read(filled, value, where, "a text") if given(value) else None


def read(reader: t.Callable[[t.Any], _Value], value: object, where: str, expected: str) -> _Value:
    """What a reader makes of a text (or, of a time, of whatever YAML made of it)."""
    if reader not in (normal.moment, normal.day) and not isinstance(value, str):
        raise InputError(f"{where} must be {expected}, not {kind_of(value)}.")
    try:
        return reader(value)
    except ValueError:
        raise InputError(f"{where} must be {expected}, not {kind_of(value)}.") from None
