"""The templates: in which order they stand, and what each wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from infrastructure.errors import InfrastructureError

FOLDER = Path(__file__).parent / "templates"
# Each takes what it needs from the outputs of those before it.
ORDER = (
    "audit",
    "lake",
    "network",
    "warehouse",
    "security",
    "catalog",
    "jobs",
    "monitoring",
)
OPTIONAL = ("account",)
LONGEST_BODY = 51_200


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms (`!Ref`) as their long ones."""


def long_form(loader: Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    """Return `{"Ref": …}` or `{"Fn::…": …}` for a tagged node."""
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", long_form)


@dataclass(frozen=True)
class Blueprint:
    """One template: its concern, its text, and what it says."""

    concern: str
    body: str
    content: dict[str, Any]

    @property
    def resources(self) -> dict[str, dict[str, Any]]:
        """The resources by their logical names."""
        return self.content["Resources"]

    def parameters(self, known: Mapping[str, str]) -> dict[str, str]:
        """Fill in what is known by name; what has a default may stay open.

        Raises: InfrastructureError naming the parameters that nothing fills.
        """
        wanted = self.content.get("Parameters", {})
        missing = [
            name
            for name, kind in wanted.items()
            if name not in known and "Default" not in kind
        ]
        if missing:
            raise InfrastructureError(
                f"the stack {self.concern} needs {', '.join(missing)}; deploy the "
                "stacks before it first"
            )
        return {name: known[name] for name in wanted if name in known}


@cache
def blueprint(concern: str) -> Blueprint:
    """Read a template."""
    body = (FOLDER / f"{concern}.yml").read_text(encoding="utf-8")
    # A safe loader with constructors for plain data only.
    return Blueprint(concern, body, yaml.load(body, Loader))
