"""The datasets of technology keep the patterns that their files promise."""

from __future__ import annotations

import pytest
from frames import frames, has_catalogue, near, same_in_parts

ROWS = 20_000
NAMES = {
    "web_analytics": "session_id",
    "app_usage": "usage_id",
    "system_logs": "log_id",
    "api_calls": "call_id",
    "server_metrics": "metric_id",
    "sessions": "session_id",
    "error_logs": "error_id",
    "performance": "metric_id",
}


def sizes(name):
    """Parameters for 20,000 rows; those of series are a multiple of their keys."""
    return {"rows": ROWS, **({"endpoints": 20} if name == "performance" else {})}


@pytest.mark.parametrize(("name", "key"), NAMES.items())
def test_has_the_columns_of_the_catalogue_and_a_key(name, key):
    f = frames(name, **sizes(name))
    has_catalogue(f, ROWS)
    f.unique(key)


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_those_of_the_whole(name):
    same_in_parts(name, rows=1500)


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("web_analytics", "timestamp"),
        ("sessions", "session_start"),
        ("app_usage", "session_start_time"),
        ("system_logs", "timestamp"),
        ("api_calls", "timestamp"),
        ("error_logs", "timestamp"),
    ],
)
def test_events_come_in_order_and_follow_the_hours(name, time):
    f = frames(name, **sizes(name))
    order = (
        f"SELECT count(*) FROM (SELECT {time} < lag({time}) OVER (ORDER BY "
        f"{NAMES[name]}) AS back FROM {name}) WHERE back"
    )
    if NAMES[name] not in ("call_id", "session_id") or name == "web_analytics":
        assert f.one(order) == 0
    at_noon, at_night = f.share(f"hour({time}) = 12"), f.share(f"hour({time}) = 3")
    assert at_noon > 2 * at_night


def test_bounces_depend_on_the_source():
    f = frames("web_analytics", rows=ROWS)
    f.holds(
        "bounced = (bounce_rate = 1)",
        "bounced = (page_views = 1)",
        "NOT bounced OR session_duration_seconds <= 60",
        "(conversion_value IS NOT NULL) = conversion_occurred",
        "NOT (bounced AND conversion_occurred)",
        "session_duration_seconds >= 0 AND page_views BETWEEN 1 AND 82",
    )
    near(f.one("SELECT avg(bounce_rate) FROM web_analytics"), 0.43, 0.03)
    by_source = dict(
        f.rows("SELECT traffic_source, avg(bounce_rate) FROM web_analytics GROUP BY 1")
    )
    near(by_source["social"] / by_source["organic search"], 0.58 / 0.4, 0.15)
    assert max(by_source, key=by_source.get) == "social"
    assert min(by_source, key=by_source.get) == "email"
    near(f.share("conversion_occurred", "NOT bounced"), 0.055, 0.015)


def test_visitors_keep_city_and_browser():
    f = frames("web_analytics", rows=ROWS)
    f.refers("user_id", "visitors.user_id")
    assert f.row(
        "SELECT max(c), max(b) FROM (SELECT count(DISTINCT geo_city) AS c, "
        "count(DISTINCT browser) AS b "
        "FROM web_analytics GROUP BY user_id)"
    ) == (1, 1)
    f.holds(
        "browser <> 'Safari' OR operating_system IN ('iOS', 'iPadOS', 'macOS')",
        "browser <> 'Edge' OR operating_system = 'Windows'",
        "device_type <> 'desktop' OR operating_system IN ('Windows', 'macOS', 'Linux')",
        "(campaign_name IS NOT NULL) = (traffic_source IN ('paid search', 'social', 'email'))",
        "(referrer_url IS NULL) = (traffic_source IN ('direct', 'email'))",
    )
    top = f.one(
        "SELECT sum(n) / 20000 FROM (SELECT count(*) AS n FROM web_analytics GROUP BY "
        "user_id ORDER BY n DESC LIMIT 66)"
    )
    assert top > 0.1, "one visitor in a hundred comes often"


def test_sessions_end_after_they_began():
    f = frames("sessions", rows=ROWS)
    f.refers("visitor_id", "users.user_id")
    f.holds(
        "date_diff('second', session_start, session_end) = duration_seconds",
        "duration_minutes = duration_seconds // 60",
        "(outcome = 'bounce') = (page_views = 1)",
        (
            "outcome <> 'bounce' OR (duration_seconds < 60 AND exit_page = entry_page AND "
            "bounce_rate = 1)"
        ),
        "conversion_flag = (exit_page = '/checkout/thanks')",
        "conversion_flag = (conversion_value IS NOT NULL)",
        "is_authenticated = (user_id IS NOT NULL)",
        "user_id IS NULL OR user_id = visitor_id",
    )
    assert f.share("is_authenticated", "is_returning_user") > 3 * f.share(
        "is_authenticated", "NOT is_returning_user"
    )
    assert f.share("conversion_flag", "is_authenticated") > 3 * f.share(
        "conversion_flag", "NOT is_authenticated"
    )


def test_app_events_grow_with_the_screen_time():
    f = frames("app_usage", rows=ROWS)
    f.refers("user_id", "users.user_id")
    f.holds(
        "date_diff('second', session_start_time, session_end_time) = screen_time_seconds",
        "events_triggered >= 1 AND screen_time_seconds >= 3",
        (
            "len(string_split(features_used, ', ')) = CASE WHEN screen_time_seconds < 45 "
            "THEN 1 WHEN screen_time_seconds < 240 THEN 2 ELSE 3 END"
        ),
        "in_app_purchases = 0 OR screen_time_seconds > 60",
        "regexp_matches(app_version, '^3\\.[0-9]+\\.0$')",
    )
    assert f.spearman("screen_time_seconds", "events_triggered") > 0.7
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT (device_model, device_os)) AS n "
            "FROM app_usage GROUP BY user_id)"
        )
        == 1
    )
    assert f.share("crashes_occurred > 0", "app_version = '3.1.0'") > 2 * f.share(
        "crashes_occurred > 0", "app_version >= '3.6.0'"
    )
    ios, android = (
        f.share("in_app_purchases > 0", f"starts_with(device_os, '{os}')")
        for os in ("iOS", "Android")
    )
    assert ios > 1.3 * android > 0


def test_logs_have_bursts_of_errors():
    f = frames("system_logs", rows=ROWS)
    bad = "log_level IN ('ERROR', 'CRITICAL')"
    calm, burst = f.share(bad, "NOT burst"), f.share(bad, "burst")
    near(calm, 0.0203, 0.004)
    assert burst > 7 * calm
    near(f.share("burst"), 0.02, 0.012)
    hours = (
        "SELECT max(n) FROM (SELECT count(DISTINCT burst) AS n FROM system_logs GROUP "
        "BY service_name, date_trunc('hour', timestamp))"
    )
    assert f.one(hours) == 1
    calm_levels = dict(
        f.rows(
            f"SELECT service_name, avg(({bad})::INT) FROM system_logs WHERE NOT burst GROUP BY 1"
        )
    )
    assert calm_levels["mailer"] > calm_levels["gateway"] > 0
    assert f.shares("log_level")["INFO"] > 0.75


def test_logs_name_what_belongs_together():
    f = frames("system_logs", rows=ROWS)
    assert f.row(
        "SELECT max(a), max(b), max(c) FROM (SELECT count(DISTINCT service_name) AS a, "
        "count(DISTINCT log_level) AS b, "
        "count(DISTINCT split_part(message, ' (', 1)) AS c FROM system_logs GROUP BY event_code)"
    ) == (1, 1, 1)
    assert f.row(
        "SELECT max(a), max(b), count(*) FROM (SELECT count(DISTINCT host_ip) AS a, "
        "count(DISTINCT process_id) AS b "
        "FROM system_logs GROUP BY system_name)"
    ) == (1, 1, 19)
    f.holds(
        "starts_with(system_name, service_name)",
        "(user_id IS NULL) = (service_name IN ('database', 'scheduler', 'mailer'))",
    )


def test_calls_have_a_heavy_tail():
    f = frames("api_calls", rows=ROWS)
    for path in ("/v1/products", "/v1/search"):
        median, p99 = f.row(
            "SELECT quantile_cont(response_time_ms, 0.5), quantile_cont(response_time_ms, 0.99) "
            f"FROM api_calls WHERE api_endpoint = '{path}'"
        )
        assert p99 > 5 * median
    near(
        f.one("SELECT median(response_time_ms) FROM api_calls WHERE api_endpoint = '/v1/search'"),
        131,
        6,
    )
    sigma = f.one(
        "SELECT (quantile_cont(ln(response_time_ms), 0.75) - "
        "quantile_cont(ln(response_time_ms), 0.25)) / 1.349 "
        "FROM api_calls WHERE api_endpoint = '/v1/search' AND status_code = 200"
    )
    near(sigma, 0.43, 0.05)


def test_calls_fail_by_endpoint():
    f = frames("api_calls", rows=ROWS)
    f.holds(
        "(status_code >= 400) = (error_message IS NOT NULL)",
        "status_code <> 504 OR response_time_ms = 30000",
        "response_time_ms BETWEEN 1 AND 30000",
        "status_code <> 401 OR NOT auth_token_used",
        "http_method <> 'GET' OR request_payload_size = 0",
        "status_class = (status_code // 100)::TEXT || 'xx'",
        "(user_id IS NULL) = (api_endpoint = '/health')",
        "status_code <> 201 OR http_method = 'POST'",
    )
    near(f.share("status_code = 401", "api_endpoint = '/v1/login'"), 0.14 * 0.82, 0.025)
    near(f.share("status_code = 404", "api_endpoint = '/v1/products/{id}'"), 0.045 * 0.92, 0.012)
    assert f.share("status_code >= 500", "api_endpoint = '/v1/reports'") > f.share(
        "status_code >= 500", "api_endpoint = '/v1/products'"
    )
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT client_ip) AS n FROM api_calls WHERE user_id IS NOT NULL "
            "GROUP BY user_id)"
        )
        == 1
    )


def test_server_load_has_a_daily_season_and_is_correlated():
    f = frames("server_metrics", rows=ROWS)
    f.holds(
        (
            "cpu_usage_percent BETWEEN 0 AND 100 AND memory_usage_percent BETWEEN 0 AND "
            "100 AND disk_usage_percent BETWEEN 0 AND 100"
        ),
        "abs(memory_used_gb - memory_total_gb * memory_usage_percent / 100) < 0.011",
        "disk_used_gb <= disk_total_gb AND uptime_hours BETWEEN 0 AND 671",
        (
            "(status = 'critical') = (cpu_usage_percent >= 90 OR memory_usage_percent >= "
            "95 OR disk_usage_percent >= 95)"
        ),
    )
    peak = (
        "SELECT hour(timestamp) FROM server_metrics GROUP BY 1 ORDER BY "
        "avg(cpu_usage_percent) DESC LIMIT 1"
    )
    assert f.one(peak) in (14, 15, 16)
    for column in (
        "memory_usage_percent",
        "network_in_mbps",
        "active_connections",
        "temperature_celsius",
    ):
        assert f.one(f"SELECT corr(cpu_usage_percent, {column}) FROM server_metrics") > 0.6, column
    assert (
        f.one(
            "SELECT avg(cpu_usage_percent) FILTER (isodow(timestamp) >= 6) / "
            "avg(cpu_usage_percent) FILTER (isodow(timestamp) < 6) "
            "FROM server_metrics"
        )
        < 0.8
    )


def test_servers_carry_their_noise_and_fill_their_disks():
    f = frames("server_metrics", rows=ROWS)
    by_hour = (
        "SELECT server_name, timestamp, cpu_usage_percent - avg(cpu_usage_percent) OVER "
        "(PARTITION BY server_name, hour(timestamp), isodow(timestamp) >= 6) AS rest "
        "FROM server_metrics"
    )
    lagged = (
        f"SELECT rest, lag(rest) OVER (PARTITION BY server_name ORDER BY timestamp) AS "
        f"before FROM ({by_hour})"
    )
    assert f.one(f"SELECT corr(rest, before) FROM ({lagged})") > 0.6
    assert (
        f.one(
            "SELECT count(*) FROM (SELECT disk_used_gb < lag(disk_used_gb) OVER (PARTITION "
            "BY server_name ORDER BY timestamp) AS less "
            "FROM server_metrics) WHERE less"
        )
        == 0
    )
    steps = (
        "SELECT date_diff('minute', lag(timestamp) OVER (PARTITION BY server_name "
        "ORDER BY timestamp), timestamp) AS step "
        "FROM server_metrics"
    )
    assert f.rows(f"SELECT DISTINCT step FROM ({steps}) WHERE step IS NOT NULL") == [(15,)]


def test_errors_speak_the_language_of_their_application():
    f = frames("error_logs", rows=ROWS)
    f.holds(
        "language <> 'python' OR starts_with(stack_trace, 'Traceback (most recent call last):')",
        "language <> 'java' OR contains(stack_trace, chr(9) || 'at com.example')",
        "language <> 'go' OR contains(stack_trace, 'goroutine')",
        "contains(stack_trace, error_message)",
        "(user_id IS NULL) = (session_id IS NULL)",
        "starts_with(server_name, application) AND ends_with(server_name, environment)",
        "(environment = 'production') = (affected_users_count > 0)",
    )
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT language) AS n FROM error_logs "
            "GROUP BY application)"
        )
        == 1
    )
    order = "CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 ELSE 3 END"
    assert f.spearman(order, "affected_users_count", "environment = 'production'") > 0.5
    near(f.shares("environment")["production"], 0.68, 0.012)
    old, new = (
        f.share("resolution_status = 'resolved'", f"timestamp {x} TIMESTAMP '2024-06-16'")
        for x in "<>"
    )
    assert old > 0.75
    assert new < 0.4
    common, rare = (
        f.share("first_occurrence", f"error_type = '{t}'") for t in ("TypeError", "MemoryError")
    )
    assert rare > 3 * common


def test_performance_follows_the_load():
    f = frames("performance", rows=ROWS, endpoints=20)
    f.refers("endpoint_id", "endpoints.endpoint_id")
    f.holds(
        "sla_compliance = (response_time_ms <= sla_target_ms)",
        "alert_triggered = (alert_type IS NOT NULL)",
        "sla_compliance OR alert_type = 'response_time'",
        "database_query_time_ms + network_latency_ms <= response_time_ms",
        "performance_score BETWEEN 0 AND 100 AND error_rate_percent BETWEEN 0 AND 15",
        "uptime_percent BETWEEN 90 AND 100 AND cache_hit_rate_percent BETWEEN 50 AND 100",
    )
    per_endpoint = "SELECT corr({}, {}) AS c FROM performance GROUP BY endpoint_id"
    lowest = "SELECT min(c) FROM ({})"
    assert f.one(lowest.format(per_endpoint.format("concurrent_users", "cpu_usage_percent"))) > 0.8
    assert f.one(lowest.format(per_endpoint.format("concurrent_users", "throughput_rps"))) > 0.9
    busy, quiet = (
        f.one(
            f"SELECT avg(response_time_ms / sla_target_ms) FROM performance WHERE "
            f"cpu_usage_percent {x}"
        )
        for x in ("> 80", "< 40")
    )
    assert busy > 1.5 * quiet
    peak = (
        "SELECT hour(timestamp) FROM performance GROUP BY 1 ORDER BY "
        "avg(concurrent_users) DESC LIMIT 1"
    )
    assert f.one(peak) in (19, 20, 21)
