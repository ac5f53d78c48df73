"""Now is what Python says it is: in any zone, frozen by whatever means, and the real one afterwards."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

pytest.importorskip("time_machine")

# In a process of its own: time-machine leaves its functions in place, and then Python is always asked.
PROGRAM = """
import datetime as dt, os, sys, time
from forgery.compat import Faker

fake = Faker()
real = dt.datetime

def is_near():
    before = real.now()
    now = fake.date_time_between("now", "now")
    assert before.replace(microsecond=0) <= now <= real.now(), (before, now)
    assert fake.date_between("today", "today") in (before.date(), real.now().date())

for zone in ("UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati"):
    os.environ["TZ"] = zone
    time.tzset()
    is_near()

class Frozen(real):
    @classmethod
    def now(cls, tz=None):
        return cls(2001, 2, 3, 4, 5, 6, tzinfo=tz)

class Broken(real):
    @classmethod
    def now(cls, tz=None):
        raise LookupError("no clock")

dt.datetime = Frozen
assert fake.date_time_between("now", "now") == real(2001, 2, 3, 4, 5, 6)
dt.datetime = Broken
try:
    fake.date_time_between("now", "now")
except LookupError:
    pass
else:
    sys.exit("the broken clock was not asked")
dt.datetime = real
is_near()

import time_machine

with time_machine.travel(1_000_000_000, tick=False):
    assert fake.date_time_between("now", "now") == real.now() == real.fromtimestamp(1_000_000_000)
is_near()
"""


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the process cannot be set here")
def test_now_is_what_python_says():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
