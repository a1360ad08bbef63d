"""The only reader of the environment in `ingestion`.

Nothing is read at import time: each command reads what it needs, and a missing
value stops it with one line that names the variable.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dotenv import load_dotenv

from ingestion.errors import InvalidSetting, MissingSetting

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DATA = PROJECT_ROOT / "data"
# A Unix socket's path holds at most 107 bytes, and `.s.PGSQL.5432` needs 14.
LONGEST_SOCKET_FOLDER = 90

FRANCE_TRAVAIL_TOKEN_URL = (
    "https://entreprise.francetravail.fr/connexion/oauth2/access_token"
)
FRANCE_TRAVAIL_API_URL = "https://api.francetravail.io/partenaire/offresdemploi"
WTTJ_SITE_URL = "https://www.welcometothejungle.com"
SERVICE_PUBLIC_DATASET_URL = (
    "https://www.data.gouv.fr/api/1/datasets/"
    "les-offres-diffusees-sur-choisir-le-service-public/"
)


@dataclass(frozen=True)
class FranceTravailSettings:
    """Credentials and addresses of the API; the secret never enters a repr."""

    client_id: str
    client_secret: str
    token_url: str
    api_url: str

    def __repr__(self) -> str:
        return f"FranceTravailSettings(api_url={self.api_url!r})"


@dataclass(frozen=True)
class WarehouseSettings:
    """How to reach Postgres; `host` is a name, an address or a socket's folder."""

    host: str
    port: int
    user: str
    password: str
    database: str

    def __repr__(self) -> str:
        return f"WarehouseSettings({self.user}@{self.host}:{self.port}/{self.database})"


def load_env_file() -> None:
    """Read `.env`; what the shell already holds wins.

    It is about the real offers: nothing of it leads from a folder of simulated ones
    to another folder, lake or server.
    """
    if is_simulated():
        for name in ("VIGIE_DATA_DIR", "LAKE_URL", "PGHOST", "VIGIE_POSTGRES_DIR"):
            os.environ.setdefault(name, "")
    load_dotenv(PROJECT_ROOT / ".env")
    # Postgres and its clients would take an empty value for a wrong one.
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"):
        if not optional(name):
            os.environ.pop(name, None)


def optional(name: str, default: str = "") -> str:
    """Return a variable's value without surrounding white space.

    A secret pasted with a trailing newline is the commonest cause of
    `invalid_client`, and no value of ours starts or ends with a space.
    """
    return os.environ.get(name, "").strip() or default


def set_unset(defaults: Mapping[str, str]) -> None:
    """Give a library the variables that it reads where the shell holds none."""
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def required(name: str) -> str:
    """Return a variable's value, or raise MissingSetting with its name."""
    value = optional(name)
    if not value:
        raise MissingSetting(name)
    return value


def number(name: str, default: float) -> float:
    """Return a positive number from the environment, or raise InvalidSetting."""
    text = optional(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if value <= 0:
        raise InvalidSetting(f"{name} is {text!r}; give a number above 0")
    return value


def web_address(name: str, default: str) -> str:
    """Return an http(s) address without a trailing slash, or raise InvalidSetting."""
    value = optional(name, default)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidSetting(f"{name} is {value!r}; give an http or https address")
    return value.rstrip("/")


def data_folder() -> Path:
    """Return the folder of everything that this machine keeps (lake, state).

    Unless one is named, it is the one that the last chain filled.
    """
    given = optional("VIGIE_DATA_DIR")
    if given:
        return Path(given).absolute()
    marker = DATA / "current"
    return DATA / (marker.read_text().strip() if marker.exists() else "live")


def is_simulated() -> bool:
    """Tell whether the data folder is the demo's or the replay's own."""
    return data_folder() in (DATA / "demo", DATA / "replay")


def lake_url() -> str:
    """Return the lake's address in the form that fsspec takes: a path, or `s3://`.

    Raises: InvalidSetting for any other scheme.
    """
    value = optional("LAKE_URL")
    if not value:
        return str(data_folder() / "lake")
    parts = urlsplit(value)
    if parts.scheme == "file":
        return unquote(parts.path)
    if parts.scheme == "s3" and parts.netloc:
        return value.rstrip("/")
    raise InvalidSetting(f"LAKE_URL is {value!r}; give file:///… or s3://bucket/prefix")


def embedded_postgres_folder() -> Path:
    """Return the embedded server's folder: private, short, and without spaces.

    The server passes the path unquoted to a shell and keeps its socket in it, so
    a checkout whose own path has a space gets a folder elsewhere, one a checkout.
    """
    given = optional("VIGIE_POSTGRES_DIR")
    if given:
        return Path(given).absolute()
    checkout = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:12]
    state_home = optional("XDG_STATE_HOME", str(Path.home() / ".local" / "state"))
    if os.getuid() == 0:
        # As root the server runs as another user, who must reach its folder; root's
        # own home would have to be opened to everybody for that.
        state_home = "/var/lib"
    folder = Path(state_home) / "vigie" / checkout / "postgres"
    is_plain = str(folder).isascii() and " " not in str(folder)
    if is_plain and len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path(tempfile.gettempdir()) / f"vigie-{os.getuid()}" / checkout / "postgres"


def warehouse() -> WarehouseSettings | None:
    """Return the server named by PGHOST, or None for the embedded one."""
    host = optional("PGHOST")
    if not host:
        return None
    return WarehouseSettings(
        host=host,
        port=int(number("PGPORT", 5432)),
        user=optional("PGUSER", "postgres"),
        password=os.environ.get("PGPASSWORD", ""),
        database=optional("PGDATABASE", "postgres"),
    )


def tls() -> dict[str, str]:
    """Return what libpq is told of TLS, for programs that read no `.env`."""
    names = ("PGSSLMODE", "PGSSLROOTCERT")
    return {name: value for name in names if (value := optional(name))}


def postgres_wait_seconds() -> float:
    """Return how long a server that restarts, fails over or is full is waited for."""
    return number("VIGIE_POSTGRES_WAIT_SECONDS", 120.0)


def france_travail() -> FranceTravailSettings:
    """Return the API's settings, or raise MissingSetting for a credential."""
    return FranceTravailSettings(
        client_id=required("SOURCES__FRANCE_TRAVAIL__CLIENT_ID"),
        client_secret=required("SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET"),
        token_url=web_address(
            "SOURCES__FRANCE_TRAVAIL__TOKEN_URL", FRANCE_TRAVAIL_TOKEN_URL
        ),
        api_url=web_address("SOURCES__FRANCE_TRAVAIL__API_URL", FRANCE_TRAVAIL_API_URL),
    )


def wttj_site_url() -> str:
    """Return the site's address."""
    return web_address("SOURCES__WTTJ__SITE_URL", WTTJ_SITE_URL)


def wttj_requests_per_second() -> float:
    """Return the pace on the site; one a second unless the site is our own."""
    return number("SOURCES__WTTJ__REQUESTS_PER_SECOND", 1.0)


def service_public_dataset_url() -> str:
    """Return the address of the dataset's description."""
    return web_address(
        "SOURCES__SERVICE_PUBLIC__DATASET_URL", SERVICE_PUBLIC_DATASET_URL
    )


def user_agents() -> list[str]:
    """Return the identifying User-Agents to rotate through, one or more.

    `VIGIE_USER_AGENTS` separates them by `|`; `VIGIE_CONTACT` is the address at
    which a publisher reaches whoever runs this copy of Vigie.
    """
    contact = optional("VIGIE_CONTACT", "no contact given")
    given = optional("VIGIE_USER_AGENTS", "Vigie/0.1 (observatoire de l'emploi)")
    agents = [agent.strip() for agent in given.split("|")]
    return [f"{agent} +{contact}" for agent in agents if agent]


def code_version() -> str:
    """Return the version that each run records."""
    return optional("VIGIE_CODE_VERSION", "0.1.0")
