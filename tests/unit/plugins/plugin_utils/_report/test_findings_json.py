# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.json: complete, of its schema, and readable by the strictest reader."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import jsonschema
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.plugins.module_utils._model.waiver import (
    WaiverState,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import findings_json
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Carried,
    Item,
    Report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    finding,
    report,
    reports,
    run,
    used_waiver,
)
from hypothesis import given

SCHEMA: t.Final = json.loads(
    next(
        path / "docs/schemas/findings.schema.json"
        for path in Path(__file__).parents
        if (path / "galaxy.yml").exists()
    ).read_text(encoding="utf-8")
)
VALIDATOR: t.Final = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
CARRIED: t.Final = Carried(
    "0" * 24, "LDB001", "x01", "other", "failed", "critical", "x01 is unbound", EARLIER
)
FULL: t.Final = Report(
    run(left_out=("other",), not_front_ends=("web01",), sources=(("hosts", "bundle", None),)),
    (Item(finding(expected="bound", actual="unbound"), "known", EARLIER),),
    (CARRIED,),
    tuple(used_waiver(state) for state in WaiverState),
    "major",
    (CARRIED,) * 4,
)


def test_text() -> None:
    """A small report as it is written: one finding a line, keys in a fixed order."""
    lines = findings_json.render(FULL).splitlines()
    assert lines == [
        "{",
        '"format": "cernphone.validation/findings",',
        '"version": 1,',
        '"run": {"run_id": "20260301T020000Z-4f1d9a", "at": "2026-03-01T02:00:00Z",'
        ' "collection_version": "0.1.0", "kind": "live", "scope": "audit",'
        ' "services": ["cernphone"], "hosts": 2,'
        ' "unknown_to_database": [],'
        ' "sources": [{"what": "hosts", "where": "bundle", "read_at": null}], "looked_at": [],'
        ' "note": ""},',
        '"summary": {"failed": 1, "unknown": 0, "waived": 0, "passed": 0, "not_applicable": 0,'
        ' "total": 1, "incidents": 1, "new": 0, "known": 1, "fixed": 0, "carried": 1, "gone": 4,'
        ' "fails": true},',
        '"left_out": ["other"],',
        '"not_front_ends": ["web01"],',
        '"waivers": [',
        *(
            '{"check": "AAA001", "subject": "cpfe01", "service": "cernphone", "owner":'
            ' "operations", "ticket": "TEL-1", "reason": "The rack is being built.", "expires":'
            f' "2026-03-04", "ceiling": "minor", "state": "{state.value}"}}{comma}'
            for state, comma in zip(WaiverState, (*",,,,,", ""), strict=True)
        ),
        "],",
        '"carried": [',
        '{"fingerprint": "000000000000000000000000", "id": "LDB001", "subject": "x01",'
        ' "service": "other", "status": "failed", "severity": "critical", "message":'
        ' "x01 is unbound", "first_seen": "2026-02-20T02:00:00Z"}',
        "],",
        '"findings": [',
        '{"id": "AAA001", "title": "title of AAA001", "status": "failed", "severity": "critical",'
        ' "subject": "cpfe01", "service": "cernphone", "fingerprint":'
        f' "{FULL.items[0].finding.fingerprint}", "message": "cpfe01 is failed", "consequence":'
        ' "It goes down.", "expected": "bound", "actual": "unbound", "remedy": "Repair it.",'
        ' "reference": "reference of AAA001", "caused_by": null, "change": "known", "first_seen":'
        ' "2026-02-20T02:00:00Z"}',
        "]",
        "}",
    ]


@pytest.mark.parametrize(
    "judged",
    [
        FULL,
        report(),
        report(*(finding(f"AAA{n:03}", status=status) for n, status in enumerate(Status))),
    ],
    ids=["full", "empty", "all statuses"],
)
def test_schema(judged: Report) -> None:
    VALIDATOR.validate(json.loads(findings_json.render(judged)))


def test_schema_is_strict_and_describes_all() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for part in _parts(SCHEMA):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert sorted(part["required"]) == sorted(part["properties"])
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), name


def _parts(schema: t.Any) -> t.Iterator[dict[str, t.Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from _parts(part)


@pytest.mark.parametrize("number", [0, 1, 63, 64, 65, 128, 200])
def test_blocks_join(number: int) -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(number)))
    text = findings_json.render(judged)
    assert "".join(findings_json.chunks(judged)) == text
    assert [f["subject"] for f in json.loads(text)["findings"]] == [
        f"cpfe{n}" for n in range(number)
    ]
    assert text.count("\n{") == number
    assert text.endswith("\n]\n}\n")


def test_text_that_looks_like_the_end_of_a_finding() -> None:
    hostile = '"}, {"id": "x"}, {"'
    text = findings_json.render(report(finding(subject=hostile), finding(subject="\\" + hostile)))
    assert [f["subject"] for f in json.loads(text)["findings"]] == [hostile, "\\" + hostile]
    assert text.count("\n{") == 2


def test_pieces_stay_small() -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(5000)))
    assert max(map(len, findings_json.chunks(judged))) < 64 * 1024


@pytest.mark.parametrize(
    ("hostile", "read"),
    [
        ("\ud800", "\ufffd"),
        ("a\udfffb", "a\ufffdb"),
        ("\\ud800", "\\ud800"),
        ("\N{PILE OF POO}", "\N{PILE OF POO}"),
        ("\x1b\x00\u202e", "\x1b\x00\u202e"),
    ],
)
def test_half_a_surrogate_pair_is_replaced(hostile: str, read: str) -> None:
    judged = report(
        finding(subject=hostile),
        about=run(left_out=(hostile,)),
        carried=(CARRIED._replace(message=hostile),),
    )
    data = json.loads(findings_json.render(judged))
    assert data["findings"][0]["subject"] == read
    assert data["left_out"] == [read]
    assert data["carried"][0]["message"] == read


@given(reports())
def test_hostile_texts(judged: Report) -> None:
    text = findings_json.render(judged)
    assert text.isascii()
    data = json.loads(text)
    VALIDATOR.validate(data)
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    assert len(data["findings"]) == len(judged.items)
    assert data["summary"] == judged.summary
