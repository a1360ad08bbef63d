"""What it means that the API does not answer what was asked, and what to do."""

from ingestion.documents import parse_json
from ingestion.errors import UnexpectedAnswer
from ingestion.http import Answer


def found(answer: Answer) -> Answer:
    """Return an answer of the search that tells what it found.

    Raises: UnexpectedAnswer for one of any other status.
    """
    if answer.status not in (200, 204, 206):
        raise UnexpectedAnswer(
            f"France Travail's search answered HTTP {answer.status}; "
            "is SOURCES__FRANCE_TRAVAIL__API_URL right?"
        )
    return answer


def no_token(answer: Answer) -> str:
    """Say why no token is given, and what to check."""
    body = parse_json(answer.body)
    error = body.get("error", "") if isinstance(body, dict) else ""
    if error == "invalid_client":
        return (
            "France Travail does not accept the credentials (invalid_client): "
            "check SOURCES__FRANCE_TRAVAIL__CLIENT_ID and …__CLIENT_SECRET, and "
            "that the licence of Offres d'emploi is accepted on francetravail.io"
        )
    return (
        f"France Travail gives no token (HTTP {answer.status} {error}); check "
        "SOURCES__FRANCE_TRAVAIL__TOKEN_URL"
    )
