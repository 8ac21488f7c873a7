"""Starts the engine on loopback: `python -m nlu.serve`. The process manager calls it; see `python -m bot up`."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nlu.rasa_setup import quieten

if TYPE_CHECKING:
    from sanic import Sanic

__all__ = ["build_app", "main"]

ENDPOINTS = Path(__file__).resolve().parent.parent / "endpoints.yml"
"""Read from here whatever the working folder is: without it Rasa would run no action, and say nothing."""
OPEN_ROUTES = frozenset(
    {
        ("GET", ""),
        ("GET", "/version"),
        ("GET", "/status"),
        ("POST", "/model/parse"),
        ("GET", "/webhooks/dialog"),
        ("POST", "/webhooks/dialog/turn"),
    }
)
"""What the app needs, and nothing that trains, loads a file or reads a talk."""


def main() -> None:
    """Serve the model until stopped; exits at once when the model file is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--actions-port", type=int, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data-dir", type=Path, required=True)
    options = parser.parse_args()
    if not options.model.exists():
        sys.exit(f"engine: no model at {options.model}; run `python -m bot train`")
    token = (options.data_dir / "run" / "engine.token").read_text("utf-8").strip()
    quieten()
    app = build_app(options.model.resolve(), options.data_dir, token, actions_port=options.actions_port)
    app.run(host="127.0.0.1", port=options.port, workers=1, access_log=False, motd=False)


def build_app(model: Path, data_dir: Path, token: str, *, actions_port: int) -> Sanic:
    """Rasa's server with our channel and our token; it loads the model when it starts."""
    # Rasa takes seconds to import: a wrong call must not wait for it.
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from nlu.channel import DialogChannel, check_token

    # endpoints.yml names these two.
    os.environ |= {"DIALOG_ACTIONS_PORT": str(actions_port), "DIALOG_ENGINE_TOKEN": token}
    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    endpoints.tracker_store = EndpointConfig(type="SQL", dialect="sqlite", db=str(data_dir / "trackers.db"))
    app = rasa.core.run.configure_app([DialogChannel()], cors=None, endpoints=endpoints)
    check_token(app, token, open_routes=OPEN_ROUTES)
    load = partial(rasa.core.run.load_agent_on_start, str(model), endpoints, None)
    app.register_listener(load, "before_server_start")
    app.register_listener(rasa.core.run.close_resources, "after_server_stop")
    return app


if __name__ == "__main__":
    main()
