"""Whether policies allow a call: the part of IAM's logic that our policies use.

An explicit deny anywhere ends it; within an account the identity's own policy must
allow it, and so must its boundary.
Source: IAM user guide, “Policy evaluation logic”, consulted 2026-11.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase

LAKE = "arn:aws:s3:::data-lake-brut-123456789012"
HERE = "arn:aws:{}:eu-west-3:123456789012:{}"
ROLE = "arn:aws:iam::123456789012:role/{}"
# What every call of ours brings.
USUAL = {
    "aws:RequestedRegion": "eu-west-3",
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "aws:PrincipalAccount": "123456789012",
    "aws:PrincipalIsAWSService": "false",
}


def listed(value):
    """Return a policy's one or many as many."""
    return value if isinstance(value, list) else [value]


def like(value, pattern):
    """Match a pattern with * and ?."""
    return fnmatchcase(str(value), re.sub(r"\[", "[[]", str(pattern)))


def lower_like(value, pattern):
    """Match actions, whose case does not count."""
    return like(value.lower(), pattern.lower())


TESTS = {
    "StringEquals": lambda value, wanted: value == wanted,
    "StringLike": like,
    "ArnLike": like,
    "ArnEquals": like,
    "Bool": lambda value, wanted: str(value).lower() == str(wanted).lower(),
    "NumericLessThan": lambda value, wanted: float(value) < float(wanted),
}
NEGATIVE = {
    "StringNotEquals": "StringEquals",
    "ArnNotLike": "ArnLike",
    "StringNotLike": "StringLike",
}


def holds(operator, key, wanted, context):
    """Tell whether one condition holds in a call's context."""
    operator = operator.removeprefix("ForAnyValue:")
    if operator == "Null":
        return (key not in context) == (str(listed(wanted)[0]).lower() == "true")
    if operator.endswith("IfExists"):
        if key not in context:
            return True
        operator = operator.removesuffix("IfExists")
    if operator in NEGATIVE:
        test = TESTS[NEGATIVE[operator]]
        return key not in context or not any(
            test(context[key], item) for item in listed(wanted)
        )
    return key in context and any(
        TESTS[operator](value, item)
        for value in listed(context[key])
        for item in listed(wanted)
    )


def filled_in(pattern, context):
    """Put in what a call brings where a pattern names it; what is absent never fits."""
    return re.sub(
        r"\$\{([^}]+)\}", lambda found: context.get(found[1], "\0"), str(pattern)
    )


def concerns(statement, action, resource, context):
    """Tell whether a statement speaks of a call."""
    if "NotAction" in statement:
        if any(lower_like(action, item) for item in listed(statement["NotAction"])):
            return False
    elif not any(lower_like(action, item) for item in listed(statement["Action"])):
        return False
    places = [filled_in(item, context) for item in listed(statement["Resource"])]
    if not any(like(resource, place) for place in places):
        return False
    return all(
        holds(operator, key, wanted, context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, wanted in keys.items()
    )


def effect(documents, action, resource, context):
    """Return Deny, Allow, or nothing, for a call under policies."""
    effects = {
        statement["Effect"]
        for document in documents
        for statement in listed(document["Statement"])
        if concerns(statement, action, resource, context)
    }
    return "Deny" if "Deny" in effects else "Allow" if effects else None


def allowed(own, boundary, on_resource, action, resource, context):
    """Tell whether a role may make a call.

    `own` are its policies, `boundary` its boundary or None, `on_resource` the policies
    of what it calls, read for what they deny.
    """
    if effect(own, action, resource, context) != "Allow":
        return False
    if boundary and effect([boundary], action, resource, context) != "Allow":
        return False
    return effect(on_resource, action, resource, context) != "Deny"


def ever_allowed(own, boundary, action):
    """Tell whether a role may make a call on anything, on whatever condition."""
    return all(
        any(
            statement["Effect"] == "Allow"
            and any(
                lower_like(action, item) for item in listed(statement.get("Action", []))
            )
            for document in documents
            for statement in listed(document["Statement"])
        )
        for documents in ([*own], [boundary] if boundary else [*own])
    )


@dataclass(frozen=True)
class Standing:
    """A role with all that decides what it may do: its policies, boundary, buckets'."""

    role: str
    own: list[dict]
    boundary: dict | None
    buckets: dict[str, dict]

    def may(self, action, resource, more):
        """Tell whether the role may make a call."""
        context = {**USUAL, "aws:PrincipalArn": ROLE.format(self.role), **more}
        name = resource.removeprefix("arn:aws:s3:::").split("/")[0]
        on_resource = [self.buckets[name]] if name in self.buckets else []
        limit = self.boundary
        return allowed(self.own, limit, on_resource, action, resource, context)

    def may_ever(self, action):
        """Tell whether the role may make a call on anything at all."""
        return ever_allowed(self.own, self.boundary, action)


def standing_of(aws, role):
    """Read what is deployed of a role; `aws` makes clients."""
    iam, s3 = aws("iam"), aws("s3")
    found = iam.get_role(RoleName=role)["Role"]
    own = [
        iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
    ]
    boundary = None
    if held := found.get("PermissionsBoundary"):
        arn = held["PermissionsBoundaryArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        boundary = iam.get_policy_version(PolicyArn=arn, VersionId=version)
        boundary = boundary["PolicyVersion"]["Document"]
    buckets = {}
    for bucket in s3.list_buckets()["Buckets"]:
        with suppress(s3.exceptions.from_code("NoSuchBucketPolicy")):
            text = s3.get_bucket_policy(Bucket=bucket["Name"])["Policy"]
            buckets[bucket["Name"]] = json.loads(text)
    return Standing(role, own, boundary, buckets)
