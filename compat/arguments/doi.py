"""DOIs take no arguments."""

from __future__ import annotations

from arguments import call

CASES = [call("doi", 1), call("doi", prefix="10.1000")]
