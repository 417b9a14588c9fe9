# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML and JSON from anywhere: plain values, or one sentence."""

from __future__ import annotations

import json
import typing as t

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.module_utils._files.documents import parse
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from hypothesis import given
from hypothesis import strategies as st

GOOD: list[tuple[str, t.Any]] = [
    ("", None),
    ("a: 12:34:56:01:02:03", {"a": "12:34:56:01:02:03"}),
    ("a: 1\nb: -2\nc: 0\nd: 007\ne: 1_000\nf: 1.5", {"a": 1, "b": -2, "c": 0, "d": "007", "e": "1_000", "f": "1.5"}),
    ("a: 2026-03-01\nb: 2026-03-01T02:00:00Z", {"a": "2026-03-01", "b": "2026-03-01T02:00:00Z"}),
    ("a: null\nb: ~\nd: true\ne: False\nf: no\ng: on", {"a": None, "b": None, "d": True, "e": False, "f": "no", "g": "on"}),
    ("a: '1'\nb: \"null\"\nc: |\n  x\n", {"a": "1", "b": "null", "c": "x\n"}),
    ("- [a, {b: c}]\n- []\n- {}", [["a", {"b": "c"}], [], {}]),
    ("1: a\ntrue: b", {"1": "a", "true": "b"}),
    ("<<: {a: 1}", {"<<": {"a": 1}}),
    ("\ufeffa: 1", {"a": 1}),
    ('{"a": [1, null, true, "x"]}', {"a": [1, None, True, "x"]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), GOOD)
def test_value(text: str, value: t.Any) -> None:
    assert parse(text.encode() + b"\n", "f") == value


BAD: list[tuple[bytes, str]] = [
    (b"a: [", "f is not valid YAML: line 2: did not find expected node content."),
    (b"a:", "f cannot be used: line 1: a value is missing; write null where there is none."),
    (b"a:\n  -", "f cannot be used: line 2: a value is missing; write null where there is none."),
    (b"a: b: c", "f is not valid YAML: line 1: mapping values are not allowed in this context."),
    (b"a: \xff", "f is not UTF-8 text (byte 3)."),
    (b"a: \x01", "f is not valid YAML: it has characters that YAML forbids."),
    (b"a: 1\na: 2", "f cannot be used: line 2: the key 'a' comes twice."),
    (b"a: &x 1\nb: *x", "f cannot be used: line 1: anchors and aliases are not accepted."),
    (b"b: *x", "f cannot be used: line 1: anchors and aliases are not accepted."),
    (b"a: !!binary aGk=", "f cannot be used: line 1: tags are not accepted."),
    (b"a: !!set {x}", "f cannot be used: line 1: tags are not accepted."),
    (b"? [a]\n: b", "f cannot be used: line 1: a key must be a text."),
    (b"a: 1\n---\nb: 2", "f cannot be used: line 2: a second document begins."),
    (b"a: " + b"[" * 40 + b"]" * 40, "f cannot be used: line 1: nested too deeply."),
    (b'{"a": 1,', "f is not valid JSON: line 1: Expecting property name enclosed in double quotes."),
    (b'{"a": 1, "a": 2}', "f is not valid JSON: the key 'a' comes twice."),
    (b'{"a": Infinity}', "f is not valid JSON: Infinity is no number."),
    (b"[" * 100_000, "f is nested too deeply."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BAD)
def test_document_that_cannot_be_used(content: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(content + (b"" if content.startswith((b"{", b"[")) else b"\n"), "f")
    assert str(caught.value) == sentence


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), PLAIN))
def test_json_is_read_as_json_reads_it(value: t.Any) -> None:
    assert parse(json.dumps(value).encode(), "f") == value


@given(st.dictionaries(st.text("abc: #'\"-\n\\", min_size=1), st.text("abc: #'\"-\n\\01.ntrue")))
def test_texts_survive_yaml(value: dict[str, str]) -> None:
    """Quoted as PyYAML quotes them, texts come back as texts."""
    written = yaml.safe_dump(value, default_style='"')
    assert parse(written.encode(), "f") == value or not value


@given(st.binary())
def test_anything_is_a_value_or_a_sentence(content: bytes) -> None:
    sentence = "f "
    try:
        parse(content, "f")
    except InputError as error:
        sentence = str(error)
    assert sentence.startswith("f ")
    assert "\n" not in sentence


def test_yaml_without_its_last_line_break_may_be_cut_short() -> None:
    with pytest.raises(InputError, match="f does not end with a line break"):
        parse(b"a: 192.0.2.22", "f")


def test_many_keys_of_which_one_comes_twice() -> None:
    """The search for the repeated key is linear."""
    keys = [f'"{n}": 0' for n in range(200_000)]
    with pytest.raises(InputError, match="the key '199999' comes twice"):
        parse(("{" + ",".join([*keys, keys[-1]]) + "}").encode(), "f")
