"""The functions' package: our code and the locked packages it needs, pruned.

Lambda takes 250 MB unpacked. Versions come from requirements.lock, what is needed
from the packages' own metadata. The runtime brings a boto3 of its own, but of whatever
version: ours is packed, less the descriptions of services that no function calls.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from infrastructure.errors import InfrastructureError

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MEGABYTES = 250
RUNTIME = "3.13"
WANTED = (
    "beautifulsoup4",
    "boto3",
    "dlt[filesystem,parquet,postgres,s3]",
    "lxml",
    "orjson",
    "protego",
    "psutil",
    "psycopg2-binary",
    "pyarrow",
    "python-dotenv",
    "requests",
    "rich",
)
OURS = ("ingestion", "infrastructure/__init__.py", "infrastructure/handlers")
# What no function calls: tests, headers, sources, and Arrow's servers.
USELESS = (
    "**/tests",
    "**/__pycache__",
    "**/*.pyi",
    "**/*.pxd",
    "**/*.pyx",
    "**/*.h",
    "bin",
    "pyarrow/include",
    "pyarrow/src",
    "pyarrow/*flight*",
    "pyarrow/*gandiva*",
)
SERVICES = (
    "cloudwatch kms lambda rds s3 secretsmanager sns sqs ssm sso sso-oidc sts"
).split()
# By what Postgres can be verified: Amazon's bundle, which whoever deploys puts here.
AUTHORITIES = "infrastructure/authorities.pem"
# The same for every build, so that equal contents are an equal package.
MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """A package that was made; sizes in millions of bytes."""

    path: Path
    zipped: float
    unpacked: float
    distributions: int


def key_of(package: Path) -> str:
    """Name a package in the work bucket by what it holds."""
    with package.open("rb") as file:
        return f"packages/{hashlib.file_digest(file, 'sha256').hexdigest()[:32]}.zip"


def brings_authorities(package: Path) -> bool:
    """Tell whether a package holds the authorities that certify Postgres.

    Raises: InfrastructureError when it is no package.
    """
    try:
        with zipfile.ZipFile(package) as zipped:
            return AUTHORITIES in zipped.namelist()
    except zipfile.BadZipFile as error:
        raise InfrastructureError(
            f"{package} is no package ({error}); make it anew: python -m "
            "infrastructure package"
        ) from error


def build(
    package: Path, python: str = RUNTIME, authorities: Path = ROOT / AUTHORITIES
) -> Package:
    """Make the package for a version of Python on x86_64.

    The file of authorities is packed where there is one.

    Raises: InfrastructureError when pip fails or the limit is passed.
    """
    folder = package.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = markers_of(python)
    pins = locked(needed(WANTED, place), place)
    install(pins, folder, python)
    for name in OURS:
        source, copy = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, copy)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    if authorities.is_file():
        shutil.copy(authorities, folder / AUTHORITIES)
    prune(folder)
    unpacked = sum(file.stat().st_size for file in folder.rglob("*")) / 1e6
    if unpacked > LIMIT_MEGABYTES:
        raise InfrastructureError(
            f"the package has {unpacked:.0f} MB unpacked, Lambda takes "
            f"{LIMIT_MEGABYTES}; add to USELESS in infrastructure/packaging.py, or use "
            "the image of infrastructure/Dockerfile"
        )
    pack(folder, package)
    return Package(package, package.stat().st_size / 1e6, unpacked, len(pins))


def markers_of(python: str) -> dict[str, str]:
    """Return what requirements may ask of where the package runs.

    Like pip, take `3.13` for its first release.
    """
    major, minor, patch = [*python.split("."), "0"][:3]
    return {
        "python_version": f"{major}.{minor}",
        "python_full_version": f"{major}.{minor}.{patch}",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "os_name": "posix",
    }


def needed(wanted: tuple[str, ...], markers: dict[str, str]) -> set[str]:
    """Follow the installed packages' requirements; return every name, folded."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in wanted]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        found.add(folded(requirement.name))
        for text in metadata.requires(requirement.name) or ():
            inner = Requirement(text)
            extras = requirement.extras or {""}
            if inner.marker is None or any(
                inner.marker.evaluate({**markers, "extra": extra})
                for extra in {"", *extras}
            ):
                waiting.append(inner)
    return found


def locked(
    names: set[str], markers: dict[str, str], lock: Path = ROOT / "requirements.lock"
) -> list[str]:
    """Return `name==version` of the lock for each name."""
    pins = {}
    for line in lock.read_text().splitlines():
        if re.match(r"[\w.-]+==", line):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate(markers):
                pins[folded(pin.name)] = f"{pin.name}{pin.specifier}"
    if missing := names - pins.keys():
        raise InfrastructureError(
            f"requirements.lock lacks {', '.join(sorted(missing))}; make it again"
        )
    return sorted(pins[name] for name in names)


def folded(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def install(pins: list[str], folder: Path, python: str) -> None:
    """Have pip put wheels for Lambda into a folder."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-compile", "--only-binary=:all:"]
    command += ["--target", str(folder), "--implementation", "cp"]
    command += ["--python-version", python]
    for platform in ("manylinux_2_28_x86_64", "manylinux2014_x86_64"):
        command += ["--platform", platform]
    done = subprocess.run([*command, *pins], capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["pip says nothing"])[-1]
        raise InfrastructureError(f"pip could not fetch the packages: {said}")


def prune(folder: Path) -> None:
    """Delete what no function uses."""
    for pattern in USELESS:
        for path in list(folder.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    for path in (folder / "botocore" / "data").iterdir():
        if path.is_dir() and path.name not in SERVICES:
            shutil.rmtree(path)


def pack(folder: Path, package: Path) -> None:
    """Zip a folder so that the same files make the same bytes, whole or not at all."""
    part = package.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(folder)), MOMENT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, file.read_bytes())
    part.replace(package)
