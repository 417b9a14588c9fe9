# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One value against its declaration in the schema."""

from __future__ import annotations

import collections.abc
import difflib
import re
import typing as t

from . import normal
from .errors import InputError, kind_of, shown
from .schema import Kind, Variable
from .status import Severity

MAX_TEXT = 1000
MAX_DIGITS = 18

KIND_WORDS: t.Final[t.Mapping[Kind, str]] = {
    "str": "a text",
    "int": "a whole number",
    "list": "a list",
    "dict": "a mapping",
}


def unknown_key(where: str, name: str, known: t.Iterable[str]) -> str:
    """The sentence for a key that nobody declared, with the likeliest one that was meant."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    return f"{where}: {shown(name)} is not known{hint}"


class Reader:
    """Reads values by their declaration and keeps a sentence for each that does not fit."""

    def __init__(self, check_ids: t.Container[str]) -> None:
        self.problems: list[str] = []
        self._check_ids = check_ids

    def raise_problems(self) -> None:
        """InputError with all that was found, in order and without repetition; or nothing."""
        if self.problems:
            raise InputError(list(dict.fromkeys(self.problems)))

    def problem(self, sentence: str) -> None:
        """Keep a sentence."""
        self.problems.append(sentence)

    def read(self, variable: Variable, value: object, where: str) -> t.Any:
        """The value in its normal form, or None after a problem was kept.

        `where` names the place: `cpfe01: frontend_vrrp`.
        """
        if value is None:
            if variable.required:
                self.problem(f"{where} is missing: {_meaning(variable)}")
            return variable.default
        if variable.kind == "int":
            return self._integer(variable, value, where)
        if variable.kind == "list":
            return self._list(variable, value, where)
        if variable.kind == "dict":
            return self._mapping(variable, value, where)
        return self._text(variable, value, where)

    def _wrong(self, where: str, expected: str, value: object) -> None:
        self.problem(f"{where} must be {expected}, not {kind_of(value)}.")

    def _integer(self, variable: Variable, value: object, where: str) -> int | None:
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong(where, "a whole number", value)
            return None
        low, high = variable.low, variable.high
        if (low is not None and value < low) or (high is not None and value > high):
            self._wrong(where, f"between {low} and {high}", value)
            return None
        return int(value)

    def _list(self, variable: Variable, value: object, where: str) -> list[t.Any] | None:
        if not isinstance(value, (list, tuple)):
            self._wrong(where, "a list", value)
            return None
        if variable.required and not value:
            self.problem(f"{where} is empty: {_meaning(variable)}")
        item = Variable(
            variable.name,
            variable.elements or "str",
            variable.description,
            required=True,
            form=variable.form,
            choices=variable.choices,
            keys=variable.keys,
        )
        return [self.read(item, part, f"{where}[{i}]") for i, part in enumerate(value)]

    def _mapping(self, variable: Variable, value: object, where: str) -> dict[str, t.Any] | None:
        if not isinstance(value, collections.abc.Mapping):
            self._wrong(where, "a mapping", value)
            return None
        if variable.form == "severity":
            return self._severities(value, where)
        known = [key.name for key in variable.keys]
        for name in value:
            if name not in known:
                self.problem(unknown_key(where, str(name), known))
        return {k.name: self.read(k, value.get(k.name), f"{where}.{k.name}") for k in variable.keys}

    def _severities(self, value: t.Mapping[t.Any, object], where: str) -> dict[str, t.Any]:
        severities = {}
        for check_id, severity in value.items():
            if check_id not in self._check_ids:
                self.problem(f"{where}: {shown(check_id)} is not the id of a check.")
                continue
            try:
                severities[str(check_id)] = Severity(severity)
            except ValueError:
                options = ", ".join(s.value for s in Severity)
                self._wrong(f"{where}.{check_id}", f"one of {options}", severity)
        return severities

    def _text(self, variable: Variable, value: object, where: str) -> t.Any:
        if variable.form == "date":
            return self._formed(variable, value, where)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MAX_DIGITS:
            value = str(value)
        if not isinstance(value, str):
            self._wrong(where, KIND_WORDS["str"], value)
            return None
        text = value.strip()
        if not text:
            self.problem(f"{where} is empty: {_meaning(variable)}")
            return None
        if len(text) > MAX_TEXT:
            self.problem(f"{where} is longer than {MAX_TEXT} characters.")
            return None
        if variable.choices and text not in variable.choices:
            self._wrong(where, "one of " + ", ".join(variable.choices), value)
            return None
        return self._formed(variable, text, where) if variable.form else text

    def _formed(self, variable: Variable, value: t.Any, where: str) -> t.Any:
        reader, expected = FORMS[variable.form]
        try:
            if variable.form == "check" and value not in self._check_ids:
                raise ValueError(value)
            return reader(value)
        except ValueError:
            self._wrong(where, expected, value)
            return None


def _name(text: str) -> str:
    if not normal.NAME_FORM.match(text):
        raise ValueError(text)
    return text


def _ipv6_address(text: str) -> str:
    address = normal.address(text)
    if ":" not in address:
        raise ValueError(text)
    return address


FORMS: t.Final[t.Mapping[str, tuple[t.Callable[[t.Any], t.Any], str]]] = {
    "name": (_name, "a name of letters, digits, dots, dashes and underscores"),
    "address": (normal.address, "an IPv4 or IPv6 address without prefix length"),
    "ipv6_address": (_ipv6_address, "an IPv6 address without prefix length"),
    "address_with_prefix": (normal.address_with_prefix, "an IPv4 or IPv6 address"),
    "device": (normal.device_name, "the name of a LanDB device"),
    "date": (normal.day, "a date such as 2027-01-31"),
    "check": (str, "the id of a check"),
}


def _meaning(variable: Variable) -> str:
    """The description as the end of a sentence, without the documentation's markup."""
    text = re.sub(r"\b[CEOV]\(([^()]*(?:\([^()]*\))?)\)", r"\1", variable.description)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
