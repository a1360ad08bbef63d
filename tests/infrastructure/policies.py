"""Whether policies allow a call: the part of IAM's logic that our policies use.

An explicit deny anywhere ends it; within an account the identity's own policy must
allow it, and so must its boundary.
Source: IAM user guide, “Policy evaluation logic”, consulted 2026-11.
"""

import re
from fnmatch import fnmatchcase


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


def concerns(statement, action, resource, context):
    """Tell whether a statement speaks of a call."""
    if "NotAction" in statement:
        if any(lower_like(action, item) for item in listed(statement["NotAction"])):
            return False
    elif not any(lower_like(action, item) for item in listed(statement["Action"])):
        return False
    if not any(like(resource, item) for item in listed(statement["Resource"])):
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
