"""Emoji take no arguments."""

from __future__ import annotations

from arguments import call

CASES = [call("emoji", 1), call("emoji", category="smileys")]
