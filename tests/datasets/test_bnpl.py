"""Purchases that are paid later: that risks are rates of default, and what else the file promises."""

from __future__ import annotations

import pytest
from made import (
    ascending,
    concentrated,
    database,
    depends,
    failures,
    refers,
    share,
    unique,
)

BNPL = {
    "keys": unique("orders", "order_id"),
    "keys of payments": unique("payments", "payment_id"),
    "customers": refers("orders", "customer_id", "customers", "customer_id"),
    "merchants": refers("orders", "merchant_id", "merchants", "merchant_id"),
    "orders": refers("payments", "order_id", "orders", "order_id"),
    "one merchant": depends("orders", "merchant_id", "category"),
    "one customer": depends("orders", "customer_id", "credit_score"),
    "in order": ascending("orders", "ordered_at", "order_id"),
    "after joining": (
        "SELECT bool_and(ordered_at >= joined) FROM orders JOIN customers USING (customer_id)"
    ),
    "history": (
        "SELECT bool_and(previous_orders = earlier_orders + place) FROM (SELECT *, row_number() "
        "OVER (PARTITION BY customer_id ORDER BY order_id) - 1 AS place FROM orders) "
        "JOIN customers USING (customer_id)"
    ),
    "late payments of the last six": (
        "SELECT count(*) > 10000 AND bool_and(recent_late = late_before) FROM (SELECT *, "
        "sum(late::INT) OVER (PARTITION BY customer_id ORDER BY order_id ROWS BETWEEN 6 PRECEDING "
        "AND 1 PRECEDING) AS late_before, row_number() OVER (PARTITION BY customer_id ORDER BY "
        "order_id) AS place FROM orders) WHERE place > 6 OR previous_orders < place"
    ),
    "a few order much": concentrated("orders", "customer_id", 0.25),
    "default is late": (
        "SELECT bool_and(late OR NOT defaulted) AND bool_and(outcome = CASE WHEN defaulted THEN "
        "'default' WHEN late THEN 'late' ELSE 'on time' END) FROM orders"
    ),
    "the level": f"SELECT {share('orders', 'defaulted')} BETWEEN 0.026 AND 0.034",
    "the risk falls with the score": (
        "SELECT bool_and(ok) FROM (SELECT avg(default_risk) < 0.8 * lag(avg(default_risk)) OVER "
        "(ORDER BY b) AS ok FROM (SELECT *, least(greatest(credit_score, 500), 799) // 50 AS b "
        "FROM orders) GROUP BY b)"
    ),
    "the risk rises with late payments": (
        "SELECT bool_and(ok) FROM (SELECT avg(default_risk) > 1.5 * lag(avg(default_risk)) OVER "
        "(ORDER BY recent_late) AS ok FROM orders WHERE recent_late < 5 GROUP BY recent_late)"
    ),
    "the risk rises with the amount": (
        "SELECT avg(default_risk) FILTER (amount > 200) > 1.5 * avg(default_risk) "
        "FILTER (amount < 50) FROM orders"
    ),
    "the risk is higher in winter": (
        "SELECT avg(default_risk) FILTER (month(ordered_at) > 10) > 1.15 * avg(default_risk) "
        "FILTER (month(ordered_at) < 11) FROM orders"
    ),
    "Black Friday": (
        "SELECT sum(n) FILTER (day = '2024-11-29') > 1.2 * avg(n) FROM (SELECT "
        "ordered_at::DATE AS day, count(*) AS n FROM orders WHERE year(ordered_at) = 2024 AND "
        "month(ordered_at) = 11 AND dayofweek(ordered_at) = 5 GROUP BY day)"
    ),
    "in the evening": (
        f"SELECT {share('orders', 'hour(ordered_at) BETWEEN 18 AND 21')} BETWEEN 0.26 AND 0.3"
    ),
    "instalments": (
        "SELECT bool_and(n = instalments AND s = amount AND first = 1 AND n = last) FROM (SELECT "
        "order_id, count(*) AS n, sum(amount) AS s, min(number) AS first, max(number) AS last "
        "FROM payments GROUP BY order_id) JOIN orders USING (order_id)"
    ),
    "numbers of instalments": (
        "SELECT list(DISTINCT instalments ORDER BY instalments) = [1, 3, 4, 6, 12] FROM orders"
    ),
    "parts are alike": (
        "SELECT bool_and(first_amount BETWEEN instalment_amount AND instalment_amount + 0.11 AND "
        "instalment_amount > 0) FROM orders"
    ),
    "due": (
        "SELECT bool_and(due_date = ordered_at::DATE + (number * interval_days)::INT) "
        "FROM payments JOIN orders USING (order_id)"
    ),
    "paid": (
        "SELECT bool_and((paid_on IS NULL) = (status IN ('due', 'overdue')) AND "
        "(status = 'due') = (due_date >= '2026-01-01') AND coalesce(paid_on < '2026-01-01' AND "
        "(paid_on > due_date) = (status = 'paid late'), true)) FROM payments"
    ),
    "what defaults is not paid": (
        "SELECT bool_and(bad = defaulted) FROM (SELECT order_id, bool_or(status = 'overdue') AS "
        "bad FROM payments GROUP BY order_id HAVING max(due_date) < '2025-11-01') "
        "JOIN orders USING (order_id)"
    ),
    "what is late is paid late": (
        "SELECT bool_and(n = (outcome = 'late')::INT) FROM (SELECT order_id, count(*) FILTER "
        "(status = 'paid late') AS n FROM payments GROUP BY order_id HAVING max(due_date) < "
        "'2025-11-01') JOIN orders USING (order_id)"
    ),
}
#: Shares of FICO scores from 300, 500, 550 and so on, of 2007.
FICO = {300: 2, 500: 5, 550: 8, 600: 12, 650: 15, 700: 18, 750: 27, 800: 13}
#: What orders are grouped by: in each group as many default as the risk says.
GROUPS = [
    "ntile(10) OVER (ORDER BY default_risk)",
    "ntile(10) OVER (ORDER BY credit_score)",
    "ntile(10) OVER (ORDER BY amount)",
    "least(recent_late, 4)",
    "least(previous_orders, 9)",
    "month(ordered_at)",
    "category",
    "instalments",
]


def test_bnpl() -> None:
    assert failures(database("bnpl", rows=40_000), BNPL) == []


@pytest.mark.parametrize("by", GROUPS)
def test_risk_is_the_rate_of_defaults(by: str) -> None:
    """Hosmer and Lemeshow's chi-square, with a degree of freedom for each group as nothing is fitted."""
    groups = (
        database("bnpl", rows=40_000)
        .execute(
            "SELECT sum(defaulted::INT), sum(default_risk), sum(default_risk * (1 - default_risk)) "
            f"FROM (SELECT *, {by} AS g FROM orders) GROUP BY g"
        )
        .fetchall()
    )
    chi = sum((seen - due) ** 2 / variance for seen, due, variance in groups)
    # The quantiles of 99.9 % of 5, 8, 10 and 12 degrees of freedom.
    assert chi < {5: 20.5, 8: 26.1, 10: 29.6, 12: 32.9}[len(groups)]


def test_scores_are_those_of_fico() -> None:
    bins = (
        database("bnpl", rows=40_000)
        .execute(
            "SELECT greatest(300, if(credit_score < 500, 300, credit_score // 50 * 50)) AS bin, "
            "count(*) FROM customers GROUP BY bin"
        )
        .fetchall()
    )
    counts = dict(bins)
    counts[800] += counts.pop(850, 0)
    total = sum(counts.values())
    chi = sum(
        (counts[low] - total * of / 100) ** 2 / (total * of / 100) for low, of in FICO.items()
    )
    assert chi < 24.3  # 99.9 % of 7 degrees of freedom


@pytest.mark.parametrize("rate", [0.005, 0.15])
def test_the_level_of_default_is_a_parameter(rate: float) -> None:
    (got,) = (
        database("bnpl", rows=40_000, default_rate=rate)
        .execute("SELECT avg(default_risk) FROM orders")
        .fetchall()
    )
    assert got[0] == pytest.approx(rate, rel=0.08)


def test_there_are_no_parts_of_a_yen() -> None:
    checks = {
        "whole": "SELECT bool_and(amount % 1 = 0 AND amount > 100) FROM payments",
        "sums": (
            "SELECT bool_and(s = amount AND currency = 'JPY') FROM (SELECT order_id, "
            "sum(amount) AS s FROM payments GROUP BY order_id) JOIN orders USING (order_id)"
        ),
    }
    assert failures(database("bnpl", rows=2000, country="JP"), checks) == []
