with

source as (

    select * from {{ source('service_public', 'offers') }}

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
        {{ json_text('payload', 'Intitulé du poste') }} as title,
        {{ json_text('payload', 'Date de première publication') }}
            as created_text,
        {{ json_text('payload', 'Compétences attendues') }}
            as expected_skills,
        {{ json_text('payload', 'Spécialisation') }} as specialisation,
        {{ json_text('payload', 'Métier') }} as occupation_label,
        {{ json_text('payload', 'Employeur') }} as employer_address,
        {{ json_text('payload', 'Organisme de rattachement') }}
            as parent_organisation,
        {{ json_text('payload', 'Versant') }} as service_branch,
        {{ json_text('payload', 'Catégorie') }} as grade_category,
        {{ json_text('payload', "Nature de l'emploi") }} as post_nature,
        {{ json_text('payload', 'Nature de contrat') }} as contract_nature,
        {{ json_text('payload', 'Durée du contrat') }} as contract_duration,
        {{ json_text('payload', 'Temps Plein') }} as full_time_label,
        {{ json_text('payload', 'Télétravail') }} as remote_label,
        {{ json_text('payload', 'Management') }} as management_label,
        {{ json_text('payload', 'Langues') }} as languages,
        {{ json_text('payload', "Niveau d'études") }} as education_label,
        {{ json_text('payload', "Niveau d'expérience min. requis") }}
            as experience_label,
        {{ json_text('payload', 'Localisation du poste') }} as place_label,
        coalesce(
            {{ json_text('payload', "Lieu d'affectation") }},
            {{ json_text(
                'payload', "Lieu d'affectation (sans géolocalisation)"
            ) }}
        ) as place_address,
        url,

        ---------- timestamps
        coalesce(
            {{ try_french_date(json_text(
                'payload', 'Date de première publication'
            )) }},
            {{ try_french_date(json_text(
                'payload', 'Date de début de publication par défaut'
            )) }}
        ) as published_at,
        {{ try_french_date(json_text(
            'payload', 'Date de fin de publication par défaut'
        )) }} as publication_ends_at,
        fetched_at

    from source

)

select * from renamed
