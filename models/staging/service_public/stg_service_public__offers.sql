with

source as (

    select
        offers.*,
        opened.document
    from {{ source('service_public', 'offers') }} as offers
    left join {{ opened_document('offers.payload') }} on true

),

renamed as (

    select
        ---------- ids
        'service_public:' || offer_id as offer_key,
        'service_public' as source,
        offer_id,
        content_hash,
        lake_file,
        lake_row,

        ---------- text
        {{ json_text('document', 'Intitulé du poste') }} as title,
        {{ json_text('document', 'Date de première publication') }}
            as created_text,
        {{ json_text(
            'document', 'Date de fin de publication par défaut'
        ) }} as ended_text,
        {{ json_text('document', 'Compétences attendues') }}
            as expected_skills,
        {{ json_text('document', 'Spécialisation') }} as specialisation,
        {{ json_text('document', 'Métier') }} as occupation_label,
        {{ json_text('document', 'Employeur') }} as employer_address,
        {{ json_text('document', 'Organisme de rattachement') }}
            as parent_organisation,
        {{ json_text('document', "Nature de l'emploi") }} as post_nature,
        {{ json_text('document', 'Nature de contrat') }} as contract_nature,
        {{ json_text('document', 'Durée du contrat') }} as contract_duration,
        {{ json_text('document', 'Temps Plein') }} as full_time_label,
        {{ json_text('document', 'Télétravail') }} as remote_label,
        {{ json_text('document', 'Langues') }} as languages,
        {{ json_text('document', "Niveau d'études") }} as education_label,
        {{ json_text('document', "Niveau d'expérience min. requis") }}
            as experience_label,
        {{ json_text('document', 'Localisation du poste') }} as place_label,
        coalesce(
            {{ json_text('document', "Lieu d'affectation") }},
            {{ json_text(
                'document', "Lieu d'affectation (sans géolocalisation)"
            ) }}
        ) as place_address,
        url,

        ---------- timestamps
        {{ try_french_date(json_text(
            'document', 'Date de première publication'
        )) }} as published_at,
        {{ try_french_date(json_text(
            'document', 'Date de début de publication par défaut'
        )) }} as publication_starts_at,
        {{ try_french_date(json_text(
            'document', 'Date de fin de publication par défaut'
        )) }} as publication_ends_at,
        fetched_at

    from source

)

select * from renamed
