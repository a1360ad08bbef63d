{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='offer_key',
        indexes=[{'columns': ['offer_key'], 'unique': True}],
    )
}}

-- Amounts are read, annualised (35 h x 52 weeks, 12 months unless stated, 218
-- days, the most a year of a "forfait jours" has), then judged: what no
-- full-time post could pay is unusable, with its reason, never averaged.
with

offers as (

    select
        offer_key,
        source,
        {{ plain_spaces('salary_label') }}
            as salary_label,
        salary_comment,
        salary_currency,
        lower(salary_period) as salary_period,
        salary_min,
        salary_max,
        version_key
    from {{ ref('int_offers_current') }}
    where {{ only_new_versions('int_offers_current.version_key') }}

),

texts as (

    select * from {{ ref('int_salary_texts') }}
    where salary_period is not null

),

read as materialized (

    select
        *,
        regexp_match(
            salary_label,
            '^(Annuel|Mensuel|Horaire|Journalier|Autre)? ?de '
            || '([0-9][0-9 ]*(?:[.,][0-9]+)?)'
            || ' Euros?(?: à ([0-9][0-9 ]*(?:[.,][0-9]+)?) Euros?)?'
            || '(?: sur ([0-9]+)(?:[.,][0-9]+)? mois)?', 'i'
        ) as label_parts
    from offers

),

declared as (

    select
        offer_key,
        0 as preference,
        'field' as salary_origin,
        coalesce(
            case lower(label_parts[1])
                when 'annuel' then 'annual'
                when 'mensuel' then 'monthly'
                when 'journalier' then 'daily'
                when 'horaire' then 'hourly'
            end,
            case salary_period
                when 'yearly' then 'annual'
                when 'monthly' then 'monthly'
                when 'weekly' then 'weekly'
                when 'daily' then 'daily'
                when 'hourly' then 'hourly'
            end,
            {{ salary_period_of(
                try_number("replace(label_parts[2], ' ', '')")
            ) }}
        ) as salary_period,
        coalesce(
            {{ try_number("replace(label_parts[2], ' ', '')") }}, salary_min
        ) as amount_min,
        coalesce(
            nullif({{ try_number("replace(label_parts[3], ' ', '')") }}, 0),
            nullif(salary_max, 0),
            {{ try_number("replace(label_parts[2], ' ', '')") }}
        ) as amount_max,
        {{ try_integer('label_parts[4]') }} as months,
        source = 'france_travail' or salary_currency = 'EUR'
            as is_in_euros,
        false as is_net
    from read
    where
        label_parts[2] is not null
        or salary_min is not null
        or salary_max is not null

),

commented as (

    select
        offer_key,
        1 as preference,
        null::text as salary_origin,
        null::text as salary_period,
        null::numeric as amount_min,
        null::numeric as amount_max,
        null::integer as months,
        true as is_in_euros,
        false as is_net
    from read
    where
        label_parts[2] is null
        and concat_ws(' ', salary_label, salary_comment) ~ '[0-9]'

),

told as (

    select
        offers.offer_key,
        2 as preference,
        'text' as salary_origin,
        texts.salary_period,
        texts.amount_min,
        texts.amount_max,
        texts.months,
        true as is_in_euros,
        texts.is_net
    from offers
    inner join texts
        on offers.version_key = texts.version_key

),

candidates as (

    select * from declared
    union all
    select * from told
    union all
    select * from commented

),

annualised as (

    select
        *,
        case
            when salary_period = 'annual' then 1
            when salary_period = 'monthly' and months between 12 and 16
                then months
            when salary_period = 'monthly' then 12
            when salary_period = 'weekly' then 52
            when salary_period = 'daily' then 218
            when salary_period = 'hourly' then 35 * 52
        end as periods_a_year
    from candidates

),

judged as materialized (

    select
        *,
        amount_min * periods_a_year as annual_min,
        amount_max * periods_a_year as annual_max
    from annualised

),

believed as (

    select
        *,
        case
            when not coalesce(is_in_euros, false) then 'foreign_currency'
            when is_net then 'net'
            when coalesce(amount_min, amount_max) is null then 'unreadable'
            when periods_a_year is null then 'no_period'
            when amount_min > amount_max then 'min_over_max'
            when not {{ is_plausible_salary('annual_min', 'annual_max') }}
                then 'implausible'
            -- A year's pay in the field of a month's.
            when
                salary_period = 'monthly'
                and coalesce(amount_min, amount_max) >= 15000
                then 'implausible'
        end as salary_issue
    from judged

),

-- What can be believed comes first, then the form before the text. Without
-- any, the form's issue is told.
surest as (

    select distinct on (offer_key)
        *
    from believed
    order by
        offer_key,
        salary_issue is not null,
        case when salary_issue = 'unreadable' then 3 else preference end

),

final as (

    select
        offers.offer_key,
        offers.version_key,
        case
            when surest.offer_key is null then 'absent'
            when surest.salary_issue is null then 'declared'
            else 'unusable'
        end as salary_basis,
        surest.salary_issue,
        case when surest.salary_issue is null then surest.salary_period end
            as salary_period,
        (
            case when surest.salary_issue is null then surest.annual_min end
        )::numeric(12, 2) as salary_annual_min_eur,
        (
            case when surest.salary_issue is null then surest.annual_max end
        )::numeric(12, 2) as salary_annual_max_eur,
        case when surest.salary_issue is null then surest.salary_origin end
            as salary_origin
    from offers
    left join surest
        on offers.offer_key = surest.offer_key

)

select * from final
