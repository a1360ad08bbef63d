"""What differs between the copies of Vigie: how big, how guarded, how dear."""

from dataclasses import dataclass

from infrastructure.errors import InfrastructureError


@dataclass(frozen=True)
class Stage:
    """One copy; money in US dollars a month, disk in gigabytes."""

    name: str
    instance_class: str
    storage: int
    stand_by: bool
    protected: bool
    backup_days: int
    log_days: int
    budget: int

    @property
    def prefix(self) -> str:
        """What every name begins with."""
        return f"vigie-{self.name}"

    def lake_bucket(self, account: str) -> str:
        """The lake's own name: the mission's for prod, one beside it for others."""
        middle = "" if self.name == "prod" else f"{self.name}-"
        return f"data-lake-brut-{middle}{account}"

    def parameters(self) -> dict[str, str]:
        """Return the templates' parameters that the stage decides."""
        return {
            "Stage": self.name,
            "InstanceClass": self.instance_class,
            "StorageGigabytes": str(self.storage),
            "MaximumGigabytes": str(5 * self.storage),
            "FreeBytesFloor": str(self.storage * 2**30 // 10),
            "StandBy": str(self.stand_by).lower(),
            "Protected": str(self.protected).lower(),
            "BackupDays": str(self.backup_days),
            "LogDays": str(self.log_days),
            "MonthlyBudget": str(self.budget),
        }


STAGES = {
    stage.name: stage
    for stage in (
        Stage("dev", "db.t4g.micro", 20, False, False, 7, 365, 120),
        Stage("prod", "db.t4g.medium", 100, True, True, 35, 365, 300),
    )
}


def stage_named(name: str) -> Stage:
    """Return a stage, or raise InfrastructureError for one that does not exist."""
    if name not in STAGES:
        raise InfrastructureError(
            f"there is no stage {name}; give --stage one of {', '.join(STAGES)}, or "
            "add it to infrastructure/stages.py"
        )
    return STAGES[name]
