"""France Travail: the API's own JSON, without contacts, and certified leaf by leaf."""

from expectations.check import (
    EMAIL,
    Check,
    check,
    filled,
    matches,
    no_rows,
    within,
)
from expectations.landing import landing_checks
from expectations.unread import unread_or_newest_offers

UTC_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$"

PAYLOAD = f"""
select
    offer_id,
    payload ->> 'id' as publisher_id,
    payload ->> 'intitule' as title,
    length(payload ->> 'description') as description_length,
    payload ->> 'dateCreation' as created_at,
    payload ->> 'romeCode' as rome_code,
    payload ->> 'typeContrat' as contract_type,
    payload ->> 'experienceExige' as experience_required,
    payload #>> '{{lieuTravail,libelle}}' as place_label,
    payload #>> '{{lieuTravail,commune}}' as insee_code,
    payload ? 'contact' or payload ? 'agence' as holds_contact,
    payload ->> 'description' ~ '{EMAIL}' as holds_email,
    fetched_at
from raw_france_travail.offers
"""


def checks() -> list[Check]:
    """Check the landing tables, then what the API's documents say."""
    return [
        *landing_checks(
            "france_travail",
            offer_id=r"^[0-9A-Za-z]{4,12}$",
            url=r"^https://candidat\.francetravail\.fr/offres/recherche/detail/\w+$",
        ),
        payload(),
    ]


def payload() -> Check:
    return check(
        "raw_france_travail.offers",
        [
            filled("title", 0.99),
            within("description_length", 1, 20_000, mostly=0.98),
            matches("created_at", UTC_TIME, mostly=0.99),
            filled("rome_code", 0.8),
            matches("rome_code", r"^[A-N]\d{4}$", mostly=0.99),
            filled("contract_type", 0.9),
            matches("contract_type", r"^[A-Z0-9]{2,3}$", mostly=0.99),
            matches("experience_required", "^[DSE]$", mostly=0.99),
            filled("place_label", 0.95),
            matches("insee_code", r"^(\d{2}|2[AB])\d{3}$", mostly=0.99),
            no_rows(
                "an offer is stored under its publisher's id",
                "select offer_id, publisher_id from batch as offers "
                "where offer_id is distinct from publisher_id",
            ),
            no_rows(
                "no offer keeps its contact or agency",
                "select offer_id from batch as offers where holds_contact",
            ),
            no_rows(
                "no text keeps an e-mail address",
                "select offer_id from batch as offers where holds_email",
            ),
        ],
        name="raw_france_travail.offers.payload",
        query=f"{PAYLOAD} where {unread_or_newest_offers('france_travail')}",
    )
