"""The simulated publishers' control endpoints, as tests use them."""

import json
from contextlib import contextmanager
from urllib.request import Request, urlopen


def state(world):
    """Return the open offers of each publisher and what clients have done."""
    return call(world, "state")


def call(world, name, body=None):
    """Ask a control endpoint, with a JSON body where one is given."""
    data = json.dumps(body).encode() if body is not None else None
    with urlopen(Request(f"{world.url}/_simulator/{name}", data=data)) as answer:
        return json.load(answer)


@contextmanager
def faults(world, *rules):
    """Switch faults on until the block ends."""
    call(world, "faults", {"faults": list(rules)})
    try:
        yield
    finally:
        call(world, "faults", {"faults": []})
