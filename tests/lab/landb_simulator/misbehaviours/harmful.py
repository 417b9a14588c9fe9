# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML that does harm to whoever reads it."""

from __future__ import annotations

import dataclasses
import re

from ..reply import Writer
from .rules import Kind, Reply


@dataclasses.dataclass(frozen=True)
class EntityExpansion(Kind):
    """A document type whose entities grow beyond measure."""

    levels: int = 10

    def text(self, text: str, _writer: Writer, /) -> str:
        """The reply, with an entity in the place of its first text."""
        entities = '<!ENTITY e0 "LanDB">' + "".join(
            f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, self.levels)
        )
        text = text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
        text = re.sub(r">[^<>]+<", f">&e{self.levels - 1};<", text, count=1)
        return f'<?xml version="1.0"?><!DOCTYPE landb [{entities}]>{text}'


@dataclasses.dataclass(frozen=True)
class DeepNesting(Kind):
    """Arrays within arrays within arrays."""

    depth: int = 100_000

    def text(self, text: str, writer: Writer, /) -> str:
        """The reply, with a deep hole at the end of its body."""
        end = f"</{writer.style.envelope_prefix}:Body>"
        return text.replace(end, "<item>" * self.depth + "</item>" * self.depth + end)


@dataclasses.dataclass(frozen=True)
class Padding(Kind):
    """A reply that is as long as this, by a comment."""

    megabytes: float

    def text(self, text: str, writer: Writer, /) -> str:
        """The reply, with much ado about nothing."""
        end = f"</{writer.style.envelope_prefix}:Envelope>"
        return text.replace(end, f"<!--{'x' * int(self.megabytes * 1_000_000)}-->{end}")


@dataclasses.dataclass(frozen=True)
class WrongEncoding(Kind):
    """Bytes that are not what the XML declaration and the header say."""

    encoding: str = "latin-1"
    sample: str = "Zürich"

    def reply(self, reply: Reply) -> Reply:
        """The reply, with a text in another encoding as its first one."""
        sample = self.sample.encode(self.encoding)
        body = re.sub(rb">[^<>]+<", lambda _match: b">" + sample + b"<", reply.body, count=1)
        return dataclasses.replace(reply, body=body)
