{{ config(indexes=[{'columns': ['title_key']}]) }}

-- A title is coded once, whatever the number of offers under it.
with

titles as (

    select distinct  -- many offers share a title
        {{ occupation_title('source', 'title', 'appellation_label') }}
            as title_key
    from {{ ref('int_offers_current') }}
    where rome_code is null

),

terms as (

    select
        title_key,
        {{ title_terms(words('title_key')) }} as terms
    from titles
    where title_key is not null

),

term_odds as (

    select * from {{ ref('int_occupation_term_odds') }}

),

priors as (

    select * from {{ ref('int_occupation_priors') }}

),

matched as (

    select
        terms.title_key,
        term_odds.rome_code,
        sum(term_odds.log_odds) as log_odds,
        cardinality(terms.terms) as term_count,
        array_agg(split.term order by term_odds.log_odds desc) as evidence
    from terms
    cross join lateral unnest(terms.terms) as split (term)
    inner join term_odds
        on split.term = term_odds.term
    group by 1, 2, terms.terms

),

scored as (

    select
        matched.title_key,
        matched.rome_code,
        matched.evidence[1:3] as evidence,
        matched.log_odds + priors.log_prior
        + matched.term_count * priors.log_unseen as score
    from matched
    inner join priors
        on matched.rome_code = priors.rome_code

),

ranked as (

    select
        *,
        row_number() over (
            partition by title_key order by score desc, rome_code
        ) as rank,
        exp(score - max(score) over (partition by title_key)) as likelihood
    from scored

),

final as (

    select
        title_key,
        rank,
        rome_code,
        evidence,
        likelihood / sum(likelihood) over (partition by title_key)
            as probability
    from ranked
    where rank <= 20

)

select * from final
where rank <= 5
