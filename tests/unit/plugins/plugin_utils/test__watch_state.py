# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a watch remembers: written and read alike, and what is no state is refused."""

from __future__ import annotations

import datetime
import json
import typing as t
from pathlib import Path

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.intent import (
    Member,
    Service,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._watch_state import (
    KEPT,
    MAX_LOOKS,
    Seen,
    document_of,
    file_of,
    looked,
    read_state,
    state_of,
    with_neighbours,
)
from hypothesis import strategies as st

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)

SEENS = st.builds(
    Seen,
    st.text(max_size=5),
    st.lists(st.integers(0, 9999).map(lambda n: AT + n * MINUTE), max_size=4)
    .map(sorted)
    .map(tuple),
    st.lists(st.sampled_from(["192.0.2.11", "2001:db8::1", "02:00:5e:00:53:01"])).map(tuple),
    st.lists(st.sampled_from(["CPFE01", "STRANGER"])).map(tuple),
)


@hypothesis.given(st.dictionaries(st.text(max_size=5), SEENS, max_size=3))
@hypothesis.settings(max_examples=50)
def test_written_and_read_is_the_same(state: dict[str, Seen]) -> None:
    assert state_of(json.loads(json.dumps(document_of(state))), "x") == state


def test_file(tmp_path: Path) -> None:
    assert read_state(str(tmp_path)) is None
    state = {"cernphone": Seen("m", (AT,), ("192.0.2.11",), ("STRANGER",))}
    ((path, text),) = file_of(str(tmp_path), state).items()
    Path(path).write_text("".join(text))
    assert Path(path).name == "watch.json"
    assert "".join(text).endswith("\n")
    assert read_state(str(tmp_path)) == state


def document(**changes: t.Any) -> dict[str, t.Any]:
    """A state in which one thing of one service is otherwise."""
    seen = {"meant": "m", "looks": ["2026-03-01T02:00:00Z"], "held": [], "neighbours": []}
    return {
        "format": "cernphone.validation/watch",
        "version": 1,
        "services": {"a": {**seen, **changes}},
    }


BAD: list[tuple[t.Any, str]] = [
    (None, "w is not the state of a watch ('cernphone.validation/watch')."),
    ([], "w is not the state of a watch ('cernphone.validation/watch')."),
    ({**document(), "format": "other"}, "w is not the state of a watch ('cernphone.validation/watch')."),
    ({**document(), "version": 2}, "w: version must be 1, not 2."),
    ({**document(), "version": True}, "w: version must be 1, not the boolean true."),
    ({**document(), "services": None}, "w: services must be a mapping, not nothing."),
    ({**document(), "services": {"a": []}}, "w: services: 'a' must be a mapping, not a list."),
    (document(meant=None), "w: services: 'a': meant must be a text, not nothing."),
    (document(looks=None), "w: services: 'a': looks must be a list of times, not nothing."),
    (document(looks=["yesterday"]), "w: services: 'a': looks must be a list of times."),
    (document(looks=["2026-03-01T02:00:00"]), "w: services: 'a': looks must be a list of times."),
    (document(looks=[1]), "w: services: 'a': looks must be a list of times, not a list."),
    (document(held=["x"]), "w: services: 'a': held must be a list of addresses."),
    (document(held="192.0.2.1"), "w: services: 'a': held must be a list of addresses, not '192.0.2.1'."),
    (document(neighbours=["not a name"]), "w: services: 'a': neighbours must be a list of devices."),
    (document(neighbours={}), "w: services: 'a': neighbours must be a list of devices, not a mapping."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), BAD)
def test_what_is_no_state(data: t.Any, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        state_of(data, "w")
    assert str(caught.value) == sentence


FILES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "watch.json is not valid JSON: "),
    ("cut short", json.dumps(document()).encode()[:-20], "watch.json is not valid JSON: "),
    ("no text", b"\xff", "watch.json is not UTF-8 text (byte 0)."),
    ("no state", b"{}", "watch.json is not the state of a watch ('cernphone.validation/watch')."),
]


@pytest.mark.parametrize(("content", "sentence"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_file_that_is_broken(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "watch.json").write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_state(str(tmp_path))
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(" Move it away to begin a new watch.")


def test_file_that_leads_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.json").write_text(json.dumps(document()))
    (tmp_path / "watch.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(InputError) as caught:
        read_state(str(tmp_path))
    assert "watch.json is a symbolic link, which is not followed." in str(caught.value)


def looks(*moments: datetime.datetime) -> Seen:
    return Seen("m", moments, ("192.0.2.11",), ("STRANGER",))


LOOKED: list[tuple[str, dict[str, Seen], dict[str, Seen]]] = [
    ("for the first time", {}, {"a": Seen(looks=(AT,))}),
    ("again", {"a": looks(AT - DAY)}, {"a": looks(AT - DAY, AT)}),
    ("after long", {"a": looks(AT - KEPT, AT - KEPT + MINUTE)}, {"a": looks(AT - KEPT + MINUTE, AT)}),
    ("after a clock that was wrong", {"a": looks(AT - DAY, AT + DAY)}, {"a": looks(AT - DAY, AT)}),
    ("at the same moment", {"a": looks(AT)}, {"a": looks(AT)}),
    ("others stay as they are", {"a": looks(), "b": looks(AT - 2 * KEPT)}, {"a": looks(AT), "b": looks(AT - 2 * KEPT)}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [c[1:] for c in LOOKED], ids=[c[0] for c in LOOKED])
def test_looked(before: dict[str, Seen], after: dict[str, Seen]) -> None:
    assert looked(before, ["a"], AT) == after


def test_number_of_looks_is_limited() -> None:
    every = tuple(AT - n * MINUTE / 60 for n in range(MAX_LOOKS + 10, 0, -1))
    after = looked({"a": looks(*every)}, ["a"], AT)["a"].looks
    assert after == (*every[-MAX_LOOKS:], AT)


def test_neighbours() -> None:
    member = Member("h", "main", ("192.0.2.11",), "H")
    known, unknown = (Service(name, (member,), ()) for name in ("a", "b"))
    found = with_neighbours([known, unknown], {"a": looks(AT)})
    assert [service.neighbours for service in found] == [("STRANGER",), ()]
    assert found[0].landb_devices == ("H", "STRANGER")
