"""What an interrupted run has finished, so that the next goes on from there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ..errors import FileSystemError, SerializationError
from ._files import Pending, digest, write_atomically
from ._manifest import NAME, FileEntry, Manifest, text

_JOURNAL = ".manifest.resume.json"


class Journal:
    """The files that are finished.

    Args:
        directory: Where they are.
        run: The digest of all that their bytes depend on.
        on: Whether anything is to be gone on with at all.
    """

    def __init__(self, directory: str, run: str, on: bool) -> None:
        self._path = os.path.join(directory, _JOURNAL)
        self._directory = directory
        self._run = run
        self._on = on
        self._entries: dict[str, FileEntry] = {}
        self._places: dict[str, FileEntry] = {}
        if on:
            self._read()

    def _read(self) -> None:
        with suppress(OSError, ValueError, KeyError, TypeError), open(self._path, "rb") as file:
            found: Mapping[str, Any] = json.load(file)
            if found["run"] == self._run:
                self._entries = {each["path"]: FileEntry(**each) for each in found["files"]}
        with suppress(FileSystemError, SerializationError):
            manifest = Manifest.read(os.path.join(self._directory, NAME))
            if manifest.run == self._run:
                self._places = {entry.path: entry for entry in manifest.files}

    def finished(self, path: str, pending: Pending) -> FileEntry | None:
        """What is known of a file if it is whole, be it in its place or under its temporary name.

        Args:
            path: The file, from the directory.
            pending: The run's files; one under a temporary name is added to them.
        """
        if not self._on:
            return None
        final = os.path.join(self._directory, path)
        entry = self._places.get(path) or self._entries.get(path)
        if entry is not None and _is(final, entry):
            return self._keep(entry)
        entry = self._entries.get(path)
        if entry is not None:
            temporary = pending.begin(final)
            if _is(temporary, entry):
                pending.finished(final)
                return self._keep(entry)
        return None

    def _keep(self, entry: FileEntry) -> FileEntry:
        self._entries[entry.path] = entry
        return entry

    def add(self, entry: FileEntry) -> None:
        """Note a file that is whole.

        Args:
            entry: What is known of it.
        """
        if self._on:
            self._entries[entry.path] = entry
            made = {"run": self._run, "files": [asdict(each) for each in self._entries.values()]}
            write_atomically(self._path, text(made).encode())

    def close(self) -> None:
        """Remove the note: all files are in their places."""
        with suppress(OSError):
            os.unlink(self._path)


def _is(path: str, entry: FileEntry) -> bool:
    try:
        return os.path.getsize(path) == entry.bytes and digest(path)[0] == entry.sha256
    except OSError:
        return False
