{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
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
        regexp_replace(salary_label, '[\u00a0\u202f]', ' ', 'g')
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
        version_key,
        coalesce(
            salary_label ~ '[0-9]'
            or salary_min is not null
            or salary_max is not null,
            false
        ) as declares_amount,
        coalesce(salary_comment ~ '[0-9]', false) as comments_amount,
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
            {{ try_number("replace(label_parts[3], ' ', '')") }}, salary_max
        ) as amount_max,
        {{ try_integer('label_parts[4]') }} as months,
        source = 'france_travail' or salary_currency = 'EUR'
            as is_in_euros
    from read

),

-- The declared amount, right or wrong, comes before what the text says.
chosen as (

    select
        declared.offer_key,
        declared.version_key,
        declared.declares_amount,
        declared.declares_amount
        or declared.comments_amount
        or texts.version_key is not null as says_something,
        case
            when declared.declares_amount then declared.months
            else texts.months
        end as months,
        case
            when declared.declares_amount then declared.salary_period
            else texts.salary_period
        end as salary_period,
        case
            when declared.declares_amount then declared.amount_min
            else texts.amount_min
        end as amount_min,
        case
            when declared.declares_amount
                then coalesce(
                    nullif(declared.amount_max, 0), declared.amount_min
                )
            else texts.amount_max
        end as amount_max,
        case
            when declared.declares_amount then declared.is_in_euros
            else true
        end as is_in_euros,
        coalesce(not declared.declares_amount and texts.is_net, false)
            as is_net
    from declared
    left join texts
        on declared.version_key = texts.version_key

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
    from chosen

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
            when not says_something then null
            when not coalesce(is_in_euros, false) then 'foreign_currency'
            when is_net then 'net'
            when coalesce(amount_min, amount_max) is null then 'unreadable'
            when periods_a_year is null then 'no_period'
            when amount_min > amount_max then 'min_over_max'
            when not {{ is_plausible_salary('annual_min', 'annual_max') }}
                then 'implausible'
        end as salary_issue
    from judged

),

final as (

    select
        offer_key,
        version_key,
        case
            when not says_something then 'absent'
            when salary_issue is null then 'declared'
            else 'unusable'
        end as salary_basis,
        salary_issue,
        case when salary_issue is null then salary_period end as salary_period,
        cast(
            case when salary_issue is null then annual_min end as numeric(12, 2)
        )
            as salary_annual_min_eur,
        cast(
            case when salary_issue is null then annual_max end as numeric(12, 2)
        )
            as salary_annual_max_eur,
        case
            when salary_issue is not null or not says_something then null
            when declares_amount then 'field'
            else 'text'
        end as salary_origin
    from believed

)

select * from final
