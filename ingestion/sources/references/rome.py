"""ROME's appellations with their codes, from the API "ROME 4.0 - Métiers".

The list of the same name in "Offres d'emploi v2" leaves the codes out. The
application must be subscribed to this API, too. `romeparent` is the code that an
appellation had in ROME 3; it is asked for by name like every field here.
"""

from dataclasses import replace
from typing import Any

from ingestion.errors import PublisherRefused, UnexpectedAnswer
from ingestion.sources.france_travail.api import FranceTravailApi

LIST_NAME = "rome_appellations"
SCOPE = "api_rome-metiersv1 nomenclatureRome"
FIELDS = "code,libelle,metier(code,libelle),romeparent(code)"


def rome_appellations(offers_api: FranceTravailApi) -> list[dict[str, Any]]:
    """Return every appellation; the pace and the meter are those of `offers_api`.

    Shape:  `{code, libelle, metier: {code, libelle}, romeParent: {code}}`.
    Raises: UnexpectedAnswer when there is no such list, or no access to it.
    """
    given = offers_api.given
    address = given.api_url.rpartition("/")[0] + "/rome-metiers"
    api = FranceTravailApi(replace(given, api_url=address), SCOPE)
    api.client = offers_api.client
    try:
        api.authenticate()
        return api.reference_list("appellation", "/v1/metiers/", champs=FIELDS)
    except PublisherRefused as refusal:
        raise UnexpectedAnswer(
            "France Travail gives no ROME appellations: subscribe the application to "
            f"the API ROME 4.0 - Métiers ({refusal})"
        ) from refusal
