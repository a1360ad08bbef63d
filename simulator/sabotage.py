"""Middleware that applies the fault switches to whatever the publishers answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.faults import REPLACING, SPOILING, Faults, Rule
from simulator.spoiled import replacement, spoil

CONTROL = "/_simulator"


class Sabotaged:
    """Wraps the publishers; the control endpoints stay sane."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self.app = app
        self.faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path.startswith(CONTROL) or not self.faults.rules:
            await self.app(scope, receive, send)
            return
        if rule := self.faults.fire(REPLACING, path):
            await _send_all(send, *replacement(rule))
            return
        if rule := self.faults.fire(SPOILING, path):
            await self._spoiled(rule, scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _spoiled(
        self, rule: Rule, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Hold the whole answer back, spoil it, then send it."""
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, hold)
        start, body = messages[0], b"".join(m.get("body", b"") for m in messages[1:])
        headers = {k.decode("latin-1").lower(): v.decode("latin-1")
                   for k, v in start["headers"]}  # fmt: skip
        length = len(body)
        body = spoil(rule, body, headers)
        headers["content-length"] = str(len(body))
        if rule.name == "cut":  # promises more than it sends, then hangs up
            headers["content-length"] = str(length)
            body = body[: int(length * float(rule.options.get("share", 0.5)))]
        if rule.name == "chunked":
            del headers["content-length"]
        if rule.name == "slow":
            await _send_slowly(send, start["status"], headers, body, rule)
            return
        await _send_all(send, start["status"], headers, iter([body]))


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]


async def _send_all(
    send: Send, status: int, headers: dict[str, str], chunks: Iterator[bytes]
) -> None:
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": _encoded(headers)})
    for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_slowly(
    send: Send, status: int, headers: dict[str, str], body: bytes, rule: Rule
) -> None:
    """Send a few bytes at a time: every read succeeds, the whole never ends."""
    size = max(1, int(rule.options.get("bytes", 1)))
    pause = float(rule.options.get("pause", 1.0))
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": _encoded(headers)})
    for place in range(0, len(body), size):
        chunk = body[place : place + size]
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await asyncio.sleep(pause)
    await send({"type": "http.response.body", "body": b"", "more_body": False})
