"""A peer in a process of its own, asked over a pipe: one line of JSON for a call, one for its result."""
import json
import os
import subprocess
import sys
import time
import traceback
import zipfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
# glibc then keeps freed memory; else PyTorch's big blocks go back to the kernel in each run, and 8 pictures take it a third longer.
# What it keeps it may not use again: choosing a coreset of 95,000 patches grew beyond 23 GB with this.
KEEPING_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 32)}

# What `timed` is given where there are no pictures.
ONCE = [[None]]


class Peer:
    """A process that runs `script` and answers the calls of `serve`."""

    def __init__(self, script, threads, log, keeps_memory=False):
        environment = {**os.environ, **(KEEPING_MEMORY if keeps_memory else {}), "OMP_NUM_THREADS": str(threads), "PEER_THREADS": str(threads)}
        self.log = log
        self.process = subprocess.Popen([sys.executable, HERE / script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=log, text=True, env=environment)

    def __call__(self, call, /, **arguments):
        self.process.stdin.write(json.dumps([call, arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[1].name} ended in '{call}'; its messages are in {self.log.name}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def threads():
    return int(os.environ["PEER_THREADS"])


def serve(peer):
    """Answers calls of the public methods of `peer` until there are no more. What else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            result = getattr(peer, name)(**arguments)
        except Exception:
            traceback.print_exc()
            raise SystemExit(1)
        answers.write(json.dumps(result) + "\n")
        answers.flush()


def timed(run, batches, seconds):
    """Runs over the batches again and again for some seconds; milliseconds for each image of each run."""
    milliseconds = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        batch = batches[len(milliseconds) % len(batches)]
        start = time.perf_counter()
        run(batch)
        milliseconds.append(1000 * (time.perf_counter() - start) / len(batch))
    return milliseconds


def groups(items, size):
    """Full groups only."""
    return [items[i:i + size] for i in range(0, len(items) - size + 1, size)]


def write_scores(scores, folder):
    (Path(folder) / "scores.csv").write_text("".join(f"{name},{score!r}\n" for name, score in scores.items()))


def map_file(folder, name):
    file = Path(folder) / "maps" / f"{name}.npy"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def entry(model, name):
    """An array out of a model file of XVAD."""
    with zipfile.ZipFile(model) as archive, archive.open(f"{name}.npy") as array:
        return np.load(array)
