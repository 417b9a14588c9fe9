# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a trouble: one line, short, and without the secrets that a server repeats."""

from __future__ import annotations

import html
import urllib.parse

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Late,
    Trouble,
    Unreachable,
    hide,
    spellings,
)
from hypothesis import strategies as st

WORDS = [
    ("NOTFOUND", "NOTFOUND"),
    (" a\r\n\tb\u2028c ", "a b c"),
    ("a\x1b[2Jb\u202ec\x00", "a\ufffd[2Jb\ufffdc\ufffd"),
    ("", "it gave no reason"),
    (" \n ", "it gave no reason"),
    ("x" * 300, "x" * 300),
    ("x" * 301, "x" * 297 + "..."),
    (" " * 5_000_000 + "a", "a"),
]


@pytest.mark.parametrize(("raw", "words"), WORDS, ids=lambda value: value[:20])
def test_words(raw: str, words: str) -> None:
    assert Trouble(raw).words == words
    assert str(Trouble(raw)) == words


def test_what_is_late_is_unreachable() -> None:
    assert isinstance(Late("x"), Unreachable)


SECRET = "Zü&<\">'P a%ss.*(word"
SHOWN = [
    ("as it is", SECRET),
    ("in capitals", SECRET.upper()),
    ("in small letters, as in a host name", SECRET.lower()),
    ("for XML", SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    ("for HTML", html.escape(SECRET)),
    ("for HTML, twice", html.escape(html.escape(SECRET))),
    ("in numbers", "".join(f"&#{ord(c)};" for c in SECRET)),
    ("in hexadecimal numbers", "".join(f"&#x{ord(c):04X};" for c in SECRET)),
    ("in numbers, escaped", html.escape("".join(f"&#{ord(c)};" for c in SECRET))),
    ("for an address", urllib.parse.quote(SECRET, safe="")),
    ("for a form", urllib.parse.quote_plus(SECRET)),
    ("with line breaks", "\r\n".join(SECRET)),
    ("without its blanks", SECRET.replace(" ", "")),
    ("with other white space", SECRET.replace(" ", "\u00a0\t\u2003")),
]


@pytest.mark.parametrize("shown", [row[1] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_ways_to_repeat_a_secret(shown: str) -> None:
    assert hide(f"user={shown}!", [spellings(SECRET)]) == "user=(hidden)!"


@pytest.mark.parametrize(
    ("secrets", "text", "expected"),
    [
        (["abc", "xxabcxx"], "xxabcxx abc", "(hidden) (hidden)"),
        (["xxabcxx", "abc"], "xxabcxx abc", "(hidden) (hidden)"),
        ([], "abc", "abc"),
        (["", "  "], "abc", "abc"),
        (["a\u00adb"], "[a\ufffdb] [a\u00adb]", "[(hidden)] [(hidden)]"),
        (["(a+)+$"], "a" * 5000 + " (a+)+$", "a" * 5000 + " (hidden)"),
    ],
)
def test_hide(secrets: list[str], text: str, expected: str) -> None:
    assert hide(text, map(spellings, secrets)) == expected


@hypothesis.given(
    st.text(min_size=1, max_size=12).filter(str.strip),
    st.text(st.characters(exclude_characters="(hidden)", codec="utf-8"), max_size=30),
)
def test_no_secret_is_left(secret: str, around: str) -> None:
    hypothesis.assume(not set("(hidden)") & set(secret.lower()))
    left = hide(around + secret + around + secret, [spellings(secret)])
    assert "".join(secret.split()) not in "".join(left.split())


@pytest.mark.parametrize("before", range(270, 302))
def test_a_secret_at_the_cut_is_hidden_first(before: int) -> None:
    trouble = Trouble("-" * before + "swordfish" + "-" * 100)
    words = Trouble(hide(trouble.raw, [spellings("swordfish")])).words
    assert "sw" not in words
    assert len(words) == 300
