"""Openings, their skills and their sources, drawn once with a fixed seed."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

AS_OF = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)  # a Wednesday
OCCUPATIONS = {"M1805": "M", "M1203": "M", "J1501": "J", "unknown": "unknown"}
SOURCES = {"france_travail": 0.6, "wttj": 0.3, "service_public": 0.2}
OPENINGS = 1500


@dataclass(frozen=True)
class Facts:
    """The rows of the facts, as the models read them."""

    openings: pd.DataFrame
    skills: pd.DataFrame
    listings: pd.DataFrame


def draw() -> Facts:
    """Draw facts in which some groups are large, and some too small to publish."""
    chance = np.random.default_rng(20260304)
    openings = draw_openings(chance)
    return Facts(
        openings, draw_skills(openings, chance), draw_listings(openings, chance)
    )


def draw_openings(chance: np.random.Generator) -> pd.DataFrame:
    low = np.round(chance.lognormal(10.35, 0.3, OPENINGS), 0)
    pays = chance.random(OPENINGS) < 0.4
    age = chance.uniform(0, 500, OPENINGS) * (chance.random(OPENINGS) < 0.5)
    age = np.where(age == 0, chance.uniform(0, 60, OPENINGS), age)
    frame = pd.DataFrame(
        {
            "opening_id": [f"o{number}" for number in range(OPENINGS)],
            "region_code": chance.choice(["11", "84", "94", None], OPENINGS),
            "departement_code": None,
            "rome_code": chance.choice(list(OCCUPATIONS), OPENINGS),
            "contract_family": chance.choice(["CDI", "CDD", "STAGE"], OPENINGS),
            "experience_min_months": chance.choice(
                [None, 0, 23, 24, 60, 120], OPENINGS
            ),
            "salary_basis": np.where(pays, "declared", "absent"),
            "salary_annual_min_eur": np.where(pays, low, np.nan),
            "salary_annual_max_eur": np.where(pays, np.round(low * 1.15, 0), np.nan),
            "is_open": chance.random(OPENINGS) < 0.8,
            "opened_at": [AS_OF - timedelta(days=float(days)) for days in age],
        }
    )
    # "From" or "up to" an amount: half a range is no pay to compare.
    for bound in ("salary_annual_min_eur", "salary_annual_max_eur"):
        frame.loc[chance.random(OPENINGS) < 0.05, bound] = np.nan
    is_part_time = np.arange(OPENINGS) % 17 == 0
    middle = (frame["salary_annual_min_eur"] + frame["salary_annual_max_eur"]) / 2
    frame.insert(
        frame.columns.get_loc("is_open"),
        "salary_compared_eur",
        middle.where(~is_part_time),
    )
    # An occupation with enough new openings to tell, and too few before them.
    age = (AS_OF - frame["opened_at"]) / timedelta(days=1)
    moved = (frame["rome_code"] == "J1501") & age.between(28, 56) & (age % 1 > 0.1)
    frame.loc[moved, "opened_at"] += timedelta(days=28)
    few = frame["region_code"] == "94"  # a région of fewer than may be published
    frame.loc[few & (chance.random(OPENINGS) < 0.97), "region_code"] = "11"
    return frame


def draw_skills(openings: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """Draw sql and dbt together more often than by chance, and excel apart."""
    is_new = openings["opened_at"] > AS_OF - timedelta(days=28)
    is_data = chance.random(OPENINGS) < np.where(is_new, 0.45, 0.15)
    named = {
        "sk_sql": np.where(is_data, 0.8, 0.10),
        "sk_dbt": np.where(is_data, 0.5, 0.03),
        "sk_excel": np.where(is_data, 0.05, 0.3),
        "sk_rare": np.full(OPENINGS, 0.005),
    }
    rows = [
        (opening, skill, chance.choice(["required", "nice_to_have", "mentioned"]))
        for skill, likely in named.items()
        for opening in openings["opening_id"][chance.random(OPENINGS) < likely]
    ]
    return pd.DataFrame(rows, columns=["opening_id", "skill_id", "requirement"])


def draw_listings(openings: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """List openings on sources; what no source listed would never have been seen."""
    rows = [
        (opening, source, True)
        for source, share in SOURCES.items()
        for opening in openings["opening_id"][chance.random(OPENINGS) < share]
    ]
    # In one région no source shares an opening with another.
    few = openings["opening_id"][openings["region_code"] == "94"]
    rows = [row for row in rows if row[0] not in set(few)]
    rows += zip(few, itertools.cycle(SOURCES), itertools.repeat(True))
    listed = {opening for opening, _, _ in rows}
    # A source may advertise an opening twice, and hold a closed offer of it.
    rows += [(opening, "wttj", True) for opening, source, _ in rows if source == "wttj"]
    rows += [(opening, "wttj", False) for opening in openings["opening_id"]]
    rows += [
        (opening, "france_travail", True)
        for opening in openings["opening_id"]
        if opening not in listed
    ]
    return pd.DataFrame(rows, columns=["opening_id", "source", "is_open"])


TABLES = """
    drop schema if exists marts, intermediate cascade;
    drop role if exists vigie_transformer;
    create role vigie_transformer superuser;
    create schema intermediate;
    create schema marts;
    create table intermediate.int_as_of (as_of timestamptz);
    create table intermediate.int_source_horizons (
        source text, told_until timestamptz
    );
    create table marts.dim_occupations (rome_code varchar, grand_domain_code varchar);
    create table marts.fct_crawl_runs (
        source text, kind text, is_certified boolean, ended_at timestamptz
    );
    create table marts.fct_openings (
        opening_id text, region_code varchar, departement_code varchar, rome_code text,
        contract_family varchar, experience_min_months integer, salary_basis text,
        salary_annual_min_eur numeric(12, 2), salary_annual_max_eur numeric(12, 2),
        salary_compared_eur numeric(12, 2),
        is_open boolean, opened_at timestamptz, closed_at timestamptz,
        employer_id text default 'unknown', is_agency boolean default false,
        sources text default 'wttj', remote text default 'unknown',
        told_until timestamptz, open_known_at timestamptz, close_known_at timestamptz
    );
    create table marts.fct_reopenings (
        counted_kind text, counted_id text, spell_number integer,
        closed_at timestamptz, close_known_at timestamptz, reopened_at timestamptz
    );
    create table marts.fct_opening_skills (
        opening_id text, skill_id varchar, requirement text
    );
    create table marts.fct_offers (
        opening_id text, source text, is_open boolean, region_code varchar,
        departement_code varchar, rome_code text default 'unknown',
        contract_family varchar default 'CDI'
    );
"""


def write(connection: Connection, facts: Facts) -> None:
    """Write the facts where the models look for them."""
    # Of the other source, days before its own first collection are not known.
    collected_from = [AS_OF - timedelta(days=days) for days in (100, 10)]
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("insert into intermediate.int_as_of values (%s)", (AS_OF,))
        cursor.execute(
            "insert into intermediate.int_source_horizons "
            "values ('wttj', %s), ('france_travail', %s)",
            (AS_OF, AS_OF - timedelta(days=3)),  # told until a Sunday
        )
        cursor.execute(
            "insert into marts.fct_crawl_runs values "
            "('wttj', 'full', false, '2025-01-01'), "
            "('wttj', 'incremental', true, '2025-01-01'), "
            "('france_travail', 'full', true, %s), ('wttj', 'full', true, %s)",
            collected_from,
        )
        for table, frame in {
            "dim_occupations": pd.DataFrame(OCCUPATIONS.items()),
            "fct_openings": facts.openings,
            "fct_opening_skills": facts.skills,
            "fct_offers": facts.listings,
        }.items():
            values = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
            execute_values(cursor, f"insert into marts.{table} values %s", values)
        cursor.execute(
            "update marts.fct_openings set told_until = %s, open_known_at = opened_at",
            (AS_OF,),
        )
