"""Reference lists: the communes that place every offer, and the publishers' codes."""

from expectations.check import (
    BIGINT,
    JSON,
    TEXT,
    TIMESTAMP,
    Check,
    at_least,
    check,
    columns,
    matches,
    never_null,
    no_rows,
)
from expectations.landing import crawl_leaves, crawl_runs, rejects

SCHEMA = "raw_references"


def checks() -> list[Check]:
    return [
        entries(),
        crawl_leaves(SCHEMA),
        # A list that has not changed lands nothing: there are no versions to add up.
        crawl_runs(SCHEMA, "references", has_offers=False),
        rejects(SCHEMA),
    ]


def entries() -> Check:
    types = {
        "list_name": TEXT,
        "code": TEXT,
        "label": TEXT,
        "payload": JSON,
        "run_id": TEXT,
        "fetched_at": TIMESTAMP,
        "lake_row": BIGINT,
    }
    return check(
        f"{SCHEMA}.entries",
        [
            at_least(1),
            *columns(types),
            *never_null("list_name", "code", "payload", "run_id", "fetched_at"),
            matches("code", r"^\S"),
            no_rows(
                "the shipped list of communes is complete",
                "select count(distinct code) as communes from batch as entries "
                "where list_name = 'insee_communes' "
                "having count(distinct code) < 34000",
            ),
            no_rows(
                "every commune names its département",
                "select code, label from batch as entries "
                "where list_name = 'insee_communes' "
                "and coalesce(payload ->> 'departement_code', '') = '' "
                "and coalesce(payload ->> 'kind', 'commune') = 'commune'",
            ),
            no_rows(
                "the newest reading of a list keeps 80 % of the one before",
                SHRUNKEN_LISTS,
            ),
        ],
    )


SHRUNKEN_LISTS = """
select list_name, codes, codes_before from (
    select
        list_name,
        count(*) as codes,
        lag(count(*)) over (partition by list_name order by max(fetched_at))
            as codes_before,
        row_number() over (partition by list_name order by max(fetched_at) desc)
            as recency
    from batch as entries
    group by list_name, run_id
) as readings
where recency = 1 and codes < 0.8 * codes_before
"""
