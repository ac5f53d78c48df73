"""The datasets of the category business: that they hold what their files promise."""

from __future__ import annotations

import pytest
from made import (
    ROWS,
    ascending,
    concentrated,
    database,
    depends,
    failures,
    refers,
    share,
    unique,
)

#: Orders in a day of November and December by those in a day of the other months.
PEAK = (
    "SELECT (count(*) FILTER (m >= 11) / 122.0) / (count(*) FILTER (m < 11) / 609.0) "
    "BETWEEN 1.3 AND 1.65 FROM (SELECT month({column}) AS m FROM {table})"
)
GROWTH = (
    "SELECT count(*) FILTER (year({column}) = 2025) / count(*) FILTER (year({column}) = 2024) "
    "BETWEEN {low} AND {high} FROM {table}"
)


def seasonal(table: str, column: str) -> dict[str, str]:
    sunday = share(table, f"dayofweek({column}) = 0")
    return {
        "within the period": (
            f"SELECT min({column})::DATE >= '2024-01-01' AND max({column})::DATE < '2026-01-01' "
            f"FROM {table}"
        ),
        "more at the end of the year": PEAK.format(table=table, column=column),
        "fewest on Sundays": f"SELECT {sunday} BETWEEN 0.09 AND 0.135",
        "growth": GROWTH.format(table=table, column=column, low=1.03, high=1.17),
    }


def discounts(table: str, column: str, date: str) -> dict[str, str]:
    november = share(table, f"{column} > 0", f"month({date}) = 11")
    other = share(table, f"{column} > 0", f"month({date}) <> 11")
    return {"discounts in November": f"SELECT {november} > 0.6 AND {other} < 0.32"}


def rarely(table: str, amount: str, method: str, condition: str) -> dict[str, str]:
    large = share(table, f"{method} {condition}", f"{amount} >= 500")
    small = share(table, f"{method} {condition}", f"{amount} < 50")
    return {"large amounts are rarely cash": f"SELECT {large} < 0.03 AND {small} > 3 * {large}"}


def priced(table: str, price: str) -> dict[str, str]:
    median = f"(SELECT median({price}) FROM {table} WHERE category = '{{}}')"
    electronics, groceries = median.format("Electronics"), median.format("Groceries")
    return {"price by category": f"SELECT {electronics} > 5 * {groceries}"}


CHECKS: dict[str, dict[str, str]] = {
    "sales": {
        "key": unique("sales", "order_id"),
        "customers": refers("sales", "customer_id", "customers", "customer_id"),
        "products": refers("sales", "product_id", "products", "product_id"),
        "one customer": depends(
            "sales", "customer_id", "customer_name", "customer_email", "city", "region"
        ),
        "one product": depends("sales", "product_id", "product_name", "unit_price", "category"),
        "one region of a state": depends("sales", "state_province", "region"),
        "sums": (
            "SELECT bool_and(total_price = unit_price * quantity AND discount >= 0 "
            "AND final_price = total_price - discount AND profit < final_price) FROM sales"
        ),
        "dates": (
            "SELECT bool_and(order_date <= ship_date AND ship_date < delivery_date) FROM sales"
        ),
        "numbers ascend with time": ascending("sales", "order_date", "order_id"),
        "prices end in 99": "SELECT bool_and(unit_price % 1 = 0.99) FROM sales",
        "few customers order most": concentrated("sales", "customer_id", 0.3),
        "few products sell most": concentrated("sales", "product_id", 0.4),
        "companies buy more": (
            "SELECT avg(quantity) FILTER (customer_segment = 'Corporate') > "
            "2.5 * avg(quantity) FILTER (customer_segment = 'Consumer') FROM sales"
        ),
        "express is quicker": (
            "SELECT avg(delivery_date - order_date) FILTER (shipping_mode = 'Express') < "
            "0.6 * avg(delivery_date - order_date) FILTER (shipping_mode = 'Standard') FROM sales"
        ),
        **seasonal("sales", "order_date"),
        **discounts("sales", "discount", "order_date"),
        **rarely("sales", "final_price", "payment_method", "= 'Cash'"),
        **priced("sales", "unit_price"),
    },
    "customers": {
        "key": unique("customers", "customer_id"),
        "names": (
            "SELECT bool_and(contains(full_name, first_name) AND contains(full_name, last_name) "
            "AND email LIKE '%_@_%') FROM customers"
        ),
        "age": (
            "SELECT bool_and(age BETWEEN 18 AND 90 AND "
            "age = datesub('year', date_of_birth, DATE '2026-01-01')) FROM customers"
        ),
        "accounts ascend": ascending("customers", "account_created_date", "customer_id"),
        "more accounts every year": GROWTH.format(
            table="customers", column="account_created_date", low=1.2, high=1.4
        ),
        "last purchase": (
            "SELECT bool_and((last_purchase_date IS NULL) = (total_orders = 0) AND "
            "coalesce(last_purchase_date BETWEEN account_created_date AND '2026-01-01', true)) "
            "FROM customers"
        ),
        "spent": (
            "SELECT bool_and(total_spent = coalesce(total_orders * average_order_value, 0) "
            "AND loyalty_points = if(loyalty_member, floor(total_spent), 0)) FROM customers"
        ),
        "income and spending go together": (
            "SELECT corr(ln(annual_income), ln(average_order_value)) BETWEEN 0.25 AND 0.6 "
            "FROM customers WHERE customer_segment <> 'Corporate'"
        ),
        "income grows with age": (
            "SELECT median(annual_income) FILTER (age BETWEEN 35 AND 54) > "
            "1.6 * median(annual_income) FILTER (age < 25) FROM customers"
        ),
        "the old are widowed": (
            f"SELECT {share('customers', 'marital_status = $$widowed$$', 'age >= 67')} > 0.2 "
            f"AND {share('customers', 'marital_status = $$widowed$$', 'age < 35')} = 0"
        ),
        "inactive": (
            "SELECT bool_and(account_status <> 'active' OR coalesce(last_purchase_date, "
            "account_created_date) >= '2024-12-30') FROM customers"
        ),
    },
    "ecommerce": {
        "key": unique("ecommerce", "transaction_id"),
        "products": refers("ecommerce", "product_id", "products", "product_id"),
        "one product": depends(
            "ecommerce", "product_id", "product_name", "seller_id", "seller_name", "unit_price"
        ),
        "sums": (
            "SELECT bool_and(total_price = unit_price * quantity "
            "AND final_price = total_price - discount_amount "
            "AND abs(discount_amount - total_price * discount_percentage / 100) <= 0.01) "
            "FROM ecommerce"
        ),
        "coupons": (
            "SELECT bool_and((coupon_code IS NOT NULL) = (discount_percentage >= 10)) "
            "FROM ecommerce"
        ),
        "free delivery": (
            "SELECT bool_and(shipping_cost = 0) FROM ecommerce "
            "WHERE final_price >= 50 AND shipping_mode IN ('Standard', 'Economy')"
        ),
        "delivery": (
            "SELECT bool_and(delivery_date > transaction_date::DATE AND "
            "(order_status = 'shipped') = (delivery_date >= '2026-01-01')) "
            "FROM ecommerce WHERE delivery_date IS NOT NULL"
        ),
        "not delivered": (
            "SELECT bool_and(order_status IN ('cancelled', 'processing') "
            "AND review_rating IS NULL) FROM ecommerce WHERE delivery_date IS NULL"
        ),
        "cancelled": f"SELECT {share('ecommerce', 'order_status = $$cancelled$$')} "
        "BETWEEN 0.033 AND 0.047",
        "returns": (
            "SELECT bool_and((return_reason IS NOT NULL) = return_requested "
            "AND return_requested = (order_status = 'returned')) FROM ecommerce"
        ),
        "clothing is returned": (
            f"SELECT {share('ecommerce', 'return_requested', 'category = $$Clothing$$')} > 0.13 "
            f"AND {share('ecommerce', 'return_requested', 'category = $$Books$$')} < 0.05"
        ),
        "reviews": (
            "SELECT bool_and((review_rating IS NULL) = (review_comment IS NULL)) "
            "AND count(review_rating) BETWEEN 0.2 * count(*) AND 0.4 * count(*) FROM ecommerce"
        ),
        "what was sent back is rated lower": (
            "SELECT avg(review_rating) FILTER (return_requested) + 1.5 < "
            "avg(review_rating) FILTER (NOT return_requested) FROM ecommerce"
        ),
        "few sellers sell most": concentrated("ecommerce", "seller_id", 0.2),
        **seasonal("ecommerce", "transaction_date"),
        **discounts("ecommerce", "discount_percentage", "transaction_date"),
        **rarely("ecommerce", "final_price", "payment_method", "LIKE 'Cash%'"),
        **priced("ecommerce", "unit_price"),
    },
    "marketing": {
        "key": unique("marketing", "campaign_id"),
        "funnel": (
            "SELECT bool_and(impressions >= clicks AND clicks >= conversions "
            "AND lead_count >= conversions AND lead_count <= clicks AND conversions >= 0) "
            "FROM marketing"
        ),
        "spending": "SELECT bool_and(0 < spend_usd AND spend_usd <= budget_usd) FROM marketing",
        "rates": (
            "SELECT bool_and(abs(click_through_rate - clicks * 100.0 / impressions) < 1e-4) "
            "AND bool_and(abs(roi_percentage - (revenue_usd / spend_usd - 1) * 100) < 0.05) "
            "FROM marketing WHERE impressions > 0"
        ),
        "cost of a click": (
            "SELECT bool_and(coalesce(abs(cost_per_click - spend_usd / nullif(clicks, 0)) < 1e-3, "
            "cost_per_click IS NULL AND clicks = 0)) FROM marketing"
        ),
        "search is clicked most, display least": (
            "SELECT first(channel ORDER BY r DESC) = 'Search' AND last(channel ORDER BY r DESC) = "
            "'Display' FROM (SELECT channel, sum(clicks) / sum(impressions) AS r FROM marketing "
            "GROUP BY channel)"
        ),
        "rates of the channels": (
            "SELECT bool_and(abs(r / wanted - 1) < 0.1) FROM (SELECT channel, "
            "avg(clicks / impressions) AS r FROM marketing WHERE impressions > 0 GROUP BY channel) "
            "JOIN (VALUES ('Search', 18 / 468.0), ('Social', 10 / 910.0), ('Display', 6 / 1506.0), "
            "('Email', 16 / 566.0), ('Video', 7 / 1007.0)) AS w(channel, wanted) USING (channel)"
        ),
        "dates": (
            "SELECT bool_and(start_date < end_date AND "
            "(status <> 'completed' OR end_date < '2026-01-01') AND "
            "(status <> 'active' OR end_date >= '2026-01-01')) FROM marketing"
        ),
        "longer visits with fewer bounces": (
            "SELECT corr(bounce_rate, avg_session_duration) < -0.5 FROM marketing"
        ),
    },
    "employees": {
        "key": unique("employees", "employee_id"),
        "managers": refers("employees", "manager_id", "employees", "employee_id"),
        "one head": "SELECT count(*) FILTER (manager_id IS NULL) = 1 FROM employees",
        "managers stand above": (
            "SELECT bool_and(manager_id < employee_id) FROM employees WHERE manager_id IS NOT NULL"
        ),
        "staff is managed by managers": (
            "SELECT avg((m.job_title LIKE '%Manager' OR m.job_title LIKE 'Head of%')::INT) > 0.8 "
            "FROM employees e JOIN employees m ON e.manager_id = m.employee_id"
        ),
        "managers' names": (
            "SELECT bool_and(e.manager_name = m.full_name) FROM employees e "
            "JOIN employees m ON e.manager_id = m.employee_id"
        ),
        "shares of the levels": (
            f"SELECT {share('employees', 'job_title LIKE $$Head of%$$')} BETWEEN 0.009 AND 0.011 "
            f"AND {share('employees', 'job_title LIKE $$%Manager$$')} BETWEEN 0.09 AND 0.11"
        ),
        "pay by level": (
            "SELECT median(salary_usd) FILTER (job_title LIKE 'Head of%') > "
            "1.4 * median(salary_usd) FILTER (job_title LIKE '%Manager') AND "
            "median(salary_usd) FILTER (job_title LIKE '%Manager') > "
            "1.15 * median(salary_usd) FILTER (job_title LIKE 'Senior%') FROM employees"
        ),
        "pay by department": (
            "SELECT median(salary_usd) FILTER (department = 'Engineering') > "
            "1.4 * median(salary_usd) FILTER (department = 'Customer Service') FROM employees"
        ),
        "total": "SELECT bool_and(total_compensation_usd = salary_usd + bonus_usd) FROM employees",
        "no bonus below 3": (
            "SELECT bool_and((bonus_usd = 0) = (performance_score < 3)) FROM employees"
        ),
        "hired grown up": (
            "SELECT bool_and(datesub('year', date_of_birth, hire_date) >= 18) FROM employees"
        ),
        "age": (
            "SELECT bool_and(age = datesub('year', date_of_birth, DATE '2026-01-01')) "
            "FROM employees"
        ),
        "leavers": (
            "SELECT bool_and((termination_date IS NOT NULL) = (employee_status = 'left') AND "
            "coalesce(termination_date BETWEEN hire_date AND '2026-01-01', true)) FROM employees"
        ),
        "reviews": (
            "SELECT bool_and(last_performance_review_date BETWEEN hire_date AND "
            "coalesce(termination_date, '2026-01-01')) FROM employees "
            "WHERE last_performance_review_date IS NOT NULL"
        ),
    },
    "suppliers": {
        "key": unique("suppliers", "supplier_id"),
        "the same domain": (
            "SELECT bool_and(contains(website, split_part(email, '@', 2))) FROM suppliers"
        ),
        "ratings": (
            "SELECT min(rating) >= 1 AND max(rating) = 5 AND "
            "corr(rating, on_time_delivery_rate) > 0.7 AND "
            "corr(rating, return_rate_percentage) < -0.6 FROM suppliers"
        ),
        "preferred": (
            "SELECT bool_and(preferred_supplier = (rating >= 4 AND on_time_delivery_rate >= 94)) "
            "AND avg(preferred_supplier::INT) BETWEEN 0.15 AND 0.45 FROM suppliers"
        ),
        "dates": (
            "SELECT bool_and(contract_start_date < contract_end_date AND last_order_date BETWEEN "
            "contract_start_date AND least(contract_end_date, '2026-01-01')) FROM suppliers"
        ),
        "a fifth has most of the value": (
            "SELECT sum(v) FILTER (p > 0.8) > 0.5 * sum(v) FROM (SELECT annual_contract_value_usd "
            "AS v, percent_rank() OVER (ORDER BY annual_contract_value_usd) AS p FROM suppliers)"
        ),
    },
    "retail": {
        "key": unique("retail", "transaction_id"),
        "receipts": unique("retail", "receipt_number"),
        "one store": depends("retail", "store_id", "store_name", "location_city"),
        "one cashier": depends("retail", "cashier_id", "cashier_name", "store_id"),
        "products": refers("retail", "product_id", "products", "product_id"),
        "opening hours": (
            "SELECT min(hour(transaction_datetime)) = 8 AND max(hour(transaction_datetime)) = 20 "
            "FROM retail"
        ),
        "shifts": depends("retail", "hour(transaction_datetime)", "shift_id"),
        "Saturdays are busiest": ("SELECT mode(dayofweek(transaction_datetime)) = 6 FROM retail"),
        "December is busiest": "SELECT mode(month(transaction_datetime)) = 12 FROM retail",
        "sums": (
            "SELECT bool_and(total_price = unit_price * quantity "
            "AND final_price = total_price - discount_amount) FROM retail"
        ),
        "stock": (
            "SELECT bool_and(inventory_before_sale - inventory_after_sale = "
            "if(transaction_status = 'completed', quantity, 0) AND inventory_after_sale >= 0) "
            "FROM retail"
        ),
        "points": (
            "SELECT bool_and(loyalty_points_earned = if(loyalty_member AND transaction_status = "
            "'completed', floor(final_price), 0)) FROM retail"
        ),
        **rarely("retail", "final_price", "payment_method", "= 'Cash'"),
        **priced("retail", "unit_price"),
    },
    "crm": {
        "key": unique("crm", "customer_id"),
        "funnel": (
            "SELECT count(*) FILTER (sales_stage = 'Lead') > "
            "count(*) FILTER (sales_stage = 'Qualified') AND "
            "count(*) FILTER (sales_stage = 'Qualified') > "
            "count(*) FILTER (sales_stage = 'Proposal') AND "
            "count(*) FILTER (sales_stage = 'Proposal') > "
            "count(*) FILTER (sales_stage = 'Negotiation') FROM crm"
        ),
        "chances": (
            "SELECT bool_and(CASE sales_stage WHEN 'Won' THEN deal_probability = 100 "
            "WHEN 'Lost' THEN deal_probability = 0 ELSE deal_probability BETWEEN 5 AND 80 END) "
            "FROM crm"
        ),
        "notes fit the stage": (
            "SELECT count(DISTINCT sales_stage) = 1 FROM crm "
            "WHERE interaction_notes = 'Contract signed.'"
        ),
        "orders": (
            "SELECT bool_and((total_orders > 0) = (sales_stage = 'Won') "
            "AND (total_spent > 0) = (total_orders > 0)) FROM crm"
        ),
        "contacts": (
            "SELECT bool_and(last_contact_date BETWEEN account_creation_date AND '2026-01-01') "
            "FROM crm"
        ),
        "rarely on weekends": (
            f"SELECT {share('crm', 'dayofweek(account_creation_date) IN (0, 6)')} < 0.03"
        ),
        "satisfaction": (
            "SELECT corr(support_tickets, support_satisfaction) < -0.4 AND "
            "bool_and((support_satisfaction IS NULL) = (support_tickets = 0)) FROM crm"
        ),
        "one region of a state": depends("crm", "state", "region"),
    },
    "inventory": {
        "key": unique("inventory", "sku"),
        "suppliers": refers("inventory", "supplier_id", "suppliers", "supplier_id"),
        "one supplier": depends("inventory", "supplier_id", "supplier_name", "lead_time_days"),
        "one warehouse": depends("inventory", "warehouse_id", "warehouse_location"),
        "value": "SELECT bool_and(total_value = unit_price * quantity_on_hand) FROM inventory",
        "reserved": (
            "SELECT bool_and(quantity_reserved BETWEEN 0 AND quantity_on_hand) FROM inventory"
        ),
        "status": (
            "SELECT bool_and((quantity_on_hand <= reorder_level) = "
            "(stock_status IN ('low', 'out of stock'))) FROM inventory"
        ),
        "most is in stock": (
            f"SELECT {share('inventory', 'stock_status = $$in stock$$')} > 0.4 AND "
            f"{share('inventory', 'stock_status = $$low$$')} BETWEEN 0.05 AND 0.5"
        ),
        "ordered again": (
            "SELECT bool_and((next_restock_date IS NOT NULL) = (quantity_on_hand <= reorder_level) "
            "AND coalesce(next_restock_date - DATE '2026-01-01' = lead_time_days, true)) "
            "FROM inventory"
        ),
        "expires": (
            "SELECT bool_and((expiration_date IS NOT NULL) = "
            "(category IN ('Groceries', 'Beauty')) AND "
            "coalesce(expiration_date > last_restock_date, true)) FROM inventory"
        ),
        "fast articles come in large lots": (
            "SELECT corr(reorder_quantity, reorder_level) > 0.4 FROM inventory"
        ),
    },
    "reviews": {
        "key": unique("reviews", "review_id"),
        "customers": refers("reviews", "customer_id", "customers", "customer_id"),
        "one product": depends("reviews", "product_id", "product_name"),
        "J-shaped": (
            "SELECT count(*) FILTER (rating = 5) > count(*) FILTER (rating = 4) AND "
            "count(*) FILTER (rating = 4) > count(*) FILTER (rating = 3) AND "
            "count(*) FILTER (rating = 1) > count(*) FILTER (rating = 2) FROM reviews"
        ),
        "the title fits": depends("reviews", "review_title", "rating"),
        "the text fits": (
            "SELECT bool_and(rating = 5) FROM reviews "
            "WHERE contains(review_text, 'I use it every day.')"
        ),
        "the product's kind is in the text": (
            "SELECT bool_and(ends_with(lower(product_name), "
            "regexp_extract(review_text, 'about the (.*?)\\. ', 1))) FROM reviews"
        ),
        "sentiment": (
            "SELECT corr(rating, sentiment_score) > 0.9 AND "
            "bool_and(sentiment_score BETWEEN -1 AND 1) FROM reviews"
        ),
        "answers": (
            "SELECT bool_and((response_date IS NULL) = (response_from_seller IS NULL) AND "
            "coalesce(response_date > review_date, true)) FROM reviews"
        ),
        "critical reviews are answered": (
            f"SELECT {share('reviews', 'response_date IS NOT NULL', 'rating <= 2')} > 0.5 "
            f"AND {share('reviews', 'response_date IS NOT NULL', 'rating > 2')} < 0.15"
        ),
        "critical reviews are found helpful": (
            "SELECT avg(helpful_votes) FILTER (rating = 1) > "
            "2 * avg(helpful_votes) FILTER (rating = 5) FROM reviews"
        ),
        "some products get most": concentrated("reviews", "product_id", 0.4),
        "more at weekends": (
            f"SELECT {share('reviews', 'dayofweek(review_date) IN (0, 6)')} BETWEEN 0.33 AND 0.4"
        ),
    },
}

SHOP = {
    "keys": unique("orders", "id"),
    "keys of items": unique("items", "id"),
    "customers": refers("orders", "customer_id", "customers", "id"),
    "suppliers": refers("products", "supplier_id", "suppliers", "id"),
    "orders": refers("items", "order_id", "orders", "id"),
    "products": refers("items", "product_id", "products", "id"),
    "payments": refers("payments", "order_id", "orders", "id"),
    "returns": refers("returns", "item_id", "items", "id"),
    "reviews": refers("reviews", "item_id", "items", "id"),
    "reviewed products": (
        "SELECT bool_and(r.product_id = i.product_id AND r.customer_id = o.customer_id) "
        "FROM reviews r JOIN items i ON r.item_id = i.id JOIN orders o ON i.order_id = o.id"
    ),
    "sums of orders": (
        "SELECT bool_and(total = items_total + postage AND items_total = amount "
        "AND item_count = n) FROM orders JOIN (SELECT order_id, sum(amount) AS amount, "
        "count(*) AS n FROM items GROUP BY order_id) ON order_id = id"
    ),
    "an item in each order": (
        "SELECT count(DISTINCT order_id) = (SELECT count(*) FROM orders) AND max(line) = 8 "
        "FROM items"
    ),
    "amounts of payments": (
        "SELECT bool_and(p.amount = o.total AND paid_at >= ordered_at AND "
        "refunded = (status = 'cancelled')) AND count(*) = (SELECT count(*) FROM orders) "
        "FROM payments p JOIN orders o ON p.order_id = o.id"
    ),
    "joined before ordering": (
        "SELECT bool_and(joined < ordered_at) FROM orders o JOIN customers c ON customer_id = c.id"
    ),
    "dates": (
        "SELECT bool_and(ordered_at < shipped_at AND shipped_at < delivered_at) "
        "FROM orders WHERE status <> 'cancelled'"
    ),
    "what is cancelled is not sent": (
        "SELECT bool_and((shipped_at IS NULL) = (status = 'cancelled')) AND "
        "avg((status = 'cancelled')::INT) BETWEEN 0.015 AND 0.04 FROM orders"
    ),
    "returned after delivery": (
        "SELECT bool_and(returned_at > delivered_at AND refund = amount) FROM returns r "
        "JOIN items i ON item_id = i.id JOIN orders o ON order_id = o.id"
    ),
    "reviewed after delivery": (
        "SELECT count(*) = count(written_at) AND bool_and(written_at > delivered_at) "
        "FROM reviews r JOIN items i ON item_id = i.id JOIN orders o ON order_id = o.id"
    ),
    "what was sent back is rated lower": (
        "SELECT avg(rating) FILTER (x.id IS NOT NULL) + 1.5 < avg(rating) FILTER (x.id IS NULL) "
        "FROM reviews r LEFT JOIN returns x USING (item_id)"
    ),
    "different products in a promotion": unique("promotion_products", "promotion_id", "product_id"),
    "exact shares": ("SELECT count(*) FILTER (segment = 'business') = 1250 FROM customers"),
    "few customers order most": concentrated("orders", "customer_id", 0.25),
    **{f"orders: {what}": check for what, check in seasonal("orders", "ordered_at").items()},
    **rarely("payments", "amount", "method", "= 'cash'"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_patterns(name: str) -> None:
    assert failures(database(name, rows=ROWS), CHECKS[name]) == []


def test_shop() -> None:
    assert failures(database("shop", customers=5000), SHOP) == []
