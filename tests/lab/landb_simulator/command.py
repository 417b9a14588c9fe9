# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import typing as t
from pathlib import Path

from .faults import SeedError
from .simulator import Simulator
from .style import STYLES
from .tokens import LIFETIME


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="landb_simulator", description="A server that behaves like LanDB's SOAP interface."
    )
    add = parser.add_argument
    add("--seed", required=True, metavar="FILE", help="what it holds: YAML or JSON")
    add("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    add("--port", type=int, default=0, help="the port; 0: any that is free")
    add("--certificate", metavar="PEM", type=Path, help="serve HTTPS with this certificate")
    add("--key", metavar="PEM", type=Path, help="its key")
    add("--make-certificates", metavar="DIR", type=Path, help="serve HTTPS with those made there")
    add("--log", metavar="FILE", type=Path, help="append the calls to it as JSON lines")
    add("--token-lifetime", type=float, default=LIFETIME, metavar="S", help="(%(default)s)")
    add("--token-calls", type=int, metavar="N", help="the calls that a token is good for")
    add("--latency", type=float, default=0.0, metavar="S", help="of every call")
    add("--latency-per-block", type=float, default=0.0, metavar="S", help="of one with names")
    add("--unknown-in-array", choices=("omit", "fault", "nil"), default="omit")
    add("--dhcp-delay", type=float, default=0.0, metavar="S", help="until it follows a write")
    add("--dhcp-view-from", choices=("bindings", "seed"), default="bindings")
    add("--my-device", metavar="NAME", help="the device that getMyDeviceInfo answers for")
    add("--style", choices=sorted(STYLES), default="wsdl", help="how replies are written")
    return parser


def _simulator(options: argparse.Namespace) -> Simulator:
    certificate, key = options.certificate, options.key
    if options.make_certificates:
        from . import certificates  # noqa: PLC0415 - needs a package that a lab may lack

        made = certificates.make(options.make_certificates)
        certificate, key = made.server.certificate, made.server.key
    return Simulator(
        options.seed,
        host=options.host,
        port=options.port,
        certificate=certificate,
        key=key,
        log=options.log,
        token_lifetime=options.token_lifetime,
        token_calls=options.token_calls,
        latency=options.latency,
        latency_per_block=options.latency_per_block,
        unknown_in_array=options.unknown_in_array,
        dhcp_delay=options.dhcp_delay,
        dhcp_view_from=options.dhcp_view_from,
        my_device=options.my_device,
        style=STYLES[options.style],
    )


def main(arguments: t.Sequence[str] | None = None) -> int:
    """Serve until a signal; the exit status."""
    options = _parser().parse_args(arguments)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        simulator = _simulator(options).start()
    except SeedError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"The simulator cannot start: {error}.")
    print(simulator.url, flush=True)  # noqa: T201
    stopped.wait()
    simulator.stop()
    return 0


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 2
