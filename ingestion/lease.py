"""Who collects a source into a lake: one process at a time, freed by a crash.

Each process announces itself in a file of its own, then looks who else has: it goes
on only where nobody else is alive. Writing before looking makes this safe on every
storage whose listings are current, as a folder's and S3's are; two that announce at
the same moment both withdraw, and try again a little later.
"""

import json
import os
import random
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from glob import escape

import psutil
from fsspec import AbstractFileSystem

from ingestion.errors import AlreadyRunning, LakeUnavailable
from ingestion.lake import Lake, write_whole

# A host that dies blocks no longer than this. A publisher may ask for a longer wait:
# who takes over meanwhile is found out before the next package is written.
LEASE_SECONDS = 900
ATTEMPTS = 3


@dataclass(frozen=True)
class Holder:
    """A process that collects: where it runs, its id there, and when it began."""

    host: str
    process: int
    began: float

    @classmethod
    def own(cls) -> "Holder":
        """Describe this process."""
        process = psutil.Process()
        return cls(this_host(), process.pid, process.create_time())

    def is_gone(self) -> bool:
        """Tell whether the process is known to have ended; no one knows elsewhere."""
        if self.host != this_host():
            return False
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process).create_time() != self.began
        return True


def this_host() -> str:
    """Name the place in which a process id means one process.

    Containers may share a host's name and not its processes.
    """
    with suppress(OSError):
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"
    return socket.gethostname()


@dataclass
class Lease:
    """A file in the lake that names who writes a source's folder."""

    lake: Lake
    source: str
    holder: Holder
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    _renewed: float = 0.0

    def take(self) -> None:
        """Write the lease, or raise AlreadyRunning with who holds it."""
        for attempt in range(ATTEMPTS):
            other = self._announce()
            if other is None:
                self._renewed = time.monotonic()
                return
            self.give_back()
            if attempt + 1 < ATTEMPTS:
                time.sleep(random.uniform(0.1, 0.5))
        raise AlreadyRunning(
            f"{self.source} is being collected into {self.lake.url} by process "
            f"{other.process} on {other.host.split()[0]}; wait for it to end"
        )

    def renew(self) -> None:
        """Prolong the lease, at most a few times in its length.

        Raises: AlreadyRunning when it ended unseen and somebody else took over.
        """
        if time.monotonic() - self._renewed > LEASE_SECONDS / 5:
            self.take()

    def give_back(self) -> None:
        """Remove the lease; where that fails it ends by itself."""
        filesystem, root = self.lake.filesystem()
        with suppress(Exception):  # each file system has its own errors
            filesystem.rm_file(self._path(root))

    def _path(self, root: str) -> str:
        return f"{root}/_leases/{self.source}.{self.token}.json"

    def _announce(self) -> Holder | None:
        """Write this process' file; return another process that is alive, if any."""
        filesystem, root = self.lake.filesystem()
        content = {**asdict(self.holder), "until": time.time() + LEASE_SECONDS}
        try:
            filesystem.makedirs(f"{root}/_leases", exist_ok=True)
            write_whole(filesystem, self._path(root), json.dumps(content).encode())
            return self._other(filesystem, root)
        except Exception as error:  # each file system has its own errors
            raise LakeUnavailable(
                f"the lake at {self.lake.url} cannot be written "
                f"({type(error).__name__}: {error}); check LAKE_URL and its permissions"
            ) from error

    def _other(self, filesystem: AbstractFileSystem, root: str) -> Holder | None:
        """Return whoever else is alive; remove what the dead left behind."""
        for path in filesystem.glob(f"{escape(root)}/_leases/{self.source}.*.json"):
            if path.endswith(f".{self.token}.json"):
                continue
            try:
                found = json.loads(filesystem.cat_file(path))
            except FileNotFoundError:
                continue  # given back since the listing
            until = found.pop("until")
            other = Holder(**found)
            if until > time.time() and not other.is_gone():
                return other
            with suppress(FileNotFoundError):
                filesystem.rm_file(path)
        return None


@contextmanager
def leased(lake: Lake, source: str) -> Iterator[Lease]:
    """Hold a source's lease until the block ends."""
    lease = Lease(lake, source, Holder.own())
    lease.take()
    try:
        yield lease
    finally:
        lease.give_back()
