# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.csv: every field of every finding, and no formula."""

from __future__ import annotations

import csv
import io
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import plain
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import csv_rows
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Item,
    Report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    finding,
    parsed,
    report,
    whole_reports,
)
from hypothesis import given

DANGEROUS: t.Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def rows(judged: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_rows.render(judged), newline=""), strict=True))


def text_of(cell: str) -> str:
    """What a cell held before it was made harmless."""
    return cell.removeprefix("'")


def test_text() -> None:
    root = finding("AAA001")
    items = [
        Item(finding("BBB002", message='a "b", c', caused_by=root), "known", EARLIER),
        Item(finding("CCC003", status=Status.PASSED, actual="-"), None, None),
    ]
    same = [item.finding.fingerprint for item in items]
    assert csv_rows.render(report(items=items)).split("\r\n") == [
        '"id","title","status","severity","subject","service","fingerprint","message",'
        '"consequence","expected","actual","remedy","reference","caused_by","change","first_seen"',
        f'"BBB002","title of BBB002","failed","critical","cpfe01","cernphone","{same[0]}",'
        '"a ""b"", c","It goes down.","","","Repair it.","reference of BBB002",'
        f'"{root.fingerprint}","known","2026-02-20T02:00:00Z"',
        f'"CCC003","title of CCC003","passed","critical","cpfe01","cernphone","{same[1]}",'
        '"cpfe01 is passed","","","\'-","","reference of CCC003","","",""',
        "",
    ]


def test_header_has_all_fields() -> None:
    assert (*plain(finding()), "change", "first_seen") == csv_rows.HEADER


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *((f"{first}1", f"'{first}1") for first in DANGEROUS),
        ("'=1", "''=1"),
        ("'", "''"),
        (" =1", " =1"),
        ("a=1", "a=1"),
        ("a\r\nb", "a\r\nb"),
        ('"=1', '"=1'),
        ("", ""),
    ],
)
def test_formula(text: str, cell: str) -> None:
    for field in ("message", "expected", "actual", "remedy", "consequence"):
        (row,) = rows(report(finding(**{field: text})))
        assert row[field] == cell
        assert text_of(row[field]) == text
    (row,) = rows(report(finding(subject=text, service=text)))
    assert (row["subject"], row["service"]) == (cell, cell)


@pytest.mark.parametrize("number", [0, 1, 63, 64, 65, 200])
def test_blocks_join(number: int) -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(number)))
    assert "".join(csv_rows.chunks(judged)) == csv_rows.render(judged)
    assert [row["subject"] for row in rows(judged)] == [f"cpfe{n}" for n in range(number)]


def test_pieces_stay_small() -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(5000)))
    assert max(map(len, csv_rows.chunks(judged))) < 64 * 1024


@given(whole_reports())
def test_hostile_texts(judged: Report) -> None:
    csv_rows.render(judged).encode("utf-8")
    found = rows(judged)
    expected = parsed(judged)["findings"]
    assert [{name: text_of(cell) for name, cell in row.items()} for row in found] == [
        {name: value or "" for name, value in one.items()} for one in expected
    ]
    for row in found:
        assert not any(cell.startswith(tuple(DANGEROUS)) for cell in row.values())
