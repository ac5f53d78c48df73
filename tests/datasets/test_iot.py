"""The datasets of sensors keep the patterns that their files promise."""

from __future__ import annotations

import pytest
from frames import frames, has_catalogue, near, same_in_parts

#: Key, table of the sensors, its key, and parameters for about 20,000 rows and a year where seasons count.
NAMES = {
    "weather": (
        "record_id",
        "stations",
        "location_id",
        {"rows": 17520, "stations": 6, "interval": "3h"},
    ),
    "energy": ("reading_id", "meters", "meter_id", {"rows": 17520, "meters": 20}),
    "traffic": ("record_id", "sensors", "sensor_id", {"rows": 20000, "sensors": 20}),
    "environment": (
        "record_id",
        "stations",
        "location_id",
        {"rows": 17520, "stations": 6, "interval": "3h"},
    ),
    "industrial": ("sensor_reading_id", "machines", "machine_id", {"rows": 20160, "machines": 30}),
    "smart_home": ("event_id", "devices", "device_id", {"rows": 20000, "homes": 10}),
}


def made(name):
    return frames(name, **NAMES[name][3])


@pytest.mark.parametrize("name", NAMES)
def test_has_the_columns_of_the_catalogue_and_keys(name):
    key, sensors, reference, parameters = NAMES[name]
    f = made(name)
    has_catalogue(f, parameters["rows"])
    f.unique(key)
    f.unique(reference, sensors)
    f.refers(reference, f"{sensors}.{reference}")
    counts = f.rows(
        f"SELECT DISTINCT n FROM (SELECT count(*) AS n FROM {name} GROUP BY {reference})"
    )
    assert len(counts) == 1, "as many readings of each"
    again = (
        f"SELECT count(*) FROM (SELECT {reference}, timestamp FROM {name} GROUP BY ALL "
        f"HAVING count(*) > 1)"
    )
    assert f.one(again) == 0


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_those_of_the_whole(name):
    same_in_parts(name, rows=1500)


def test_rows_are_rounded_up_to_all_sensors():
    f = frames("weather", rows=100, stations=12)
    assert f.one("SELECT count(*) FROM weather") in (100, 108)


def test_weather_has_seasons_of_year_and_day():
    f = made("weather")
    north = "latitude > 25"
    warm, cold = (
        f.one(f"SELECT avg(temperature_c) FROM weather WHERE {north} AND month(timestamp) = {m}")
        for m in (7, 1)
    )
    assert warm > cold + 10
    assert f.one(
        "SELECT month(timestamp) FROM weather GROUP BY 1 ORDER BY avg(temperature_c) DESC LIMIT 1"
    ) in (7, 8)
    assert (
        f.one(
            "SELECT hour(timestamp) FROM weather GROUP BY 1 ORDER BY avg(temperature_c) "
            "DESC LIMIT 1"
        )
        == 15
    )
    assert (
        f.one("SELECT hour(timestamp) FROM weather GROUP BY 1 ORDER BY avg(temperature_c) LIMIT 1")
        == 3
    )
    f.holds(
        "humidity_percent BETWEEN 0 AND 100 AND wind_direction_deg BETWEEN 0 AND 359",
        "pressure_hpa BETWEEN 960 AND 1060 AND wind_speed_kmh BETWEEN 0 AND 120",
        "abs(dew_point_c - (temperature_c - (100 - humidity_percent) / 5)) < 0.051",
        "temperature_c > 26 OR heat_index_c = temperature_c",
        "(hour(timestamp) BETWEEN 7 AND 17) OR uv_index = 0",
    )


def test_climate_goes_with_the_latitude():
    f = frames("weather", rows=48000, stations=100, interval="18h")
    of_station = (
        "SELECT abs(any_value(latitude)) AS latitude, avg(temperature_c) AS mean, "
        "avg(temperature_c) FILTER (month(timestamp) IN (6, 7, 8)) "
        "- avg(temperature_c) FILTER (month(timestamp) IN (12, 1, 2)) AS swing "
        "FROM weather GROUP BY location_id"
    )
    assert f.one(f"SELECT corr(latitude, mean) FROM ({of_station})") < -0.8
    assert f.one(f"SELECT corr(latitude, swing) FROM ({of_station})") > 0.6


def test_seasons_are_reversed_in_the_south():
    f = frames("weather", rows=2920, stations=1, interval="3h", country="AU")
    f.holds("latitude < 0 AND country = 'AU'")
    warm, cold = (
        f.one(f"SELECT avg(temperature_c) FROM weather WHERE month(timestamp) = {m}")
        for m in (1, 7)
    )
    assert warm > cold + 5


def test_rain_comes_in_spells():
    f = made("weather")
    f.holds(
        "(precipitation_mm > 0) = (weather_condition IN ('rain', 'snow', 'storm'))",
        "weather_condition <> 'snow' OR temperature_c <= 0.5",
    )
    near(f.share("precipitation_mm > 0"), 0.115, 0.025)
    spells = (
        "SELECT precipitation_mm > 0 AS wet, lag(precipitation_mm > 0) OVER (PARTITION "
        "BY location_id ORDER BY timestamp) AS before FROM weather"
    )
    assert f.one(f"SELECT avg(wet::INT) FROM ({spells}) WHERE before") > 0.5
    dry, wet = (
        f.one(f"SELECT avg(pressure_hpa) FROM weather WHERE precipitation_mm {x}")
        for x in ("= 0", "> 0")
    )
    assert wet < dry - 6
    assert f.one("SELECT corr(humidity_percent, precipitation_mm) FROM weather") > 0.15


def test_energy_has_load_curves():
    f = made("energy")
    power = "energy_source = 'electricity' AND NOT outage_flag"
    by_hour = dict(
        f.rows(f"SELECT hour(timestamp), avg(consumption_kwh) FROM energy WHERE {power} GROUP BY 1")
    )
    assert max(by_hour, key=by_hour.get) in (18, 19)
    assert min(by_hour, key=by_hour.get) in (2, 3)
    near(by_hour[19] / by_hour[3], 1.56 / 0.51, 0.25)
    weekend, week = (
        f.one(f"SELECT avg(consumption_kwh) FROM energy WHERE {power} AND isodow(timestamp) {x}")
        for x in ("> 5", "<= 5")
    )
    near(weekend / week, 1.09, 0.04)
    f.holds(
        "energy_source IN ('solar', 'wind') OR production_kwh = 0",
        "energy_source <> 'solar' OR hour(timestamp) BETWEEN 6 AND 18 OR production_kwh = 0",
        "abs(net_usage_kwh - (consumption_kwh - production_kwh)) < 0.0011",
        "abs(cost_usd - greatest(net_usage_kwh, 0) * rate_usd) < 0.0002",
        "outage_flag = (outage_duration_min > 0)",
        "consumption_kwh >= 0 AND production_kwh >= 0 AND peak_demand_kw >= consumption_kwh",
        "co2_emissions_kg >= 0",
    )
    assert (
        f.one(
            "SELECT avg(production_kwh) FROM energy WHERE energy_source = 'solar' AND "
            "hour(timestamp) = 12"
        )
        > 1
    )


def test_energy_is_dear_in_the_evening_and_outages_are_rare():
    f = made("energy")
    assert f.rows(
        "SELECT DISTINCT rate_usd FROM energy WHERE tariff_plan = 'time_of_use' AND "
        "hour(timestamp) BETWEEN 17 AND 19"
    ) == [(0.31,)]
    near(f.share("outage_flag"), 0.003, 0.002)
    lost, usual = (
        f.one(f"SELECT avg(consumption_kwh) FROM energy WHERE {x} outage_flag") for x in ("", "NOT")
    )
    assert lost < 0.8 * usual


def test_gas_is_for_the_winter():
    f = frames("energy", rows=35040, meters=4, interval="1h")
    gas = (
        "SELECT avg(consumption_kwh) FROM energy WHERE energy_source = 'gas' AND "
        "month(timestamp) = {}"
    )
    if f.share("energy_source = 'gas'"):
        assert f.one(gas.format(1)) > 3 * f.one(gas.format(7))
    solar = (
        "SELECT avg(production_kwh) FROM energy WHERE energy_source = 'solar' AND "
        "month(timestamp) = {}"
    )
    if f.share("energy_source = 'solar'"):
        assert f.one(solar.format(6)) > 1.3 * f.one(solar.format(12))


def test_traffic_has_rush_hours():
    f = made("traffic")
    by_hour = dict(
        f.rows(
            "SELECT hour(timestamp), avg(vehicle_count) FROM traffic WHERE "
            "isodow(timestamp) <= 5 GROUP BY 1"
        )
    )
    top = sorted(by_hour, key=by_hour.get, reverse=True)[:4]
    assert set(top) <= {7, 8, 16, 17, 18}
    assert by_hour[8] > 1.5 * by_hour[11]
    weekend = dict(
        f.rows(
            "SELECT hour(timestamp), avg(vehicle_count) FROM traffic WHERE "
            "isodow(timestamp) > 5 GROUP BY 1"
        )
    )
    assert weekend[13] > weekend[8]
    assert by_hour[8] > 2 * weekend[8]
    f.holds(
        "is_weekend = (isodow(timestamp) > 5)",
        "vehicle_count >= 0 AND avg_speed_kmh BETWEEN 4 AND 115",
        "incident_flag = (incident_type IS NOT NULL)",
        "incident_flag OR lane_closures = 0",
        "public_transport_delay_min >= 0",
    )


def test_traffic_slows_down_when_it_is_full():
    f = made("traffic")
    by_density = dict(
        f.rows(
            "SELECT traffic_density, avg(avg_speed_kmh) FROM traffic WHERE road_type = "
            "'arterial' GROUP BY 1"
        )
    )
    assert by_density["low"] > by_density["medium"] > by_density["high"]
    f.holds("congestion_level <> 'free_flow' OR travel_time_min < 12")
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT weather_condition) AS n FROM "
            "traffic GROUP BY city, date_trunc('hour', timestamp))"
        )
        == 1
    )
    near(f.share("incident_flag"), 0.0105, 0.006)


def test_air_wanders_about_the_level_of_the_station():
    f = made("environment")
    f.holds(
        "pm10 >= pm2_5",
        "pm2_5 >= 0 AND no2_ppb >= 0 AND so2_ppb >= 0 AND co_ppm >= 0 AND o3_ppb >= 1",
        "noise_db BETWEEN 28 AND 100 AND aqi BETWEEN 0 AND 500",
        "(air_quality_category = 'good') = (aqi <= 50)",
        "(air_quality_category = 'moderate') = (aqi > 50 AND aqi <= 100)",
        "(pm2_5 <= 9.0) = (aqi <= 50)",
    )
    for column in ("pm2_5", "no2_ppb", "noise_db"):
        # What is left when the season is taken away has no trend: in a year less than a quarter of
        # the deviation.
        rest = (
            f"SELECT location_id, timestamp, {column} - avg({column}) OVER "
            "(PARTITION BY location_id, month(timestamp)) AS rest FROM environment"
        )
        trends = (
            "SELECT abs(regr_slope(rest, epoch(timestamp) / 31557600)) / stddev(rest) AS trend "
            f"FROM ({rest}) GROUP BY location_id"
        )
        slope = f.one(f"SELECT max(trend) FROM ({trends})")
        assert slope < 0.25, column
    rest = (
        "SELECT location_id, timestamp, so2_ppb - avg(so2_ppb) OVER (PARTITION BY "
        "location_id) AS r FROM environment"
    )
    lagged = (
        f"SELECT r, lag(r) OVER (PARTITION BY location_id ORDER BY timestamp) AS b FROM ({rest})"
    )
    assert f.one(f"SELECT corr(r, b) FROM ({lagged})") > 0.6


def test_air_follows_traffic_and_sun():
    f = made("environment")
    rush, night = (
        f.one(f"SELECT avg(no2_ppb) FROM environment WHERE hour(timestamp) = {h}") for h in (18, 3)
    )
    assert rush > 1.8 * night
    ozone = dict(f.rows("SELECT hour(timestamp), avg(o3_ppb) FROM environment GROUP BY 1"))
    assert max(ozone, key=ozone.get) == 15
    assert f.one("SELECT corr(no2_ppb, noise_db) FROM environment") > 0.6
    levels = dict(f.rows("SELECT setting, avg(pm2_5) FROM environment GROUP BY 1"))
    assert levels["traffic"] > levels["urban"] > levels["rural"]


def test_machines_wear_before_they_fail():
    f = made("industrial")
    failures = f.one("SELECT count(*) FROM industrial WHERE failure_flag")
    assert 10 < failures < 40  # 60 blocks, 0.4 of them
    f.holds(
        "failure_flag = (failure_flag AND operating_status = 'fault')",
        "(fault_code IS NOT NULL) = (operating_status = 'fault')",
        "(downtime_minutes > 0) = (operating_status IN ('fault', 'maintenance'))",
        "(wear > 0) = (hours_to_failure IS NOT NULL)",
        "hours_to_failure IS NULL OR abs(wear - (1 - hours_to_failure / 37.0)) < 0.001",
        "wear = 0 OR operating_status = 'running'",
        "maintenance_due_date > timestamp::DATE",
        (
            "oil_level_percent BETWEEN 0 AND 100 AND rpm >= 0 AND power_kw >= 0 AND "
            "vibration_mm_s >= 0"
        ),
        "operating_status <> 'maintenance' OR rpm = 0",
    )
    worn, fresh = (
        f.one(
            f"SELECT avg(vibration_mm_s) FROM industrial WHERE machine_type = 'pump' AND "
            f"operating_status = 'running' AND {w}"
        )
        for w in ("wear > 0.8", "wear = 0")
    )
    assert worn > 2.2 * fresh
    hit = f.share("predicted_failure_flag", "hours_to_failure <= 12")
    alarm = f.share("predicted_failure_flag", "wear = 0 AND operating_status = 'running'")
    assert hit > 0.9
    assert alarm < 0.01


def test_failures_are_followed_by_fault_and_maintenance():
    f = made("industrial")
    order = (
        "SELECT failure_flag, lead(operating_status) OVER (PARTITION BY machine_id "
        "ORDER BY timestamp) AS after, lag(wear) OVER (PARTITION BY machine_id ORDER "
        "BY timestamp) AS before FROM industrial"
    )
    after, before = f.row(
        f"SELECT count(*) FILTER (after <> 'fault'), min(before) FROM ({order}) WHERE failure_flag"
    )
    assert after == 0
    assert before > 0.95
    f.holds(
        "operating_status <> 'idle' OR isodow(timestamp) > 5 OR hour(timestamp) < 6 OR "
        "hour(timestamp) >= 22"
    )


def test_homes_have_devices_that_do_what_they_can():
    f = made("smart_home")
    f.refers("home_id", "homes.home_id")
    states = {
        "light": {"on", "off"},
        "thermostat": {"heating", "eco"},
        "camera": {"standby", "recording"},
        "lock": {"locked", "unlocked"},
        "door_sensor": {"open", "closed"},
        "appliance": {"on", "standby"},
    }
    found: dict[str, set[str]] = {}
    for device, status in f.rows("SELECT DISTINCT device_type, status FROM smart_home"):
        found.setdefault(device, set()).add(status)
    assert found == states
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT (room, device_type)) AS n FROM "
            "smart_home GROUP BY device_id)"
        )
        == 1
    )
    assert f.rows(
        "SELECT DISTINCT n FROM (SELECT count(*) AS n FROM devices GROUP BY home_id)"
    ) == [(8,)]
    f.holds(
        (
            "temperature_c BETWEEN 10 AND 32 AND humidity_percent BETWEEN 20 AND 95 AND "
            "light_level_lux >= 0"
        ),
        "security_alert_flag = (alert_type IS NOT NULL)",
        "alert_type IS NULL OR device_type IN ('camera', 'lock', 'door_sensor')",
        "energy_usage_kwh BETWEEN 0 AND 1",
    )


def test_homes_are_empty_by_day_and_lit_in_the_evening():
    f = made("smart_home")
    by_day = "isodow(timestamp) <= 5 AND hour(timestamp) BETWEEN 9 AND 15"
    near(f.share("NOT occupied", by_day), 0.67, 0.08)
    assert f.share("motion_detected", "occupied AND hour(timestamp) BETWEEN 8 AND 22") > 0.2
    assert f.share("motion_detected", "NOT occupied") < 0.02
    near(
        f.share("status = 'on'", "device_type = 'light' AND hour(timestamp) BETWEEN 18 AND 22"),
        0.75,
        0.05,
    )
    assert (
        f.share("status = 'on'", "device_type = 'light' AND hour(timestamp) BETWEEN 1 AND 4") < 0.06
    )
    day, night = (
        f.one(f"SELECT avg(temperature_c) FROM smart_home WHERE {w}")
        for w in (
            "occupied AND hour(timestamp) BETWEEN 18 AND 21",
            "hour(timestamp) BETWEEN 2 AND 5",
        )
    )
    near(day - night, 2.5, 0.3)
    assert 0 < f.share("security_alert_flag") < 0.05
