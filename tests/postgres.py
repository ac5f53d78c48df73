"""A PostgreSQL server of our own, on loopback, for as long as a test run needs it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a cluster in a temporary folder, and stop it.

    Yields:
        The URI of its database.
    """
    bin_dir = programs()
    assert bin_dir is not None
    with tempfile.TemporaryDirectory() as folder:
        data, user = Path(folder) / "data", None
        if os.getuid() == 0:
            # The server refuses to run as root; the package made a user for it.
            user = "postgres"
            os.chmod(folder, 0o755)
            data.mkdir()
            account = pwd.getpwnam(user)
            os.chown(data, account.pw_uid, account.pw_gid)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]

        def run(*command: str) -> None:
            subprocess.run(
                [str(bin_dir / command[0]), *command[1:]],
                check=True,
                user=user,
                cwd="/",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.STDOUT,
                timeout=120,
            )

        run("initdb", "-D", str(data), "-U", "forgery", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        )
        run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(data / "log"), "start")
        try:
            yield f"postgresql://forgery@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
