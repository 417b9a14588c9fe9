# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.prom: what Prometheus' own reader finds in it, every series once."""

from __future__ import annotations

import collections
import datetime
import re
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.waiver import (
    WaiverState,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import prometheus
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Report,
    Scope,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    AT,
    finding,
    parsed,
    report,
    run,
    used_waiver,
    whole_reports,
)
from hypothesis import given
from prometheus_client.parser import text_string_to_metric_families

Series = dict[tuple[tuple[str, str], ...], float]
DAY: t.Final = 86_400


def series(judged: Report) -> dict[str, Series]:
    """Metric -> labels -> value, as they are read; no series comes twice."""
    found: dict[str, Series] = {}
    for family in text_string_to_metric_families(prometheus.render(judged)):
        assert family.type == "gauge"
        assert family.documentation
        assert family.name not in found
        values = found.setdefault(family.name.removeprefix("cernphone_validation_"), {})
        for sample in family.samples:
            assert sample.timestamp is None
            labels = tuple(sorted(sample.labels.items()))
            assert labels not in values
            values[labels] = sample.value
    return found


def test_text() -> None:
    waiver = used_waiver(WaiverState.USED, check="CCC003")
    judged = report(
        finding("AAA001", 'a"b\\c\nd', severity=Severity.MAJOR),
        finding("BBB002", status=Status.PASSED),
        finding("CCC003", status=Status.WAIVED),
        waivers=(waiver,),
    )
    name = "cernphone_validation"
    assert prometheus.render(judged).splitlines() == [
        f"# HELP {name}_run_timestamp_seconds The moment of the judgement.",
        f"# TYPE {name}_run_timestamp_seconds gauge",
        f"{name}_run_timestamp_seconds 1772330400",
        f"# HELP {name}_run_fails 1 where the run fails, otherwise 0.",
        f"# TYPE {name}_run_fails gauge",
        f"{name}_run_fails 1",
        f"# HELP {name}_findings Number of findings by status.",
        f"# TYPE {name}_findings gauge",
        f'{name}_findings{{status="failed"}} 1',
        f'{name}_findings{{status="unknown"}} 0',
        f'{name}_findings{{status="waived"}} 1',
        f'{name}_findings{{status="passed"}} 1',
        f'{name}_findings{{status="not_applicable"}} 0',
        f"# HELP {name}_evidence_timestamp_seconds When the newest evidence of a source was read.",
        f"# TYPE {name}_evidence_timestamp_seconds gauge",
        f'{name}_evidence_timestamp_seconds{{source="hosts"}} 1772330400',
        f'{name}_evidence_timestamp_seconds{{source="landb"}} 1772325000',
        f"# HELP {name}_waiver_expires_timestamp_seconds When a waiver lapses, at the end of its day.",
        f"# TYPE {name}_waiver_expires_timestamp_seconds gauge",
        f'{name}_waiver_expires_timestamp_seconds{{check="CCC003",subject="cpfe01",'
        'service="cernphone",owner="operations",ticket="TEL-1"} 1772668800',
        f"# HELP {name}_finding 1 for every finding; its status is a label.",
        f"# TYPE {name}_finding gauge",
        f'{name}_finding{{id="AAA001",subject="a\\"b\\\\c\\nd",service="cernphone",'
        f'severity="major",status="failed"}} 1',
        f'{name}_finding{{id="BBB002",subject="cpfe01",service="cernphone",severity="critical",'
        f'status="passed"}} 1',
        f'{name}_finding{{id="CCC003",subject="cpfe01",service="cernphone",severity="critical",'
        f'status="waived"}} 1',
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["\\", '"', "\n", "\\n", '\\"', "a\\\nb", "\r\u2028\x85", "é電"])
def test_labels_are_read_as_they_were(text: str) -> None:
    (labels,) = series(report(finding(subject=text)))["finding"]
    assert dict(labels)["subject"] == text


def test_waiver_lapses_at_the_end_of_its_day() -> None:
    days = [datetime.date(2026, 3, 4), datetime.date(9999, 12, 31)]
    waivers = tuple(used_waiver(WaiverState.UNUSED, expires=day) for day in days)
    (end,) = series(report(waivers=waivers[:1]))["waiver_expires_timestamp_seconds"].values()
    assert datetime.datetime.fromtimestamp(end, datetime.UTC).isoformat() == (
        "2026-03-05T00:00:00+00:00"
    )
    (end,) = series(report(waivers=waivers))["waiver_expires_timestamp_seconds"].values()
    assert end == 253_402_300_800, "the renewed one counts"


@pytest.mark.parametrize(
    ("scope", "name"),
    [
        ("audit", "cernphone_validation_finding"),
        ("watch", "cernphone_validation_watch_finding"),
        ("sweep", "cernphone_validation_sweep_finding"),
    ],
)
def test_no_two_kinds_of_run_share_a_series(scope: Scope, name: str) -> None:
    judged = report(finding(), about=run(scope=scope))
    assert f'{name}{{id="AAA001",subject="cpfe01"' in prometheus.render(judged)
    prefix = name.removesuffix("finding")
    assert all(
        word.startswith(prefix) for word in re.findall(r"(?m)^[a-z_]+", prometheus.render(judged))
    )


def test_evidence() -> None:
    hour = datetime.timedelta(hours=1)
    about = run(sources=(("hosts", "a", AT), ("hosts", "b", AT - hour), ("landb", "c", None)))
    found = series(report(about=about))["evidence_timestamp_seconds"]
    assert found == {(("source", "hosts"),): AT.timestamp() - 3600}


def test_twins_are_one_series() -> None:
    twin = finding()
    judged = report(twin, finding("BBB002"), twin, twin._replace(status=Status.PASSED))
    statuses = [dict(labels)["status"] for labels in series(judged)["finding"]]
    assert sorted(statuses) == ["failed", "failed", "passed"]


def test_twins_are_one_series_however_far_apart() -> None:
    many = [finding(subject=f"cpfe{n}") for n in range(100)]
    assert len(series(report(*many, many[0], finding("BBB002")))["finding"]) == 101


@pytest.mark.parametrize("number", [0, 1, 63, 64, 65, 200])
def test_blocks_join(number: int) -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(number)))
    assert "".join(prometheus.chunks(judged)) == prometheus.render(judged)
    assert len(series(judged)["finding"]) == number


def test_pieces_stay_small() -> None:
    judged = report(*(finding(subject=f"cpfe{n}") for n in range(5000)))
    assert max(map(len, prometheus.chunks(judged))) < 64 * 1024


LABELS = ("id", "subject", "service", "severity", "status")


@given(whole_reports())
def test_hostile_texts(judged: Report) -> None:
    prometheus.render(judged).encode("utf-8")
    found = series(judged)
    document = parsed(judged)
    assert set(found["finding"].values()) <= {1.0}
    assert {tuple(dict(labels)[name] for name in LABELS) for labels in found["finding"]} == {
        tuple(one[name] for name in LABELS) for one in document["findings"]
    }
    if not _has_twins(document):
        assert collections.Counter(dict(labels)["status"] for labels in found["finding"]) == (
            collections.Counter(one["status"] for one in document["findings"])
        )
    assert {dict(labels)["status"]: n for labels, n in found["findings"].items()} == {
        status.value: document["summary"][status.value] for status in Status
    }
    assert found["run_fails"] == {(): float(judged.fails)}


def _has_twins(document: t.Any) -> bool:
    told = [tuple(one[name] for name in LABELS) for one in document["findings"]]
    return len(set(told)) < len(told)
