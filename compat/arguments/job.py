"""Jobs take no arguments."""

from __future__ import annotations

from arguments import call

CASES = [call("job", "too much"), call("job_male", sex="M"), call("job_female", None)]
