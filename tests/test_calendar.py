"""The year a text is read in, deictic times, and the days of every code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.find.mentions import Time
from bienban.link.calendar import Calendar, canonical, days, same

NOVEMBER = Calendar(2024, date(2024, 11, 27), "2024-11", "2024-11-27")
JANUARY = Calendar(2021, date(2021, 1, 7), "2020", "2021-01-07")
NO_YEAR = Calendar(None, None, "--04", "--04-24")
UNKNOWN = Calendar()
CALENDARS = (NOVEMBER, JANUARY, NO_YEAR, UNKNOWN)


def time(code, kind="day"):
    return Time(0, 1, "time.date", code, kind)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-11-27", "2024-11-27", "2024-11-27"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("ytd:2024-09", "2024-01-01", "2024-09-30"),
        ("as_of:2024-11-26", "2024-11-26", "2024-11-26"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2022-12-15/2023-09-14", "2022-12-15", "2023-09-14"),
        ("--11", None, None),
        ("ytd:--09", None, None),
        ("2023-02-29", None, None),
        ("2025/2021", None, None),
    ],
)
def test_the_days_of_a_code(code, first, last):
    assert days(code) == (first, last)


@pytest.mark.parametrize(
    ("calendar", "code", "whole"),
    [
        (NOVEMBER, "--11-26", "2024-11-26"),
        (NOVEMBER, "--09", "2024-09"),
        (NOVEMBER, "ytd:--09", "ytd:2024-09"),
        (NOVEMBER, "as_of:--11-26", "as_of:2024-11-26"),
        (NOVEMBER, "--Q1", "2024-Q1"),
        (NOVEMBER, "--", "2024"),
        (NOVEMBER, "2023", "2023"),
        (NOVEMBER, "as_of:this:day", "as_of:2024-11-27"),
        (NOVEMBER, "ytd:this:month", "ytd:2024-11"),
        (NOVEMBER, "this:month", "2024-11"),
        (NOVEMBER, "last:month", "2024-10"),
        (NOVEMBER, "next:month", "2024-12"),
        (NOVEMBER, "this:quarter", "2024-Q4"),
        (NOVEMBER, "last:year", "2023"),
        (NOVEMBER, "last:day", "2024-11-26"),
        (NOVEMBER, "this:month-25", "2024-11-25"),
        (NOVEMBER, "2020/this:day", "2020/2024-11-27"),
        (NOVEMBER, "--12-15/--04-14", "2023-12-15/2024-04-14"),
        (JANUARY, "--12", "2020-12"),
        (JANUARY, "--12-29", "2020-12-29"),
        (JANUARY, "ytd:--11", "ytd:2020-11"),
        (JANUARY, "this:year", "2020"),
        (NO_YEAR, "--03", "--03"),
        (NO_YEAR, "last:month", "--03"),
        (NO_YEAR, "as_of:this:day", "as_of:--04-24"),
        (NO_YEAR, "ytd:this:month", "ytd:--04"),
        (UNKNOWN, "this:month", "this:month"),
        (UNKNOWN, "--12-15/--04-14", "--12-15/--04-14"),
    ],
)
def test_a_code_is_completed(calendar, code, whole):
    assert calendar.complete(code) == whole


def test_a_period_tells_its_days_and_words():
    period = NOVEMBER.period("--11", "tháng 11")
    assert (period.code, period.start, period.end, period.raw) == (
        "2024-11",
        "2024-11-01",
        "2024-11-30",
        "tháng 11",
    )


def test_what_has_no_day_to_be_told_from_is_no_period():
    assert UNKNOWN.period("this:month") is None
    assert NOVEMBER.period("T14:30") is None


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("--12-15", "2024-12-15"),
        ("--01-15", "2025-01-15"),
        ("--12", "2024-12"),
        ("as_of:2024-12-31", "2024-12-31"),
        ("2024-Q4", "2024-Q4"),
        ("T16:00", None),
    ],
)
def test_a_deadline_lies_ahead(code, due):
    assert NOVEMBER.deadline(time(code)) == due


def test_one_year_earlier():
    assert NOVEMBER.year_before("ytd:--09") == "ytd:2023-09"
    assert NOVEMBER.year_before("2024-02-29") == "2023-02-28"
    assert NO_YEAR.year_before("--04") == "--04"


def test_the_month_before():
    assert NOVEMBER.month_before("--11") == "2024-10"
    assert NOVEMBER.month_before("2024-01") == "2023-12"
    assert NO_YEAR.month_before("--01") == "--12"
    assert NOVEMBER.month_before("2024") is None


def test_first_months_equal_quarter_half_and_year():
    assert same("ytd:2024-06", "2024-H1")
    assert canonical("ytd:--03") == "--Q1"
    assert canonical("ytd:--12") == "--"
    assert not same("ytd:2024-09", "2024-Q3")


YEARS = st.one_of(st.just("-"), st.integers(1990, 2040).map(str))
MONTHS = st.integers(1, 12).map("{:02}".format)
PLAIN = st.one_of(
    YEARS.map(lambda year: "--" if year == "-" else year),
    st.tuples(YEARS, MONTHS).map("-".join),
    st.tuples(YEARS, st.dates()).map(lambda pair: f"{pair[0]}-{pair[1].month:02}-{pair[1].day:02}"),
    st.tuples(YEARS, st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"])).map("-".join),
)
DEICTIC = st.tuples(
    st.sampled_from(["this", "last", "next"]), st.sampled_from(["day", "month", "quarter", "year"])
).map(":".join)
CODES = st.one_of(
    PLAIN,
    DEICTIC,
    st.tuples(YEARS, MONTHS).map(lambda pair: "ytd:" + "-".join(pair)),
    PLAIN.map("as_of:{}".format),
    st.tuples(PLAIN, PLAIN).map("/".join),
    st.sampled_from(["ytd:this:month", "as_of:this:day", "2020/this:day", "this:month-31"]),
)


@given(CODES, st.sampled_from(CALENDARS))
def test_completing_twice_is_completing_once(code, calendar):
    once = calendar.complete(code)
    assert calendar.complete(once) == once


@given(CODES, st.sampled_from(CALENDARS))
def test_a_period_starts_before_it_ends(code, calendar):
    period = calendar.period(code)
    if period is None:
        return
    assert (period.start is None) == (period.end is None)
    if period.start:
        assert date.fromisoformat(period.start) <= date.fromisoformat(period.end)


@given(PLAIN)
def test_a_known_year_is_never_changed(code):
    if code[:4].isdigit():
        assert NOVEMBER.complete(code) == code
