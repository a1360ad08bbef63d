with

source as (

    select * from {{ source('france_travail', 'offers') }}

),

renamed as (

    select
        ---------- ids
        'france_travail:' || offer_id as offer_key,
        'france_travail' as source,
        offer_id,
        content_hash,
        {{ json_text('payload', 'romeCode') }} as rome_code,
        {{ json_text('payload', 'lieuTravail', 'commune') }}
            as place_insee_code,
        {{ json_text('payload', 'lieuTravail', 'codePostal') }}
            as place_postal_code,
        {{ json_text('payload', 'typeContrat') }} as contract_code,
        {{ json_text('payload', 'experienceExige') }} as experience_code,
        {{ json_text('payload', 'codeNAF') }} as naf_code,
        lake_file,
        lake_row,

        ---------- text
        {{ json_text('payload', 'intitule') }} as title,
        {{ json_text('payload', 'description') }} as description,
        {{ json_text('payload', 'dateCreation') }} as created_text,
        {{ json_text('payload', 'romeLibelle') }} as rome_label,
        {{ json_text('payload', 'appellationlibelle') }}
            as appellation_label,
        {{ json_text('payload', 'lieuTravail', 'libelle') }} as place_label,
        {{ json_text('payload', 'entreprise', 'nom') }} as employer_name,
        {{ json_text('payload', 'entreprise', 'description') }}
            as employer_description,
        {{ json_text('payload', 'typeContratLibelle') }} as contract_label,
        {{ json_text('payload', 'natureContrat') }} as contract_nature,
        {{ json_text('payload', 'dureeTravailLibelle') }} as hours_label,
        {{ json_text('payload', 'dureeTravailLibelleConverti') }}
            as working_time_label,
        {{ json_text('payload', 'experienceLibelle') }} as experience_label,
        {{ json_text('payload', 'experienceCommentaire') }}
            as experience_comment,
        {{ json_text('payload', 'complementExercice') }} as working_conditions,
        {{ json_text('payload', 'salaire', 'libelle') }} as salary_label,
        {{ json_text('payload', 'salaire', 'commentaire') }}
            as salary_comment,
        {{ json_text('payload', 'formations', '0', 'niveauLibelle') }}
            as education_label,
        {{ json_text('payload', 'origineOffre', 'partenaires', '0', 'nom') }}
            as partner_name,
        {{ json_text('payload', 'origineOffre', 'partenaires', '0', 'url') }}
            as apply_url,
        url,

        ---------- lists
        {{ json_array('payload', 'competences') }} as declared_skills,
        {{ json_array('payload', 'langues') }} as declared_languages,

        ---------- numerics
        {{ json_integer('payload', 'nombrePostes') }} as positions,

        ---------- booleans
        {{ json_boolean('payload', 'alternance') }} as is_alternance,

        ---------- timestamps
        {{ json_timestamp('payload', 'dateCreation') }} as created_at,
        fetched_at

    from source

)

select * from renamed
