"""Reads what the models answered, in the terms of the labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from psycopg2.extensions import connection as Connection

from evaluation.labels import OfferId
from evaluation.tasks.fields import FoundFields
from evaluation.tasks.occupations import CodedOffer
from evaluation.tasks.skills import FoundSkill

SOURCES = ("france_travail", "wttj", "service_public")


class Answers:
    """The marts and the models behind them, by source and publisher's identifier."""

    def __init__(self, warehouse: Connection) -> None:
        self.warehouse = warehouse

    def rows(self, query: str) -> Iterator[tuple]:
        """Yield a query's rows."""
        with self.warehouse.cursor() as cursor:
            cursor.execute(query)
            yield from cursor

    def openings(self) -> dict[OfferId, str]:
        """Return the opening of each offer."""
        query = "select source, offer_id, opening_id from marts.fct_offers"
        return {(source, id_): opening for source, id_, opening in self.rows(query)}

    def fields(self) -> dict[OfferId, FoundFields]:
        """Return the normalised fields of each offer."""
        query = """
            select
                source,
                offer_id,
                salary_basis,
                salary_period,
                salary_annual_min_eur,
                salary_annual_max_eur,
                remote,
                experience_min_months,
                contract_family
            from marts.fct_offers
        """
        return {row[:2]: FoundFields(*row[2:]) for row in self.rows(query)}

    def skills(self) -> dict[OfferId, list[FoundSkill]]:
        """Return the skills found in each offer's text."""
        query = """
            select
                offers.source,
                offers.offer_id,
                found.skill_id,
                skills.kind,
                found.surface,
                found.requirement
            from intermediate.int_offer_skills as found
            inner join marts.dim_skills as skills
                on found.skill_id = skills.skill_id
            inner join intermediate.int_offers_current as offers
                on found.version_key = offers.version_key
        """
        found = defaultdict(list)
        for row in self.rows(query):
            found[row[:2]].append(FoundSkill(*row[2:]))
        return found

    def occupations(self) -> dict[OfferId, CodedOffer]:
        """Return the codes proposed for each offer that declares none.

        Without examples to learn from, a proposal has no probability.
        """
        query = """
            select
                offers.source,
                offers.offer_id,
                array_agg(candidates.rome_code order by candidates.rank),
                coalesce(
                    max(candidates.probability) filter (where candidates.rank = 1), 0
                )
            from intermediate.int_offer_occupation_candidates as candidates
            inner join intermediate.int_offers_current as offers
                on candidates.version_key = offers.version_key
            group by 1, 2
        """
        return {
            row[:2]: CodedOffer(tuple(row[2]), float(row[3]))
            for row in self.rows(query)
        }

    def landed_texts(self) -> Iterator[tuple[OfferId, str]]:
        """Yield every landed document as text."""
        for source in SOURCES:
            query = f"select offer_id, payload::text from raw_{source}.offers"
            for id_, text in self.rows(query):
                yield (source, id_), text
