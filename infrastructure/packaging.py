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


def build(package: Path, python: str = RUNTIME) -> Package:
    """Make the package for a version of Python on x86_64.

    Raises: InfrastructureError when pip fails or the limit is passed.
    """
    folder = package.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pins = locked(needed(WANTED))
    install(pins, folder, python)
    for name in OURS:
        source, copy = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, copy)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
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


def needed(wanted: tuple[str, ...]) -> set[str]:
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
                inner.marker.evaluate({"extra": extra}) for extra in {"", *extras}
            ):
                waiting.append(inner)
    return found


def locked(names: set[str]) -> list[str]:
    """Return `name==version` of the lock for each name."""
    pins = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if match := re.match(r"([\w.-]+)==([^ ;]+)", line):
            pins[folded(match[1])] = f"{match[1]}=={match[2]}"
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
    """Zip a folder so that the same files make the same bytes."""
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(folder)), MOMENT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, file.read_bytes())
