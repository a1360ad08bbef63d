"""The sources, by name, in the order in which a run collects them."""

from ingestion.crawl import Source
from ingestion.sources.france_travail import FranceTravail
from ingestion.sources.references import References
from ingestion.sources.service_public import ServicePublic
from ingestion.sources.wttj import Wttj

SOURCES: dict[str, type[Source]] = {
    References.name: References,
    FranceTravail.name: FranceTravail,
    Wttj.name: Wttj,
    ServicePublic.name: ServicePublic,
}
