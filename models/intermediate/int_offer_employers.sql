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

-- One spelling stands for all: the most frequent one, of offers that may be shown
-- if there are any.
spellings as (

    select
        employer_key,
        coalesce(
            mode() within group (order by employer_name)
                filter (where not is_anonymised),
            mode() within group (order by employer_name)
        ) as employer_name
    from keyed
    where employer_key is not null
    group by 1

),

final as (

    select
        keyed.offer_key,
        case
            when keyed.employer_key is null then 'unknown'
            else {{ surrogate_key(['keyed.employer_key']) }}
        end as employer_id,
        keyed.employer_key,
        spellings.employer_name,
        coalesce(
            agencies.employer_key is not null
            or temping_employers.employer_key is not null
            or keyed.employer_key
            ~ '\y(interim|recrutement|recruitment|recruteurs?|portage)\y'
            or keyed.employer_key ~ '\y(rh|emploi)$',
            false
        ) as is_agency
    from keyed
    left join spellings
        on keyed.employer_key = spellings.employer_key
    left join agencies
        on keyed.employer_key = agencies.employer_key
    left join temping_employers
        on keyed.employer_key = temping_employers.employer_key

)

select * from final
