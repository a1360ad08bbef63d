"""Failures that a person can act on, and AWS's own words turned into them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore import exceptions as aws


class InfrastructureError(Exception):
    """Ends a verb with one line: what happened, with what value, what to do."""


class SignInFailed(InfrastructureError):
    """AWS does not know who asks, or cannot be reached."""


class NotAllowed(InfrastructureError):
    """The identity lacks a permission."""


class NameTaken(InfrastructureError):
    """Something of that name exists and is not ours."""


class QuotaReached(InfrastructureError):
    """The account may not have more of something."""


class StackFailed(InfrastructureError):
    """CloudFormation could not bring a stack to where it should be."""


CREDENTIALS = (
    "sign in (`aws sso login`, or AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY), then try again"
)
EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "InvalidAccessKeyId",
    "AuthFailure",
}
# What AWS says when something is not there, or when there is too much of it.
HINTS: tuple[tuple[str, type[InfrastructureError], str], ...] = (
    (
        r"not authorized to perform|AccessDenied|UnauthorizedOperation",
        NotAllowed,
        "have an administrator allow it, or sign in as one; then run the command again",
    ),
    (
        r"already exists|AlreadyExists|AlreadyOwnedByYou|not available",
        NameTaken,
        "choose another name (--lake-bucket for the lake, --stage for the rest), or "
        "remove what has it; then run the command again",
    ),
    (
        r"LimitExceeded|[Qq]uota|limit (?:has been )?(?:exceeded|reached)|"
        r"maximum number of|AddressLimit|VpcLimit|UnreservedConcurrentExecution",
        QuotaReached,
        "ask for more in the console of Service Quotas, or remove what is not used; "
        "then run the command again",
    ),
)


def explained(subject: str, words: str) -> InfrastructureError:
    """Turn what AWS says of a subject into an error that says what to do."""
    text = " ".join(words.split())[:400]
    for pattern, kind, advice in HINTS:
        if re.search(pattern, text):
            return kind(f"{subject}: {text}; {advice}")
    return StackFailed(
        f"{subject}: {text}; correct it and run the command again, it goes on from here"
    )


@contextmanager
def one_line(subject: str) -> Iterator[None]:
    """Turn AWS's errors inside the block into ours.

    Raises: SignInFailed, NotAllowed, NameTaken, QuotaReached or StackFailed.
    """
    try:
        yield
    except (
        aws.NoCredentialsError,
        aws.PartialCredentialsError,
        aws.CredentialRetrievalError,
        aws.ProfileNotFound,
        aws.SSOError,
        aws.TokenRetrievalError,
    ) as error:
        raise SignInFailed(f"no credentials: {error}; {CREDENTIALS}") from error
    except (aws.EndpointConnectionError, aws.ConnectTimeoutError) as error:
        raise SignInFailed(
            f"AWS is out of reach: {error}; check the network, --region and "
            "AWS_ENDPOINT_URL"
        ) from error
    except aws.ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in EXPIRED:
            raise SignInFailed(
                f"AWS refuses these credentials ({code}); {CREDENTIALS}"
            ) from error
        doing = f"{subject} ({error.operation_name})"
        words = f"{code}: {error.response.get('Error', {}).get('Message', '')}"
        raise explained(doing, words) from error
    except Boto3Error as error:  # of a transfer, around what AWS answered
        raise explained(subject, str(error)) from error
    except aws.BotoCoreError as error:
        raise InfrastructureError(f"{subject}: {error}") from error
