"""What must hold of a deployed Vigie, item by item, and whether it does."""

from infrastructure.verification.items import Item, Result, verify

__all__ = ["Item", "Result", "verify"]
