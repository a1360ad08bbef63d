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
headed as (

    select
        version_key,
        regexp_replace(
            words,
            '(experiences?(?: [a-z]+)?|lieu du poste|mode de travail'
            || '|rythme d emploi|teletravail|\ytt|type de contrat) [|] ',
            '\1 ',
            'g'
        ) as words
    from texts
    {{ fence() }}

),

all_sentences as (

    select
        headed.version_key,
        sentences.position,
        ' ' || btrim(sentences.sentence) || ' ' as sentence,
        coalesce(
            sentences.sentence like '%trav%'
            or sentences.sentence like '%remote%'
            or sentences.sentence like '%distan%'
            or sentences.sentence like '%hybrid%'
            or sentences.sentence like '%home%'
            or sentences.sentence like '%presentiel%'
            or sentences.sentence like '% tt %'
            or sentences.sentence like '%onsite%'
            or sentences.sentence like '%on site%',
            false
        ) as may_tell_of_remote,
        coalesce(
            sentences.sentence like '% ans %'
            or sentences.sentence like '% an %'
            or sentences.sentence like '%annee%'
            or sentences.sentence like '%mois %'
            or sentences.sentence like '%year%'
            or sentences.sentence like '%yrs%'
            or sentences.sentence like '%month%'
            or (
                sentences.sentence like '%ans %'
                and sentences.sentence ~ '[0-9]ans '
            ),
            false
        ) as counts_time,
        coalesce(
            sentences.sentence like '%debutant%'
            or sentences.sentence like '%experience%',
            false
        ) as may_welcome_beginners,
        sentences.sentence like '%interim%' as may_be_temping,
        coalesce(
            sentences.sentence like '%bac%'
            or sentences.sentence like '%diplome%'
            or sentences.sentence like '% bts %'
            or sentences.sentence like '% dut %'
            or sentences.sentence like '% cap %'
            or sentences.sentence like '% bep %'
            or sentences.sentence like '%licence%'
            or sentences.sentence like '%master%'
            or sentences.sentence like '%ecole%'
            or sentences.sentence like '%doctorat%'
            or sentences.sentence like '% phd %',
            false
        ) as may_ask_for_a_diploma,
        coalesce(
            sentences.sentence like '% temps p%'
            or sentences.sentence like '% temps complet %'
            or sentences.sentence like '% mi temps %'
            or sentences.sentence like '%semaine%'
            or sentences.sentence like '% hebdo%',
            false
        ) as may_tell_of_hours
    from headed
    cross join
        lateral string_to_table(headed.words, '|')
        with ordinality as sentences (sentence, position)
    {{ fence() }}

),

sentences as (

    select * from all_sentences
    where
        may_tell_of_remote
        or counts_time
        or may_welcome_beginners
        or may_be_temping
        or may_ask_for_a_diploma
        or may_tell_of_hours

),

-- Adverts repeat each other's sentences: each wording is read once.
wordings as materialized (

    select distinct  -- each wording once
        sentence,
        may_tell_of_remote,
        counts_time,
        may_welcome_beginners,
        may_be_temping,
        may_ask_for_a_diploma,
        may_tell_of_hours
    from sentences

),

remote_phrases as (

    select
        wordings.sentence,
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
        on sentences.sentence = remote_phrases.sentence
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
        wordings.sentence,
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

),

counted as (

    select
        sentence,
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
        on sentences.sentence = counted.sentence
    where counted.months between 0 and 180
    order by sentences.version_key, sentences.position, counted.nth

),

welcoming as (

    select distinct sentences.version_key  -- one such sentence is enough
    from sentences
    inner join wordings
        on sentences.sentence = wordings.sentence
    where
        wordings.may_welcome_beginners
        and wordings.sentence ~ {{ signal_pattern('beginners') }}

),

temping as (

    select distinct sentences.version_key  -- one such sentence is enough
    from sentences
    inner join wordings
        on sentences.sentence = wordings.sentence
    where
        wordings.may_be_temping
        and wordings.sentence ~ {{ signal_pattern('temping') }}

),

diplomas as (

    select
        wordings.sentence,
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

),

-- The first that is asked for; of "Bac+2 à Bac+5" the lower.
first_diplomas as (

    select distinct on (sentences.version_key)  -- the first, the least
        sentences.version_key,
        diplomas.education_level
    from sentences
    inner join diplomas
        on sentences.sentence = diplomas.sentence
    order by
        sentences.version_key, sentences.position, diplomas.level_number

),

hours_told as (

    select
        wordings.sentence,
        wordings.sentence ~ {{ signal_pattern('full_time') }}
            as tells_of_full_time,
        wordings.sentence ~ {{ signal_pattern('part_time') }}
            as tells_of_part_time
    from wordings
    where
        wordings.may_tell_of_hours
        and wordings.sentence !~ {{ signal_pattern('hours_open') }}

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
        on sentences.sentence = hours_told.sentence
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
