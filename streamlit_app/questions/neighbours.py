"""Which occupations are alike: those whose openings ask for the same skills.

Likeness is the cosine of the skills' shares, each weighed by how particular it is
(the logarithm of one over its share of all openings): what everyone asks for brings
nobody near.
"""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.method import SMALLEST_N

# A skill that one advert names says little about an occupation.
FEWEST_OPENINGS = 3
WEIGHED = f"""
    select demand.skill_id, demand.dimension_code as rome_code, demand.n,
        demand.share * ln(1 / everywhere.share) as weight
    from agg_skill_demand as demand
    inner join agg_skill_demand as everywhere
        on everywhere.skill_id = demand.skill_id and everywhere.dimension = 'all'
    where demand.dimension = 'occupation' and demand.n >= {SMALLEST_N}
        and everywhere.share > 0 and demand.openings >= {FEWEST_OPENINGS}
"""
LENGTHS = """
    select rome_code, min(n) as n, sqrt(sum(weight ^ 2)) as length
    from weighed group by rome_code
"""


def neighbours(rome_code: str, language: str, limit: int = 10) -> pd.DataFrame:
    """Rank the occupations by likeness to one.

    Columns: rome_code, label, likeness (0 to 1), n (openings), own_n, shared (names
             of the three skills that bring them nearest).
    """
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        with weighed as materialized ({WEIGHED}),
        lengths as ({LENGTHS}),
        own as (
            select n as own_n, length as own_length
            from lengths where rome_code = %(rome_code)s
        ),
        products as (
            select other.rome_code, sum(mine.weight * other.weight) as product,
                (array_agg(
                    {label} order by mine.weight * other.weight desc, skill_id
                ))[1:3] as shared
            from weighed as mine
            inner join weighed as other using (skill_id)
            inner join dim_skills using (skill_id)
            where mine.rome_code = %(rome_code)s and other.rome_code <> mine.rome_code
            group by other.rome_code
        )
        select rome_code, rome_label as label, n, own_n,
            array_to_string(shared, ', ') as shared,
            product / nullif(length * own_length, 0) as likeness
        from products
        cross join own
        inner join lengths using (rome_code)
        inner join dim_occupations using (rome_code)
        order by likeness desc nulls last, rome_code
        limit %(limit)s
        """,
        {"rome_code": rome_code, "limit": limit},
    )
