-- What was wrong in an offer's form, and was left out instead of the offer.
with

offers as (

    select * from {{ ref('int_offers_current') }}

),

contract_codes as (

    select * from {{ ref('contract_codes') }}

),

experience_codes as (

    select * from {{ ref('experience_codes') }}

),

-- The list is landed anew with each version of ROME.
occupations as (

    select rome_code from {{ ref('stg_references__rome_occupations') }}
    group by 1

),

terms as (

    select * from {{ ref('int_offer_terms') }}

),

places as (

    select * from {{ ref('int_offer_places') }}

),

salaries as (

    select * from {{ ref('int_offer_salaries') }}

),

final as (

    select
        offers.offer_key,
        offers.source,
        issues.issue
    from offers
    inner join terms
        on offers.offer_key = terms.offer_key
    inner join places
        on offers.offer_key = places.offer_key
    inner join salaries
        on offers.offer_key = salaries.offer_key
    left join contract_codes
        on
            offers.source = contract_codes.source
            and lower(offers.contract_code)
            = lower(contract_codes.contract_code)
    left join experience_codes
        on offers.experience_code = experience_codes.experience_code
    left join occupations
        on offers.rome_code = occupations.rome_code
    cross join
        lateral (
            values
            (
                'contract_code_unknown',
                offers.contract_code is not null
                and contract_codes.contract_code is null
            ),
            (
                'occupation_code_unknown',
                offers.rome_code is not null and occupations.rome_code is null
            ),
            (
                'experience_code_unknown',
                offers.experience_code is not null
                and experience_codes.experience_code is null
            ),
            ('education_unknown', terms.is_education_unknown),
            ('remote_code_unknown', terms.is_remote_code_unknown),
            (
                'place_unresolved',
                coalesce(
                    offers.place_label, offers.place_insee_code,
                    offers.place_postal_code
                ) is not null
                and places.place_id = 'unknown'
            ),
            ('place_code_postal', places.is_postal_code_given),
            (
                'salary_min_over_max',
                salaries.salary_issue = 'min_over_max'
            ),
            ('salary_implausible', salaries.salary_issue = 'implausible'),
            ('positions_impossible', offers.is_positions_impossible),
            ('creation_date_unreadable', offers.is_creation_unreadable),
            ('creation_date_to_come', offers.is_creation_to_come),
            ('creation_date_too_old', offers.is_creation_too_old),
            ('end_date_unreadable', offers.is_end_unreadable),
            ('end_before_creation', offers.is_end_before_creation),
            ('title_missing', offers.is_title_missing),
            ('description_cut', offers.is_description_cut),
            ('markup_in_title', offers.is_markup_in_title),
            ('direction_marks', offers.has_direction_marks),
            ('personal_data_masked', offers.is_personal_data_masked)
        ) as issues (issue, holds)
    where issues.holds

)

select * from final
