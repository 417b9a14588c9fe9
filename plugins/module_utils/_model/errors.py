# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is raised when something that a person wrote cannot be used."""

from __future__ import annotations

import collections.abc
import typing as t

from .text import printable, visible

SHOWN = 10


class InputError(Exception):
    """Input that cannot be used: each problem is one sentence that names what and where."""

    def __init__(self, problems: str | t.Sequence[str]) -> None:
        found = [problems] if isinstance(problems, str) else problems
        self.problems: tuple[str, ...] = tuple(printable(problem) for problem in found)
        more = len(self.problems) - SHOWN
        tail = [f"And {more} more of the kind."] if more > 0 else []
        super().__init__("\n".join([*self.problems[:SHOWN], *tail]))


def shown(value: object) -> str:
    """A value as it may stand in a sentence: quoted, on one line, at most 60 characters."""
    text = value if isinstance(value, str) else _repr(value)
    text = visible(text[:200])
    text = text if len(text) <= 60 else text[:59] + "\N{HORIZONTAL ELLIPSIS}"
    return f"'{text}'" if isinstance(value, str) else text


def _repr(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # An integer of more digits than Python would print.
        return "a number of thousands of digits"


def kind_of(value: object) -> str:
    """The field's word for the type of a value that was found."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, collections.abc.Mapping):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    return shown(value)
