"""What the datasets of banks, loans and payments have in common."""

from __future__ import annotations

from made import share

ANNUITY = "{amount} * ({rate} / 1200) / (1 - (1 + {rate} / 1200) ** -{term})"


def frauds(
    table: str, flag: str, hour: str, amount: str, large: int, among: str = "true"
) -> dict[str, str]:
    of_large = share(table, flag, f"{amount} >= {large} AND {among}")
    of_others = share(table, flag, f"{amount} < {large} AND {among}")
    return {
        "some tenths of a percent are fraud": f"SELECT {share(table, flag)} BETWEEN 0.0015 AND 0.008",
        "more at night": (
            f"SELECT {share(table, flag, hour)} > 4 * {share(table, flag, f'NOT ({hour})')}"
        ),
        "more of large amounts": f"SELECT {of_large} > 4 * {of_others}",
    }
