"""Who collects a source into a lake: one host at a time, freed by a crash."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from ingestion.errors import AlreadyRunning, LakeUnavailable
from ingestion.lake import Lake

# Longer than any pause between two packages; a host that dies blocks no longer.
LEASE_SECONDS = 900


@dataclass(frozen=True)
class Holder:
    """A process that collects: its host, its id there, and when it began."""

    host: str
    process: int
    began: float

    @classmethod
    def own(cls) -> "Holder":
        """Describe this process."""
        process = psutil.Process()
        return cls(socket.gethostname(), process.pid, process.create_time())

    def is_gone(self) -> bool:
        """Tell whether the process is known to have ended; no one knows elsewhere."""
        if self.host != socket.gethostname():
            return False
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process).create_time() != self.began
        return True


@dataclass
class Lease:
    """A file in the lake that names who writes a source's folder."""

    lake: Lake
    source: str
    holder: Holder
    _renewed: float = 0.0

    def take(self) -> None:
        """Write the lease, or raise AlreadyRunning with who holds it."""
        filesystem, root = self.lake.filesystem()
        path = f"{root}/_leases/{self.source}.json"
        try:
            if "file" in filesystem.protocol:
                filesystem.makedirs(f"{root}/_leases", exist_ok=True)
            with suppress(FileExistsError):
                filesystem.pipe_file(path, self._content(), mode="create")
                return
            found = json.loads(filesystem.cat_file(path))
        except Exception as error:  # each file system has its own errors
            raise LakeUnavailable(
                f"the lake at {self.lake.url} cannot be written "
                f"({type(error).__name__}: {error}); check LAKE_URL and its permissions"
            ) from error
        other = Holder(found["host"], found["process"], found["began"])
        if (
            other != self.holder
            and not other.is_gone()
            and found["until"] > time.time()
        ):
            raise AlreadyRunning(
                f"{self.source} is being collected into {self.lake.url} by process "
                f"{other.process} on {other.host}; wait for it to end"
            )
        filesystem.pipe_file(path, self._content())

    def renew(self) -> None:
        """Prolong the lease, at most a few times in its length."""
        if time.monotonic() - self._renewed > LEASE_SECONDS / 5:
            self.take()
            self._renewed = time.monotonic()

    def give_back(self) -> None:
        """Remove the lease; where that fails it ends by itself."""
        filesystem, root = self.lake.filesystem()
        with suppress(Exception):  # each file system has its own errors
            filesystem.rm_file(f"{root}/_leases/{self.source}.json")

    def _content(self) -> bytes:
        until = time.time() + LEASE_SECONDS
        return json.dumps({**vars(self.holder), "until": until}).encode()


@contextmanager
def leased(lake: Lake, source: str) -> Iterator[Lease]:
    """Hold a source's lease until the block ends."""
    lease = Lease(lake, source, Holder.own())
    lease.take()
    try:
        yield lease
    finally:
        lease.give_back()
