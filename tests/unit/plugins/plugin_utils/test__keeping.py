# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the reports: what is compared with, and what is written, all of it or nothing."""

from __future__ import annotations

import datetime
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import _options
from ansible_collections.cernphone.validation.plugins.plugin_utils._keeping import (
    previous_of,
    write,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import RunOptions
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.formats import FORMATS
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Scope
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils._report.world import (
    AT,
    finding,
    report,
)

HOUR: t.Final = datetime.timedelta(hours=1)
FILES: t.Final = {
    "findings.csv",
    "findings.json",
    "findings.prom",
    "findings.sarif",
    "junit.xml",
    "report.md",
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_formats_are_those_of_the_option() -> None:
    assert tuple(FORMATS)[-1] == "json", "where a run ends in between, the history is the old one"
    assert sorted(FORMATS) == sorted(_options.FORMATS)
    assert {form.file for form in FORMATS.values()} == FILES


def test_all_files_are_written(tmp_path: Path) -> None:
    paths = write(report(finding()), str(tmp_path))
    assert {Path(path).name for path in paths} == set(files(tmp_path)) == FILES
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("formats", "written"),
    [
        ((), {"findings.json"}),
        (("json",), {"findings.json"}),
        (("junit", "sarif"), {"findings.json", "junit.xml", "findings.sarif"}),
    ],
)
def test_what_another_run_left_does_not_stay_beside(
    tmp_path: Path, formats: tuple[str, ...], written: set[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write(report(finding()), str(tmp_path))
    paths = write(report(finding()), str(tmp_path), formats)
    assert {Path(path).name for path in paths} == written
    assert set(files(tmp_path)) == {*written, "notes.txt"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_all_or_none(tmp_path: Path, name: str) -> None:
    write(report(finding()), str(tmp_path))
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    before = files(tmp_path)
    with pytest.raises(InputError) as raised:
        write(report(finding("BBB002")), str(tmp_path))
    (problem,) = raised.value.problems
    assert problem.endswith(f"/{name} cannot be written: Is a directory.")
    assert files(tmp_path) == before


def test_file_that_cannot_be_removed(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    with pytest.raises(InputError, match=r"report\.md cannot be removed: ") as raised:
        write(report(finding()), str(tmp_path), ("junit",))
    assert len(raised.value.problems) == 1


def options(folder: Path, **changes: t.Any) -> RunOptions:
    return RunOptions(reports=str(folder), **changes)


def test_previous_is_the_one_in_place(tmp_path: Path) -> None:
    assert previous_of(options(tmp_path), AT) is None
    write(report(finding()), str(tmp_path))
    found = previous_of(options(tmp_path), AT)
    assert found is not None
    assert list(found.left_open) == [finding().fingerprint]


HINT: t.Final = " Move it away to begin a new history."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is not valid JSON: line 1: Expecting value."),
        ("[]", "must hold a mapping, not a list."),
        ('{"format": "cernphone.validation/fin', "is not valid JSON: line 1: Unterminated string"),
    ],
)
@pytest.mark.parametrize("is_named", [False, True])
def test_previous_that_is_broken(
    tmp_path: Path, content: str, sentence: str, is_named: bool
) -> None:
    """It is told as soon as it is asked for, and whether it was named or in place."""
    path = tmp_path / "findings.json"
    path.write_text(content)
    chosen = options(tmp_path, previous=str(path)) if is_named else options(tmp_path)
    with pytest.raises(InputError) as raised:
        previous_of(chosen, AT)
    (problem,) = raised.value.problems
    assert sentence in problem
    assert (HINT in problem) is not is_named


def test_previous_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "findings.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="cannot be read: No such file or directory"):
        previous_of(options(tmp_path), AT)
    with pytest.raises(InputError, match="cannot be read: No such file or directory"):
        previous_of(options(tmp_path, previous=str(tmp_path / "none.json")), AT)


@pytest.mark.parametrize(
    ("as_of", "now", "is_named", "is_refused"),
    [
        (AT, AT, False, False),
        (AT + HOUR, AT, False, False),
        (AT - HOUR, AT, False, True),
        (AT - HOUR, AT, True, False),
        (AT.replace(microsecond=1), AT, False, False),
        (None, AT + HOUR, False, False),
        # A clock that was wrong must not stop all audits after it.
        (None, AT - HOUR, False, False),
    ],
)
def test_replay_does_not_undo_a_later_history(
    tmp_path: Path,
    as_of: datetime.datetime | None,
    now: datetime.datetime,
    is_named: bool,
    is_refused: bool,
) -> None:
    write(report(finding()), str(tmp_path))
    path = str(tmp_path / "findings.json") if is_named else None
    chosen = options(tmp_path, as_of=as_of, previous=path)
    if not is_refused:
        assert previous_of(chosen, now) is not None
        return
    with pytest.raises(InputError) as raised:
        previous_of(chosen, now)
    (problem,) = raised.value.problems
    assert problem.endswith(
        "findings.json is of 2026-03-01T02:00:00Z, and this run judges as of 2026-03-01T01:00:00Z:"
        " it would undo that history. Give it a folder of its own (audit_reports)."
    )


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        (
            "watch",
            "is the report of an audit, and this run is a watch: give it a folder of its own.",
        ),
        (
            "sweep",
            "is the report of an audit, and this run is a sweep: give it a folder of its own.",
        ),
    ],
)
def test_no_history_for_two_kinds_of_run(tmp_path: Path, scope: Scope, sentence: str) -> None:
    write(report(), str(tmp_path))
    with pytest.raises(InputError) as error:
        previous_of(options(tmp_path), AT, scope)
    assert str(error.value).endswith(f"findings.json {sentence}")
