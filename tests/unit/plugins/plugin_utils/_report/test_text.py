# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from anywhere, made safe for a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.text import (
    clean,
    columns,
    cut,
    wrap,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    texts,
)
from hypothesis import given
from hypothesis import strategies as st

BAD = "\ufffd"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("  two\t\twords\r\n", "two words"),
        ("\nPASSED: 0 incidents", "PASSED: 0 incidents"),
        ("\u2028a\u00a0b\u3000c", "a b c"),
        ("\x1b[31mred\x1b[0m", f"{BAD}[31mred{BAD}[0m"),
        ("\x00\x07\x08\x7f\x9b", BAD * 5),
        ("\u202egnp.exe\u202c", f"{BAD}gnp.exe{BAD}"),
        ("\u2066\u2069\u200e\u200f\u061c\u200b\ufeff", BAD * 7),
        ("\ud800\udfff", BAD * 2),
        ("\ue000\uffff\U000e0001", BAD * 3),
        ("Zürich 電話 \N{PILE OF POO}", "Zürich 電話 \N{PILE OF POO}"),
        ("x" * 1000, "x" * 1000),
        ("x" * 1001, "x" * 997 + "..."),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("é", 1), ("電話", 4), ("\uff41", 2)]
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abc..."),
        ("ab cdefg", 6, "ab..."),
        ("電話電話", 8, "電話電話"),
        ("電話電話", 7, "電話..."),
        ("電話電話", 6, "電..."),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


@pytest.mark.parametrize(
    ("text", "first", "rest", "expected"),
    [
        ("", "", None, [""]),
        ("one two three", "", None, ["one two", "three"]),
        ("one two tre", "", None, ["one two", "tre"]),
        ("four five six", "a: ", None, ["a: four", "   five", "   six"]),
        ("four five", "a: ", " ", ["a: four", " five"]),
        ("abcdefghijklmno", "", None, ["abcdefghij", "klmno"]),
        ("ab cdefghijklmno", "- ", None, ["- ab", "  cdefghij", "  klmno"]),
        ("abcdefghij k", "", None, ["abcdefghij", "k"]),
        ("電話電話電話", "", None, ["電話電話電", "話"]),
        ("x電話電話電話", "", None, ["x電話電話", "電話"]),
    ],
)
def test_wrap(text: str, first: str, rest: str | None, expected: list[str]) -> None:
    assert wrap(text, 10, first, rest) == expected


@given(texts)
def test_nothing_hostile_is_left(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.isprintable()
    assert {unicodedata.category(c) for c in cleaned} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
    assert clean(cleaned) == cleaned


@given(texts.map(clean), st.integers(6, 90), st.sampled_from(["", "  ", "- x "]))
def test_wrap_loses_nothing_and_keeps_the_width(text: str, width: int, first: str) -> None:
    lines = wrap(text, width, first)
    assert all(columns(line) <= width for line in lines)
    told = lines[0][len(first) :] + "".join(line[len(first) :] for line in lines[1:])
    assert told.replace(" ", "") == text.replace(" ", "")
    assert columns(cut(text, width)) <= width
