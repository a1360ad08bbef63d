"""Who asked what of the emulated account, and whether his role let him.

moto hands each request to one place before it is answered. There it is read as IAM
would read it, held against the policies of the role whose keys signed it, noted, and
refused where they do not allow it. moto's own enforcement knows neither conditions nor
boundaries.
"""

from dataclasses import dataclass

from moto.core.exceptions import AccessDeniedError
from moto.core.responses import ActionAuthenticatorMixin
from moto.s3.exceptions import S3AccessDeniedError

from tests.infrastructure.policies import Standing

# What IAM calls an operation where its name is another.
BY_ANOTHER_NAME = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "lambda:Invoke": "lambda:InvokeFunction",
}
SERVICES = {"monitoring": "cloudwatch"}
# Whoever is known may ask who he is.
FREE = {"sts:GetCallerIdentity"}


@dataclass(frozen=True)
class Call:
    """What a role asked; `resource` is `*` where the emulator does not tell it."""

    role: str
    operation: str
    action: str
    resource: str
    prefix: str | None
    allowed: bool


def hold_to_policies(calls: set[Call], standings: dict[str, Standing]) -> None:
    """Judge every request that is signed with the keys of a known role."""
    authorize = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def judged(self, request_class, resource="*"):
        signature = self.headers.get("Authorization", "")
        scope = signature.partition("Credential=")[2].partition(",")[0].split("/")
        if standing := standings.get(scope[0]):
            call = call_of(self, standing, scope[3], resource)
            calls.add(call)
            if not call.allowed:
                if scope[3] == "s3":
                    raise S3AccessDeniedError
                raise AccessDeniedError(standing.role, call.action)
        return authorize(self, request_class, resource)

    ActionAuthenticatorMixin._authenticate_and_authorize_action = judged


def call_of(response, standing: Standing, service: str, resource: str) -> Call:
    """Read a request as IAM would, and judge it."""
    asked = response.data.get("Action") if service == "s3" else None
    name = asked or response._get_action()
    name = name[0] if isinstance(name, list) else name
    operation = f"{SERVICES.get(service, service)}:{name}"
    action = BY_ANOTHER_NAME.get(operation, operation)
    query = response.querystring
    if service == "s3" and "versionId" in query:
        action = action.removesuffix("Version") + "Version"
    prefix = (query.get("prefix") or [None])[0]
    more = {} if prefix is None else {"s3:prefix": prefix}
    allowed = action in FREE or (
        standing.may_ever(action)
        if resource == "*"
        else standing.may(action, resource, more)
    )
    return Call(standing.role, operation, action, resource, prefix, allowed)
