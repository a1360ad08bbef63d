"""The command line: one line when ready, one line when it cannot start."""

import json
import signal
import socket
import subprocess
import sys

from orchestration.steps import PROJECT_ROOT


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "simulator", *arguments],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_in_use_is_one_clear_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and str(port) in done.stderr


def test_an_unreadable_folder_is_one_clear_line(tmp_path):
    done = run("serve", "--replay", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "nowhere" in done.stderr


def test_a_world_without_offers_is_one_clear_line():
    done = run("serve", "--offers", "-5")
    assert done.returncode == 1
    assert done.stderr == "simulator: --offers is -5; give a number above 0\n"


def test_a_truncated_recording_is_one_clear_line(tmp_path):
    (tmp_path / "wttj.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    done = run("serve", "--replay", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "wttj.jsonl.gz" in done.stderr


def test_sigterm_stops_it():
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "serve", "--offers", "50"],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    ready = json.loads(process.stdout.readline())
    assert ready["base_url"].startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGTERM)
    # Serving goes on for ever: that it ends at all is what is asked here.
    process.wait(timeout=30)


def test_the_truth_is_written_to_a_file_only(tmp_path):
    out = tmp_path / "truth.jsonl"
    done = run("truth", "--offers", "100", "--out", str(out))
    assert done.returncode == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert {"offer_id", "opening_id", "skills", "salary"} <= set(json.loads(lines[0]))
