"""The datasets of healthcare keep the patterns that their files promise."""

from __future__ import annotations

import pytest
from frames import frames, has_catalogue, near, same_in_parts

ROWS = 20_000
NAMES = [
    "patients",
    "appointments",
    "lab_results",
    "prescriptions",
    "medical_history",
    "clinical_trials",
]
KEYS = {
    "patients": "patient_id",
    "appointments": "appointment_id",
    "lab_results": "lab_result_id",
    "prescriptions": "prescription_id",
    "medical_history": "history_id",
    "clinical_trials": "trial_id",
}


@pytest.mark.parametrize("name", NAMES)
def test_has_the_columns_of_the_catalogue_and_a_key(name):
    f = frames(name, rows=ROWS)
    has_catalogue(f, ROWS)
    f.unique(KEYS[name])


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_those_of_the_whole(name):
    same_in_parts(name, rows=1500)


def test_patients_have_ages_of_a_clinic():
    f = frames("patients", rows=ROWS)
    f.holds("age BETWEEN 0 AND 99", "date_of_birth <= DATE '2024-12-31'")
    f.holds("abs(age - date_diff('day', date_of_birth, DATE '2024-12-31') / 365.25) < 1.01")
    for low, high, share in ((0, 18, 0.16), (18, 35, 0.2), (50, 65, 0.22), (80, 100, 0.07)):
        near(f.share(f"age >= {low} AND age < {high}"), share, 0.015)
    f.holds(
        "date_registered >= date_of_birth",
        "date_registered BETWEEN DATE '2015-01-01' AND DATE '2024-12-31'",
    )


def test_patients_weigh_what_their_height_and_bmi_say():
    f = frames("patients", rows=ROWS)
    f.holds(
        "abs(bmi - weight_kg / pow(height_cm / 100, 2)) <= 0.051",
        "height_cm BETWEEN 35 AND 210",
        "weight_kg BETWEEN 1.5 AND 260",
    )
    men, women = (
        f.one(f"SELECT avg(height_cm) FROM patients WHERE age >= 18 AND gender = '{g}'")
        for g in ("male", "female")
    )
    near(men - women, 13, 0.7)
    assert f.one("SELECT corr(age, height_cm) FROM patients WHERE age < 18") > 0.9


def test_blood_pressure_rises_with_age():
    f = frames("patients", rows=ROWS)
    near(f.spearman("age", "systolic_bp"), 0.5, 0.03)
    near(f.spearman("systolic_bp", "diastolic_bp"), 0.63, 0.05)
    f.holds("diastolic_bp <= systolic_bp - 15", "systolic_bp BETWEEN 82 AND 215")
    f.holds("(blood_pressure_class = 'normal') = (systolic_bp < 120 AND diastolic_bp < 80)")


def test_chronic_conditions_rise_with_age():
    f = frames("patients", rows=ROWS)
    shares = [
        f.share("has_hypertension", f"age_group = '{group}'")
        for group in ("child", "young", "middle", "senior")
    ]
    for found, expected in zip(shares, (0.002, 0.08, 0.33, 0.62)):
        near(found, expected, 0.02)
    assert f.share("has_diabetes", "bmi >= 30") > 1.5 * f.share("has_diabetes", "bmi < 25")
    f.holds(
        "(chronic_conditions IS NULL) = (condition_count = 0)",
        "coalesce(len(string_split(chronic_conditions, '; ')), 0) = condition_count",
        "has_hypertension = coalesce(contains(chronic_conditions, 'hypertension'), false)",
        "has_diabetes = coalesce(contains(chronic_conditions, 'type 2 diabetes'), false)",
    )


def test_blood_groups_have_exact_shares():
    f = frames("patients", rows=ROWS)
    counts = dict(f.rows("SELECT blood_type, count(*) FROM patients GROUP BY 1"))
    assert counts["O+"] == 7480
    assert counts["AB-"] == 120


def test_patients_without_insurance_have_no_policy():
    f = frames("patients", rows=ROWS)
    f.holds("(insurance_policy_number IS NULL) = (insurance_provider = 'Self-pay')")
    policies, distinct = f.row(
        "SELECT count(insurance_policy_number), count(DISTINCT "
        "insurance_policy_number) FROM patients"
    )
    assert policies == distinct
    near(f.share("insurance_provider = 'Evergreen Senior Plan'", "age >= 65"), 0.72, 0.02)


def test_appointments_are_in_opening_hours():
    f = frames("appointments", rows=ROWS)
    f.holds(
        "hour(appointment_date) BETWEEN 8 AND 16",
        "minute(appointment_date) % 15 = 0 AND second(appointment_date) = 0",
        "isodow(appointment_date) <= 5",
        "date_diff('minute', booking_date, appointment_date) BETWEEN 60 AND 4320 * 60 + 59",
        "appointment_date >= TIMESTAMP '2024-01-01' AND appointment_date < TIMESTAMP '2025-01-01'",
    )
    assert f.share("hour(appointment_date) = 12") < f.share("hour(appointment_date) = 10") / 2


def test_no_shows_grow_with_the_wait():
    f = frames("appointments", rows=ROWS)
    past = "appointment_date < TIMESTAMP '2024-12-01' AND appointment_type <> 'urgent'"
    early = f.share("status = 'no_show'", f"{past} AND lead_days <= 2")
    late = f.share("status = 'no_show'", f"{past} AND lead_days >= 30")
    near(early, 0.034, 0.012)
    near(late, 0.17, 0.03)
    f.holds(
        "(appointment_date >= TIMESTAMP '2024-12-01') = (status = 'scheduled') OR "
        "status = 'cancelled'"
    )


def test_visits_follow_from_the_status():
    f = frames("appointments", rows=ROWS)
    f.holds(
        "(status = 'completed') = (check_in_time IS NOT NULL)",
        "(check_in_time IS NULL) = (check_out_time IS NULL)",
        "coalesce(check_out_time > check_in_time, true)",
        "coalesce(check_out_time >= appointment_date, true)",
        (
            "coalesce(date_diff('minute', check_in_time, check_out_time) = waiting_minutes "
            "+ duration_minutes, true)"
        ),
        "follow_up_required = (follow_up_date IS NOT NULL)",
        "status = 'completed' OR NOT follow_up_required",
        "coalesce(date_diff('day', appointment_date::DATE, follow_up_date) % 7 = 0, true)",
    )
    long, short = (
        f.one(f"SELECT avg(duration_minutes) FROM appointments WHERE appointment_type = '{t}'")
        for t in ("procedure", "follow_up")
    )
    assert long > 2 * short


def test_physicians_and_reasons_belong_to_a_department():
    f = frames("appointments", rows=ROWS)
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT department) AS n FROM appointments "
            "GROUP BY physician_id)"
        )
        == 1
    )
    reasons = "SELECT DISTINCT reason_for_visit FROM appointments WHERE department = "
    assert ("mole check",) in f.rows(f"{reasons}'Dermatology'")
    assert ("mole check",) not in f.rows(f"{reasons}'Cardiology'")


def test_lab_flags_follow_from_value_and_range():
    f = frames("lab_results", rows=ROWS)
    f.holds(
        "(flag = 'normal') = (result_value BETWEEN reference_low AND reference_high)",
        "NOT contains(flag, 'low') OR result_value < reference_low",
        "NOT contains(flag, 'high') OR result_value > reference_high",
        "abnormal = (flag <> 'normal')",
        "result_value >= 0",
        "result_date > collection_date",
        "date_diff('minute', collection_date, result_date) <= 30 * 60 * 5",
        "NOT starts_with(flag, 'critical') OR notes = 'physician called'",
    )
    shares = f.shares("flag")
    near(shares["normal"], 0.88, 0.015)
    assert 0.0005 < shares["critical_high"] < 0.02
    assert shares["high"] > shares["low"] > 0.02


def test_lab_units_and_ranges_belong_to_the_test():
    f = frames("lab_results", rows=ROWS)
    per_test = f.rows(
        "SELECT test_code, count(DISTINCT unit), count(DISTINCT test_name), "
        "count(DISTINCT (reference_low, reference_high)), count(DISTINCT panel) FROM "
        "lab_results GROUP BY 1"
    )
    by_sex = {"CREA", "BUN", "ALT", "HDL", "HGB", "FERR"}
    assert len(per_test) == 19
    for code, units, names, ranges, panels in per_test:
        assert (units, names, ranges, panels) == (1, 1, 1 + (code in by_sex), 1), code
    assert f.rows(
        "SELECT DISTINCT reference_low, reference_high FROM lab_results "
        "WHERE test_code = 'HGB' AND patient_sex = 'F'"
    ) == [(12.0, 15.5)]
    assert f.share("regexp_matches(reference_range, '^[0-9.]+-[0-9.]+$')") == 1


def test_lab_patients_stay_the_same():
    f = frames("lab_results", rows=ROWS)
    assert f.row(
        "SELECT max(s), max(a) FROM (SELECT count(DISTINCT patient_sex) AS s, "
        "count(DISTINCT patient_age) AS a FROM lab_results GROUP BY patient_id)"
    ) == (1, 1)
    near(f.share("patient_sex = 'F'"), 0.54, 0.03)
    near(f.share("hour(collection_date) BETWEEN 6 AND 10"), 0.63, 0.06)


def test_prescriptions_are_coherent():
    f = frames("prescriptions", rows=ROWS)
    f.holds(
        (
            "end_date IS NULL OR end_date = start_date + CAST(days_supply * "
            "(refills_allowed + 1) AS INTEGER)"
        ),
        "refills_allowed = 0 OR days_supply >= 30",
        "status <> 'completed' OR end_date <= DATE '2024-12-31'",
        "status <> 'active' OR end_date IS NULL OR end_date > DATE '2024-12-31'",
        "frequency <> 'three times daily' OR quantity_prescribed = 3 * days_supply",
        "frequency <> 'twice daily' OR quantity_prescribed = 2 * days_supply",
        "frequency <> 'once daily' OR route = 'subcutaneous' OR quantity_prescribed = days_supply",
    )
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT (medication_code, drug_class)) AS n "
            "FROM prescriptions GROUP BY medication_name)"
        )
        == 1
    )
    assert (
        f.one(
            "SELECT count(DISTINCT (medication_name, dosage, frequency, route, "
            "drug_class)) FROM prescriptions"
        )
        <= 35
    )
    assert (
        f.one(
            "SELECT max(n) FROM (SELECT count(DISTINCT pharmacy_contact) AS n FROM "
            "prescriptions GROUP BY pharmacy_name)"
        )
        == 1
    )
    near(f.share("end_date IS NULL", "refills_allowed > 0"), 0.25, 0.015)
    assert f.share("dosage = '500 mg' AND route = 'oral'", "medication_name = 'Amoxicillin'") == 1


def test_diagnoses_have_their_codes_and_ages():
    f = frames("medical_history", rows=ROWS)
    assert f.row(
        "SELECT max(n), min(n), count(*) FROM (SELECT count(DISTINCT condition_code) AS n "
        "FROM medical_history GROUP BY condition_name)"
    ) == (1, 1, 20)
    f.holds("regexp_matches(condition_code, '^[A-Z][0-9]{2}(\\.[0-9])?$')")
    ages = dict(
        f.rows("SELECT condition_name, avg(age_at_diagnosis) FROM medical_history GROUP BY 1")
    )
    near(ages["Atrial fibrillation"], 70, 2)
    near(ages["Migraine"], 29, 2)
    assert ages["Asthma"] < 25 < ages["Essential hypertension"]


def test_treatments_follow_from_the_course():
    f = frames("medical_history", rows=ROWS)
    f.holds(
        "(treatment_name IS NULL) = (treatment_start_date IS NULL)",
        (
            "treatment_start_date IS NULL OR date_diff('day', diagnosis_date, "
            "treatment_start_date) BETWEEN 0 AND 30"
        ),
        (
            "treatment_end_date IS NULL OR (status = 'resolved' AND treatment_end_date > "
            "treatment_start_date)"
        ),
        "status <> 'resolved' OR treatment_name IS NULL OR treatment_end_date IS NOT NULL",
        "treatment_end_date IS NULL OR treatment_end_date <= DATE '2024-12-31'",
        "diagnosis_date BETWEEN DATE '2015-01-01' AND DATE '2024-12-31'",
    )
    near(f.share("status = 'chronic'", "condition_name = 'Type 2 diabetes mellitus'"), 0.97, 0.015)
    assert f.share("status = 'chronic'", "condition_name = 'Pneumonia'") == 0
    assert f.share("status = 'resolved'", "condition_name = 'Pneumonia'") > 0.95
    near(f.share("treatment_name IS NULL"), 0.12, 0.01)


def test_trials_have_exact_phases_and_balanced_arms():
    f = frames("clinical_trials", rows=ROWS)
    counts = dict(f.rows("SELECT phase, count(*) FROM clinical_trials GROUP BY 1"))
    assert counts == {"Phase I": 6000, "Phase II": 7200, "Phase III": 4800, "Phase IV": 2000}
    arms = dict(f.rows("SELECT arm_count, count(*) FROM clinical_trials GROUP BY 1"))
    assert arms == {2: 13600, 3: 4800, 4: 1600}
    f.holds(
        "number_of_participants = arm_count * participants_per_arm",
        "contains(protocol_summary, number_of_participants::TEXT)",
        "contains(trial_name, phase) AND contains(trial_name, condition_studied)",
    )
    size, months = (
        f.rows(f"SELECT phase, median({x}) FROM clinical_trials GROUP BY 1 ORDER BY 1")
        for x in ("number_of_participants", "date_diff('day', start_date, end_date)")
    )
    assert sorted(size, key=lambda row: row[1]) == size
    assert sorted(months, key=lambda row: row[1]) == months


def test_trials_have_results_when_they_are_done():
    f = frames("clinical_trials", rows=ROWS)
    f.holds(
        "(status = 'completed') = (p_value IS NOT NULL)",
        "(p_value IS NULL) = (results_summary IS NULL)",
        "p_value IS NULL OR (p_value < 0.05) = contains(results_summary, 'was met')",
        "publication_link IS NULL OR status = 'completed'",
        "(status = 'suspended') = (end_date IS NULL)",
        "end_date IS NULL OR end_date > start_date",
        "status NOT IN ('completed', 'terminated') OR end_date <= DATE '2024-12-31'",
        "status NOT IN ('active', 'recruiting') OR end_date > DATE '2024-12-31'",
    )
    success = dict(
        f.rows("SELECT phase, avg((p_value < 0.05)::INT) FROM clinical_trials GROUP BY 1")
    )
    near(success["Phase II"], 0.45, 0.03)
    near(success["Phase III"], 0.6, 0.05)
    near(f.share("publication_link IS NOT NULL", "p_value < 0.05"), 0.8, 0.02)


HOSPITAL = {
    "departments": "department_id",
    "doctors": "doctor_id",
    "patients": "patient_id",
    "admissions": "admission_id",
    "appointments": "appointment_id",
    "lab_results": "lab_result_id",
    "prescriptions": "prescription_id",
    "bills": "bill_id",
}


@pytest.mark.parametrize(("table", "key"), HOSPITAL.items())
def test_hospital_tables_have_keys(table, key):
    f = frames("hospital", patients=5000)
    assert list(f.data) == list(HOSPITAL)
    f.unique(key, table)


def test_hospital_references_hold():
    f = frames("hospital", patients=5000)
    for table in ("admissions", "appointments", "lab_results", "prescriptions", "bills"):
        f.refers("patient_id", "patients.patient_id", table)
    for table in ("lab_results", "prescriptions", "bills"):
        f.refers("admission_id", "admissions.admission_id", table)
    for table in ("admissions", "appointments", "lab_results", "prescriptions"):
        f.refers("doctor_id", "doctors.doctor_id", table)
    for table in ("doctors", "admissions", "appointments"):
        f.refers("department_id", "departments.department_id", table)
    for table in ("lab_results", "prescriptions", "bills"):
        wrong = (
            f"SELECT count(*) FROM {table} AS c JOIN admissions AS a USING (admission_id) "
            f"WHERE c.patient_id <> a.patient_id"
        )
        assert f.one(wrong) == 0
    for table in ("admissions", "appointments"):
        wrong = (
            f"SELECT count(*) FROM {table} AS c JOIN doctors AS d USING (doctor_id) WHERE "
            f"c.department_id <> d.department_id"
        )
        assert f.one(wrong) == 0
    assert (
        f.one(
            "SELECT count(*) FROM patients AS p LEFT JOIN (SELECT patient_id, count(*) AS "
            "n FROM admissions GROUP BY 1) AS a "
            "USING (patient_id) WHERE coalesce(a.n, 0) <> p.admission_count"
        )
        == 0
    )


def test_hospital_stays_follow_one_another():
    f = frames("hospital", patients=5000)
    f.holds(
        "discharged > admitted",
        "admitted >= TIMESTAMP '2023-01-01' AND discharged <= TIMESTAMP '2024-12-31'",
        "room // 100 = 1 + (department_id - 1) // 2",
        table="admissions",
    )
    assert (
        f.one(
            "SELECT count(*) FROM (SELECT admitted < lag(discharged) OVER (PARTITION BY "
            "patient_id ORDER BY admission_id) "
            "AS over FROM admissions) WHERE over"
        )
        == 0
    )
    assert (
        f.one(
            "SELECT count(*) FROM (SELECT outcome, row_number() OVER (PARTITION BY "
            "patient_id ORDER BY admitted DESC) AS back "
            "FROM admissions) WHERE outcome = 'died' AND back > 1"
        )
        == 0
    )
    days = dict(f.rows("SELECT diagnosis, avg(stay_hours) / 24 FROM admissions GROUP BY 1"))
    assert days["Sepsis"] > 2 * days["Migraine"]
    codes = (
        "SELECT max(n) FROM (SELECT count(DISTINCT diagnosis_code) AS n FROM "
        "admissions GROUP BY diagnosis)"
    )
    assert f.one(codes) == 1
    assert f.one("SELECT count(*) FROM admissions WHERE diagnosis_code IS NULL") == 0


def test_hospital_children_have_diagnoses_of_children():
    f = frames("hospital", patients=5000)
    ages = (
        "SELECT diagnosis, min(age), max(age) FROM admissions JOIN patients USING (patient_id) "
        "GROUP BY 1"
    )
    found = {diagnosis: (youngest, oldest) for diagnosis, youngest, oldest in f.rows(ages)}
    assert found["Bronchiolitis"][1] < 16 <= found["Lung cancer"][0]
    assert found["Type 1 diabetes mellitus"][1] < 16 <= found["Heart failure"][0]
    assert f.spearman("age", "systolic_bp", table="patients") > 0.45


def test_hospital_patients_die_once_and_departments_have_one_head():
    f = frames("hospital", patients=5000)
    heads = "SELECT count(*) FILTER (position = 'head') AS n FROM doctors GROUP BY department_id"
    assert f.rows(f"SELECT DISTINCT n FROM ({heads})") == [(1,)]
    deaths, died = f.row(
        "SELECT (SELECT count(*) FROM admissions WHERE outcome = 'died'), count(died) FROM patients"
    )
    assert 0 < deaths == died < 400
    late = (
        "SELECT count(*) FROM appointments JOIN patients USING (patient_id) "
        "WHERE scheduled > died AND status <> 'cancelled'"
    )
    assert f.one(late) == 0
    near(f.share("insurance = 'Evergreen Senior Plan'", "age >= 65", "patients"), 0.74, 0.03)
    assert f.share("insurance = 'Evergreen Senior Plan'", "age < 65", "patients") == 0


def test_hospital_events_lie_in_their_stay():
    f = frames("hospital", patients=5000)
    for table, time in (("lab_results", "collected"), ("prescriptions", "started")):
        wrong = (
            f"SELECT count(*) FROM {table} JOIN admissions AS a USING (admission_id) "
            f"WHERE {time} < a.admitted OR {time} > a.discharged"
        )
        assert f.one(wrong) == 0
    f.holds(
        "reported > collected",
        "(flag = 'normal') = (result_value BETWEEN reference_low AND reference_high)",
        table="lab_results",
    )
    f.holds("quantity = per_day * days", table="prescriptions")
    f.holds(
        "hour(scheduled) BETWEEN 8 AND 16 AND isodow(scheduled) <= 5",
        "booked <= scheduled::DATE",
        "(status = 'completed') = (duration_minutes IS NOT NULL)",
        table="appointments",
    )


def test_hospital_bills_add_up_to_the_cent():
    f = frames("hospital", patients=5000)
    f.holds(
        "total = room_charge + lab_charge + drug_charge",
        "total = insurance_pays + patient_pays",
        "insurance_pays >= 0 AND patient_pays >= 0",
        "paid IS NULL OR (paid > issued AND paid <= DATE '2024-12-31')",
        "(status = 'paid') = (paid IS NOT NULL)",
        table="bills",
    )
    for charge, table in (("lab_charge", "lab_results"), ("drug_charge", "prescriptions")):
        wrong = (
            f"SELECT count(*) FROM bills LEFT JOIN (SELECT admission_id, sum(price) AS s "
            f"FROM {table} GROUP BY 1) AS t "
            f"USING (admission_id) WHERE {charge} <> coalesce(t.s, 0)"
        )
        assert f.one(wrong) == 0
    wrong = (
        "SELECT count(*) FROM bills AS b JOIN admissions AS a USING (admission_id) "
        "JOIN departments AS d USING (department_id) "
        "WHERE b.room_charge <> a.stay_days * d.daily_rate OR b.issued <= a.discharged::DATE"
    )
    assert f.one(wrong) == 0
    assert f.one("SELECT count(*) FROM bills") == f.one("SELECT count(*) FROM admissions")


def test_hospital_parts_are_those_of_the_whole():
    same_in_parts("hospital", patients=300)
