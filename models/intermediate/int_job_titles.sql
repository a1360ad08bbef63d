{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        indexes=[{'columns': ['title_of_job'], 'unique': True}],
    )
}}

-- Offers share their titles: each is cut into words once.
with

titles as (

    select distinct title_of_job  -- each is cut once
    from {{ ref('int_offer_titles') }}

),

final as (

    select
        title_of_job,
        {{ title_words('title_of_job') }} as title_words
    from titles
    {% if is_incremental() -%}
    where
        not exists (
            select 1 from {{ this }} as known
            where known.title_of_job = titles.title_of_job
        )
    {%- endif %}

)

select * from final
