# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two runs, compared."""

from __future__ import annotations

import datetime
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.compare import (
    Comparison,
    LeftOut,
    Previous,
    compare,
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
    parsed,
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
    items = compare(found, None, BEFORE, LeftOut()).items
    return read_previous(parsed(Report(run(at=BEFORE), tuple(items), carried)), "findings.json")


def compared(
    found: list[Finding],
    previous: Previous | None,
    services: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> Comparison:
    return compare(found, previous, AT, LeftOut(frozenset(services), frozenset(hosts)))


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
    items, carried, gone = compared([f(status=now)], previous)
    assert [(item.change, item.first_seen) for item in items] == [(change, first_seen)]
    assert carried == []
    ends = before in (FAILED, UNKNOWN, WAIVED) and now is NOT_APPLICABLE
    assert [old.id for old in gone] == ["AAA001"] * ends


def test_without_a_previous_report_all_is_new() -> None:
    found = [f(), f("BBB002", status=PASSED)]
    items, carried, gone = compared(found, None, ("cernphone",))
    assert [(item.change, item.first_seen) for item in items] == [("new", NOW), (None, None)]
    assert (carried, gone) == ([], [])


def test_severity_and_texts_do_not_make_it_another() -> None:
    old = previous_of(f(message="one lease"))
    assert compared([f(message="two leases")], old).items[0].change == "known"


def test_nothing_is_seen_after_the_moment_of_the_judgement() -> None:
    earlier = BEFORE - datetime.timedelta(days=1)
    items = compare([f()], previous_of(f()), earlier, LeftOut()).items
    assert items[0].first_seen == "2026-02-19T02:00:00Z"


SHARED: t.Final = f("CCC003", "database/landb", UNKNOWN, service="")
OPEN_BEFORE: t.Final = (
    f("AAA001"),
    f("BBB002", service="other", status=UNKNOWN),
    SHARED,
    f("DDD004", service="other", status=PASSED),
)
FINE: t.Final = f("EEE005", status=PASSED)


@pytest.mark.parametrize(
    ("now", "services", "hosts", "carried", "gone"),
    [
        pytest.param([FINE], (), (), "", "AAA001 BBB002 CCC003", id="nothing left out"),
        pytest.param([FINE], ("other",), (), "BBB002 CCC003", "AAA001", id="service"),
        pytest.param([FINE], ("other", "cernphone"), (), "AAA001 BBB002 CCC003", "", id="both"),
        pytest.param(
            [FINE, SHARED._replace(status=NOT_APPLICABLE)],
            ("other",), (), "BBB002 CCC003", "AAA001",
            id="what all share concerns none that was looked at",
        ),
        pytest.param(
            [FINE], ("renamed",), ("cpfe01",), "AAA001 BBB002 CCC003", "",
            id="host of a service that has another name now",
        ),
        pytest.param(
            [f("AAA001", "cernphone", UNKNOWN)], (), (), "AAA001", "BBB002 CCC003",
            id="its check is unknown for the whole service",
        ),
        pytest.param(
            [f("AAA001", "xfe01", UNKNOWN, service="third")], (), (), "", "AAA001 BBB002 CCC003",
            id="its check is unknown for another service",
        ),
        pytest.param(
            [f("AAA001", status=NOT_APPLICABLE), f("EVD001", status=UNKNOWN)],
            (), (), "AAA001", "BBB002 CCC003",
            id="nothing is known of its subject",
        ),
        pytest.param(
            [f("AAA001", status=NOT_APPLICABLE), f("EVD001", "cpfe02", UNKNOWN)],
            (), (), "", "AAA001 BBB002 CCC003",
            id="nothing is known of another subject",
        ),
    ],
)  # fmt: skip
def test_what_has_no_verdict(
    now: list[Finding], services: tuple[str, ...], hosts: tuple[str, ...], carried: str, gone: str
) -> None:
    found = compared(now, previous_of(*OPEN_BEFORE), services, hosts)
    assert [old.id for old in found.carried] == carried.split()
    assert [old.id for old in found.gone] == gone.split()
    assert {old.first_seen for old in found.carried} <= {EARLIER}


def test_address_keeps_its_history_while_the_database_is_silent() -> None:
    """Without its evidence a check answers once for the service, not for each address."""
    address = f("LDB003", "cernphone/192.0.2.100")
    silent = f("LDB003", "cernphone", UNKNOWN)
    items, carried, gone = compared([silent], previous_of(address))
    assert [(item.change, item.first_seen) for item in items] == [("new", NOW)]
    assert ([old.subject for old in carried], gone) == ([address.subject], [])
    again = Report(run(), tuple(items), tuple(carried))
    items, carried, gone = compared([address], read_previous(parsed(again), "r.json"))
    assert [(item.change, item.first_seen) for item in items] == [("known", EARLIER)]
    assert (carried, gone) == ([], []), "the answer for the whole is superseded"


def test_what_is_superseded_was_unknown() -> None:
    whole, part = f("LDB003", "cernphone"), f("LDB003", "cernphone/192.0.2.100", PASSED)
    assert [old.subject for old in compared([part], previous_of(whole)).gone] == ["cernphone"]


def test_what_was_carried_keeps_its_history() -> None:
    old = carried_of(f(service="other"))
    previous = previous_of(f("BBB002", status=PASSED), carried=(old,))
    assert compared([], previous, ("other",)) == ([], [old], [])
    items, carried, gone = compared([f(service="other")], previous)
    assert [(item.change, item.first_seen) for item in items] == [("known", EARLIER)]
    assert (carried, gone) == ([], [])
    items, carried, gone = compared([f(service="other", status=PASSED)], previous)
    assert [item.change for item in items] == ["fixed"]
    assert (carried, gone) == ([], [])


def test_one_that_passes_twice_and_fails_once_is_not_fixed() -> None:
    items = compared([f(status=PASSED), f(), f(status=PASSED)], previous_of(f())).items
    assert [item.change for item in items] == [None, "known", None]


def test_of_two_records_the_finding_counts() -> None:
    previous = previous_of(f(status=UNKNOWN), carried=(carried_of(f()),))
    assert [old.status for old in previous.left_open.values()] == ["unknown"]


def test_moment_of_the_previous_report() -> None:
    assert previous_of(f()).at == BEFORE


OUT, ABSENT = "left out", "not declared"
Step = tuple[Status | str, str | None, int | None]
CHAINS: list[tuple[str, list[Step]]] = [
    ("unknown in between", [(FAILED, "new", 1), (UNKNOWN, "known", 1), (FAILED, "known", 1)]),
    ("unknown is not fixed", [(FAILED, "new", 1), (UNKNOWN, "known", 1), (PASSED, "fixed", 1)]),
    ("unknown at first", [(UNKNOWN, "new", 1), (FAILED, "known", 1), (PASSED, "fixed", 1)]),
    ("waived and no longer", [(FAILED, "new", 1), (WAIVED, "known", 1), (FAILED, "known", 1)]),
    ("waived twice", [(WAIVED, "new", 1), (FAILED, "known", 1), (WAIVED, "known", 1),
                      (UNKNOWN, "known", 1), (WAIVED, "known", 1), (PASSED, "fixed", 1)]),
    ("fixed once", [(FAILED, "new", 1), (PASSED, "fixed", 1), (PASSED, None, None)]),
    ("fails again", [(FAILED, "new", 1), (PASSED, "fixed", 1), (FAILED, "new", 3)]),
    ("left out for long", [(FAILED, "new", 1), (OUT, "carried", 1), (OUT, "carried", 1),
                           (OUT, "carried", 1), (FAILED, "known", 1)]),
    ("left out, then fixed", [(WAIVED, "new", 1), (OUT, "carried", 1), (PASSED, "fixed", 1)]),
    ("left out, then unknown", [(FAILED, "new", 1), (OUT, "carried", 1), (UNKNOWN, "known", 1),
                                (OUT, "carried", 1), (FAILED, "known", 1)]),
    ("left out, then not declared", [(FAILED, "new", 1), (OUT, "carried", 1), (ABSENT, "gone", 1),
                                     (FAILED, "new", 4)]),
    ("does not apply", [(FAILED, "new", 1), (NOT_APPLICABLE, "gone", 1), (FAILED, "new", 3)]),
]  # fmt: skip


@pytest.mark.parametrize("steps", [c[1] for c in CHAINS], ids=[c[0] for c in CHAINS])
def test_chain_of_runs(steps: list[Step]) -> None:
    """A run a day, each compared with the file that the one before wrote."""
    previous = None
    for day, (now, change, since) in enumerate(steps, 1):
        at = datetime.datetime(2026, 3, day, 2, tzinfo=datetime.UTC)
        found = [f(status=now)] if isinstance(now, Status) else [FINE]
        left_out = LeftOut(frozenset(["cernphone"] if now == OUT else []))
        items, carried, gone = compare(found, previous, at, left_out)
        mine = [i for i in items if i.finding.id == "AAA001"]
        told = [(i.change, i.first_seen) for i in mine if i.finding.status is not NOT_APPLICABLE]
        told += [("carried", old.first_seen) for old in carried]
        told += [("gone", old.first_seen) for old in gone]
        assert told == [(change, since and f"2026-03-0{since}T02:00:00Z")], f"day {day}"
        judged = Report(run(at=at), tuple(items), tuple(carried), gone=tuple(gone))
        previous = read_previous(parsed(judged), "findings.json")


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
        (changed(run=MISSING), "r.json: run must be a mapping, not nothing."),
        (changed(run__at=MISSING), "r.json: run: at must be a time such as 2026-03-01T02:00:00Z, not nothing."),
        (changed(run__at="2026-02-30T02:00:00Z"), "r.json: run: at must be a time such as 2026-03-01T02:00:00Z, not '2026-02-30T02:00:00Z'."),
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
FIELDS = ("format", "version", "run", "run__at", "findings", "carried", "findings__0", "findings__0__status",
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
    items, carried, gone = compared(found, previous, ("cernphone", ""))
    assert {item.change for item in items} <= {"known", None}
    assert [(i.change is None, i.first_seen) for i in items] == [
        (i.change is None, i.first_seen) for i in judged.items
    ]
    assert (carried, gone) == ([], [])


@given(reports())
def test_what_is_left_out_survives_any_number_of_runs(judged: Report) -> None:
    previous = read_previous(parsed(judged), "r.json")
    services = tuple({open_one.service for open_one in previous.left_open.values()})
    for _run in range(2):
        items, carried, _gone = compared([], previous, services)
        again = Report(run(), tuple(items), tuple(carried))
        previous = read_previous(parsed(again), "r.json")
    open_ones = {i.finding.fingerprint for i in judged.items if i.change is not None}
    assert set(previous.left_open) == open_ones


@given(reports(), reports(), st.booleans())
def test_nothing_that_was_open_is_lost(before: Report, now: Report, is_left_out: bool) -> None:
    """It has a verdict, is carried or is told as gone; or it was unknown and has parts now."""
    previous = read_previous(parsed(before), "r.json")
    found = [item.finding for item in now.items]
    items, carried, gone = compared(found, previous, ("cernphone",) if is_left_out else ())
    verdicts = {i.finding.fingerprint for i in items if i.finding.status is not NOT_APPLICABLE}
    kept, ended = {o.fingerprint for o in carried}, {o.fingerprint for o in gone}
    assert not verdicts & (kept | ended)
    assert not kept & ended
    for old in previous.left_open.values():
        if old.fingerprint not in verdicts | kept | ended:
            assert old.status == "unknown"
            assert any(
                one.id == old.id and one.subject.startswith(f"{old.subject}/") for one in found
            )
