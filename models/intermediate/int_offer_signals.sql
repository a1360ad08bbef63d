{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns',
        unique_key='version_key',
        indexes=[{'columns': ['version_key'], 'unique': True}],
    )
}}

-- What the text says of remote work, experience, diplomas, hours and temping, and
-- of the first two the words that say it. Only sentences with a key word meet a
-- regular expression, which costs a tenth of reading the texts whole.
with

texts as (

    select
        offer_key,
        version_key,
        ' ' || lower(title_tokens || ' | ' || tokens) || ' ' as words
    from {{ ref('int_offer_texts') }}
    where {{ only_new_versions('int_offer_texts.version_key') }}
    {{ fence() }}

),

-- A heading ("Experience | 3 ans") belongs to the sentence after it.
{%- set joined = namespace(sql='words') -%}
{%- for heading in [
    'lieu du poste', 'mode de travail', 'rythme d emploi', 'teletravail',
    ' tt', 'type de contrat',
] -%}
    {%- set joined.sql = (
        "replace(" ~ joined.sql ~ ", '" ~ heading ~ " | ', '" ~ heading ~ " ')"
    ) -%}
{%- endfor %}
headed as (

    select
        version_key,
        string_to_array(
            regexp_replace(
                {{ joined.sql }},
                '(experiences?(?: [a-z]+)?) [|] ',
                '\1 ',
                'g'
            ),
            '|'
        ) as sentences
    from texts
    {{ fence() }}

),

-- Arrays are taken apart in the list of columns: behind `from`, each would be
-- stored first. To split all texts twice, below, costs less than to keep them split.
all_sentences as not materialized (

    select
        version_key,
        unnest(sentences) as sentence,
        generate_subscripts(sentences, 1) as position
    from headed

),

-- Adverts repeat each other's sentences: each wording is read once.
all_wordings as (

    select
        {{ shingle_hash(['sentence']) }} as wording_id,
        ' ' || btrim(min(sentence)) || ' ' as sentence
    from all_sentences
    group by 1

),

flagged as (

    select
        wording_id,
        sentence,
        sentence like '%trav%'
        or sentence like '%remote%'
        or sentence like '%distan%'
        or sentence like '%hybrid%'
        or sentence like '%home%'
        or sentence like '%presentiel%'
        or sentence like '% tt %'
        or sentence like '%onsite%'
        or sentence like '%on site%' as may_tell_of_remote,
        sentence like '% ans %'
        or sentence like '% an %'
        or sentence like '%annee%'
        or sentence like '%mois %'
        or sentence like '%year%'
        or sentence like '%yrs%'
        or sentence like '%month%'
        or (sentence like '%ans %' and sentence ~ '[0-9]ans ') as counts_time,
        sentence like '%debutant%'
        or sentence like '%experience%' as may_welcome_beginners,
        sentence like '%interim%' as may_be_temping,
        sentence like '%bac%'
        or sentence like '%diplome%'
        or sentence like '% bts %'
        or sentence like '% dut %'
        or sentence like '% cap %'
        or sentence like '% bep %'
        or sentence like '%licence%'
        or sentence like '%master%'
        or sentence like '%ecole%'
        or sentence like '%doctorat%'
        or sentence like '% phd %' as may_ask_for_a_diploma,
        sentence like '% temps p%'
        or sentence like '% temps complet %'
        or sentence like '% mi temps %'
        or sentence like '%semaine%'
        or sentence like '% hebdo%' as may_tell_of_hours
    from all_wordings
    {{ fence() }}

),

wordings as materialized (

    select * from flagged
    where
        may_tell_of_remote
        or counts_time
        or may_welcome_beginners
        or may_be_temping
        or may_ask_for_a_diploma
        or may_tell_of_hours

),

sentences as (

    select
        all_sentences.version_key,
        all_sentences.position,
        wordings.wording_id
    from all_sentences
    inner join wordings
        on
            {{ shingle_hash(['all_sentences.sentence']) }}
            = wordings.wording_id

),

remote_phrases as (

    select
        wordings.wording_id,
        phrases.kind,
        phrases.phrase
    from wordings
    cross join
        lateral (
            values
            {%- for kind in ['none', 'full', 'partial', 'site'] %}
            (
                '{{ kind }}',
                substring(
                    wordings.sentence
                    from {{ signal_pattern('remote_' ~ kind) }}
                )
            )
            {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        ) as phrases (kind, phrase)
    where
        wordings.may_tell_of_remote
        and phrases.phrase is not null
        and (
            phrases.kind in ('none', 'site')
            or phrases.phrase !~ {{ signal_pattern('remote_other') }}
        )
    {{ fence() }}

),

-- A refusal is surer than an offer, and an offer than a place on site.
surest_remote as (

    select distinct on (sentences.version_key)
        sentences.version_key,
        case remote_phrases.kind
            when 'site' then 'none'
            else remote_phrases.kind
        end as remote,
        btrim(remote_phrases.phrase) as phrase
    from sentences
    inner join remote_phrases
        on sentences.wording_id = remote_phrases.wording_id
    order by
        sentences.version_key,
        array_position(
            array['none', 'full', 'partial', 'site'], remote_phrases.kind
        ),
        sentences.position

),

-- Every span of time that stands where experience is asked for. Past fifteen
-- years it is the employer's age, or the applicant's.
spans as (

    select
        wordings.wording_id,
        spans.nth,
        spans.phrase[1] as phrase,
        regexp_match(
            regexp_replace(spans.phrase[1], ' bac ?[+]? ?[1-8] ?', ' ', 'g'),
            {{ signal_pattern('span') }}
        ) as amount
    from wordings
    cross join
        lateral regexp_matches(
            wordings.sentence,
            '(' || {{ signal_pattern('experience') }} || ')',
            'g'
        ) with ordinality as spans (phrase, nth)
    where
        wordings.counts_time
        and spans.phrase[1] !~ {{ signal_pattern('not_asked') }}
    {{ fence() }}

),

counted as (

    select
        wording_id,
        nth,
        phrase,
        case
            when amount[1] ~ '^[0-9]' then amount[1]::integer
            else
                case amount[1]
                    when 'un' then 1
                    when 'une' then 1
                    when 'one' then 1
                    when 'deux' then 2
                    when 'two' then 2
                    when 'trois' then 3
                    when 'three' then 3
                    when 'quatre' then 4
                    when 'four' then 4
                    when 'cinq' then 5
                    when 'five' then 5
                    when 'six' then 6
                    when 'sept' then 7
                    when 'seven' then 7
                    when 'huit' then 8
                    when 'eight' then 8
                    when 'dix' then 10
                    when 'ten' then 10
                end
        end
        * case when amount[2] like 'mo%' then 1 else 12 end as months
    from spans

),

first_asked as (

    select distinct on (sentences.version_key)  -- the first that can be one
        sentences.version_key,
        counted.months,
        btrim(counted.phrase) as phrase
    from sentences
    inner join counted
        on sentences.wording_id = counted.wording_id
    where counted.months between 0 and 180
    order by sentences.version_key, sentences.position, counted.nth

),

welcoming as (

    select distinct sentences.version_key  -- one such sentence is enough
    from sentences
    inner join wordings
        on sentences.wording_id = wordings.wording_id
    where
        wordings.may_welcome_beginners
        and wordings.sentence ~ {{ signal_pattern('beginners') }}

),

temping as (

    select distinct sentences.version_key  -- one such sentence is enough
    from sentences
    inner join wordings
        on sentences.wording_id = wordings.wording_id
    where
        wordings.may_be_temping
        and wordings.sentence ~ {{ signal_pattern('temping') }}

),

diplomas as (

    select
        wordings.wording_id,
        named.education_level,
        named.level_number
    from wordings
    cross join
        lateral (
            values
            {%- for level in education_levels() %}
            (
                '{{ level }}',
                {{ loop.index }},
                wordings.sentence ~ {{ signal_pattern('diploma_' ~ level) }}
            )
            {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        ) as named (education_level, level_number, is_named)
    where
        wordings.may_ask_for_a_diploma
        and named.is_named
        and wordings.sentence !~ {{ signal_pattern('diploma_not_asked') }}
    {{ fence() }}

),

-- The first that is asked for; of "Bac+2 à Bac+5" the lower.
first_diplomas as (

    select distinct on (sentences.version_key)  -- the first, the least
        sentences.version_key,
        diplomas.education_level
    from sentences
    inner join diplomas
        on sentences.wording_id = diplomas.wording_id
    order by
        sentences.version_key, sentences.position, diplomas.level_number

),

hours_told as (

    select
        wordings.wording_id,
        wordings.sentence ~ {{ signal_pattern('full_time') }}
            as tells_of_full_time,
        wordings.sentence ~ {{ signal_pattern('part_time') }}
            as tells_of_part_time
    from wordings
    where
        wordings.may_tell_of_hours
        and wordings.sentence !~ {{ signal_pattern('hours_open') }}
    {{ fence() }}

),

-- An advert that tells of both leaves it open.
hours as (

    select
        sentences.version_key,
        case
            when not bool_or(hours_told.tells_of_part_time) then 'full'
            when not bool_or(hours_told.tells_of_full_time) then 'part'
        end as working_time
    from sentences
    inner join hours_told
        on sentences.wording_id = hours_told.wording_id
    where hours_told.tells_of_full_time or hours_told.tells_of_part_time
    group by 1

),

final as (

    select
        texts.offer_key,
        texts.version_key,
        surest_remote.remote,
        surest_remote.phrase as remote_phrase,
        first_asked.months as experience_months,
        first_asked.phrase as experience_phrase,
        welcoming.version_key is not null as welcomes_beginners,
        temping.version_key is not null as tells_of_temping,
        first_diplomas.education_level,
        hours.working_time
    from texts
    left join surest_remote
        on texts.version_key = surest_remote.version_key
    left join first_asked
        on texts.version_key = first_asked.version_key
    left join welcoming
        on texts.version_key = welcoming.version_key
    left join temping
        on texts.version_key = temping.version_key
    left join first_diplomas
        on texts.version_key = first_diplomas.version_key
    left join hours
        on texts.version_key = hours.version_key

)

select * from final
