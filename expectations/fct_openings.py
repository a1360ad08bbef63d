"""fct_openings against fct_offers: merging changes the grain, never the content."""

from expectations.check import Check, at_least, check, no_rows, within


def checks() -> list[Check]:
    """Check the openings and their skills."""
    return [openings(), opening_skills()]


def openings() -> Check:
    return check(
        "marts.fct_openings",
        [
            at_least(1),
            within("offers_count", 1, None),
            no_rows(
                "openings count each offer once",
                "select openings.offers, offers.offers as expected from "
                "(select sum(offers_count) as offers from batch as openings) "
                "as openings cross join "
                "(select count(*) as offers from marts.fct_offers) as offers "
                "where openings.offers is distinct from offers.offers",
            ),
            no_rows(
                "deduplication keeps at least half of the offers apart",
                "select count(*) as openings, sum(offers_count) as offers "
                "from batch as openings "
                "having count(*) < 0.5 * sum(offers_count) and sum(offers_count) >= 50",
            ),
            no_rows(
                "an opening counts the sources of its offers",
                "select openings.opening_id, openings.sources_count, offers.sources "
                "from batch as openings inner join "
                "(select opening_id, count(distinct source) as sources "
                "from marts.fct_offers group by opening_id) as offers "
                "using (opening_id) where openings.sources_count <> offers.sources",
            ),
            no_rows(
                "an opening is open exactly when one of its offers is",
                "select openings.opening_id, openings.is_open from batch as openings "
                "inner join (select opening_id, bool_or(is_open) as is_open "
                "from marts.fct_offers group by opening_id) as offers "
                "using (opening_id) where openings.is_open <> offers.is_open",
            ),
        ],
    )


def opening_skills() -> Check:
    return check(
        "marts.fct_opening_skills",
        [
            at_least(1),
            no_rows(
                "most openings state a skill, and none states hundreds",
                "select openings, with_skills, most from (select count(*) as openings "
                "from marts.fct_openings) as openings cross join "
                "(select count(*) as with_skills, max(skills) as most from "
                "(select opening_id, count(*) as skills from batch as opening_skills "
                "group by opening_id) as counted) as skilled "
                "where openings >= 50 and (with_skills < 0.4 * openings or most > 150)",
            ),
            no_rows(
                "no skill is in most of the openings",
                "select skill_id, count(*) as openings from batch as opening_skills "
                "group by skill_id having count(*) > 100 and count(*) > "
                "0.8 * (select count(*) from marts.fct_openings)",
            ),
        ],
    )
