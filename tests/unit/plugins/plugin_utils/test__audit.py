# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole audit in one process, on the recordings: what is cut short never passes, and what is not
looked at keeps its history and its waivers."""

from __future__ import annotations

import datetime
import json
import shutil
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils import _audit, _bundle, _keeping
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import RunOptions
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Report
from ansible_collections.cernphone.validation.plugins.plugin_utils._watch_state import Seen, file_of

ROOT = Path(_audit.__file__).resolve().parents[2]
AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)


def variables(name: str) -> dict[str, dict[str, t.Any]]:
    """Host -> its variables, read as the files of an inventory are written."""
    folder = ROOT / "inventories" / name
    group = yaml.safe_load((folder / "group_vars" / "cernphone_frontend.yml").read_text())
    return {
        host: {**group, **yaml.safe_load((folder / "host_vars" / f"{host}.yml").read_text())}
        for host in ("cpfe01", "cpfe02")
    }


def passes(name: str, reports: Path, snapshot: Path, bundle: Path | None = None) -> bool:
    """Whether the audit of a recording passes; bad input does not."""
    recording = bundle or ROOT / "inventories" / "recordings" / name
    hosts = variables(name)
    options = RunOptions(str(reports), str(recording), str(snapshot), AT)
    request = _audit.Request(hosts, frozenset(hosts), options, str(recording), AT)
    try:
        return not _audit.audit(request).fails
    except InputError:
        return False


CUTS = [("example", "landb.yml"), ("otg0150866", "landb.yml"), ("otg0150866", "landb_repaired.yml")]


@pytest.mark.parametrize(("name", "file"), CUTS)
def test_snapshot_that_is_cut_short(tmp_path: Path, name: str, file: str) -> None:
    whole = (ROOT / "inventories" / "recordings" / name / file).read_bytes()
    snapshot = tmp_path / "landb.yml"
    snapshot.write_bytes(whole)
    assert passes(name, tmp_path, snapshot) is (file != "landb.yml" or name == "example")
    for length in (*range(0, len(whole), 3), len(whole) - 2, len(whole) - 1):
        snapshot.write_bytes(whole[:length])
        assert not passes(name, tmp_path, snapshot), f"cut at byte {length}"


def test_host_file_that_is_cut_short(tmp_path: Path) -> None:
    recording = ROOT / "inventories" / "recordings" / "example"
    bundle = tmp_path / "bundle"
    shutil.copytree(recording, bundle)
    file = bundle / "hosts" / "cpfe02.json"
    whole = file.read_bytes()
    assert passes("example", tmp_path, recording / "landb.yml", bundle)
    for length in range(len(whole.rstrip())):
        file.write_bytes(whole[:length])
        assert not passes("example", tmp_path, recording / "landb.yml", bundle), length


OTHER: dict[str, t.Any] = {
    "frontend_service": "other",
    "frontend_floating_addresses": [{"address": "192.0.2.200"}],
    "frontend_network_database": "none",
}
WAIVER: dict[str, t.Any] = {
    "owner": "Ada", "reason": "r", "ticket": "T", "expires": "2026-03-31", "ceiling": "critical",
}  # fmt: skip


class Pairs:
    """The pair of the outage and another, audited day after day into one folder."""

    def __init__(self, reports: Path) -> None:
        self.reports = reports
        self.bundle = reports / "recording"
        shutil.copytree(ROOT / "inventories" / "recordings" / "otg0150866", self.bundle)
        self.snapshot = self.bundle / "landb.yml"
        self.is_silent = False
        self.hosts = variables("otg0150866")
        self.declare("cernphone", frontend_evidence_max_age_hours=24 * 60)
        for name, member in (("ofe01", "main"), ("ofe02", "backup")):
            address = {
                "frontend_member": member,
                "frontend_primary_address": f"192.0.2.2{name[-1]}",
            }
            self.hosts[name] = {**OTHER, **address}

    def declare(self, service: str, **values: t.Any) -> None:
        for declared in self.hosts.values():
            if declared["frontend_service"] == service:
                declared.update(values)

    def edit(self, change: t.Callable[[t.Any], None]) -> None:
        """Change LanDB's data."""
        data = yaml.safe_load(self.snapshot.read_text())
        change(data)
        self.snapshot.write_text(yaml.safe_dump(data))

    def silence(self, is_silent: bool) -> None:
        """From now on LanDB gives nothing, or answers again."""
        self.is_silent = is_silent
        (self.bundle / "landb.json").write_text("{}")

    def run(self, day: int, *selected: str) -> Report:
        at = datetime.datetime(2026, 3, day, 2, tzinfo=datetime.UTC)
        snapshot = None if self.is_silent else str(self.snapshot)
        options = RunOptions(str(self.reports), str(self.bundle), snapshot, at)
        chosen = frozenset(selected or self.hosts)
        judged = _audit.audit(_audit.Request(self.hosts, chosen, options, str(self.bundle), at))
        _keeping.write(judged, str(self.reports))
        return judged


@pytest.fixture
def pairs(tmp_path: Path) -> Pairs:
    return Pairs(tmp_path)


def states(judged: Report) -> list[tuple[str, str, str]]:
    return [(used.service, used.waiver.check, used.state.value) for used in judged.waivers]


def since(judged: Report, check: str, subject: str) -> tuple[str, str | None, str | None]:
    """(status, change, first seen) of a finding."""
    (item,) = (i for i in judged.items if (i.finding.id, i.finding.subject) == (check, subject))
    return item.finding.status.value, item.change, item.first_seen


FIRST = "2026-03-01T02:00:00Z"


def test_waiver_out_of_scope_is_not_reported(pairs: Pairs) -> None:
    pairs.declare("other", frontend_waivers=[{**WAIVER, "check": "LDB001", "subject": "ofe09"}])
    pairs.declare(
        "cernphone", frontend_waivers=[{**WAIVER, "check": "LDB001", "subject": "cpfe01"}]
    )
    assert states(pairs.run(1, "cpfe01", "cpfe02")) == [("cernphone", "LDB001", "unused")]
    assert states(pairs.run(2, "ofe01", "ofe02")) == [("other", "LDB001", "unmatched")]
    assert len(states(pairs.run(3))) == 2


def test_waiver_of_a_host_that_the_limit_left_out(pairs: Pairs) -> None:
    """Its service is in scope, but what needs the host itself is unknown."""
    waivers = [{**WAIVER, "check": check, "subject": "cpfe02"} for check in ("LDB001", "LDB009")]
    pairs.declare("cernphone", frontend_waivers=waivers)
    assert states(pairs.run(1, "cpfe01")) == [
        ("cernphone", "LDB001", "used"),
        ("cernphone", "LDB009", "undecided"),
    ]


def test_waived_and_unwaived_finding_keeps_its_first_day(pairs: Pairs) -> None:
    assert since(pairs.run(1), "LDB001", "cpfe02") == ("failed", "new", FIRST)
    pairs.declare(
        "cernphone", frontend_waivers=[{**WAIVER, "check": "LDB001", "subject": "cpfe02"}]
    )
    assert since(pairs.run(2), "LDB001", "cpfe02") == ("waived", "known", FIRST)
    pairs.run(3, "ofe01")
    pairs.declare("cernphone", frontend_waivers=[])
    assert since(pairs.run(4), "LDB001", "cpfe02") == ("failed", "known", FIRST)


def test_first_day_survives_a_limit_and_a_silent_database(pairs: Pairs) -> None:
    def bind_the_floating_address(data: t.Any) -> None:
        data["devices"][1]["interfaces"][1]["bound_hardware_address"] = "02:00:5e:00:53:02"

    pairs.edit(bind_the_floating_address)
    first = pairs.run(1)
    address = ("LDB003", "cernphone/192.0.2.100")
    assert since(first, *address) == ("failed", "new", FIRST)
    ours = {i.finding.fingerprint for i in first.items if i.change and i.finding.service != "other"}
    for day in (2, 3):
        judged = pairs.run(day, "ofe01", "ofe02")
        assert {old.fingerprint for old in judged.carried} == ours
        assert {old.first_seen for old in judged.carried} == {FIRST}
        assert judged.gone == ()
    pairs.silence(True)
    silent = pairs.run(4)
    assert since(silent, "LDB001", "cpfe02")[1:] == ("known", FIRST)
    assert [(old.id, old.subject, old.first_seen) for old in silent.carried] == [(*address, FIRST)]
    assert (silent.gone, silent.fails) == ((), True)
    pairs.silence(False)
    last = pairs.run(5)
    assert since(last, *address) == ("failed", "known", FIRST)
    assert last.carried == ()
    assert {old.status for old in last.gone} <= {"unknown"}, "only what does not apply again"


# --- When LanDB was looked at ---

HOUR = datetime.timedelta(hours=1)
LEASED = {"frontend_dhcp_lease_minutes": 240}


class Nights:
    """Live audits of the healthy pair, hour after hour, perhaps with a watch in between."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hosts = variables("example")
        for declared in self.hosts.values():
            declared.update(LEASED)
        self.data = yaml.safe_load(
            (ROOT / "inventories" / "recordings" / "example" / "landb.yml").read_text()
        )

    def audit(self, hour: int, data_of: int | None = None, fault: str | None = None) -> Report:
        """At that hour, with LanDB's data of another hour or of none."""
        at = AT + hour * HOUR
        bundle = str(self.folder / "bundles" / str(hour))
        _bundle.create(bundle, str(hour), at, "0.1.0")
        taken = AT + (hour if data_of is None else data_of) * HOUR
        told = {**self.data, "taken_at": taken.isoformat(), **({"fault": fault} if fault else {})}
        _bundle.write_database(bundle, told)
        for name in self.hosts:
            recorded = ROOT / "inventories" / "recordings" / "example" / "hosts" / f"{name}.json"
            subjects = json.loads(recorded.read_text())["subjects"]
            _bundle.write_host(bundle, name, at, None, subjects)
        options = RunOptions(str(self.folder))
        report = _audit.audit(
            _audit.Request(self.hosts, frozenset(self.hosts), options, bundle, at)
        )
        _keeping.write(report, str(self.folder))
        return report

    def watched(self, *hours: float, neighbours: tuple[str, ...] = ()) -> None:
        """A watch looked at those hours."""
        looks = tuple(AT + hour * HOUR for hour in hours)
        state = {"cernphone": Seen("", looks, (), neighbours)}
        (self.folder / "watch").mkdir(exist_ok=True)
        for path, text in file_of(str(self.folder / "watch"), state).items():
            Path(path).write_text("".join(text))


def of_the_watch(report: Report) -> tuple[str, str]:
    return next(
        (i.finding.status.value, i.finding.message)
        for i in report.items
        if i.finding.id == "DHC005"
    )


EVERY = "LanDB's data on cernphone was looked at every {} at most, and leases are renewed after 2 h"
APART = "between two looks at LanDB's data on cernphone lay {}, and leases are renewed after 2 h"
FIRST_AUDIT = ("not_applicable", "cernphone is audited for the first time")


def test_audits_that_are_near_enough(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    assert of_the_watch(nights.audit(0)) == FIRST_AUDIT
    assert of_the_watch(nights.audit(2)) == ("passed", EVERY.format("2 h"))
    assert of_the_watch(nights.audit(5)) == ("failed", APART.format("3 h"))
    assert of_the_watch(nights.audit(6)) == ("passed", EVERY.format("1 h"))


def test_watch_in_between(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.watched(-1)
    assert of_the_watch(nights.audit(0)) == ("passed", EVERY.format("1 h"))
    nights.watched(-1, 1, 2, 3.5, 5)
    assert of_the_watch(nights.audit(6)) == ("passed", EVERY.format("1 h 30 min"))
    nights.watched(-1, 1, 2, 3.5, 5, 9)
    assert of_the_watch(nights.audit(10)) == ("failed", APART.format("3 h"))


def test_data_of_old_are_no_look(tmp_path: Path) -> None:
    """The same file, audited again and again, shows nothing of LanDB's changes."""
    nights = Nights(tmp_path)
    assert of_the_watch(nights.audit(0)) == FIRST_AUDIT
    assert of_the_watch(nights.audit(1, data_of=0)) == ("passed", EVERY.format("1 h"))
    assert of_the_watch(nights.audit(2, data_of=0)) == ("passed", EVERY.format("2 h"))
    assert of_the_watch(nights.audit(3, data_of=0)) == ("failed", APART.format("3 h"))


def test_audit_without_an_answer_is_no_look(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.audit(0)
    assert of_the_watch(nights.audit(1, fault="timed out")) == ("passed", EVERY.format("1 h"))
    assert of_the_watch(nights.audit(3)) == ("failed", APART.format("3 h"))


def test_data_of_the_future_are_of_now(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    report = nights.audit(0, data_of=1)
    assert dict(report.run.looked_at) == {"cernphone": "2026-03-01T02:00:00Z"}


def test_lease_that_is_not_declared_and_recording(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    for declared in nights.hosts.values():
        del declared["frontend_dhcp_lease_minutes"]
    assert of_the_watch(nights.audit(0)) == (
        "unknown",
        "how long the DHCP leases of cernphone last is not declared",
    )
    bundle = str(tmp_path / "bundles" / "0")
    options = RunOptions(str(tmp_path / "elsewhere"), bundle, None, AT)
    request = _audit.Request(nights.hosts, frozenset(nights.hosts), options, bundle, AT)
    assert of_the_watch(_audit.audit(request)) == (
        "not_applicable",
        "this run does not tell how often audits are made",
    )


def test_neighbours_that_a_watch_saw_have_to_answer(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    nights.watched(-1, neighbours=("STRANGER",))
    report = nights.audit(0)
    unknown = {i.finding.message for i in report.items if i.finding.status.value == "unknown"}
    assert (
        "each card of CPFE01 is bound at most once as far as LanDB answered, but it gave no answer"
        " about STRANGER" in unknown
    )
    stranger = {"name": "STRANGER", "cards": [], "interfaces": []}
    nights.data["devices"].append(stranger)
    assert not nights.audit(1).fails
