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
        case
            when employer_tokens like '% %'
                then replace(
                    ' ' || title_tokens || ' | ' || tokens || ' ',
                    ' ' || employer_tokens || ' ',
                    ' # '
                )
            else title_tokens || ' | ' || tokens
        end as tokens
    from {{ ref('int_offer_texts') }}

),

split_texts as (

    select
        texts.offer_key,
        texts.version_key,
        texts.read_at,
        split.sentence_number,
        btrim(split.sentence) as wording
    from texts
    cross join
        lateral
        unnest(string_to_array(texts.tokens, '|'))
        with ordinality as split (sentence, sentence_number)

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
