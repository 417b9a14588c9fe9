# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for this machine's own addresses, good and bad ones, kept in a folder.

It needs the package `cryptography`, which ansible-core brings along.
"""

from __future__ import annotations

import dataclasses
import datetime
import ipaddress
import typing as t
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY: t.Final = datetime.timedelta(days=1)
LIFE: t.Final = 30 * DAY
HERE: t.Final = ("localhost", "127.0.0.1", "::1")


@dataclasses.dataclass(frozen=True)
class Pair:
    """A certificate and its key, as PEM files."""

    certificate: Path
    key: Path


@dataclasses.dataclass(frozen=True)
class Certificates:
    """What `make` leaves in a folder."""

    ca: Path
    """What a client is to trust."""
    server: Pair
    """Good for localhost, 127.0.0.1 and ::1."""
    other_ca: Pair
    """The same, signed by somebody else."""
    wrong_name: Pair
    """Good for landb.example.org only."""
    expired: Pair
    """Good until yesterday."""


def _pair(folder: Path, name: str) -> Pair:
    return Pair(folder / f"{name}.pem", folder / f"{name}.key")


def make(folder: Path) -> Certificates:
    """The certificates in a folder; made anew where they are missing or end within a day."""
    made = Certificates(
        ca=folder / "ca.pem",
        server=_pair(folder, "server"),
        other_ca=_pair(folder, "other_ca"),
        wrong_name=_pair(folder, "wrong_name"),
        expired=_pair(folder, "expired"),
    )
    if _is_good(made):
        return made
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.UTC)
    ours, theirs = _Authority("Simulated CA", now), _Authority("Another CA", now)
    _write(made.server, *ours.sign(HERE, now - DAY, now + LIFE))
    _write(made.other_ca, *theirs.sign(HERE, now - DAY, now + LIFE))
    _write(made.wrong_name, *ours.sign(("landb.example.org",), now - DAY, now + LIFE))
    _write(made.expired, *ours.sign(HERE, now - 2 * DAY, now - DAY))
    made.ca.write_bytes(ours.certificate.public_bytes(serialization.Encoding.PEM))
    return made


def _is_good(made: Certificates) -> bool:
    """Whether they are there and will do; the CA is written last."""
    try:
        ca = x509.load_pem_x509_certificate(made.ca.read_bytes())
    except (OSError, ValueError):
        return False
    return ca.not_valid_after_utc - datetime.datetime.now(datetime.UTC) > DAY


class _Authority:
    """A certificate authority of one's own."""

    def __init__(self, name: str, now: datetime.datetime) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.identifier = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        self.certificate = (
            _builder(self.name, self.name, self.key, now - 3 * DAY, now + LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(self.identifier, critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def sign(
        self, names: t.Sequence[str], begin: datetime.datetime, end: datetime.datetime
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """A server's certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(self.identifier)
        certificate = (
            _builder(subject, self.name, key, begin, end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([_name(each) for each in names]), False)
            .add_extension(issuer, critical=False)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )
        return certificate, key


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begin: datetime.datetime,
    end: datetime.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )


def _write(pair: Pair, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    pair.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pair.key.touch(mode=0o600)
    pair.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
