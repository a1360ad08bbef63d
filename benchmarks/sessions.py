"""Readers without a browser: they speak Streamlit's protocol, and cost it as much."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from benchmarks.browser import Served

PATIENCE_SECONDS = 120


def cpu_a_session(app: Served, page: str, sessions: int) -> float:
    """Open a page in so many sessions at once; return the server's CPU ms for each."""
    server, together = psutil.Process(app.process), Barrier(sessions)
    address = app.url.replace("http", "ws", 1) + "/_stcore/stream"
    before = sum(server.cpu_times()[:2])
    with ThreadPoolExecutor(sessions) as pool:
        list(pool.map(lambda _: open_page(address, page, together), range(sessions)))
    # What a session leaves to do after its last message is its cost, too.
    time.sleep(0.5)
    return 1000 * (sum(server.cpu_times()[:2]) - before) / sessions


def open_page(address: str, page: str, together: Barrier) -> None:
    """Ask for a page once all sessions are connected; return when it is whole."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    asked.rerun_script.page_name = page
    with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        together.wait(PATIENCE_SECONDS)
        socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket.recv(PATIENCE_SECONDS))
            done = message.WhichOneof("type") == "script_finished"
            if done and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
