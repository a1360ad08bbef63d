{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='version_key',
        on_schema_change='append_new_columns',
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
    from {{ ref('int_offer_texts') }}
    where {{ only_new_versions('int_offer_texts.version_key') }}

),

texts_split as (

    select
        offer_key,
        version_key,
        {{ words('folded_text') }} as words
    from texts
    {{ fence() }}

),

-- Five shifted copies side by side: slicing the array for each position would
-- walk it from its start each time. They are taken apart in the list of columns:
-- behind `from`, each would be stored first, which took half as long again.
final as (

    select
        offer_key,
        version_key,
        cardinality(words) as word_count,
        array(
            select distinct hashed.shingle  -- a refrain counts once
            from
                (
                    select
                        unnest(texts_split.words) as first,
                        unnest(texts_split.words[2:]) as second,
                        unnest(texts_split.words[3:]) as third,
                        unnest(texts_split.words[4:]) as fourth,
                        unnest(texts_split.words[5:]) as fifth
                ) as shifted
            cross join
                lateral (
                    values (
                        {{ shingle_hash([
                            'shifted.first', 'shifted.second',
                            'shifted.third', 'shifted.fourth',
                            'shifted.fifth',
                        ]) }}
                    )
                ) as hashed (shingle)
            where hashed.shingle % 4 = 0 and shifted.fifth is not null
            order by hashed.shingle
        ) as shingles,
        array(
            select distinct split.word  -- which numbers, not how often
            from (select unnest(texts_split.words) as word) as split
            where
                ascii(split.word) between 48 and 57  -- cheap, leaves few to match
                and split.word ~ '^[0-9]{1,3}$'
                and split.word not in ('0', '1')
            order by split.word
        ) as numbers
    from texts_split

)

select * from final
