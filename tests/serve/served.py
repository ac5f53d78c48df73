"""Servers for tests: real processes on a free port, each ended by who started it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import typing
from pathlib import Path

import forgery

SOURCE = str(Path(forgery.__file__).parent.parent)


class Served:
    """A server in a process of its own."""

    def __init__(self, *arguments: str, **settings: typing.Any) -> None:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("FORGERY_")},
            "PYTHONPATH": SOURCE,
            "PYTHONUTF8": "1",
            **{f"FORGERY_{key.upper()}": str(value) for key, value in settings.items()},
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "forgery", "serve", "--port", "0", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        self.lines: list[str] = []
        self._new: queue.Queue[dict[str, typing.Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.port = int(self.wait_for("listening", 120)["port"])
        except BaseException:
            self.stop()
            raise
        self.url = f"http://127.0.0.1:{self.port}"

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            try:
                event = json.loads(line)
            except ValueError:
                continue
            self._new.put(event)
        self._new.put(None)

    def wait_for(
        self, event: str, seconds: float = 30, **having: typing.Any
    ) -> dict[str, typing.Any]:
        """The next line of the log that tells of an event."""
        while True:
            line = self._new.get(timeout=seconds)
            assert line is not None, "".join(self.lines)
            if line["event"] == event and having.items() <= line.items():
                return line

    def memory(self) -> int:
        """The memory of the process, in bytes."""
        text = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def threads(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def signal(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def stop(self) -> int:
        """End it, and give its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)
        finally:
            self._reader.join(5)
            if self.process.stderr is not None:
                self.process.stderr.close()

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
