{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- The last resort: a pay said in the comment or in the description. Whether
-- it can be believed is judged with the declared ones.
with

unread as (

    select
        offer_key,
        version_key,
        title,
        description,
        salary_label,
        salary_comment
    from {{ ref('int_offers_unioned') }}
    where {{ only_new_versions('int_offers_unioned.version_key') }}
    {{ fence() }}

),

-- An amount has its unit beside it; most texts hold none and are read no further.
offers as (

    select
        version_key,
        {{ salary_spelling(
            "concat_ws(' ', case when salary_label !~* ' ?de [0-9][0-9.,]* euros'"
            ~ " then salary_label end, salary_comment)"
        ) }} as comment_text,
        {{ salary_spelling(
            "left(concat_ws(E'\\n', title, description), 50000)"
        ) }} as body_text
    from unread
    where
        salary_comment ~ '[0-9]'
        or salary_label ~ '[0-9] ?[kK€]'
        or concat_ws(' ', title, description)
        ~* '€|[0-9](?:&(?:nbsp|#160|#xa0);|[^[:alnum:]]){0,2}(?:k|eur)'
    {{ fence() }}

),

-- The comment is about pay whatever its words.
stretches as (

    select
        version_key,
        0 as preference,
        1::bigint as nth,
        comment_text as stretch
    from offers
    where comment_text ~ '[0-9]'
    {%- for pattern in ['after', 'before', 'range'] %}
    union all
    select
        offers.version_key,
        {{ loop.index }} as preference,
        found.nth,
        concat(
            right(found.parts[1], 40), found.parts[2], found.parts[3]
        ) as stretch
    from offers
    cross join
        lateral regexp_matches(
            offers.body_text, {{ salary_pattern(pattern) }}, 'g'
        ) with ordinality as found (parts, nth)
    {%- endfor %}

),

parts as (

    select
        *,
        regexp_match(
            regexp_replace(stretch, {{ salary_pattern('beside') }}, '', 'g'),
            {{ salary_pattern('amounts') }}
        ) as part,
        (regexp_match(stretch, {{ salary_pattern('months') }}))[1]::integer
            as months
    from stretches
    {{ fence() }}

),

-- "28/34k€" and "60K à 80€" mean thousands on both sides.
amounts as (

    select
        version_key,
        preference,
        nth,
        stretch,
        months,
        part[1] as said_before,
        left(part[8], 40) as said_after,
        part[2]::numeric
        * case
            when 'k' in (part[3], part[6]) and part[2]::numeric < 1000 then 1000
            else 1
        end as amount,
        part[5]::numeric
        * case
            when 'k' in (part[3], part[6]) and part[5]::numeric < 1000 then 1000
            else 1
        end as second_amount
    from parts
    where
        (
            '€' in (part[4], part[7])
            or 'k' in (part[3], part[6])
            or (preference = 0 and part[2] ~ '[.]')
        )
        and length(part[1]) <= 90
        and part[1] !~ {{ salary_pattern('other') }}
        and part[8] !~ '^ ?d.{1,2}(?:abond|prime|bon)'
        and stretch !~ '[$£]|\yusd\y|\ychf\y'

),

stated as (

    select
        *,
        case
            when
                said_after ~ {{ salary_pattern('hourly') }}
                and amount < 200
                then 'hourly'
            when
                said_after ~ {{ salary_pattern('monthly') }}
                and amount < 10000
                then 'monthly'
            when said_after ~ {{ salary_pattern('daily') }} then 'daily'
            when said_after ~ {{ salary_pattern('annual') }} then 'annual'
            when said_before ~ 'horaire' and amount < 100 then 'hourly'
            when said_before ~ 'tjm|journali' then 'daily'
            when said_before ~ 'mensuel|monthly' and amount < 10000
                then 'monthly'
            else {{ salary_period_of('amount') }}
        end as salary_period,
        (
            said_before ~ {{ salary_pattern('from') }}
            or said_after ~ {{ salary_pattern('and_more') }}
        )
        and second_amount is null as is_lower_bound,
        (
            said_before ~ {{ salary_pattern('up_to') }}
            or said_after ~ {{ salary_pattern('at_most') }}
        )
        and second_amount is null as is_upper_bound,
        said_after ~ '^[^0-9.;|]{0,12}\ynets?\y'
        or said_before ~ '\ynet(?:te)?s?\y' as is_net
    from amounts

),

surest as (

    select distinct on (version_key)  -- the first that can be somebody's pay
        version_key,
        salary_period,
        case when not is_upper_bound then amount end as amount_min,
        case
            when is_lower_bound then null
            else coalesce(second_amount, amount)
        end as amount_max,
        months,
        is_net,
        btrim(regexp_replace(stretch, '\s+', ' ', 'g')) as salary_phrase
    from stated
    where salary_period is not null
    order by
        version_key,
        is_net,
        preference,
        nth

),

final as (

    select
        unread.offer_key,
        unread.version_key,
        surest.salary_period,
        surest.amount_min::numeric(12, 2) as amount_min,
        surest.amount_max::numeric(12, 2) as amount_max,
        surest.months,
        surest.is_net,
        surest.salary_phrase
    from unread
    left join surest
        on unread.version_key = surest.version_key

)

select * from final
