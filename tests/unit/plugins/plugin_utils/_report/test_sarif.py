# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.sarif: of the standard's schema and rules, and fit for code scanning services."""

from __future__ import annotations

import json
import posixpath
import typing as t
import urllib.parse
from pathlib import Path

import jsonschema
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.waiver import (
    WaiverState,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import sarif
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Item,
    Report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    EARLIER,
    NOW,
    finding,
    parsed,
    report,
    run,
    used_waiver,
    whole_reports,
)
from hypothesis import given

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
VALIDATOR: t.Final = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)
OPEN: t.Final = {"failed", "unknown", "waived"}


def run_of(judged: Report) -> t.Any:
    """The one run of the document, which is of the schema."""
    document = json.loads(sarif.render(judged))
    VALIDATOR.validate(document)
    (only,) = document["runs"]
    return only


def result_of(judged: Report) -> t.Any:
    (only,) = run_of(judged)["results"]
    return only


def plain(text: str) -> str:
    """What a reader shows of a message without arguments (SARIF, section 3.11.5)."""
    return text.replace("{{", "{").replace("}}", "}")


def test_failure() -> None:
    root = finding("AAA001", "cpfe01")
    item = Item(finding("BBB002", "cpfe02", caused_by=root), "known", EARLIER)
    same = item.finding.fingerprint
    assert result_of(report(items=[item])) == {
        "ruleId": "BBB002",
        "ruleIndex": 0,
        "kind": "fail",
        "level": "error",
        "message": {
            "text": "cpfe02 is failed.\nWhat will happen: It goes down.\nWhat to do: Repair it."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "cernphone/cpfe02"},
                    "region": {"startLine": 1},
                },
                "logicalLocations": [
                    {
                        "name": "cpfe02",
                        "fullyQualifiedName": "cernphone/cpfe02",
                        "kind": "host",
                    },
                    {"name": "cernphone", "fullyQualifiedName": "cernphone", "kind": "service"},
                ],
            }
        ],
        "partialFingerprints": {"cernphone.validation/v1": same, "primaryLocationLineHash": same},
        "baselineState": "unchanged",
        "suppressions": [],
        "properties": {
            "status": "failed",
            "severity": "critical",
            "firstSeen": EARLIER,
            "causedBy": root.fingerprint,
        },
    }


@pytest.mark.parametrize(
    ("severity", "status", "kind", "level"),
    [
        (Severity.CRITICAL, FAILED, "fail", "error"),
        (Severity.MAJOR, FAILED, "fail", "error"),
        (Severity.MINOR, FAILED, "fail", "warning"),
        (Severity.INFO, FAILED, "fail", "note"),
        (Severity.MINOR, WAIVED, "fail", "warning"),
        (Severity.CRITICAL, UNKNOWN, "open", "none"),
    ],
)
def test_kind_and_level(severity: Severity, status: Status, kind: str, level: str) -> None:
    result = result_of(report(finding(status=status, severity=severity)))
    assert (result["kind"], result["level"]) == (kind, level)
    assert result["baselineState"] == "new"


def test_what_is_not_open_is_no_result() -> None:
    judged = report(
        items=[
            Item(finding("AAA001", status=PASSED), None, None),
            Item(finding("BBB002", status=NOT_APPLICABLE), None, None),
            Item(finding("CCC003", status=PASSED), "fixed", EARLIER),
        ]
    )
    only = run_of(judged)
    assert only["results"] == []
    assert [rule["id"] for rule in only["tool"]["driver"]["rules"]] == [
        "AAA001",
        "BBB002",
        "CCC003",
    ]


def test_waived_is_suppressed() -> None:
    waiver = used_waiver(WaiverState.USED)
    other = used_waiver(WaiverState.EXCEEDED, ticket="TEL-2")
    result = result_of(report(finding(status=WAIVED), waivers=(waiver, other)))
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Waived by operations until 2026-03-04 UTC, up to minor (TEL-1):"
            " The rack is being built.",
            "properties": {
                "owner": "operations",
                "ticket": "TEL-1",
                "expires": "2026-03-04",
                "ceiling": "minor",
            },
        }
    ]
    failed = finding("AAA001", "cpfe02")
    assert result_of(report(failed, waivers=(waiver,)))["suppressions"] == []


def test_run() -> None:
    judged = report(
        finding(severity=Severity.MINOR), finding("BBB002", status=UNKNOWN),
        about=run(left_out=("other",)), fail_on="major",
    )  # fmt: skip
    only = run_of(judged)
    driver = only["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("cernphone.validation", "0.1.0")
    assert driver["rules"][1] == {
        "id": "BBB002",
        "shortDescription": {"text": "title of BBB002."},
        "fullDescription": {"text": "Fails when when."},
        "help": {
            "text": "Why: why\nWhat will happen: consequence\nWhat to do: remedy\n"
            "Reference: reference of BBB002",
            "markdown": "- **Why:** why\n- **What will happen:** consequence\n"
            "- **What to do:** remedy\n- **Reference:** reference of BBB002",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["host"], "severity": "critical"},
    }
    assert only["automationDetails"] == {"id": "cernphone.validation/audit/20260301T020000Z-4f1d9a"}
    assert only["invocations"] == [
        {
            "executionSuccessful": True,
            "startTimeUtc": NOW,
            "endTimeUtc": NOW,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "Unknown, which is never a pass: 1."}},
                {"level": "note", "message": {"text": "Services that were not looked at: 1."}},
            ],
        }
    ]
    assert only["properties"] == {
        "summary": judged.summary, "failOn": "major", "leftOut": ["other"],
    }  # fmt: skip


def test_nothing_judged_is_no_success() -> None:
    only = run_of(report())
    (invocation,) = only["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told == {"level": "error", "message": {"text": "Nothing was judged."}}
    assert only["results"] == only["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize(
    ("service", "subject", "path", "kinds"),
    [
        ("cernphone", "cpfe01", "cernphone/cpfe01", ["host", "service"]),
        ("cernphone", "cernphone/192.0.2.1", "cernphone/192.0.2.1", ["resource", "service"]),
        ("cernphone", "cernphone", "cernphone/cernphone", ["service"]),
        ("", "database/landb", "fleet/database%2Flandb", ["resource"]),
        ("..", "../../etc", "_../_../etc", ["resource", "service"]),
        ("a", "", "a/_", ["resource", "service"]),
        ("a:b", "c d?#%", "a%3Ab/c%20d%3F%23%25", ["resource", "service"]),
    ],
)
def test_location(service: str, subject: str, path: str, kinds: list[str]) -> None:
    hosts = (subject,) if subject == "cpfe01" else ("cpfe01", "cpfe02")
    found = finding(subject=subject, service=service)._replace(hosts=hosts)
    (location,) = result_of(report(found))["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == path
    assert [logical["kind"] for logical in location["logicalLocations"]] == kinds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[click](https://example.org)", "[click] (https://example.org)."),
        ("{0} {x}", "{{0}} {{x}}."),
        ("ends.", "ends."),
        ("two\nlines\x1b", "two lines\ufffd."),
    ],
)
def test_text_is_only_text(text: str, told: str) -> None:
    found = finding(message=text, consequence="", remedy="")
    assert result_of(report(found))["message"]["text"] == told


def test_advice_is_that_of_the_finding() -> None:
    found = [
        finding("AAA001", consequence="One.", remedy="Two."),
        finding("AAA001", "b", consequence="One.", remedy="Three."),
        finding("AAA001", "c", consequence="Four.", remedy="Two."),
        finding("AAA001", "d", UNKNOWN, consequence="One.", remedy="Two."),
        finding("AAA001", "e", consequence="", remedy="Two."),
    ]
    advice = [r["message"]["text"].split("\n")[1:] for r in run_of(report(*found))["results"]]
    assert advice == [
        ["What will happen: One.", "What to do: Two."],
        ["What will happen: One.", "What to do: Three."],
        ["What will happen: Four.", "What to do: Two."],
        ["What may happen: One.", "What to do: Two."],
        ["What to do: Two."],
    ]


@pytest.mark.parametrize("number", [1, 63, 64, 65, 200])
def test_blocks_join(number: int) -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(number)))
    assert "".join(sarif.chunks(judged)) == sarif.render(judged)
    assert [
        r["locations"][0]["logicalLocations"][0]["name"] for r in run_of(judged)["results"]
    ] == [f"cpfe{n}" for n in range(number)]


def test_pieces_stay_small() -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(5000)))
    assert max(map(len, sarif.chunks(judged))) < 96 * 1024


@given(whole_reports())
def test_hostile_texts(judged: Report) -> None:
    text = sarif.render(judged)
    assert text.isascii()
    only = run_of(judged)
    json.dumps(only, ensure_ascii=False).encode("utf-8")
    expected = [one for one in parsed(judged)["findings"] if one["status"] in OPEN]
    results = only["results"]
    assert [r["partialFingerprints"]["primaryLocationLineHash"] for r in results] == [
        one["fingerprint"] for one in expected
    ]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    for result, one in zip(results, expected, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == one["id"]
        assert result["properties"]["status"] == one["status"]
        assert (result["kind"] == "fail") is (result["level"] != "none")
        assert bool(result["suppressions"]) <= (one["status"] == "waived")
        assert "](" not in plain(result["message"]["text"])
        _assert_path(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def _assert_path(uri: str) -> None:
    parts = urllib.parse.urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert posixpath.normpath(parts.path) == parts.path
    assert not parts.path.startswith(("/", ".."))
