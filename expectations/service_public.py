"""Choisir le service public: rows of the weekly CSV, under its own column names."""

from expectations.check import EMAIL, Check, check, filled, matches, no_rows
from expectations.landing import landing_checks
from expectations.unread import unread_or_newest_offers

FRENCH_DATE = r"^\d{2}/\d{2}/\d{4}$"

PAYLOAD = f"""
select
    offer_id,
    payload ->> 'Référence' as reference,
    payload ->> 'Intitulé du poste' as title,
    payload ->> 'Employeur' as employer,
    payload ->> 'Versant' as branch,
    payload ->> 'Localisation du poste' as place_label,
    payload ->> 'Date de première publication' as first_published_on,
    payload ->> 'Compétences attendues' ~ '{EMAIL}' as holds_email
from raw_service_public.offers
"""


def checks() -> list[Check]:
    """Check the landing tables, then what the rows say."""
    return [
        *landing_checks("service_public", offer_id=r"^\S.*$"),
        payload(),
    ]


def payload() -> Check:
    return check(
        "raw_service_public.offers",
        [
            filled("title", 0.99),
            filled("employer", 0.95),
            filled("branch", 0.9),
            filled("place_label", 0.8),
            filled("first_published_on", 0.9),
            matches("first_published_on", FRENCH_DATE, mostly=0.99),
            no_rows(
                "an offer is stored under its reference",
                "select offer_id, reference from batch as offers "
                "where offer_id is distinct from reference",
            ),
            no_rows(
                "no text keeps an e-mail address",
                "select offer_id from batch as offers where holds_email",
            ),
        ],
        name="raw_service_public.offers.payload",
        query=f"{PAYLOAD} where {unread_or_newest_offers('service_public')}",
    )
