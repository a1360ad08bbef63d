{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- Five words in a row, hashed once a version. One in four is kept, the same
-- ones in every text: enough to compare by, at a quarter of the cost.
with

texts as (

    select
        offer_key,
        version_key,
        lower(replace(tokens, ' |', '')) as folded_text
    from {{ ref('int_offer_texts') }} as texts
    {% if is_incremental() -%}
    where
        not exists (
            select 1 from {{ this }} as known
            where known.version_key = texts.version_key
        )
    {%- endif %}

),

texts_split as materialized (  -- fenced: inlined, it would split for each row

    select
        offer_key,
        version_key,
        {{ words('folded_text') }} as words
    from texts

),

-- Five shifted copies side by side: slicing the array for each position would
-- walk it from its start each time.
hashed as (

    select
        texts_split.offer_key,
        texts_split.version_key,
        {{ shingle_hash([
            'shifted.first', 'shifted.second', 'shifted.third',
            'shifted.fourth', 'shifted.fifth',
        ]) }} as shingle
    from texts_split
    cross join
        lateral
        unnest(
            texts_split.words,
            texts_split.words[2:],
            texts_split.words[3:],
            texts_split.words[4:],
            texts_split.words[5:]
        ) as shifted (first, second, third, fourth, fifth)
    where shifted.fifth is not null

),

kept as (

    select
        offer_key,
        version_key,
        array_agg(distinct shingle) as shingles
    from hashed
    where shingle % 4 = 0
    group by 1, 2

),

final as (

    select
        texts_split.offer_key,
        texts_split.version_key,
        cardinality(texts_split.words) as word_count,
        coalesce(kept.shingles, '{}') as shingles
    from texts_split
    left join kept
        on texts_split.version_key = kept.version_key

)

select * from final
