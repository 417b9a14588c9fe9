# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles: what is written is read again, what is not ours is refused with one sentence."""

from __future__ import annotations

import datetime
import json
import stat
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import _bundle
from hypothesis import given
from hypothesis import strategies as st

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)
CARD = {"name": "eno1", "hardware_address": "02:00:5e:00:53:01", "physical": True}
SUBJECTS = {"cards": {"data": [CARD], "error": None}}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = str(tmp_path / "run")
    _bundle.create(path, "run", AT, "0.1.0")
    return path


def test_host_is_read_as_it_was_written(folder: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, SUBJECTS)
    evidence = _bundle.Bundle(folder).host("cpfe01")
    assert evidence.source.collected_at == AT
    assert evidence.source.fault is None
    assert evidence.cards is not None
    assert [(c.name, c.hardware_address, c.is_physical) for c in evidence.cards] == [
        ("eno1", "02:00:5e:00:53:01", True)
    ]


def test_fault_is_read_as_it_was_written(folder: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, "no route\nto host", {})
    evidence = _bundle.Bundle(folder).host("cpfe01")
    assert evidence.source.fault == "no route to host"
    assert evidence.cards is None


def test_files_are_private(folder: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, SUBJECTS)
    _bundle.write_database(folder, {})
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700


def cards(*items: t.Any) -> dict[str, t.Any]:
    return {"subjects": {"cards": {"data": list(items), "error": None}}}


HOSTS: list[tuple[str, t.Any, str]] = [
    ("other format", {"format": "x"}, "is not the evidence of a host ('cernphone.validation/host')"),
    ("list", [], "is not the evidence of a host ('cernphone.validation/host')"),
    ("newer", {"version": 2}, "has version 2; this collection reads 1"),
    ("older without a way", {"version": 0}, "has version 0; this collection reads 1"),
    ("boolean version", {"version": True}, "has version the boolean true; this collection reads 1"),
    ("another host", {"host": "cpfe02"}, "is the evidence of 'cpfe02'"),
    ("no time", {"collected_at": None}, "collected_at must be a time with a time zone"),
    ("local time", {"collected_at": "2026-03-01T02:00:00"}, "collected_at must be a time with a time zone"),
    ("no subjects", {"subjects": None}, "subjects must be a mapping, not nothing"),
    ("cards no list", {"subjects": {"cards": {"data": {}, "error": None}}}, "cards must be a list, not a mapping"),
    ("card no mapping", cards(1), "cards[0] must be a mapping, not 1"),
    ("card without a name", cards({}), "cards[0] must have a name, and physical must be true or false"),
    ("card without an address", cards({**CARD, "hardware_address": "x"}), "cards[0]: 'eno1' must have a hardware address, not 'x'"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), [h[1:] for h in HOSTS], ids=[h[0] for h in HOSTS])
def test_host_that_cannot_be_used_is_a_fault(folder: str, change: t.Any, words: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, SUBJECTS)
    path = Path(folder, _bundle.host_file("cpfe01"))
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, **change} if isinstance(change, dict) else change))
    evidence = _bundle.Bundle(folder).host("cpfe01")
    assert evidence.cards is None
    assert evidence.source.fault == f"{_named(path)} {words}" or evidence.source.fault == (
        f"{_named(path)}: {words}"
    )


def _named(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 60 else "…" + text[-58:]


@pytest.mark.parametrize(
    ("part", "unread"),
    [
        ({"data": None, "error": "/sys: Permission denied"}, "/sys: Permission denied"),
        ({"data": None, "error": ""}, "no reason given"),
        ([], "it is a list instead of a mapping"),
    ],
)
def test_collector_that_could_not_read(folder: str, part: t.Any, unread: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, {"cards": part})
    evidence = _bundle.Bundle(folder).host("cpfe01")
    assert evidence.source.unread == {"cards": unread}
    assert evidence.cards is None


def test_collector_that_did_not_run(folder: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, {})
    assert _bundle.Bundle(folder).host("cpfe01").source.unread == {
        "cards": "the collector did not run"
    }


def test_version_before_is_read_through_its_upgrade(folder: str) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, SUBJECTS)
    for path in (Path(folder, "manifest.json"), Path(folder, _bundle.host_file("cpfe01"))):
        document = json.loads(path.read_text())
        document["version"] = _bundle.VERSION - 1
        if "subjects" in document:
            document["cards"] = document.pop("subjects")["cards"]["data"]
        path.write_text(json.dumps(document))

    def upgrade(old: dict[str, t.Any]) -> dict[str, t.Any]:
        return {**old, "subjects": {"cards": {"data": old["cards"], "error": None}}}

    evidence = _bundle.Bundle(folder, {_bundle.VERSION - 1: upgrade}).host("cpfe01")
    assert evidence.cards is not None
    assert evidence.cards[0].hardware_address == "02:00:5e:00:53:01"
    with pytest.raises(InputError, match=f"has version {_bundle.VERSION - 1}"):
        _bundle.Bundle(folder)


def test_full_disk_leaves_nothing_half_written(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bundle.write_host(folder, "cpfe01", AT, None, SUBJECTS)
    before = sorted(Path(folder).rglob("*"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for name in ("cpfe01", "cpfe02"):
        with pytest.raises(InputError, match=f"{name}.json cannot be written: No space left"):
            _bundle.write_host(folder, name, AT, "gone", {})
    assert sorted(Path(folder).rglob("*")) == before
    assert _bundle.Bundle(folder).host("cpfe01").source.fault is None


@given(st.text())
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    path = Path("/run", _bundle.host_file(name))
    assert path.parent == Path("/run/hosts")
    assert path.name not in (".", "..")
    assert len(path.name.encode()) < 255


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_two_names_have_two_files(names: list[str]) -> None:
    assert _bundle.host_file(names[0]) != _bundle.host_file(names[1])
