"""The datasets of the category finance of one main table: that they hold what their files promise."""

from __future__ import annotations

import pytest
from loans import ANNUITY, frauds
from made import (
    ROWS,
    ascending,
    database,
    depends,
    failures,
    refers,
    share,
    unique,
)

BARS = (
    "SELECT bool_and(low_price <= open_price AND low_price <= close_price AND "
    "high_price >= open_price AND high_price >= close_price AND low_price >= 0) FROM {table}"
)
#: The standard deviation of a day's return, of groups of series.
DAILY = (
    "SELECT {group} AS g, stddev(r) AS sd FROM (SELECT *, ln(close_price / lag(close_price) OVER "
    "(PARTITION BY {key} ORDER BY {time})) AS r FROM {table}) GROUP BY g"
)

RETURNS = (
    "(SELECT ticker, date, ln(close_price / lag(close_price) OVER "
    "(PARTITION BY ticker ORDER BY date)) AS r FROM stocks)"
)


def sd(table: str, key: str, time: str, group: str, value: str) -> str:
    daily = DAILY.format(table=table, key=key, time=time, group=group)
    return f"(SELECT sd FROM ({daily}) WHERE g = '{value}')"


CHECKS: dict[str, dict[str, str]] = {
    "stocks": {
        "key": unique("stocks", "ticker", "date"),
        "companies": refers("stocks", "ticker", "companies", "ticker"),
        "one company": depends("stocks", "ticker", "company_name", "sector", "beta"),
        "bars": BARS.format(table="stocks"),
        "business days": (
            "SELECT count(*) FILTER (dayofweek(date) IN (0, 6)) = 0 AND "
            "min(date) >= '2024-01-01' FROM stocks"
        ),
        "a year of 252 bars": (
            "SELECT max(n) = 252 AND count(*) = 80 FROM "
            "(SELECT count(*) AS n FROM stocks GROUP BY ticker)"
        ),
        "highest and lowest": (
            "SELECT bool_and(high_52_week = h AND low_52_week = l) FROM (SELECT *, "
            "max(high_price) OVER w AS h, min(low_price) OVER w AS l FROM stocks "
            "WINDOW w AS (PARTITION BY ticker ORDER BY date))"
        ),
        "change": (
            "SELECT max(abs(day_change_percent - (close_price / before - 1) * 100)) <= 0.0051 "
            "FROM (SELECT *, lag(close_price) OVER (PARTITION BY ticker ORDER BY date) AS before "
            "FROM stocks) WHERE before > 0"
        ),
        "technology is lively": (
            f"SELECT {sd('stocks', 'ticker', 'date', 'sector', 'Technology')} > "
            f"1.6 * {sd('stocks', 'ticker', 'date', 'sector', 'Utilities')}"
        ),
        "volatility of a year": (
            f"SELECT {sd('stocks', 'ticker', 'date', 'sector', 'Technology')} * sqrt(252) "
            "BETWEEN 0.25 AND 0.55"
        ),
        "shares go together": (
            "SELECT avg(c) BETWEEN 0.2 AND 0.4 FROM (SELECT corr(a.r, b.r) AS c FROM r a JOIN r b "
            "ON a.date = b.date AND a.ticker < b.ticker GROUP BY a.ticker, b.ticker)"
        ).replace(
            "FROM r a JOIN r b",
            f"FROM {RETURNS} a JOIN {RETURNS} b",
        ),
        "losses have no ratio": (
            "SELECT bool_and((pe_ratio IS NULL) = (dividend_yield = 0)) AND "
            "avg((pe_ratio IS NULL)::INT) BETWEEN 0.02 AND 0.35 FROM stocks"
        ),
        "market value": depends("stocks", "ticker", "round(market_cap / close_price / 1000000, 0)"),
        "adjusted": (
            "SELECT bool_and(adjusted_close_price <= close_price) AND "
            "count(*) FILTER (adjusted_close_price < close_price) > 1000 FROM stocks"
        ),
        "volume grows with the range": (
            "SELECT corr(ln(volume / u), (high_price - low_price) / open_price) > 0.2 FROM "
            "(SELECT *, avg(volume) OVER (PARTITION BY ticker) AS u FROM stocks)"
        ),
    },
    "crypto": {
        "bars": BARS.format(table="crypto"),
        "one coin": depends("crypto", "symbol", "name", "blockchain", "circulating_supply"),
        "supply": (
            "SELECT bool_and(circulating_supply <= max_supply) FROM crypto "
            "WHERE max_supply IS NOT NULL"
        ),
        "proof of work": (
            "SELECT bool_and((hash_rate IS NULL) = (symbol NOT IN ('AUR', 'SLT', 'PUP')) AND "
            "(hash_rate IS NULL) = (difficulty IS NULL)) FROM crypto"
        ),
        "market value": (
            "SELECT bool_and(abs(market_cap - close_price * circulating_supply) <= "
            "1 + 1e-9 * market_cap) FROM crypto"
        ),
        "stable coins": (
            "SELECT coalesce(bool_and(close_price BETWEEN 0.8 AND 1.25), true) FROM crypto "
            "WHERE symbol = 'STA'"
        ),
        "lively": (
            f"SELECT {sd('crypto', 'market_id', 'date_time', 'symbol', 'AUR')} "
            "* sqrt(365) BETWEEN 0.4 AND 0.95"
        ),
        "key": unique("crypto", "market_id", "date_time"),
        "pairs": "SELECT bool_and(starts_with(trading_pair, symbol || '/')) FROM crypto",
        "changes": (
            "SELECT bool_and((change_7d_percent IS NULL) = (c IS NULL)) AND "
            "max(abs(change_7d_percent - (close_price / c - 1) * 100)) < 0.1 FROM (SELECT *, "
            "lag(open_price, 6) OVER (PARTITION BY market_id ORDER BY date_time) AS c FROM crypto) "
            "WHERE symbol IN ('AUR', 'NBL', 'SLT', 'KRN')"
        ),
        "opens where it closed": (
            "SELECT bool_and(coalesce(open_price = c, true)) FROM (SELECT *, lag(close_price) "
            "OVER (PARTITION BY market_id ORDER BY date_time) AS c FROM crypto)"
        ),
    },
    "banking": {
        "key": unique("banking", "transaction_id"),
        "accounts": refers("banking", "account_id", "accounts", "account_id"),
        "one owner": depends("banking", "account_id", "customer_id", "account_type", "branch_id"),
        "in order": (
            "SELECT bool_and(ok) FROM (SELECT transaction_date >= lag(transaction_date) OVER "
            "(PARTITION BY account_id ORDER BY transaction_id) AS ok FROM banking)"
        ),
        "running balances": (
            "SELECT bool_and(coalesce(balance_before = before, true)) FROM (SELECT *, "
            "lag(balance_after) OVER (PARTITION BY account_id ORDER BY transaction_id) AS before "
            "FROM banking)"
        ),
        "each balance": (
            "SELECT bool_and(balance_after - balance_before = if(transaction_type IN "
            "('Deposit', 'Interest', 'Transfer In'), transaction_amount, -transaction_amount)) "
            "AND min(transaction_amount) > 0 FROM banking"
        ),
        "opening balances": (
            "SELECT bool_and(b.balance_before = a.opening) FROM accounts a JOIN (SELECT "
            "account_id, first(balance_before ORDER BY transaction_id) AS balance_before "
            "FROM banking GROUP BY account_id) b USING (account_id)"
        ),
        "merchants": (
            "SELECT bool_and((merchant_name IS NOT NULL) = (transaction_type = 'Purchase')) "
            "FROM banking"
        ),
        "one category": depends("banking", "merchant_name", "merchant_category"),
        "cards are for checking": (
            f"SELECT {share('banking', 'transaction_type = $$Purchase$$', 'account_type = $$Savings$$')}"
            " = 0"
        ),
        "reasons": ("SELECT bool_and((fraud_reason IS NOT NULL) = fraud_flag) FROM banking"),
        "abroad": (
            "SELECT avg((postal_code IS NULL)::INT) BETWEEN 0.01 AND 0.04 AND "
            "bool_and(fraud_reason IS NULL OR (postal_code IS NULL) = "
            "starts_with(fraud_reason, 'foreign')) FROM banking"
        ),
        "more fraud abroad": (
            f"SELECT {share('banking', 'fraud_flag', 'postal_code IS NULL')} > "
            f"8 * {share('banking', 'fraud_flag', 'postal_code IS NOT NULL')}"
        ),
        **frauds(
            "banking",
            "fraud_flag",
            "hour(transaction_date) < 5",
            "transaction_amount",
            1000,
            "transaction_type NOT IN ('Deposit', 'Interest', 'Fee')",
        ),
    },
    "insurance": {
        "key": unique("insurance", "policy_id"),
        "customers": refers("insurance", "customer_id", "customers", "customer_id"),
        "agents": depends("insurance", "agent_id", "agent_name"),
        "a year": ("SELECT bool_and(end_date = start_date + INTERVAL 1 YEAR) FROM insurance"),
        "claims": (
            "SELECT bool_and((claim_date IS NULL) = (claim_id IS NULL) AND "
            "(claim_id IS NULL) = (claim_amount IS NULL) AND "
            "(claim_id IS NULL) = (claim_status IS NULL)) FROM insurance"
        ),
        "claims in time and amount": (
            "SELECT bool_and(claim_date BETWEEN start_date AND end_date AND "
            "claim_date < '2026-01-01' AND claim_amount <= coverage_amount) FROM insurance "
            "WHERE claim_id IS NOT NULL"
        ),
        "the risky claim more": (
            f"SELECT {share('insurance', 'claim_id IS NOT NULL', 'risk_score > 0.45')} > "
            f"1.2 * {share('insurance', 'claim_id IS NOT NULL', 'risk_score < 0.2')}"
        ),
        "cars are dearest for the young": (
            "SELECT median(premium_amount / coverage_amount) FILTER (insured_age < 25) > "
            "1.7 * median(premium_amount / coverage_amount) FILTER (insured_age BETWEEN 40 AND 60)"
            " FROM insurance WHERE policy_type = 'Auto'"
        ),
        "lives are dearest for the old": (
            "SELECT corr(insured_age, premium_amount / coverage_amount) > 0.8 FROM insurance "
            "WHERE policy_type = 'Life'"
        ),
        "reasons fit": (
            "SELECT count(DISTINCT policy_type) = 1 FROM insurance WHERE claim_reason = 'hail'"
        ),
        "open claims are new": (
            "SELECT bool_and((claim_status = 'open') = (claim_date > '2025-12-11')) "
            "FROM insurance WHERE claim_id IS NOT NULL"
        ),
    },
    "loans": {
        "key": unique("loans", "loan_id"),
        "scores": "SELECT bool_and(credit_score BETWEEN 350 AND 850) FROM loans",
        "annuity": (
            "SELECT max(abs(monthly_payment - "
            + ANNUITY.format(amount="loan_amount", rate="interest_rate", term="term_months")
            + ")) < 0.006 FROM loans"
        ),
        "total": "SELECT bool_and(total_repayment = monthly_payment * term_months) FROM loans",
        "interest falls with the score": (
            "SELECT corr(credit_score, interest_rate) < -0.8 FROM loans "
            "WHERE loan_type = 'Personal'"
        ),
        "dates": (
            "SELECT bool_and(approval_date >= application_date AND "
            "coalesce(last_payment_date > approval_date AND last_payment_date < '2026-01-01', true))"
            " FROM loans"
        ),
        "what is left": (
            "SELECT bool_and(outstanding_balance BETWEEN 0 AND loan_amount) AND "
            "bool_and(outstanding_balance = 0) FILTER (payment_status = 'paid off') FROM loans"
        ),
        "balance after the payments": (
            "SELECT max(abs(outstanding_balance - greatest(loan_amount * g - monthly_payment * "
            "(g - 1) / r, 0)) / loan_amount) < 1e-4 FROM (SELECT *, interest_rate / 1200 AS r, "
            "(1 + interest_rate / 1200) ** (datediff('month', approval_date, last_payment_date)) "
            "AS g FROM loans WHERE last_payment_date IS NOT NULL AND payment_status <> 'paid off')"
        ),
        "default": (
            f"SELECT {share('loans', 'payment_status = $$default$$', 'credit_score < 600')} > "
            f"6 * {share('loans', 'payment_status = $$default$$', 'credit_score > 700')} AND "
            f"{share('loans', 'payment_status = $$default$$')} BETWEEN 0.01 AND 0.06"
        ),
        "secured": (
            "SELECT bool_and((collateral IS NOT NULL) = "
            "(loan_type IN ('Mortgage', 'Auto', 'Business'))) FROM loans"
        ),
    },
    "investments": {
        "portfolios": refers("investments", "portfolio_id", "portfolios", "portfolio_id"),
        "one owner": depends("investments", "portfolio_id", "customer_id", "broker_id"),
        "values": (
            "SELECT max(abs(market_value - quantity * current_price)) <= 0.0051 AND "
            "max(abs(gain_loss_amount - quantity * (current_price - purchase_price))) <= 0.0051 "
            "FROM investments"
        ),
        "shares of a whole": (
            "SELECT bool_and(abs(s - 100) < 0.06) FROM (SELECT sum(allocation_percent) AS s "
            "FROM investments GROUP BY portfolio_id)"
        ),
        "risk by kind": depends("investments", "asset_type", "risk_level"),
        "spread by kind": (
            "SELECT stddev(ln(current_price / purchase_price)) FILTER (asset_type = 'Share') > "
            "3 * stddev(ln(current_price / purchase_price)) FILTER (asset_type = 'Bond') "
            "FROM investments"
        ),
        "crypto pays nothing": (
            "SELECT sum(dividend_yield) FILTER (asset_type IN ('Crypto', 'Commodity')) = 0 AND "
            "avg(dividend_yield) FILTER (asset_type = 'Property') > 3 FROM investments"
        ),
        "portfolios have a style": (
            "SELECT count(DISTINCT asset_type) FILTER (s = 'cautious') = 5 AND "
            "avg((asset_type = 'Crypto')::INT) FILTER (s = 'bold') > 0.1 FROM investments "
            "JOIN (SELECT portfolio_id, strategy AS s FROM portfolios) USING (portfolio_id)"
        ),
    },
    "accounting": {
        "key": unique("accounting", "entry_id", "line"),
        "entries": refers("accounting", "entry_id", "entries", "entry_id"),
        "balanced": (
            "SELECT bool_and(d = c AND d > 0) FROM (SELECT sum(debit) AS d, sum(credit) AS c, "
            "count(*) AS n FROM accounting GROUP BY entry_id) WHERE n = 3"
        ),
        "one side": ("SELECT bool_and((debit > 0) <> (credit > 0)) FROM accounting"),
        "ends at 0": "SELECT bool_and(balance = 0) FROM accounting WHERE line = 3",
        "one account": depends("accounting", "account_id", "account_name", "account_type"),
        "kinds": (
            "SELECT count(DISTINCT account_type) = 4 AND count(account_name) = count(*) "
            "FROM accounting"
        ),
        "one entry": depends(
            "accounting", "entry_id", "transaction_date", "journal_id", "prepared_by", "status"
        ),
        "in order": ascending("accounting", "transaction_date", "entry_id, line"),
        "business days": (
            "SELECT count(*) FILTER (dayofweek(transaction_date) IN (0, 6)) = 0 FROM accounting"
        ),
        "approval": (
            "SELECT bool_and((approved_by IS NULL) = (status = 'draft') AND "
            "coalesce(approval_date >= transaction_date, true)) FROM accounting"
        ),
        "amounts": (
            "SELECT stddev(ln(total)) BETWEEN 0.95 AND 1.25 FROM entries "
            "WHERE journal_type = 'Sales'"
        ),
    },
    "payments": {
        "key": unique("payments", "transaction_id"),
        "customers": refers("payments", "customer_id", "customers", "customer_id"),
        "one customer": depends("payments", "customer_id", "customer_email"),
        "one merchant": depends("payments", "merchant_name", "merchant_category", "is_recurring"),
        "ascend": ascending("payments", "created_at", "transaction_id"),
        "fees": (
            "SELECT bool_and(if(status = 'failed', transaction_fee = 0, transaction_fee >= 0.3 "
            "AND transaction_fee <= amount * 0.03 + 0.31)) FROM payments"
        ),
        "settled": (
            "SELECT bool_and(coalesce(settled_at >= created_at, true) AND (settled_at IS NULL OR "
            "status IN ('completed', 'refunded'))) FROM payments"
        ),
        "failures": (
            "SELECT bool_and((failure_reason IS NOT NULL) = (status = 'failed')) AND "
            "avg((status = 'failed')::INT) BETWEEN 0.035 AND 0.055 FROM payments"
        ),
        "cards": (
            "SELECT bool_and((card_last_four IS NOT NULL) = (payment_method = 'card') AND "
            "(card_brand IS NOT NULL) = (payment_method = 'card') AND "
            "(account_id IS NULL) = (payment_method = 'card')) FROM payments"
        ),
        "recurring": (
            "SELECT bool_and((recurring_frequency IS NOT NULL) = is_recurring) FROM payments"
        ),
        "scores": (
            "SELECT avg(risk_score) FILTER (fraud_detected) > "
            "2 * avg(risk_score) FILTER (NOT fraud_detected) FROM payments"
        ),
        "amounts by category": (
            "SELECT median(amount) FILTER (merchant_category = 'Travel') > "
            "5 * median(amount) FILTER (merchant_category = 'Groceries') FROM payments"
        ),
        **frauds("payments", "fraud_detected", "hour(created_at) < 6", "amount", 500),
    },
}


@pytest.mark.parametrize("name", CHECKS)
def test_patterns(name: str) -> None:
    rows = 80 * 252 if name == "stocks" else 40_000 if name in {"banking", "payments"} else ROWS
    assert failures(database(name, rows=rows), CHECKS[name]) == []


def test_amounts_are_lognormal() -> None:
    got = (
        database("banking", rows=40_000)
        .execute(
            "SELECT avg(ln(transaction_amount)), stddev(ln(transaction_amount)), "
            "skewness(ln(transaction_amount)) FROM banking WHERE transaction_type = 'Deposit'"
        )
        .fetchall()[0]
    )
    assert got[0] == pytest.approx(6.6, abs=0.05)
    assert got[1] == pytest.approx(0.7, abs=0.03)
    assert abs(got[2]) < 0.15
