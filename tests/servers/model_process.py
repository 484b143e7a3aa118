"""Serve one GGUF file over HTTP until killed: a script, run by models.py."""

import signal
import sys

import xllamacpp

CONTEXT_TOKENS = 2048


def main(weights: str, port: int) -> None:
    """Load the weights and answer on a loopback port."""
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.warmup = False
    # More threads make so small a model slower, and tests share the machine.
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    # Kept in a name, since the server ends with its last reference.
    server = xllamacpp.Server(params)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    del server


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main(sys.argv[1], int(sys.argv[2]))
