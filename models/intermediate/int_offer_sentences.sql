{{ config(materialized='view') }}

-- Where a text is read sentence by sentence, this is what a sentence is. A wording is
-- known by a number: joins on whole sentences were half the cost.
with

-- "Les Cuisines Martin SARL" asks for no cooking. A name of one word stays:
-- an editor's offers ask for its own product.
texts as (

    select
        offer_key,
        version_key,
        read_at,
        string_to_array(
            case
                when employer_tokens like '% %'
                    then replace(
                        ' ' || title_tokens || ' | ' || tokens || ' ',
                        ' ' || employer_tokens || ' ',
                        ' # '
                    )
                else title_tokens || ' | ' || tokens
            end,
            '|'
        ) as sentences
    from {{ ref('int_offer_texts') }}

),

-- Taken apart in the list of columns: behind `from`, each array would be stored first.
split_texts as (

    select
        offer_key,
        version_key,
        read_at,
        generate_subscripts(sentences, 1)::bigint as sentence_number,
        btrim(unnest(sentences)) as wording
    from texts

),

final as (

    select
        offer_key,
        version_key,
        sentence_number,
        wording,
        {{ shingle_hash(['wording']) }} as wording_id,
        read_at
    from split_texts

)

select * from final
