"""What can be chosen in the filters: codes with the labels of one language."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters

QUESTIONS = {
    "source": """
        select source as code, source_label as label from dim_sources order by label
    """,
    "region": """
        select distinct region_code as code, region_name as label
        from dim_places where level = 'departement' and region_code is not null
        order by label
    """,
    "departement": """
        select departement_code as code,
            departement_name || ' (' || departement_code || ')' as label
        from dim_places where level = 'departement' order by departement_code
    """,
    "domain": """
        select distinct grand_domain_code as code, grand_domain_label as label
        from dim_occupations where rome_code <> 'unknown' order by label
    """,
    "occupation": """
        select rome_code as code, rome_label || ' (' || rome_code || ')' as label
        from dim_occupations
        where rome_code in (
            select rome_code from agg_market_cube
            where grain = 'occupation' and openings > 0
        )
            and rome_code <> 'unknown'
        order by label
    """,
}
# Of the pinned filters, only what a link has set.
SKILLS = {
    "fr": "select skill_id as code, label_fr as label from dim_skills "
    "where skill_id = any(%(codes)s)",
    "en": "select skill_id as code, label_en as label from dim_skills "
    "where skill_id = any(%(codes)s)",
}
EMPLOYERS = """
    select employer_id as code, employer_name as label from dim_employers
    where employer_id = any(%(codes)s)
"""
CONTRACTS = {
    "fr": "select contract_family as code, label_fr as label from dim_contracts",
    "en": "select contract_family as code, label_en as label from dim_contracts",
}


def choices(language: str, filters: Filters) -> dict[str, pd.DataFrame]:
    """Return, for each filter, a frame of code and label."""
    found = {name: ask(question) for name, question in QUESTIONS.items()}
    return found | {
        "contract": ask(CONTRACTS[language]),
        "skill": of_codes(SKILLS[language], filters.skill),
        "employer": of_codes(EMPLOYERS, filters.employer),
    }


def of_codes(question: str, codes: tuple[str, ...]) -> pd.DataFrame:
    if not codes:
        return pd.DataFrame({"code": [], "label": []})
    return ask(question, {"codes": list(codes)})


def named(name: str, codes: tuple[str, ...]) -> str:
    """Return the labels of a filter's codes."""
    known = ask(QUESTIONS[name])
    return ", ".join(known["label"][known["code"].isin(codes)])
