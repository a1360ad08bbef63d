with

source as (

    select
        offers.*,
        opened.document
    from {{ source('france_travail', 'offers') }} as offers
    left join {{ opened_document('offers.payload') }} on true

),

renamed as (

    select
        ---------- ids
        'france_travail:' || offer_id as offer_key,
        'france_travail' as source,
        offer_id,
        content_hash,
        {{ json_text('document', 'romeCode') }} as rome_code,
        {{ json_text('document', 'lieuTravail', 'commune') }}
            as place_insee_code,
        {{ json_text('document', 'lieuTravail', 'codePostal') }}
            as place_postal_code,
        {{ json_text('document', 'typeContrat') }} as contract_code,
        {{ json_text('document', 'experienceExige') }} as experience_code,
        lake_file,
        lake_row,

        ---------- text
        {{ json_text('document', 'intitule') }} as title,
        {{ json_text('document', 'description') }} as description,
        {{ json_text('document', 'dateCreation') }} as created_text,
        {{ json_text('document', 'nombrePostes') }} as positions_text,
        {{ json_text('document', 'romeLibelle') }} as rome_label,
        {{ json_text('document', 'appellationlibelle') }}
            as appellation_label,
        {{ json_text('document', 'lieuTravail', 'libelle') }} as place_label,
        {{ json_text('document', 'entreprise', 'nom') }} as employer_name,
        {{ json_text('document', 'entreprise', 'description') }}
            as employer_description,
        {{ json_text('document', 'typeContratLibelle') }} as contract_label,
        {{ json_text('document', 'natureContrat') }} as contract_nature,
        {{ json_text('document', 'dureeTravailLibelle') }} as hours_label,
        {{ json_text('document', 'dureeTravailLibelleConverti') }}
            as working_time_label,
        {{ json_text('document', 'experienceLibelle') }} as experience_label,
        {{ json_text('document', 'experienceCommentaire') }}
            as experience_comment,
        {{ json_text('document', 'complementExercice') }} as working_conditions,
        {{ json_text('document', 'salaire', 'libelle') }} as salary_label,
        {{ json_text('document', 'salaire', 'commentaire') }}
            as salary_comment,
        {{ diploma_labels('document') }} as education_label,
        {{ json_text('document', 'origineOffre', 'partenaires', '0', 'nom') }}
            as partner_name,
        {{ json_text('document', 'origineOffre', 'partenaires', '0', 'url') }}
            as apply_url,
        url,

        ---------- lists
        {{ json_array('document', 'competences') }} as declared_skills,

        ---------- numerics
        {{ json_integer('document', 'nombrePostes') }} as positions,

        ---------- booleans
        {{ json_boolean('document', 'alternance') }} as is_alternance,

        ---------- timestamps
        {{ json_timestamp('document', 'dateCreation') }} as created_at,
        fetched_at

    from source

)

select * from renamed
