# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two runs, compared."""

from __future__ import annotations

import datetime
import json
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.plugins.plugin_utils._report import findings_json
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.compare import (
    Previous,
    compare,
    gone,
    read_previous,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import (
    Carried,
    Report,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    AT,
    EARLIER,
    NOW,
    report,
    reports,
    run,
    texts,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    finding as f,
)
from hypothesis import given
from hypothesis import strategies as st

FAILED, UNKNOWN, WAIVED, PASSED, NOT_APPLICABLE = Status
BEFORE: t.Final = datetime.datetime(2026, 2, 20, 2, tzinfo=datetime.UTC)


def previous_of(*found: Finding, carried: tuple[Carried, ...] = ()) -> Previous:
    """What a report of findings, first seen on 20 February, leaves open."""
    items, _carried = compare(found, None, BEFORE, ())
    return read_previous(parsed(Report(run(at=BEFORE), tuple(items), carried)), "findings.json")


def parsed(judged: Report) -> t.Any:
    return json.loads(findings_json.render(judged))


def carried_of(found: Finding) -> Carried:
    return previous_of(found).left_open[found.fingerprint]


@pytest.mark.parametrize(
    ("before", "now", "change", "first_seen"),
    [
        *((None, bad, "new", NOW) for bad in (FAILED, UNKNOWN, WAIVED)),
        *((None, good, None, None) for good in (PASSED, NOT_APPLICABLE)),
        *((good, FAILED, "new", NOW) for good in (PASSED, NOT_APPLICABLE)),
        *((good, PASSED, None, None) for good in (PASSED, NOT_APPLICABLE)),
        *((FAILED, bad, "known", EARLIER) for bad in (FAILED, UNKNOWN, WAIVED)),
        *((UNKNOWN, bad, "known", EARLIER) for bad in (FAILED, UNKNOWN, WAIVED)),
        *((WAIVED, bad, "known", EARLIER) for bad in (FAILED, UNKNOWN, WAIVED)),
        *((bad, PASSED, "fixed", EARLIER) for bad in (FAILED, UNKNOWN, WAIVED)),
        *((bad, NOT_APPLICABLE, None, None) for bad in (FAILED, UNKNOWN, WAIVED)),
    ],
)
def test_change(
    before: Status | None, now: Status, change: str | None, first_seen: str | None
) -> None:
    previous = previous_of(f(status=before)) if before else previous_of(f("ZZZ999", status=PASSED))
    items, carried = compare([f(status=now)], previous, AT, ())
    assert [(item.change, item.first_seen) for item in items] == [(change, first_seen)]
    assert carried == []
    ends = before in (FAILED, UNKNOWN, WAIVED) and now is NOT_APPLICABLE
    assert [old.id for old in gone(previous, items, carried)] == ["AAA001"] * ends


def test_without_a_previous_report_all_is_new() -> None:
    found = [f(), f("BBB002", status=PASSED)]
    items, carried = compare(found, None, AT, ("cernphone",))
    assert [(item.change, item.first_seen) for item in items] == [("new", NOW), (None, None)]
    assert carried == []
    assert gone(None, items, carried) == []


def test_severity_and_texts_do_not_make_it_another() -> None:
    old = previous_of(f(message="one lease"))
    items, _carried = compare([f(message="two leases")], old, AT, ())
    assert items[0].change == "known"


def test_nothing_is_seen_after_the_moment_of_the_judgement() -> None:
    earlier = BEFORE - datetime.timedelta(days=1)
    items, _carried = compare([f()], previous_of(f()), earlier, ())
    assert items[0].first_seen == "2026-02-19T02:00:00Z"


@pytest.mark.parametrize(
    ("left_out", "kept", "dropped"),
    [((), [], 3), (("other",), ["BBB002"], 2), (("other", "cernphone"), ["AAA001", "BBB002"], 1)],
)
def test_what_was_not_looked_at(left_out: tuple[str, ...], kept: list[str], dropped: int) -> None:
    previous = previous_of(
        f("AAA001"),
        f("BBB002", service="other", status=UNKNOWN),
        f("CCC003", service=""),
        f("DDD004", service="other", status=PASSED),
    )
    items, carried = compare([f("EEE005", status=PASSED)], previous, AT, left_out)
    assert [old.id for old in carried] == kept
    assert {old.first_seen for old in carried} <= {EARLIER}
    assert len(gone(previous, items, carried)) == dropped


def test_what_was_carried_keeps_its_history() -> None:
    old = carried_of(f(service="other"))
    previous = previous_of(f("BBB002", status=PASSED), carried=(old,))
    items, carried = compare([], previous, AT, ("other",))
    assert (items, carried) == ([], [old])
    items, carried = compare([f(service="other")], previous, AT, ())
    assert [(item.change, item.first_seen) for item in items] == [("known", EARLIER)]
    assert carried == []
    items, carried = compare([f(service="other", status=PASSED)], previous, AT, ())
    assert [item.change for item in items] == ["fixed"]
    assert carried == []


def test_one_that_passes_twice_and_fails_once_is_not_fixed() -> None:
    items, _carried = compare([f(status=PASSED), f(), f(status=PASSED)], previous_of(f()), AT, ())
    assert [item.change for item in items] == [None, "known", None]


def test_of_two_records_the_finding_counts() -> None:
    previous = previous_of(f(status=UNKNOWN), carried=(carried_of(f()),))
    assert [old.status for old in previous.left_open.values()] == ["unknown"]


def changed(**fields: object) -> t.Any:
    """A report with one finding and one carried, some of whose fields are others."""
    data = parsed(report(f(), carried=(carried_of(f("BBB002")),)))
    for path, value in fields.items():
        *way, last = [int(p) if p.isdigit() else p for p in path.split("__")]
        place = data
        for step in way:
            place = place[step]
        if value is MISSING:
            del place[last]
        else:
            place[last] = value
    return data


MISSING: t.Final = object()
FORMAT_SENTENCE = "r.json: format must be 'cernphone.validation/findings', not"
STATUS_SENTENCE = "r.json: findings[0]: status must be one of failed, unknown, waived, passed, not_applicable, not"
PRINT_SENTENCE = "r.json: findings[0]: fingerprint must be 24 hexadecimal digits, not"
TIME_SENTENCE = "r.json: findings[0]: first_seen must be a time such as 2026-03-01T02:00:00Z, not"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "r.json must hold a mapping, not nothing."),
        ([], "r.json must hold a mapping, not a list."),
        ("x", "r.json must hold a mapping, not 'x'."),
        ({}, f"{FORMAT_SENTENCE} nothing."),
        (changed(format="other"), f"{FORMAT_SENTENCE} 'other'."),
        (changed(format=["x"]), f"{FORMAT_SENTENCE} a list."),
        (changed(version=2), "r.json: version must be 1, not 2."),
        (changed(version=True), "r.json: version must be 1, not the boolean true."),
        (changed(version=1.0), "r.json: version must be 1, not 1.0."),
        (changed(version=MISSING), "r.json: version must be 1, not nothing."),
        (changed(findings=MISSING), "r.json: findings must be a list, not nothing."),
        (changed(findings={}), "r.json: findings must be a list, not a mapping."),
        (changed(carried=MISSING), "r.json: carried must be a list, not nothing."),
        (changed(carried__0=3), "r.json: carried[0] must be a mapping, not 3."),
        (changed(findings__0=[]), "r.json: findings[0] must be a mapping, not a list."),
        (changed(findings__0__status="bad"), f"{STATUS_SENTENCE} 'bad'."),
        (changed(findings__0__status="failedx"), f"{STATUS_SENTENCE} 'failedx'."),
        (changed(findings__0__status=MISSING), f"{STATUS_SENTENCE} nothing."),
        (changed(findings__0__status=["failed"]), f"{STATUS_SENTENCE} a list."),
        (changed(findings__0__fingerprint="A" * 24), f"{PRINT_SENTENCE} '{'A' * 24}'."),
        (changed(findings__0__fingerprint="a" * 25), f"{PRINT_SENTENCE} '{'a' * 25}'."),
        (changed(findings__0__fingerprint="\x1b[2J"), f"{PRINT_SENTENCE} '\ufffd[2J'."),
        (changed(carried__0__fingerprint="a" * 24 + "\n"), f"{PRINT_SENTENCE.replace('findings', 'carried')} '{'a' * 24}\ufffd'."),
        (changed(findings__0__first_seen=None), f"{TIME_SENTENCE} nothing."),
        (changed(findings__0__first_seen="yesterday"), f"{TIME_SENTENCE} 'yesterday'."),
        (changed(findings__0__first_seen="2026-02-30T02:00:00Z"), f"{TIME_SENTENCE} '2026-02-30T02:00:00Z'."),
        (changed(findings__0__first_seen="2026-02-20T02:00:00Z\n"), f"{TIME_SENTENCE} '2026-02-20T02:00:00Z\ufffd'."),
        (changed(findings__0__severity="fatal"), "r.json: findings[0]: severity must be one of critical, major, minor, info, not 'fatal'."),
        (changed(findings__0__id="LDB1"), "r.json: findings[0]: id must be a check such as LDB001, not 'LDB1'."),
        (changed(findings__0__subject=7), "r.json: findings[0]: subject must be a text, not 7."),
        (changed(carried__0__service=None), "r.json: carried[0]: service must be a text, not nothing."),
        (changed(carried__0__message={}), "r.json: carried[0]: message must be a text, not a mapping."),
    ],
)  # fmt: skip
def test_unusable_report_is_one_sentence(data: object, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        read_previous(data, "r.json")
    assert raised.value.problems == (sentence,)


def test_what_is_not_open_need_not_be_whole() -> None:
    data = parsed(report())
    data["findings"] = [{"status": "passed"}, {"status": "not_applicable", "first_seen": 3}]
    assert read_previous(data, "r.json").left_open == {}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(texts, children, max_size=3),
    max_leaves=8,
)
FIELDS = ("format", "version", "findings", "carried", "findings__0", "findings__0__status",
          "findings__0__first_seen", "findings__0__id", "carried__0__fingerprint")  # fmt: skip


@given(json_values, st.sampled_from(FIELDS))
def test_hostile_report_never_ends_otherwise(value: object, field: str) -> None:
    for data in (value, changed(**{field: value})):
        try:
            read_previous(data, "r.json")
        except InputError as error:
            (problem,) = error.problems
            assert problem.startswith("r.json")
            assert problem.isprintable()


@given(reports())
def test_a_run_compared_with_itself_has_no_change(judged: Report) -> None:
    previous = read_previous(parsed(judged), "r.json")
    found = [item.finding for item in judged.items]
    items, carried = compare(found, previous, AT, ("cernphone", ""))
    assert {item.change for item in items} <= {"known", None}
    assert [(i.change is None, i.first_seen) for i in items] == [
        (i.change is None, i.first_seen) for i in judged.items
    ]
    assert carried == []
    assert gone(previous, items, carried) == []


@given(reports())
def test_what_is_left_out_survives_any_number_of_runs(judged: Report) -> None:
    previous = read_previous(parsed(judged), "r.json")
    services = {open_one.service for open_one in previous.left_open.values()}
    for _run in range(2):
        items, carried = compare([], previous, AT, services)
        again = Report(run(), tuple(items), tuple(carried))
        previous = read_previous(parsed(again), "r.json")
    open_ones = {i.finding.fingerprint for i in judged.items if i.change is not None}
    assert set(previous.left_open) == open_ones
