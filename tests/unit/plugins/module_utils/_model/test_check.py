# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check that lacks a part refuses to import."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
    SUBJECTS,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import (
    Catalogue,
    IncompleteCheck,
    Need,
    Scope,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Outcome
from ansible_collections.cernphone.validation.plugins.module_utils._model.outcome import passed
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import (
    Severity,
    Status,
)

WHOLE: t.Final[dict[str, t.Any]] = {
    "check_id": "ABC001",
    "title": "All is well",
    "scope": Scope.HOST,
    "severity": Severity.MINOR,
    "why": "It matters.",
    "fails_when": "it is not",
    "consequence": "Things break.",
    "remedy": "Mend it.",
    "reference": "RFC 1",
    "statuses": (Status.PASSED, Status.FAILED),
}


def judge(_case: t.Any) -> Outcome:
    """A check function."""
    return passed("all is well")


def declare(catalogue: Catalogue, **changes: t.Any) -> t.Any:
    """Declare the whole check with some of its parts changed."""
    parts = {**WHOLE, **changes}
    return catalogue.check(parts.pop("check_id"), **parts)(judge)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"check_id": "AB001"}, "check id 'AB001' is not three letters and three digits"),
        ({"check_id": "abc001"}, "check id 'abc001' is not three letters and three digits"),
        ({"check_id": "ABC0001"}, "check id 'ABC0001' is not three letters and three digits"),
        ({"check_id": "ABC001\n"}, "check id 'ABC001\\n' is not three letters and three digits"),
        ({"title": ""}, "ABC001 lacks its title"),
        ({"why": " "}, "ABC001 lacks its why"),
        ({"fails_when": ""}, "ABC001 lacks its fails_when"),
        ({"consequence": "\n"}, "ABC001 lacks its consequence"),
        ({"remedy": ""}, "ABC001 lacks its remedy"),
        ({"reference": ""}, "ABC001 lacks its reference"),
        ({"scope": ()}, "ABC001 lacks its scope"),
        ({"statuses": ()}, "ABC001 can never pass"),
        ({"statuses": (Status.FAILED, Status.UNKNOWN)}, "ABC001 can never pass"),
        ({"statuses": (Status.PASSED,)}, "ABC001 can neither fail nor be unknown"),
        (
            {"statuses": (Status.PASSED, Status.NOT_APPLICABLE)},
            "ABC001 can neither fail nor be unknown",
        ),
        ({"needs": (Need.CARDS,)}, "ABC001 needs evidence, so it must declare unknown"),
        ({"folds_under": ("ABC002", "ABC001")}, "ABC001 folds under itself"),
    ],
)
def test_incomplete_check(changes: dict[str, t.Any], message: str) -> None:
    catalogue = Catalogue()
    with pytest.raises(IncompleteCheck) as caught:
        declare(catalogue, **changes)
    assert str(caught.value) == message
    assert len(catalogue) == 0


def test_declared_twice() -> None:
    catalogue = Catalogue()
    declare(catalogue)
    with pytest.raises(IncompleteCheck) as caught:
        declare(catalogue, title="Another")
    assert str(caught.value) == "ABC001 is declared twice"
    assert catalogue["ABC001"].title == "All is well"


@pytest.mark.parametrize("part", sorted(set(WHOLE) - {"check_id"}))
def test_no_part_can_be_left_out(part: str) -> None:
    parts = {name: value for name, value in WHOLE.items() if name not in (part, "check_id")}
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{part}'"):
        Catalogue().check("ABC001", **parts)


def test_decorator_gives_the_function_back() -> None:
    catalogue = Catalogue()
    assert declare(catalogue) is judge
    assert catalogue["ABC001"].judge is judge


def test_whole_check() -> None:
    catalogue = Catalogue()
    declare(
        catalogue,
        scope=[Scope.HOST, Scope.FLEET],
        statuses=[Status.PASSED, Status.UNKNOWN],
        needs=[Need.CARDS],
        folds_under=["ABC002"],
        outage="OTG0150866",
    )
    check = catalogue["ABC001"]
    assert check.scopes == {Scope.HOST, Scope.FLEET}
    assert check.statuses == {Status.PASSED, Status.UNKNOWN}
    assert check.needs == (Need.CARDS,)
    assert check.folds_under == ("ABC002",)
    assert check.outage == "OTG0150866"


def test_catalogue_is_in_the_order_of_ids() -> None:
    catalogue = Catalogue()
    for check_id in ("ABC002", "ABC001", "AAA003"):
        declare(catalogue, check_id=check_id)
    assert [check.id for check in catalogue] == ["AAA003", "ABC001", "ABC002"]
    assert len(catalogue) == 3
    assert "ABC002" in catalogue
    assert "ABC003" not in catalogue
    assert None not in catalogue


def test_every_subject_registers_its_checks() -> None:
    places = {check.judge.__module__ for check in CATALOGUE}
    assert places == {module.__name__ for module in SUBJECTS}


@pytest.mark.parametrize("check", list(CATALOGUE), ids=lambda check: str(check.id))
def test_texts_of_the_catalogue(check: t.Any) -> None:
    for sentence in (check.why, check.consequence, check.remedy):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
    for phrase in (check.title, check.fails_when):
        assert not phrase.endswith(".")
    for text in (check.title, check.why, check.fails_when, check.consequence, check.remedy):
        assert text == " ".join(text.split())
