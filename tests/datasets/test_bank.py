"""The dataset of a bank in several tables: that it holds what its file promises."""

from __future__ import annotations

from loans import ANNUITY, frauds
from made import (
    database,
    failures,
    refers,
    share,
    unique,
)

BANK = {
    "keys": unique("transactions", "id"),
    "branches": refers("customers", "branch_id", "branches", "id"),
    "owners": refers("accounts", "customer_id", "customers", "id"),
    "accounts of cards": refers("cards", "account_id", "accounts", "id"),
    "accounts": refers("transactions", "account_id", "accounts", "id"),
    "borrowers": refers("loans", "customer_id", "customers", "id"),
    "loans": refers("loan_payments", "loan_id", "loans", "id"),
    "customers are grown up": (
        "SELECT bool_and(datesub('year', birth_date, joined) >= 18) FROM customers"
    ),
    "opened after joining": (
        "SELECT bool_and(opened >= joined) FROM accounts a JOIN customers c ON customer_id = c.id"
    ),
    "an account each": (
        "SELECT count(DISTINCT customer_id) = (SELECT count(*) FROM customers) FROM accounts"
    ),
    "in order": (
        "SELECT bool_and(ok) FROM (SELECT booked_at >= lag(booked_at) OVER "
        "(PARTITION BY account_id ORDER BY id) AS ok FROM transactions)"
    ),
    "running balances": (
        "SELECT bool_and(balance = opening_balance + s) FROM (SELECT *, sum(if(kind IN "
        "('deposit', 'interest', 'transfer in'), amount, -amount)) OVER (PARTITION BY account_id "
        "ORDER BY id) AS s FROM transactions) t JOIN (SELECT id AS account_id, opening_balance "
        "FROM accounts) a USING (account_id)"
    ),
    "balances of accounts": (
        "SELECT bool_and(a.balance = coalesce(t.last, a.opening_balance) AND "
        "a.transactions = coalesce(t.n, 0)) FROM accounts a LEFT JOIN (SELECT account_id, "
        "last(balance ORDER BY id) AS last, count(*) AS n FROM transactions GROUP BY account_id) t "
        "ON a.id = t.account_id"
    ),
    "merchants": (
        "SELECT bool_and((merchant IS NOT NULL) = (kind = 'purchase')) FROM transactions"
    ),
    "exact shares": "SELECT count(*) FILTER (segment = 'business') = 240 FROM customers",
    "annuity": (
        "SELECT max(abs(payment - "
        + ANNUITY.format(amount="amount", rate="rate", term="term")
        + ")) < 0.006 FROM loans"
    ),
    "twelve payments": (
        "SELECT bool_and(n = 12) FROM (SELECT count(*) AS n FROM loan_payments GROUP BY loan_id)"
    ),
    "payments redeem": (
        "SELECT bool_and(p.amount = interest + principal AND principal > 0 AND "
        "p.balance = l.amount - s AND due > granted) FROM (SELECT *, sum(principal) OVER "
        "(PARTITION BY loan_id ORDER BY number) AS s FROM loan_payments) p "
        "JOIN loans l ON loan_id = l.id"
    ),
    "interest on what is left": (
        "SELECT max(abs(interest - (balance + principal) * rate / 1200)) < 0.02 "
        "FROM loan_payments JOIN (SELECT id AS loan_id, rate FROM loans) USING (loan_id)"
    ),
    "interest falls with the score": (
        "SELECT corr(credit_score, rate) < -0.8 FROM loans l JOIN customers c "
        "ON customer_id = c.id WHERE kind = 'personal'"
    ),
    "more fraud abroad": (
        f"SELECT {share('transactions', 'fraud', 'abroad')} > "
        f"8 * {share('transactions', 'fraud', 'NOT abroad')}"
    ),
    **frauds(
        "transactions",
        "fraud",
        "hour(booked_at) < 5",
        "amount",
        1000,
        "kind NOT IN ('deposit', 'interest', 'fee')",
    ),
}


def test_bank() -> None:
    assert failures(database("bank", customers=2000), BANK) == []
