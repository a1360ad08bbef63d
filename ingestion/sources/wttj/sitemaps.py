"""Reads the site's robots.txt and sitemaps."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree
from protego import Protego

from ingestion.errors import PublisherRefused, UnexpectedAnswer
from ingestion.http import HttpClient
from ingestion.sources.france_travail.offers import parse_instant

JOB_SITEMAP = re.compile(r"/job-listings\.\d+\.xml(?:\.gz)?$")
JOB_PAGE = re.compile(
    r"^/(?P<language>[a-z]{2})/companies/(?P<org>[^/]+)/jobs/(?P<job>[^/]+)$"
)
SITEMAP_BYTES = 50 * 1024 * 1024  # the protocol's own limit, uncompressed
# Pages in other languages advertise jobs in other countries.
LANGUAGES = frozenset({"fr", "en"})
USER_AGENT = "Vigie"


@dataclass(frozen=True)
class ListedJob:
    """A job page that the sitemaps list, and when it last changed."""

    url: str
    offer_id: str
    updated_at: datetime | None


def read_robots(client: HttpClient) -> tuple[Protego, datetime]:
    """Read robots.txt and the site's clock; without an answer nothing may be asked.

    Raises: PublisherRefused unless it answers 200, or 404 (nothing is forbidden).
    Source: RFC 9309, section 2.3.1.
    """
    answer = client.get(f"{client.site}/robots.txt")
    if answer.status == 200:
        return Protego.parse(answer.body.decode("utf-8", "replace")), answer.date
    if answer.status in (404, 410):
        return Protego.parse(""), answer.date
    raise PublisherRefused(
        f"{client.site}/robots.txt answered HTTP {answer.status}, so nothing more is "
        "asked of the site; try again later"
    )


def job_id(url: str) -> tuple[str, str] | None:
    """Return a job page's language and `organization/job`; None for other pages."""
    parts = urlsplit(url)
    found = JOB_PAGE.match(parts.path)
    if not found or parts.query:
        return None
    return found["language"], f"{found['org']}/{found['job']}"


def listed_jobs(client: HttpClient, sitemaps: list[str]) -> Iterator[ListedJob]:
    """Read every job that the sitemaps list, in the languages we read.

    Raises: UnexpectedAnswer for a sitemap that is missing, cut or not XML, or where
            none lists a job: an empty list would close every offer.
    """
    listed = 0
    for index in sitemaps:
        for part, _ in read_sitemap(client, index):
            if not JOB_SITEMAP.search(urlsplit(part).path):
                continue
            for url, updated_at in read_sitemap(client, part):
                job = job_id(url)
                if job and job[0] in LANGUAGES:
                    listed += 1
                    yield ListedJob(url, job[1], updated_at)
    if not listed:
        raise UnexpectedAnswer(
            f"{', '.join(sitemaps)} lists no job; the site has changed"
        )


def read_sitemap(client: HttpClient, url: str) -> list[tuple[str, datetime | None]]:
    """Read a sitemap, or an index of them: addresses on our host and their dates.

    Raises: PublisherRefused where robots.txt forbids it.
    """
    address = on_site(client, url)
    if not client.allows(address):
        raise PublisherRefused(
            f"{client.site}/robots.txt forbids {url}, and the list of jobs with it, to "
            "us, so nothing more is asked of the site; its offers stay as they are"
        )
    answer = client.get(address, max_bytes=SITEMAP_BYTES)
    if answer.status != 200:
        raise UnexpectedAnswer(f"{url} answered HTTP {answer.status}, not a sitemap")
    return parse_sitemap(unpack(answer.body, url), url)


def unpack(body: bytes, url: str) -> bytes:
    """Decompress a gzip body within the protocol's limit; plain XML stays as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = decompressor.decompress(body, SITEMAP_BYTES)
    except zlib.error as error:
        raise UnexpectedAnswer(f"{url} is not valid gzip ({error})") from error
    if not decompressor.eof:
        raise UnexpectedAnswer(f"{url} is cut, or larger than {SITEMAP_BYTES} bytes")
    return plain


def parse_sitemap(body: bytes, url: str) -> list[tuple[str, datetime | None]]:
    """Read addresses and last changes from a sitemap's XML.

    Raises: UnexpectedAnswer when it is not well-formed to its last tag.
    Source: sitemaps.org, protocol 0.9.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnexpectedAnswer(f"{url} is not a sitemap ({error})") from error
    listed = []
    for entry in root:
        fields = {etree.QName(field).localname: field.text for field in entry}
        if fields.get("loc"):
            listed.append(
                (
                    fields["loc"].strip(),
                    parse_instant((fields.get("lastmod") or "").strip()),
                )
            )
    return listed


def on_site(client: HttpClient, url: str) -> str:
    """Return the same path on the configured site, wherever its copy points."""
    parts = urlsplit(url)
    return f"{client.site}{parts.path}"
