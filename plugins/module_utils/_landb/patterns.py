# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns for the names of devices, as `searchDevice` takes them."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Za-z0-9_%*-]{1,200}\Z")


def search_pattern(written: str) -> str:
    """What is sent to LanDB, which knows % alone. ValueError with what is wrong with it."""
    if not _FORM.match(written):
        raise ValueError("must consist of letters, digits, - and _, with % or * for any characters")
    if not re.search("[A-Za-z0-9]", written):
        raise ValueError("would list the whole database; it needs a letter or a digit")
    return re.sub("[%*]+", "%", written)
