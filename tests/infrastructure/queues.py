"""Queues that hand their messages to functions beside whoever sends them, as in AWS.

moto runs the function within the call that sends. A sender then waits for it, gives up
when its client's minute is over, and sends again: on a slow machine every source would
be collected twice at once, and one of the two refused.
"""

import threading
import time
from contextlib import suppress

from moto.awslambda.models import EventSourceMapping, LambdaBackend
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import Message, Queue, SQSBackend, sqs_backends

PAUSE_SECONDS = 0.1


def polled(create):
    """Return a making of event sources that takes messages in a thread of its own."""

    def created(functions: LambdaBackend, spec: dict) -> EventSourceMapping:
        mapping = create(functions, spec)
        queues = sqs_backends[functions.account_id][functions.region_name]
        for queue in queues.queues.values():
            if queue.queue_arn == mapping.event_source_arn:
                queue.lambda_event_source_mappings.clear()
                work = (functions, queues, queue, mapping)
                threading.Thread(target=poll, args=work, daemon=True).start()
        return mapping

    return created


def poll(
    functions: LambdaBackend,
    queues: SQSBackend,
    queue: Queue,
    mapping: EventSourceMapping,
) -> None:
    """Take messages one after the other for as long as source and queue exist."""
    while (
        functions.get_event_source_mapping(mapping.uuid) is mapping
        and queues.queues.get(queue.name) is queue
    ):
        time.sleep(PAUSE_SECONDS)
        if mapping.enabled:
            with suppress(QueueDoesNotExist):
                for message in queues.receive_message(
                    queue.name, 1, 0, int(queue.visibility_timeout)
                ):
                    answer(functions, queues, queue, mapping, message)


def answer(
    functions: LambdaBackend,
    queues: SQSBackend,
    queue: Queue,
    mapping: EventSourceMapping,
    message: Message,
) -> None:
    """Run the function on a message; put it back where the function fails."""
    done = functions.send_sqs_batch(
        mapping.function_arn, [message], mapping.event_source_arn
    )
    if done:
        queues.delete_message(queue.name, message.receipt_handle)
    else:
        queues.change_message_visibility(queue.name, message.receipt_handle, 0)
