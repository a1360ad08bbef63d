"""Keeps two chains out of one data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.steps import StepFailed


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a data folder until the block ends; a crash frees it.

    Raises: StepFailed when another chain holds it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "chain.lock").open("a+")
    except OSError as error:
        raise StepFailed(
            f"the folder {folder} cannot be written ({error.strerror}); free it, or "
            "name another one in VIGIE_DATA_DIR"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StepFailed(
                f"another chain holds {lock.name}; wait for it to end"
            ) from error
        yield
