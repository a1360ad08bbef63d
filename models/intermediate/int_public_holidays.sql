{{ config(indexes=[{'columns': ['holiday_date']}]) }}

-- Whit Monday was a working day from 2005 to 2007, so this begins after that.
-- Easter Sunday by the anonymous Gregorian computus, as J.-M. Oudin wrote it:
-- https://en.wikipedia.org/wiki/Date_of_Easter. Two holidays may share a day
-- (Ascension Day was on 1 May in 2008).
with

holidays as (

    select * from {{ ref('public_holidays') }}

),

years as (

    select series.year
    from generate_series(2008, 2099) as series (year)

),

moons as (

    select
        year,
        year / 100 as century,
        (
            year / 100 - year / 400 - (year / 100 - (year / 100 - 17) / 25) / 3
            + 19 * (year % 19) + 15
        ) % 30 as epact
    from years

),

full_moons as (

    select
        year,
        century,
        epact - (epact / 28) * (
            1 - (29 / (epact + 1)) * ((21 - year % 19) / 11)
        ) as days_after_equinox
    from moons

),

sundays as (

    select
        year,
        days_after_equinox - (
            year + year / 4 + days_after_equinox + 2 - century + century / 4
        ) % 7 as days_after_equinox
    from full_moons

),

easters as (

    select
        year,
        make_date(year, 3, 28) + days_after_equinox as easter_sunday
    from sundays

),

final as (

    select
        coalesce(
            easters.easter_sunday + holidays.days_after_easter,
            make_date(easters.year, holidays.month, holidays.day)
        ) as holiday_date,
        holidays.holiday,
        holidays.label_fr,
        holidays.label_en
    from easters
    cross join holidays

)

select * from final
