"""France Travail's API "Offres d'emploi v2", as its OpenAPI document says it."""
