"""Serve the emulated account: `python -m tests.infrastructure`."""

from tests.infrastructure.emulator import serve

serve()
