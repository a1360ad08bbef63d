{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='offer_key',
        indexes=[{'columns': ['offer_key'], 'unique': True}],
    )
}}

-- One vocabulary for contract, hours, remote work, experience, education and
-- posts. Which of form and text decides is said in each macro; null means unsaid.
with

signals as (

    select * from {{ ref('int_offer_signals') }}

),

contract_codes as (

    select * from {{ ref('contract_codes') }}

),

education_levels as (

    select * from {{ ref('education_levels') }}

),

experience_codes as (

    select * from {{ ref('experience_codes') }}

),

entries as (

    select contract_codes::text as entry from contract_codes
    union all
    select education_levels::text as entry from education_levels
    union all
    select experience_codes::text as entry from experience_codes

),

-- A changed code makes every offer be read again.
dictionary as materialized (

    select md5(string_agg(entry, '|' order by entry)) as dictionary_key
    from entries

),

offers as (

    select * from {{ ref('int_offers_current') }}
    where
        {{ only_new_versions(
            'int_offers_current.version_key',
            'known.dictionary_key = (select dictionary_key from dictionary)'
        ) }}

),

diplomas as (

    select
        offers.offer_key,
        offers.source,
        listed.label
    from offers
    cross join
        lateral string_to_table(offers.education_label, ' | ') as listed (label)

),

-- A form may list several diplomas: the least of them will do, and "none" beside
-- another is a form half filled in.
least_levels as (

    select distinct on (diplomas.offer_key)  -- the least
        diplomas.offer_key,
        education_levels.education_level
    from diplomas
    inner join education_levels
        on
            diplomas.source = education_levels.source
            and {{ folded('diplomas.label') }} = education_levels.education_key
    order by
        diplomas.offer_key,
        education_levels.education_level = 'none',
        array_position(
            string_to_array('{{ education_levels() | join(" ") }}', ' '),
            education_levels.education_level
        )

),

final as (

    select
        offers.offer_key,
        offers.version_key,
        dictionary.dictionary_key,
        {{ contract_family(
            'contract_codes.contract_family', 'offers.contract_label',
            'offers.contract_nature', 'offers.is_alternance', 'offers.title',
            'coalesce(signals.tells_of_temping, false)',
        ) }} as contract_family,
        {{ contract_months(
            'offers.contract_label', 'offers.contract_max_months'
        ) }} as contract_months,
        {{ working_time(
            'offers.working_time_label', 'offers.hours_label', 'offers.title',
            'signals.working_time',
        ) }} as working_time,
        {{ remote(
            'offers.remote_label', 'signals.remote',
            "concat_ws(' ', offers.hours_label, offers.salary_comment)",
        ) }} as remote,
        lower(offers.remote_label) <> 'unknown'
        and {{ remote('offers.remote_label', 'null', 'null') }} = 'unknown'
            as is_remote_code_unknown,
        case
            when lower(offers.remote_label) in (
                'fulltime', 'partial', 'punctual', 'oui', 'non'
            ) then offers.remote_label
            when signals.remote is not null then signals.remote_phrase
            else
                coalesce(
                    substring(
                        concat_ws(
                            ' ', offers.hours_label, offers.salary_comment
                        )
                        from '(?i)t[ée]l[ée]travail|\yTT\y'
                    ),
                    nullif(lower(offers.remote_label), 'unknown')
                )
        end as remote_phrase,
        {{ experience_months(
            'offers.experience_label',
            'offers.experience_years', 'experience_codes.experience_min_months',
            'signals.experience_months',
            'coalesce(signals.welcomes_beginners, false)',
        ) }} as experience_min_months,
        signals.experience_phrase,
        {{ education_level(
            'least_levels.education_level', 'offers.education_label',
            'signals.education_level',
        ) }} as education_level,
        offers.education_label is not null
        and {{ education_level(
            'least_levels.education_level', 'offers.education_label', 'null',
        ) }} is null as is_education_unknown,
        case
            when offers.positions between 1 and 999 then offers.positions
            else 1
        end as positions
    from offers
    cross join dictionary
    left join signals
        on offers.version_key = signals.version_key
    left join contract_codes
        on
            offers.source = contract_codes.source
            and lower(offers.contract_code)
            = lower(contract_codes.contract_code)
    left join least_levels
        on offers.offer_key = least_levels.offer_key
    left join experience_codes
        on offers.experience_code = experience_codes.experience_code

)

select * from final
