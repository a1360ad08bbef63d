{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- What the text says of remote work and experience, with the words that say
-- it. A regular expression runs only on texts that hold its key word.
with

texts as (

    select
        offer_key,
        version_key,
        ' ' || lower(title_tokens || ' | ' || tokens) || ' ' as words
    from {{ ref('int_offer_texts') }} as texts
    {% if is_incremental() -%}
    where
        not exists (
            select 1 from {{ this }} as known
            where known.version_key = texts.version_key
        )
    {%- endif %}
    {{ fence() }}

),

read as (

    select
        offer_key,
        version_key,
        case
            when words like '%teletrav%' or words like '%presentiel%'
                then substring(
                    words from {{ signal_pattern('remote_none') }}
                )
        end as remote_none_phrase,
        case
            when
                words like '%teletrav%' or words like '%remote%'
                or words like '%distan%'
                then substring(
                    words from {{ signal_pattern('remote_full') }}
                )
        end as remote_full_phrase,
        case
            when
                words like '%teletrav%' or words like '%remote%'
                or words like '%distan%' or words like '%hybrid%'
                or words like '%home office%'
                then substring(
                    words from {{ signal_pattern('remote_partial') }}
                )
        end as remote_partial_phrase,
        case
            when
                words like '%experience%' or words like '%minimum%'
                then coalesce(
                    substring(
                        words from {{ signal_pattern('experience_after') }}
                    ),
                    substring(
                        words from {{ signal_pattern('experience_before') }}
                    ),
                    substring(
                        words from {{ signal_pattern('experience_minimum') }}
                    )
                )
        end as experience_phrase
    from texts

),

final as (

    select
        offer_key,
        version_key,
        case
            when remote_none_phrase is not null then 'none'
            when remote_full_phrase is not null then 'full'
            when remote_partial_phrase is not null then 'partial'
        end as remote,
        btrim(coalesce(
            remote_none_phrase, remote_full_phrase, remote_partial_phrase
        )) as remote_phrase,
        (regexp_match(experience_phrase, '([0-9]{1,2})'))[1]::integer
        * case when experience_phrase ~ 'mois|months' then 1 else 12 end
            as experience_months,
        btrim(experience_phrase) as experience_phrase
    from read

)

select * from final
