"""What stops an evaluation, in one line for a person."""


class EvaluationFailed(Exception):
    """The evaluation cannot go on; the message says what to do about it."""
