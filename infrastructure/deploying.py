"""Plan and deploy: every stack in its order, each change shown before it is made."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infrastructure.account import Target
from infrastructure.blueprints import OPTIONAL, ORDER, blueprint
from infrastructure.display import Display
from infrastructure.errors import InfrastructureError
from infrastructure.finishing import close_default_group, prepare, upload
from infrastructure.packaging import brings_authorities, key_of
from infrastructure.stacks import SHELLS, Change, Proposal, Stacks

# What options say, in the templates' words.
CRAWLER = {"yes": "true", "no": "false"}
CLOCK = {"on": "ENABLED", "off": "DISABLED"}


@dataclass
class Wishes:
    """What a person asked for beside stage and region."""

    package: Path
    lake_bucket: str | None = None
    alarm_email: str | None = None
    contact: str | None = None
    image_tag: str | None = None
    snapshot: str | None = None
    crawler: str | None = None
    clock: str | None = None
    account_wide: bool = False
    agreed: bool = False

    @property
    def concerns(self) -> tuple[str, ...]:
        """The stacks that are wanted, in their order."""
        return ORDER + (OPTIONAL if self.account_wide else ())


@dataclass
class Deployment:
    """One run of plan or deploy."""

    target: Target
    wishes: Wishes
    display: Display
    confirm: Callable[[str], bool]
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stacks = Stacks(self.target)
        self.known = self.target.stage.parameters() | self._wished()

    def _wished(self) -> dict[str, str]:
        """Return the parameters that a person, or an earlier deploy, decided.

        What was chosen once is kept until something else is asked for.
        """
        wishes, kept = self.wishes, self._kept()
        chosen = {
            "LakeBucketName": wishes.lake_bucket,
            "AlarmEmail": wishes.alarm_email,
            "Contact": wishes.contact,
            "ImageTag": wishes.image_tag,
            "WarehouseSnapshot": wishes.snapshot,
            "WarehouseName": wishes.snapshot and self._restored(wishes.snapshot),
            "Crawler": CRAWLER.get(wishes.crawler or ""),
            "Clock": CLOCK.get(wishes.clock or ""),
        }
        defaults = {
            "LakeBucketName": self.target.stage.lake_bucket(self.target.account),
            "Contact": "no contact given",
            "WarehouseName": self.target.name,
        }
        given = {name: value for name, value in chosen.items() if value is not None}
        return defaults | {k: v for k, v in kept.items() if k in chosen} | given

    def _restored(self, snapshot: str) -> str:
        """Name a warehouse that begins from a snapshot: it stands beside the old."""
        return f"{self.target.name}-{hashlib.sha256(snapshot.encode()).hexdigest()[:8]}"

    def _describe_package(self) -> None:
        """Note what the package is called, and whether jobs can verify Postgres."""
        package = self.wishes.package
        if package.is_file():
            self.known["PackageKey"] = key_of(package)
            self.known["TlsAuthorities"] = str(brings_authorities(package)).lower()

    def _kept(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for concern in ORDER:
            stack = self.stacks.describe(concern) or {}
            for item in stack.get("Parameters") or ():
                found[item["ParameterKey"]] = item["ParameterValue"]
        return found

    def plan(self) -> int:
        """Show what deploy would do, and leave nothing behind; return the changes."""
        total = 0
        self._describe_package()
        for concern in self.wishes.concerns:
            stack = self.stacks.describe(concern)
            if stack is None or stack["StackStatus"] in SHELLS:
                changes = all_of(concern)
                self.display.line(
                    f"{self.stacks.name(concern)}: new, {len(changes)} to add"
                )
            else:
                changes = self._changes(concern)
                self.display.changes(self.stacks.name(concern), changes)
            self.known |= self.stacks.outputs(concern)
            total += len(changes)
        return total

    def _changes(self, concern: str) -> tuple[Change, ...]:
        if concern == "jobs":
            # Without a package at hand, that of the last deploy is taken to stay.
            described = ("PackageKey", "TlsAuthorities")
            kept = {k: v for k, v in self._kept().items() if k in described}
            self.known = {"PackageKey": ""} | kept | self.known
        proposal = self.stacks.propose(blueprint(concern), self.known)
        if proposal is None:
            return ()
        self.stacks.withdraw(proposal, concern)
        return proposal.changes

    def deploy(self) -> int:
        """Bring every stack to its template; return how many resources changed.

        May be ended anywhere and run again: it goes on from what stands.

        Raises: InfrastructureError when a person declines, or AWS refuses.
        """
        total = 0
        for concern in self.wishes.concerns:
            if concern == "jobs":
                self._describe_package()
                upload(self.target, self.wishes.package, self.known["WorkBucketName"])
            total += self._bring(concern)
            self.known |= self.stacks.outputs(concern)
            if concern == "network":
                close_default_group(self.target, self.known["NetworkId"])
            if concern == "jobs":
                self.display.line(prepare(self.target))
        return total

    def _bring(self, concern: str) -> int:
        name = self.stacks.name(concern)
        if mended := self.stacks.mend(concern):
            self.display.line(f"{name}: {mended}")
        proposal = self.stacks.propose(blueprint(concern), self.known)
        if proposal is None:
            self.display.line(f"{name}: nothing to change")
            return 0
        changes = proposal.changes
        self.display.changes(name, changes)
        self._ask(concern, proposal)
        with self.display.progress(name) as tell:
            self.stacks.apply(concern, proposal, tell)
        self.display.line(f"{name}: done")
        return len(changes)

    def _ask(self, concern: str, proposal: Proposal) -> None:
        """Ask for consent; without it nothing stays of the proposal."""
        agreed = self.wishes.agreed
        try:
            agreed = agreed or self.confirm(f"apply this to {proposal.stack}?")
        finally:
            if not agreed:
                self.stacks.withdraw(proposal, concern)
        if not agreed:
            raise InfrastructureError(
                f"{proposal.stack} was not changed; stacks deployed before it are kept"
            )


def all_of(concern: str) -> tuple[Change, ...]:
    """Return everything that a template makes, as changes."""
    return tuple(
        Change("Add", logical_id, resource["Type"], False)
        for logical_id, resource in blueprint(concern).resources.items()
    )
