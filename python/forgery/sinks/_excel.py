"""Excel workbooks, written row by row in memory that does not grow (XlsxWriter)."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .._optional import need
from ..errors import ExportFormatError, InvalidTypeError, SerializationError
from ._options import flag, known
from ._sink import FileSink

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo

#: The rows and columns of a sheet, and the characters of a cell.
ROWS, COLUMNS, LETTERS = 1_048_576, 16_384, 32_767
_EPOCH = datetime.datetime(1899, 12, 30)
#: No workbook says when it was made: the same rows are the same bytes.
_CREATED = datetime.datetime(2026, 1, 1)
_FORMATS = {
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm:ss",
    "time": "hh:mm:ss",
    "duration": "[h]:mm:ss",
}


class Excel(FileSink):
    """A workbook with a sheet, or several where the rows are too many for one."""

    suffixes = (".xlsx",)
    text = False
    rows = 4096
    needs = ("xlsxwriter", "excel")

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        made = known("xlsx", options, {"sheet": None, "header": True, "split": False})
        flag("header", made["header"])
        flag("split", made["split"])
        if made["sheet"] is not None and not isinstance(made["sheet"], str):
            raise InvalidTypeError(f"sheet must be a text, not {made['sheet']!r}")
        return made

    @classmethod
    def check_table(cls, info: TableInfo, options: Mapping[str, Any]) -> None:
        """Raise if the table does not fit."""
        room = ROWS - int(options["header"])
        rows = options.get("stop", info.rows) - options.get("first", 0)
        if rows > room and not options["split"]:
            raise ExportFormatError(
                f"xlsx: table '{info.name}' has {rows:,} rows, a sheet {room:,}: "
                "write several sheets (split: True), several files (rows_per_file), or parquet or csv"
            )
        if len(info.columns) > COLUMNS:
            message = (
                f"xlsx: table '{info.name}' has {len(info.columns):,} columns, a sheet {COLUMNS:,}"
            )
            raise ExportFormatError(message)

    def begin(self) -> None:
        """Open the workbook and its first sheet."""
        xlsxwriter = need("xlsxwriter", "excel")
        # Rows wait there, and go with it whatever happens.
        self._waiting = tempfile.TemporaryDirectory(prefix="forgery-")
        self._book = xlsxwriter.Workbook(
            self.file,
            {
                "constant_memory": True,
                "tmpdir": self._waiting.name,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": True,
                "default_date_format": _FORMATS["datetime"],
            },
        )
        self._book.set_properties({"created": _CREATED})
        self._styles = [
            self._book.add_format({"num_format": _FORMATS[column.type]})
            if column.type in _FORMATS
            else None
            for column in self.info.columns
        ]
        self._sheets = 0
        self._new_sheet()

    def _new_sheet(self) -> None:
        self._sheets += 1
        name = _sheet_name(self.options["sheet"] or self.info.name)
        if self._sheets > 1:
            mark = f" {self._sheets}"
            name = name[: 31 - len(mark)] + mark
        self._sheet = self._book.add_worksheet(name)
        self._row = 0
        if self.options["header"]:
            for at, column in enumerate(self.info.names):
                self._sheet.write_string(0, at, column)
            self._row = 1

    def prepare(self, batch: Rows) -> Any:
        """The columns as lists of values."""
        pyarrow = need("pyarrow", "arrow")
        return [column.to_pylist() for column in pyarrow.record_batch(batch).columns]

    def write(self, batch: Any) -> None:
        """Write rows, on another sheet where this one is full."""
        sheet = self._sheet
        for values in zip(*batch):
            if self._row == ROWS:
                self._new_sheet()
                sheet = self._sheet
            for at, value in enumerate(values):
                self._cell(sheet, at, value)
            self._row += 1

    def _cell(self, sheet: Any, at: int, value: Any) -> None:
        row, style = self._row, self._styles[at]
        value = cell(value)
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, at, value, style)
        else:
            if len(value) > LETTERS:
                raise SerializationError(
                    f"xlsx: row {row} of column '{self.info.names[at]}' has {len(value):,} characters, "
                    f"a cell {LETTERS:,}"
                )
            sheet.write_string(row, at, value)

    def end(self) -> None:
        """Write the workbook."""
        self._book.close()
        self._waiting.cleanup()

    def abort(self) -> None:
        """Close the file as it is, and those where rows wait."""
        super().abort()
        if hasattr(self, "_waiting"):
            for sheet in self._book.worksheets():
                with suppress(Exception):
                    sheet.row_data_fh.close()
            self._waiting.cleanup()


def cell(value: Any) -> Any:
    """What a workbook holds for a value: numbers, texts, truth values, and days as numbers.

    Args:
        value: The value.
    """
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        # Numbers have fifteen digits there.
        return str(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime.datetime):
        past = value - _EPOCH
    elif isinstance(value, datetime.date):
        return (value - _EPOCH.date()).days if value.year >= 1900 else value.isoformat()
    elif isinstance(value, datetime.time):
        past = datetime.datetime.combine(_EPOCH, value) - _EPOCH
    elif isinstance(value, datetime.timedelta):
        past = value
    elif isinstance(value, bytes):
        return value.hex()
    elif type(value).__name__ == "Decimal":
        return float(value)
    else:
        return str(value)
    if past < datetime.timedelta(0):
        return str(value)
    return past / datetime.timedelta(days=1)


def _sheet_name(name: str) -> str:
    cleaned = "".join("_" if sign in "[]:*?/\\" else sign for sign in name).strip("'")
    return cleaned[:31] or "Sheet1"
