{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

-- Amounts are read, annualised (35 h x 52 weeks, 12 months unless stated), then
-- judged: what no full-time post could pay is unusable, never averaged.
with

offers as (

    select
        offer_key,
        source,
        regexp_replace(salary_label, '[\u00a0\u202f]', ' ', 'g')
            as salary_label,
        salary_comment,
        salary_currency,
        lower(salary_period) as salary_period,
        salary_min,
        salary_max,
        contract_code
    from {{ ref('int_offers_current') }}

),

read as materialized (

    select
        *,
        regexp_match(
            salary_label,
            '^(Annuel|Mensuel|Horaire|Journalier|Autre)? ?de ([0-9][0-9 ]*(?:[.,][0-9]+)?)'
            || ' Euros?(?: à ([0-9][0-9 ]*(?:[.,][0-9]+)?) Euros?)?'
            || '(?: sur ([0-9]+)(?:[.,][0-9]+)? mois)?', 'i'
        ) as label_parts
    from offers

),

declared as (

    select
        offer_key,
        contract_code,
        salary_label is not null
        or salary_comment is not null
        or salary_min is not null
        or salary_max is not null as says_something,
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
            end
        ) as salary_period,
        coalesce(
            {{ try_number("replace(label_parts[2], ' ', '')") }}, salary_min
        ) as amount_min,
        coalesce(
            {{ try_number("replace(label_parts[3], ' ', '')") }}, salary_max
        ) as amount_max,
        {{ try_integer('label_parts[4]') }} as months,
        coalesce(salary_currency, 'EUR') = 'EUR' as is_in_euros
    from read

),

annualised as (

    select
        *,
        case
            when salary_period = 'annual' then 1
            when salary_period = 'monthly' and months between 12 and 16
                then months
            when salary_period = 'monthly' then 12
            when salary_period = 'hourly' then 35 * 52
        end as periods_a_year
    from declared

),

judged as materialized (

    select
        *,
        amount_min * periods_a_year as annual_min,
        coalesce(nullif(amount_max, 0), amount_min) * periods_a_year
            as annual_max
    from annualised

),

final as (

    select
        offer_key,
        case
            when {{ is_plausible_salary('annual_min', 'annual_max') }}
                and is_in_euros
                then 'declared'
            when says_something then 'unusable'
            else 'absent'
        end as salary_basis,
        case
            when {{ is_plausible_salary('annual_min', 'annual_max') }}
                and is_in_euros
                then salary_period
        end as salary_period,
        case
            when {{ is_plausible_salary('annual_min', 'annual_max') }}
                and is_in_euros
                then round(annual_min, 2)
        end as salary_annual_min_eur,
        case
            when {{ is_plausible_salary('annual_min', 'annual_max') }}
                and is_in_euros
                then round(annual_max, 2)
        end as salary_annual_max_eur
    from judged

)

select * from final
