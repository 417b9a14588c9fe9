# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what is promised; a table on the terminal, the same figures in reports/bench.json.

Ratios compare two things in the same run, because machines are noisy. Every measured command is
repeated and the best of it counts.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import typing as t
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import fleet
import simulator
from ansible_collections.cernphone.validation.plugins.module_utils._checks.cases import FleetCase
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._evidence.host import parse_host
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.parse import parse_intent

BLOCK: t.Final = 100
"""Pairs whose evidence is in memory at one time, as when a large fleet is judged by service."""

LATENCY: t.Final = 3.0
"""Seconds a block. LanDB takes 15; the ratio is only harder to keep with less."""

EMPTY: t.Final = "- hosts: all\n  gather_facts: false\n  tasks: []\n"

LIMITS: t.Final[dict[str, tuple[str, float]]] = {
    "judge_verdicts_per_second": ("at least", 150_000),
    "judge_cost_ratio_100k_to_1k": ("at most", 1.2),
    "judge_peak_mb_100k": ("at most", 200),
    "replay_vs_empty": ("at most", 1.5),
    "sweep_4200_seconds": ("at most", 10),
    "sweep_4200_peak_mb": ("at most", 150),
    "sweep_slow_vs_ideal": ("at most", 1.2),
}


def judge(hosts: int) -> tuple[int, float]:
    """Judge a fleet service by service: number of verdicts, and CPU seconds of the judge alone."""
    verdicts, seconds = 0, 0.0
    for start in range(0, hosts // 2, BLOCK):
        pairs = range(start, min(start + BLOCK, hosts // 2))
        database = read_snapshot(fleet.snapshot(pairs), "fleet")
        declared = {name: v for pair in pairs for name, v in fleet.variables(pair).items()}
        evidence = {
            host["name"]: parse_host(fleet.host_document(host), host["name"], "fleet")
            for pair in pairs
            for host in fleet.members(pair)
        }
        services = parse_intent(declared, CATALOGUE).services
        before = time.process_time()
        judging = Judge(FleetCase(fleet.AT, database))
        verdicts += len(judging.fleet())
        for service in services:
            verdicts += len(judging.service(service, evidence))
        seconds += time.process_time() - before
    return verdicts, seconds


def judge_figures() -> dict[str, float]:
    """1,000 hosts and 100,000, in a process of their own, for its memory."""
    child = subprocess.run(
        [sys.executable, __file__, "--judge", "100000"], check=True, capture_output=True, text=True
    )
    large = json.loads(child.stdout)
    return {
        "judge_verdicts_per_second": large["verdicts"] / large["seconds"],
        "judge_cost_ratio_100k_to_1k": large["seconds"] / 100 / large["seconds_1k"],
        "judge_peak_mb_100k": large["peak_mb"],
    }


def replay_figures(hosts: int = 1000, repeats: int = 3) -> dict[str, float]:
    """The whole command on a recorded bundle, against an empty playbook on the same inventory."""
    ansible = str(Path(sys.executable).parent / "ansible-playbook")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fleet.write_inventory(folder, hosts // 2)
        (folder / "empty.yml").write_text(EMPTY)
        replay = [ansible, "cernphone.validation.audit", "-i", "hosts.yml"]
        empty = [ansible, "empty.yml", "-i", "hosts.yml"]
        replays, empties = [], []
        for _repeat in range(repeats):
            empties.append(_wall(empty, folder, {0}))
            replays.append(_wall(replay, folder, {2}))
    return {
        "replay_seconds": min(replays),
        "empty_seconds": min(empties),
        "replay_vs_empty": min(replays) / min(empties),
    }


def sweep_figures(devices: int = 4200, repeats: int = 2) -> dict[str, float]:
    """The whole command on a network service, asked of the simulator over HTTPS.

    The ideal of a slow LanDB is what its latency and the calls at a time allow, no computing at
    all; what Ansible takes by itself is measured on an empty playbook.
    """
    ansible = str(Path(sys.executable).parent / "ansible-playbook")
    sweep = [ansible, "cernphone.validation.landb_sweep", "-e", "@sweep.json"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.yml").write_text(EMPTY.replace("all", "localhost"))
        empty = min(_wall([ansible, "empty.yml"], folder, {0}) for _repeat in range(repeats))
        fleet.write_seed(folder, devices // 3)
        with simulator.serve(folder / "seed.json", folder) as url:
            simulator.write_options(folder, url)
            runs = [_measured(sweep, folder, {2}) for _repeat in range(repeats)]
        with simulator.serve(folder / "seed.json", folder, LATENCY) as url:
            simulator.write_options(folder, url)
            slow = _wall(sweep, folder, {2})
    blocks = 2 * -(-devices // 200)
    rounds = -(-blocks // simulator.CONCURRENCY)
    return {
        "sweep_4200_seconds": min(seconds for seconds, _peak in runs),
        "sweep_4200_peak_mb": max(peak for _seconds, peak in runs),
        "sweep_slow_vs_ideal": slow / (empty + rounds * LATENCY),
    }


def _measured(command: list[str], folder: Path, codes: set[int]) -> tuple[float, float]:
    """Seconds, and MB of the largest of the processes of a command."""
    watched = [sys.executable, str(Path(__file__).with_name("peak.py")), *command]
    before = time.perf_counter()
    ran = subprocess.run(
        watched, cwd=folder, env=os.environ, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - before
    code, peak = (float(word) for word in ran.stderr.split()[-2:])
    if code not in codes:
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{ran.stdout}{ran.stderr}")
    return seconds, peak


def _wall(command: list[str], folder: Path, codes: set[int]) -> float:
    before = time.perf_counter()
    ran = subprocess.run(
        command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - before
    if ran.returncode not in codes:
        raise SystemExit(
            f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        )
    return seconds


def judge_alone(hosts: int) -> int:
    """Judge 1,000 hosts (the median of 15) and then many; the figures go to standard output."""
    small = statistics.median(judge(1000)[1] for _repeat in range(15))
    verdicts, seconds = judge(hosts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"verdicts": verdicts, "seconds": seconds, "peak_mb": peak, "seconds_1k": small}
    sys.stdout.write(json.dumps(figures))
    return 0


def main(arguments: list[str]) -> int:
    """Measure, show, write; 1 where a limit is missed."""
    if arguments[:1] == ["--judge"]:
        return judge_alone(int(arguments[1]))
    figures = {**judge_figures(), **replay_figures(), **sweep_figures()}
    missed = 0
    for name, figure in figures.items():
        bound, limit = LIMITS.get(name, ("", 0.0))
        holds = not bound or (figure >= limit if bound == "at least" else figure <= limit)
        missed += not holds
        told = f"{bound} {limit:,g}" if bound else ""
        sys.stdout.write(f"{name:30}{figure:>14,.2f}  {told:18}{'' if holds else 'MISSED'}\n")
    Path("reports").mkdir(exist_ok=True)
    rounded = {name: round(figure, 3) for name, figure in figures.items()}
    Path("reports/bench.json").write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
