{{ config(indexes=[{'columns': ['offer_key'], 'unique': True}]) }}

with

offers as (

    select * from {{ ref('int_offers_current') }}

),

agencies as (

    select * from {{ ref('staffing_agencies') }}

),

keyed as (

    select
        offers.offer_key,
        offers.employer_name,
        keys.employer_key,
        offers.contract_code = 'MIS' as is_temping,
        lifecycles.is_anonymised
    from offers
    inner join {{ ref('int_offer_keys') }} as keys
        on offers.offer_key = keys.offer_key
    inner join {{ ref('int_offer_lifecycles') }} as lifecycles
        on offers.offer_key = lifecycles.offer_key

),

-- Only an agency may employ for temping missions, by law.
temping_employers as (

    select employer_key
    from keyed
    where employer_key is not null
    group by 1
    having count(*) filter (where is_temping) * 2 > count(*)

),

known_agencies as (

    select employer_key from agencies
    union
    select employer_key from temping_employers

),

-- "Crit Intérim", "Groupe Menway", "Leader 101" are branches of agencies that are
-- known without these words. From no other employer's name are they taken: Radio
-- France is not Radio.
shortened as (

    select
        employer_key,
        {{ without_agency_words('employer_key') }} as shorter_key,
        {{ without_agency_words(without_agency_words('employer_key')) }}
            as shortest_key
    from keyed
    where employer_key is not null
    group by 1

),

-- "Temporis Nîmes" is a branch of what no other name begins with.
branches as (

    select
        shortened.employer_key,
        min(agencies.employer_key) as agency_key
    from shortened
    inner join agencies
        on shortened.shortest_key like agencies.employer_key || ' %'
    where agencies.names_branches
    group by 1

),

-- Asked of a set, not joined: the planner cannot guess how many shortened names are
-- an agency's, and would make room for billions.
folded as (

    select
        shortened.employer_key,
        case
            when branches.agency_key is not null then branches.agency_key
            when
                shortened.shortest_key in (
                    select known_agencies.employer_key from known_agencies
                )
                then shortened.shortest_key
            when
                shortened.shorter_key in (
                    select known_agencies.employer_key from known_agencies
                )
                then shortened.shorter_key
            else shortened.employer_key
        end as folded_key
    from shortened
    left join branches
        on shortened.employer_key = branches.employer_key

),

named as (

    select
        keyed.offer_key,
        keyed.employer_name,
        keyed.is_anonymised,
        folded.folded_key as employer_key
    from keyed
    left join folded
        on keyed.employer_key = folded.employer_key

),

-- One spelling stands for all: the most frequent one, of offers that may be
-- shown if there are any. Counted first, since names are fewer than offers.
spellings_counted as (

    select
        employer_key,
        is_anonymised,
        employer_name,
        count(*) as offers
    from named
    where employer_key is not null
    group by 1, 2, 3

),

spellings as (

    select distinct on (employer_key)  -- the first in this order
        employer_key,
        employer_name
    from spellings_counted
    order by
        employer_key asc, is_anonymised asc, offers desc, employer_name asc

),

final as (

    select
        named.offer_key,
        case
            when named.employer_key is null then 'unknown'
            else {{ surrogate_key(['named.employer_key']) }}
        end as employer_id,
        named.employer_key,
        spellings.employer_name,
        -- A name tells an agency, unless it is that of an employer's own department.
        coalesce(
            agencies.employer_key is not null
            or temping_employers.employer_key is not null
            or (
                named.employer_key ~ (
                    '\y(interim|recrutements?|recruitment|recruteurs?|rh)\y'
                    || '|\y(portage|travail temporaire)\y|\yemploi$'
                )
                and named.employer_key !~ '\y(drh|direction)\y'
            ),
            false
        ) as is_agency
    from named
    left join spellings
        on named.employer_key = spellings.employer_key
    left join agencies
        on named.employer_key = agencies.employer_key
    left join temping_employers
        on named.employer_key = temping_employers.employer_key

)

select * from final
