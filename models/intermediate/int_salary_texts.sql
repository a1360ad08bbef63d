{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- The last resort: a pay said in the comment or, after a word for pay, in the
-- description. Whether it can be believed is judged with the declared ones.
with

offers as (

    select
        offer_key,
        version_key,
        lower(translate(salary_comment, E'\u00a0\u202f', '  ')) as comment_text,
        lower(translate(left(description, 50000), E'\u00a0\u202f', '  '))
            as body_text
    from {{ ref('int_offers_unioned') }} as offers
    where
        (
            salary_comment ~ '[0-9]'
            or description like '%€%'
            or description ilike '%euro%'
            or description ~ '[0-9] ?[kK]\y'
        )
        {% if is_incremental() -%}
        and not exists (
            select 1 from {{ this }} as known
            where known.version_key = offers.version_key
        )
        {%- endif %}
    {{ fence() }}

),

spelled as (

    select
        offers.offer_key,
        offers.version_key,
        spellings.spelling,
        spellings.preference,
        spellings.amounts
    from offers
    cross join
        lateral (
            values
            {%- for where in ['comment', 'body'] %}
            {%- for period in ['hourly', 'monthly', 'thousands', 'annual'] %}
            (
                '{{ period }}',
                {{ loop.index + (10 if where == 'body' else 0) }},
                regexp_match(
                    offers.{{ where }}_text,
                    {{ salary_pattern(period, context=(where == 'body')) }}
                )
            )
            {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        ) as spellings (spelling, preference, amounts)
    where spellings.amounts is not null

),

preferred as (

    select distinct on (version_key)  -- the surest spelling
        *
    from spelled
    order by version_key, preference

),

final as (

    select
        offer_key,
        version_key,
        case spelling when 'thousands' then 'annual' else spelling end
            as salary_period,
        case when spelling = 'thousands' then 1000 else 1 end
        * {{ salary_amount('amounts[1]', 'spelling') }} as amount_min,
        case when spelling = 'thousands' then 1000 else 1 end
        * {{ salary_amount('amounts[2]', 'spelling') }} as amount_max
    from preferred

)

select * from final
