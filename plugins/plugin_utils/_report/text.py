# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from anywhere -> text that a file can hold, and lines that a terminal shows as they are."""

from __future__ import annotations

import re
import typing as t
import unicodedata

from ...module_utils._model.text import printable

LIMIT: t.Final = 1000
"""Characters of one text that are shown; reports for programs have all of it."""

CUT: t.Final = "..."
LONE_SURROGATE: t.Final = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text in which half a surrogate pair, which no UTF-8 has, is U+FFFD."""
    return text if text.isascii() else LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def clean(text: str, limit: int = LIMIT) -> str:
    """A text on one line without anything that moves, colours or reorders what is shown.

    White space becomes one blank; control characters, escapes, bidirectional and other invisible
    marks and lone surrogates become U+FFFD. What exceeds `limit` characters is cut, visibly.
    """
    if len(text) > limit:
        text = text[: limit - len(CUT)] + CUT
    return printable(text)


def columns(text: str) -> int:
    """The columns that a clean text takes at most (a combining mark is counted as one)."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """A clean text in at most `width` (3 or more) columns, its end replaced by dots if need be."""
    if columns(text) <= width:
        return text
    return _head(text, width - len(CUT)).rstrip() + CUT


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The lines of a clean text, none wider than `width` columns.

    Words stay whole unless one alone is wider than a line.

    Args:
        text: The text.
        width: Columns, at least 2 more than the prefixes take.
        first: What the first line begins with.
        rest: What the others begin with: by default blanks as wide as `first`.
    """
    hang = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    line, is_empty = first, True
    for word in text.split(" "):
        if not is_empty and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, is_empty = hang, True
        line = f"{line}{'' if is_empty else ' '}{word}"
        is_empty = False
        while columns(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = hang + line[len(head) :]
    lines.append(line)
    return [told.rstrip() for told in lines]


def _head(text: str, width: int) -> str:
    """The longest beginning of a text that takes at most `width` columns."""
    if text.isascii():
        return text[:width]
    taken = 0
    for place, character in enumerate(text):
        taken += columns(character)
        if taken > width:
            return text[:place]
    return text
