"""French adverts, composed from the facts of an offer."""
