"""Welcome to the Jungle: the job object of a page, read from two embedded formats."""

from expectations.check import (
    EMAIL,
    Check,
    check,
    filled,
    matches,
    never_null,
    no_rows,
    within,
)
from expectations.landing import landing_checks
from expectations.unread import unread_or_newest_offers

OFFER_ID = r"^[^/\s]+/[^/\s]+$"

PAYLOAD = f"""
select
    offer_id,
    payload ->> 'name' as title,
    length(payload ->> 'description') as description_length,
    coalesce(payload ->> 'published_at', payload ->> 'published_at_date')
        as published_at,
    payload ->> 'contract_type' as contract_type,
    payload ->> 'remote' as remote,
    payload #>> '{{organization,name}}' as organization_name,
    payload ->> 'salary_currency' as salary_currency,
    nullif(payload #>> '{{_page,formats}}', '[]') as formats_read,
    concat_ws(' ', payload ->> 'description', payload ->> 'profile')
        ~ '{EMAIL}' as holds_email
from raw_wttj.offers
"""


def checks() -> list[Check]:
    """Check the landing tables, then what the pages say."""
    return [*landing_checks("wttj", offer_id=OFFER_ID), payload()]


def payload() -> Check:
    return check(
        "raw_wttj.offers",
        [
            filled("title", 0.99),
            within("description_length", 1, 100_000, mostly=0.95),
            filled("published_at", 0.95),
            matches("published_at", r"^\d{4}-\d{2}-\d{2}", mostly=0.99),
            filled("contract_type", 0.9),
            # Contract types come in lower case from the site and in upper case
            # from older pages; anything else means that the page has changed.
            matches("contract_type", r"^[A-Za-z_]{2,40}$", mostly=0.99),
            matches("remote", r"^[A-Za-z_]{2,40}$", mostly=0.99),
            filled("organization_name", 0.95),
            matches("salary_currency", r"^[A-Z]{3}$", mostly=0.99),
            *never_null("formats_read"),
            no_rows(
                "no text keeps an e-mail address",
                "select offer_id from batch as offers where holds_email",
            ),
        ],
        name="raw_wttj.offers.payload",
        query=f"{PAYLOAD} where {unread_or_newest_offers('wttj')}",
    )
